"""Where rows live: the names of facts."""

TEXTS: dict[str, str] = {
    "fact.collections.label": "Collections",
    "fact.customer_balances.label": "Customer balances and limits",
    "fact.distributor_reports.label": "Distributor reports",
    "fact.distributor_stock.label": "Distributor stock",
    "fact.first_sales.label": "First orders",
    "fact.outlet_audits.label": "Outlet audits",
    "fact.receivable_invoices.label": "Invoices and credit notes",
    "fact.receivable_movements.label": "Receivable movements",
    "fact.receivable_settlements.label": "Settled documents",
    "fact.sales.label": "Sales lines",
    "fact.stock.label": "Stock",
    "fact.stock_snapshots.label": "Stock snapshots",
    "fact.targets.label": "Targets",
}
