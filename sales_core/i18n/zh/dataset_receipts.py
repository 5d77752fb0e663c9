"""The dataset receipts: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.receipts.label": "回款",
    "dataset.receipts.purpose": "每行一笔回款及其核销的单据",
    "dataset.receipts.receipt.label": "收款单号",
    "dataset.receipts.receipt.help": "没有单号的回款按日期与客户识别",
    "dataset.receipts.date.label": "收款日期",
    "dataset.receipts.document.label": "核销单据",
    "dataset.receipts.amount.label": "收款金额",
    "dataset.receipts.method.label": "收款方式",
    "dataset.receipts.exchange_rate.label": "汇率",
}
