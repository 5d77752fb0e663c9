"""The dataset deal_splits: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.deal_splits.label": "Split deals",
    "dataset.deal_splits.purpose": "One row per document and person with his share; shares of a document add up to 100 %",
    "dataset.deal_splits.unlocks": "the page Pay: each is paid for his share of a document",
    "dataset.deal_splits.menu_yonyou": "mostly kept in a workbook 业绩分成表",
    "dataset.deal_splits.menu_kingdee": "mostly kept in a workbook 业绩分成表",
    "dataset.deal_splits.menu_sap": "Sales order › Partners, or a workbook of human resources",
    "dataset.deal_splits.menu_odoo": "mostly a workbook of human resources",
    "dataset.deal_splits.menu_quickbooks": "mostly a workbook of human resources",
    "dataset.deal_splits.document.label": "Shared document",
    "dataset.deal_splits.rep.label": "Paid for it",
    "dataset.deal_splits.split_share.label": "Split share",
    "dataset.deal_splits.document.help": "Number of the sale, or of the invoice where receipts are paid for",
    "dataset.deal_splits.rep.help": "Code or name of who is paid for this share, in place of who stands on the document",
}
