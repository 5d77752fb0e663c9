"""Headers of rows behind a number that no kind of upload has, or has with another meaning."""

TEXTS: dict[str, str] = {
    "behind.column.level": "目标层级",
    "behind.column.stated": "直接下达",
    "behind.column.kind": "变动类型",
    "behind.column.reference": "单号",
    "behind.column.item_date": "所属单据日期",
    "behind.column.days_late": "逾期天数",
    "behind.column.balance": "余额",
    "behind.column.counted": "盘点日期",
    "behind.column.outflow": "窗口期出货量",
}
