"""The dataset receivables: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.receivables.label": "Receivable documents",
    "dataset.receivables.purpose": "One row per invoice or credit note (one per instalment)",
    "dataset.receivables.unlocks": "the page Receivables: balance, ageing, days outstanding, overdue customers, credit limits",
    "dataset.receivables.menu_yonyou": "Finance › Receivables › Document enquiry › Invoices 发票查询, receivable notes 应收单查询",
    "dataset.receivables.menu_kingdee": "Finance › Receivables › Receivable list 应收单列表 › Export 引出",
    "dataset.receivables.menu_sap": "FBL5N (customer line items)",
    "dataset.receivables.menu_odoo": "Accounting › Customers › Invoices, Export",
    "dataset.receivables.menu_quickbooks": "Reports › Who owes you › Open Invoices",
    "dataset.receivables.document.label": "Document",
    "dataset.receivables.instalment.label": "Instalment",
    "dataset.receivables.document_type.label": "Document type",
    "dataset.receivables.original.label": "Original document",
    "dataset.receivables.date.label": "Document date",
    "dataset.receivables.due.label": "Due date",
    "dataset.receivables.amount.label": "Amount",
    "dataset.receivables.paid.label": "Paid",
    "dataset.receivables.paid.help": "Paid as stated on the document; receipts, when loaded, take precedence",
    "dataset.receivables.settled.label": "Settled",
    "dataset.receivables.exchange_rate.label": "Exchange rate",
}
