"""Headers of rows behind a number that no kind of upload has, or has with another meaning."""

TEXTS: dict[str, str] = {
    "drill_through.column.done": "Done",
    "drill_through.column.planned": "Planned",
    "drill_through.column.level": "Target level",
    "drill_through.column.stated": "Stated",
    "drill_through.column.kind": "Movement",
    "drill_through.column.reference": "Reference",
    "drill_through.column.item_date": "Date of the document",
    "drill_through.column.days_late": "Days late",
    "drill_through.column.balance": "Balance",
    "drill_through.column.counted": "Counted on",
    "drill_through.column.outflow": "Outflow",
}
