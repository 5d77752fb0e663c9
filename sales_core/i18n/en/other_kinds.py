"""Kinds of table that no dataset holds, and what to export instead."""

TEXTS = {
    "other_kind.receivables_by_customer.label": "an ageing summary by customer: sums by age without invoices",
    "other_kind.receivables_by_customer.instead": "Export the open items (ageing detail): one row an invoice with number, date, due date and balance.",
    "other_kind.account_ledger.label": "an account ledger with debit and credit",
    "other_kind.account_ledger.instead": "Export the invoices (open items), and the receipts apart from them.",
    "other_kind.commissions.label": "a commission sheet; there is no data set for commissions",
    "other_kind.commissions.instead": "Its sales are counted from the sales lines: export these, by document.",
    "other_kind.opportunities.label": "a list of opportunities; there is no data set for them yet",
    "other_kind.opportunities.instead": "Export orders or invoices: what was sold, not what may be sold.",
    "other_kind.stock_movements.label": "a list of stock movements, in and out; there is no data set for movements",
    "other_kind.stock_movements.instead": "Export the stock list of a day, or the sales lines.",
    "other_kind.purchases.label": "a list of purchases from suppliers; there is no data set for purchases",
    "other_kind.purchases.instead": "Export the sales lines; goods received are in the stock export.",
    "other_kind.payroll.label": "a payroll; there is no data set for wages",
    "other_kind.payroll.instead": "Leave it out.",
    "other_kind.stock_across_warehouses.label": "a stock list with warehouses across",
    "other_kind.stock_across_warehouses.instead": "Export it with one row a product and warehouse: warehouse, product, quantity.",
    "other_kind.actuals_by_month.label": "actual figures with months across, not targets",
    "other_kind.actuals_by_month.instead": "Export the lines behind it, by document and day. If these are targets after all, choose targets as the kind of data.",
    "other_kind.returned_orders.label": "a list of orders that came back",
    "other_kind.returned_orders.instead": "Drop it together with the sales lines of those orders; then it is asked whether they are taken off sales, with their money.",
}
