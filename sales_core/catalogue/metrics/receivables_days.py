"""How fast receivables turn into cash: DSO in three ways, collection effectiveness, overdue share."""

from __future__ import annotations

from sales_core.catalogue.metric import Good, Metric, Time, ratio
from sales_core.catalogue.metrics.countback import COUNTBACK_MONTHS, countback_sql
from sales_core.catalogue.metrics.receivables_facts import INVOICING, MOVEMENTS, NO_DOCUMENTS
from sales_core.kernel.terms import Text
from sales_core.kernel.units import Unit

_NO_SALES = Text("期间没有开票，无法折算天数", "Nothing was invoiced in the period, so days cannot be worked out")

_INVOICED = f"sum(CASE WHEN {INVOICING} AND {{at}} >= {{opens}} THEN amount ELSE 0 END)"


def _days(metric_id: str, zh: str, en: str, part: str, means: Text) -> Metric:
    """DSO over one part of what is open; one aggregate, so that each month of a trend has its own days."""
    condition = "due >= {closes}" if part == "receivables_not_due" else "TRUE"
    return Metric(
        id=metric_id,
        label=Text(zh, en),
        definition=means,
        formula=Text(f"{{{part}}} ÷ {{invoiced}} × {{days}}", f"{{{part}}} ÷ {{invoiced}} × {{days}}"),
        unit=Unit.DAYS,
        good=Good.DOWN,
        fact=MOVEMENTS,
        aggregate=f"CASE WHEN {_INVOICED} > 0 THEN CAST(sum(CASE WHEN {condition} THEN amount ELSE 0 END) AS DOUBLE)"
        f" * max({{days}}) / CAST({_INVOICED} AS DOUBLE) END",
        needs=("amount", "source") if condition == "TRUE" else ("amount", "source", "due"),
        time=Time.OPEN,
        why_none=_NO_SALES,
    )


_CEI_BASE = "CAST({receivables_opening} AS DOUBLE) + CAST({invoiced_per_month} AS DOUBLE)"

METRICS = (
    Metric(
        id="overdue_share",
        label=Text("逾期占比", "Overdue share"),
        definition=Text("逾期应收占应收余额的比例。", "Overdue as a share of receivables."),
        formula=Text("{receivables_overdue} ÷ {receivables_open}", "{receivables_overdue} ÷ {receivables_open}"),
        unit=Unit.PERCENT,
        good=Good.DOWN,
        expression=ratio("receivables_overdue", "receivables_open"),
        why_none=Text("没有应收余额", "Nothing is owed"),
    ),
    Metric(
        id="invoiced_per_month",
        label=Text("月均开票额", "Invoiced per month"),
        definition=Text("期间开票额 ÷ 期间涉及的月数。", "Invoiced in the period ÷ the months it touches."),
        formula=Text("开票额 ÷ 月数", "invoiced ÷ months"),
        unit=Unit.MONEY,
        fact=MOVEMENTS,
        aggregate=f"CAST({_INVOICED} / (max(datediff('month', {{opens}}, {{closes}})) + 1) AS DECIMAL(18, 4))",
        needs=("amount", "source"),
        time=Time.OPEN,
        rows_where=f"{INVOICING} AND {{at}} >= {{opens}}",
        why_none=NO_DOCUMENTS,
    ),
    _days(
        "dso_simple", "应收周转天数（简单法）", "DSO, simple", "receivables_open",
        Text("期末应收 ÷ 期间开票额 × 期间天数。月度与季度口径的结果不同。",
             "Receivables at the close ÷ invoiced in the period × its days. A month and a quarter give different answers."),
    ),
    _days(
        "dso_best_possible", "最佳可能周转天数", "DSO, best possible", "receivables_not_due",
        Text("假如没有任何逾期时的周转天数：期末未到期应收 ÷ 期间开票额 × 期间天数。",
             "What DSO would be with nothing overdue: not-due receivables at the close ÷ invoiced in the period × its days."),
    ),
    Metric(
        id="dso_countback",
        label=Text("应收周转天数（倒推法）", "DSO, count-back"),
        definition=Text(
            "从期末应收中逐月倒扣开票额：扣尽的月份计整月天数，最后一个月按比例；"
            f"无开票的月份计其天数，最多倒推 {COUNTBACK_MONTHS} 个月。",
            "Receivables at the close, less each month's invoicing going back: a month used up counts its days, the last one in"
            f" proportion; a month without invoicing adds its days; at most {COUNTBACK_MONTHS} months back.",
        ),
        formula=Text("Σ 被应收覆盖的天数", "Σ days covered by receivables"),
        unit=Unit.DAYS,
        good=Good.DOWN,
        fact=MOVEMENTS,
        aggregate=countback_sql(INVOICING),
        needs=("amount", "source"),
        time=Time.OPEN,
        why_none=NO_DOCUMENTS,
    ),
    Metric(
        id="cei",
        label=Text("催收有效率", "Collection effectiveness"),
        definition=Text(
            "期间可收款项中实际收回的比例。100% 表示到期的全部收回。",
            "Of what could be collected in the period, the share that was. 100 % means everything due came in.",
        ),
        formula=Text(
            "({receivables_opening} + {invoiced_per_month} − {receivables_open}) ÷"
            " ({receivables_opening} + {invoiced_per_month} − {receivables_not_due})",
            "({receivables_opening} + {invoiced_per_month} − {receivables_open}) ÷"
            " ({receivables_opening} + {invoiced_per_month} − {receivables_not_due})",
        ),
        unit=Unit.PERCENT,
        expression=f"CASE WHEN {_CEI_BASE} - CAST({{receivables_not_due}} AS DOUBLE) > 0"
        f" THEN ({_CEI_BASE} - CAST({{receivables_open}} AS DOUBLE))"
        f" / ({_CEI_BASE} - CAST({{receivables_not_due}} AS DOUBLE)) END",
        why_none=Text("期间没有可收款项", "Nothing was collectible in the period"),
    ),
)  # fmt: skip
