"""The list of receipts by day."""

TEXTS = {
    "list.receipts_by_day.label": "按日回款",
    "list.receipts_by_day.help": "一段时间内按客户、单据、日期汇总的回款",
}
