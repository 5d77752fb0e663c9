"""没有对应数据种类的表，以及应改为导出什么。"""

TEXTS = {
    "other_kind.receivables_by_customer.label": "按客户汇总的账龄表：只有各账龄段的合计，没有单据",
    "other_kind.receivables_by_customer.instead": "请导出未结清的应收明细：每张发票一行，含单据号、日期、到期日和余额。",
    "other_kind.account_ledger.label": "有借方、贷方的明细账",
    "other_kind.account_ledger.instead": "请导出发票（未结清明细），收款单另行导出。",
    "other_kind.commissions.label": "提成表；没有提成这种数据",
    "other_kind.commissions.instead": "其中的销售额由销售明细计算：请按单据导出销售明细。",
    "other_kind.opportunities.label": "商机列表；目前没有商机这种数据",
    "other_kind.opportunities.instead": "请导出订单或发票：已经卖出的，而不是可能卖出的。",
    "other_kind.stock_movements.label": "出入库流水；没有出入库这种数据",
    "other_kind.stock_movements.instead": "请导出某一天的库存表，或销售明细。",
    "other_kind.purchases.label": "向供应商采购的清单；没有采购这种数据",
    "other_kind.purchases.instead": "请导出销售明细；入库数量在库存表中。",
    "other_kind.payroll.label": "工资表；没有工资这种数据",
    "other_kind.payroll.instead": "请不要载入它。",
    "other_kind.stock_across_warehouses.label": "仓库横排的库存表",
    "other_kind.stock_across_warehouses.instead": "请按每个产品、每个仓库一行导出：仓库、产品、数量。",
    "other_kind.actuals_by_month.label": "按月横排的实际数，不是目标",
    "other_kind.actuals_by_month.instead": "请按单据和日期导出其明细。如果确实是目标，请把数据种类选为目标。",
    "other_kind.returned_orders.label": "退货订单清单",
    "other_kind.returned_orders.instead": "请与这些订单的销售明细一起导入：届时会问是否从销售中冲减，并列出金额。",
}
