"""What was invoiced, collected and settled in a period, and how late."""

from __future__ import annotations

from sales_core.catalogue.metric import Good, Metric
from sales_core.catalogue.metrics.receivables_facts import COLLECTIONS, INVOICING, MOVEMENTS, NO_DOCUMENTS, SETTLEMENTS
from sales_core.kernel.terms import Text
from sales_core.kernel.units import Unit

METRICS = (
    Metric(
        id="invoiced",
        label=Text("开票额", "Invoiced"),
        definition=Text(
            "期间开出的应收单据净额，贷项为负。",
            "Receivable documents dated in the period, credit notes negative.",
        ),
        formula=Text("Σ 单据金额", "Σ document amounts"),
        unit=Unit.MONEY,
        fact=MOVEMENTS,
        aggregate=f"sum(CASE WHEN {INVOICING} THEN amount ELSE 0 END)",
        needs=("amount", "source"),
        rows_where=INVOICING,
        empty_is_zero=True,
        why_none=NO_DOCUMENTS,
    ),
    Metric(
        id="collections",
        label=Text("回款额", "Collections"),
        definition=Text(
            "期间收到的款项：全部回款，加上没有回款明细而单据写明结清日期的已收金额。",
            "Cash that came in: all receipts, and what documents without receipts state as paid on a known day.",
        ),
        formula=Text("Σ 回款金额", "Σ receipts"),
        unit=Unit.MONEY,
        fact=COLLECTIONS,
        aggregate="sum(amount)",
        needs=("amount",),
        empty_is_zero=True,
        why_none=Text("期间没有回款数据", "No receipts in the period"),
    ),
    Metric(
        id="settled_documents",
        label=Text("结清单据数", "Documents settled"),
        definition=Text(
            "期间内全额结清的发票（分期按期）数。", "Invoices (per instalment) fully settled in the period."
        ),
        formula=Text("计数", "count"),
        unit=Unit.COUNT,
        fact=SETTLEMENTS,
        aggregate="count(*)",
        empty_is_zero=True,
        why_none=Text("期间没有结清的单据", "No document was settled in the period"),
    ),
    Metric(
        id="days_late_average",
        label=Text("平均逾期天数", "Average days late"),
        definition=Text(
            "期间结清的单据，从到期日到结清日的天数，提前或按时计 0，按张平均。",
            "Days from due date to settlement of the documents settled in the period; early or on time counts 0; per document.",
        ),
        formula=Text("Σ max(0, 结清日 − 到期日) ÷ 张数", "Σ max(0, settled − due) ÷ documents"),
        unit=Unit.DAYS,
        good=Good.DOWN,
        fact=SETTLEMENTS,
        aggregate="CAST(sum(greatest(days_late, 0)) AS DOUBLE) / nullif(count(*), 0)",
        needs=("days_late",),
        why_none=Text("期间没有结清的单据", "No document was settled in the period"),
    ),
    Metric(
        id="late_share",
        label=Text("逾期结清占比", "Share paid late"),
        definition=Text(
            "期间结清的单据中，结清日晚于到期日的张数占比。",
            "Of the documents settled in the period, the share settled after their due date.",
        ),
        formula=Text("逾期结清张数 ÷ 结清张数", "documents settled late ÷ documents settled"),
        unit=Unit.PERCENT,
        good=Good.DOWN,
        fact=SETTLEMENTS,
        aggregate="CAST(sum(CASE WHEN days_late > 0 THEN 1 ELSE 0 END) AS DOUBLE) / nullif(count(*), 0)",
        needs=("days_late",),
        why_none=Text("期间没有结清的单据", "No document was settled in the period"),
    ),
)
