"""Where rows live: the names of facts."""

TEXTS: dict[str, str] = {
    "fact.collections.label": "回款",
    "fact.customer_balances.label": "客户余额与额度",
    "fact.distributor_reports.label": "经销商上报",
    "fact.distributor_stock.label": "经销商库存",
    "fact.first_sales.label": "客户首单",
    "fact.outlet_audits.label": "售点检查",
    "fact.receivable_invoices.label": "发票与红字",
    "fact.receivable_movements.label": "应收变动",
    "fact.receivable_settlements.label": "结清的单据",
    "fact.sales.label": "销售明细",
    "fact.stock.label": "库存",
    "fact.stock_snapshots.label": "库存快照",
    "fact.targets.label": "目标",
}
