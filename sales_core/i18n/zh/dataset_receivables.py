"""The dataset receivables: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.receivables.label": "应收单据",
    "dataset.receivables.purpose": "每行一张发票或红字发票（分期则一期一行）",
    "dataset.receivables.document.label": "单据编号",
    "dataset.receivables.instalment.label": "期次",
    "dataset.receivables.document_type.label": "单据类型",
    "dataset.receivables.original.label": "原单据编号",
    "dataset.receivables.date.label": "单据日期",
    "dataset.receivables.due.label": "到期日",
    "dataset.receivables.amount.label": "应收金额",
    "dataset.receivables.paid.label": "已收金额",
    "dataset.receivables.paid.help": "随单据给出的已收；另有回款明细时以明细为准",
    "dataset.receivables.settled.label": "结清日期",
    "dataset.receivables.exchange_rate.label": "汇率",
}
