"""Headers of rows behind a number that no kind of upload has, or has with another meaning."""

TEXTS: dict[str, str] = {
    "drill_through.column.done": "完成",
    "drill_through.column.planned": "计划",
    "drill_through.column.level": "目标层级",
    "drill_through.column.stated": "直接下达",
    "drill_through.column.kind": "变动类型",
    "drill_through.column.reference": "单号",
    "drill_through.column.item_date": "所属单据日期",
    "drill_through.column.days_late": "逾期天数",
    "drill_through.column.balance": "余额",
    "drill_through.column.counted": "盘点日期",
    "drill_through.column.outflow": "窗口期出货量",
}
