"""The dataset receipts: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.receipts.label": "回款",
    "dataset.receipts.purpose": "每行一笔回款及其核销的单据",
    "dataset.receipts.unlocks": "应收页的回款、预计到账与付款习惯；未清余额随之减少",
    "dataset.receipts.menu_yonyou": "财务会计 › 应收款管理 › 单据查询 › 收付款单查询",
    "dataset.receipts.menu_kingdee": "财务会计 › 应收款管理 › 收款单列表 › 引出",
    "dataset.receipts.menu_sap": "FBL5N，凭证类型 DZ",
    "dataset.receipts.menu_odoo": "会计 › 客户 › 付款，导出",
    "dataset.receipts.menu_quickbooks": "报表 › 销售与客户 › 按客户的交易清单（类型：收款）",
    "dataset.receipts.menu_shopify": "订单 › 导出 › 导出交易记录",
    "dataset.receipts.receipt.label": "收款单号",
    "dataset.receipts.receipt.help": "没有单号的回款按日期与客户识别",
    "dataset.receipts.date.label": "收款日期",
    "dataset.receipts.document.label": "核销单据",
    "dataset.receipts.amount.label": "收款金额",
    "dataset.receipts.method.label": "收款方式",
    "dataset.receipts.exchange_rate.label": "汇率",
}
