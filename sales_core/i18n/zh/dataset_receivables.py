"""The dataset receivables: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.receivables.label": "应收单据",
    "dataset.receivables.purpose": "每行一张发票或红字发票（分期则一期一行）",
    "dataset.receivables.unlocks": "应收页：余额、账龄、周转天数、逾期客户、额度",
    "dataset.receivables.menu_yonyou": "财务会计 › 应收款管理 › 单据查询 › 发票查询、应收单查询",
    "dataset.receivables.menu_kingdee": "财务会计 › 应收款管理 › 应收单列表 › 引出",
    "dataset.receivables.menu_sap": "FBL5N（客户行项目）",
    "dataset.receivables.menu_odoo": "会计 › 客户 › 结算单，导出",
    "dataset.receivables.menu_quickbooks": "报表 › 客户欠款 › 未结发票",
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
