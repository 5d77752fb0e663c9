"""The dataset receipts: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.receipts.label": "Receipts",
    "dataset.receipts.purpose": "One row per receipt and the document it pays",
    "dataset.receipts.unlocks": "collections, expected cash and paying habits of Receivables; open balances go down with it",
    "dataset.receipts.menu_yonyou": "Finance › Receivables › Document enquiry › Receipts and payments 收付款单查询",
    "dataset.receipts.menu_kingdee": "Finance › Receivables › Receipt list 收款单列表 › Export 引出",
    "dataset.receipts.menu_sap": "FBL5N, document type DZ",
    "dataset.receipts.menu_odoo": "Accounting › Customers › Payments, Export",
    "dataset.receipts.menu_quickbooks": "Reports › Sales and customers › Transaction List by Customer (type Payment)",
    "dataset.receipts.menu_shopify": "Orders › Export › Export transaction histories",
    "dataset.receipts.receipt.label": "Receipt",
    "dataset.receipts.receipt.help": "A receipt without a number is told by its day and customer",
    "dataset.receipts.date.label": "Receipt date",
    "dataset.receipts.document.label": "Document paid",
    "dataset.receipts.amount.label": "Amount",
    "dataset.receipts.method.label": "Method",
    "dataset.receipts.exchange_rate.label": "Exchange rate",
}
