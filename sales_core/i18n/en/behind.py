"""Headers of rows behind a number that no kind of upload has, or has with another meaning."""

TEXTS: dict[str, str] = {
    "behind.column.level": "Target level",
    "behind.column.stated": "Stated",
    "behind.column.kind": "Movement",
    "behind.column.reference": "Reference",
    "behind.column.item_date": "Date of the document",
    "behind.column.days_late": "Days late",
    "behind.column.balance": "Balance",
    "behind.column.counted": "Counted on",
    "behind.column.outflow": "Outflow",
}
