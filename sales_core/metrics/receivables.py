"""Receivables: what is owed on any day, how late, over which limit, and how fast it turns into cash.

All of it rests on movements (store/views/50_receivables.sql): open on a day is the sum of movements up to it, so ageing
buckets add up to what is open by construction, at every date and split.
"""

from __future__ import annotations

from sales_core.metrics.countback import COUNTBACK_MONTHS, countback_sql
from sales_core.metrics.declare import Fact, Good, Metric, Time, Unit, ratio, source
from sales_core.terms import Right, Text

_WHO = "country region branch rep customer channel segment customer_class"
_DIMENSIONS = tuple(_WHO.split())

MOVEMENTS = Fact(
    id="receivable_movements",
    label=Text("应收变动", "Receivable movements"),
    sources=(
        source(
            "receivable_movements",
            "date",
            f"date month {_WHO} kind source document instalment reference item_date due term_end amount",
        ),
    ),
    dimensions=_DIMENSIONS,
    detail=("date", "kind", "document", "instalment", "reference", "item_date", "due", "amount"),
    right=Right.VIEW_RECEIVABLES,
)

COLLECTIONS = Fact(
    id="collections",
    label=Text("回款", "Collections"),
    sources=(source("collections", "date", f"date month {_WHO} reference document amount"),),
    dimensions=_DIMENSIONS,
    detail=("date", "reference", "document", "amount"),
    right=Right.VIEW_RECEIVABLES,
)

SETTLEMENTS = Fact(
    id="receivable_settlements",
    label=Text("结清的单据", "Settled documents"),
    sources=(
        source(
            "receivable_settlements",
            "date",
            f"date month {_WHO} document instalment item_date due days_late amount",
        ),
    ),
    dimensions=_DIMENSIONS,
    detail=("date", "document", "instalment", "due", "days_late", "amount"),
    right=Right.VIEW_RECEIVABLES,
)

BALANCES = Fact(
    id="customer_balances",
    label=Text("客户余额与额度", "Customer balances and limits"),
    sources=(source("customer_balances", "date", f"date month until {_WHO} balance credit_limit term_days"),),
    dimensions=_DIMENSIONS,
    detail=("date", "balance", "credit_limit", "term_days"),
    right=Right.VIEW_RECEIVABLES,
)

FACTS = (MOVEMENTS, COLLECTIONS, SETTLEMENTS, BALANCES)

#: The movements that are invoicing (credit notes count against it), whatever they were set against.
INVOICING = "source IN ('invoice', 'credit_note', 'credit')"
_NO_DOCUMENTS = Text("截至该日没有应收单据", "No receivable documents up to that day")
_NO_SALES = Text(
    "期间没有开票，无法折算天数", "Nothing was invoiced in the period, so days cannot be worked out"
)


def _open(
    metric_id: str,
    zh: str,
    en: str,
    condition: str,
    means_zh: str,
    means_en: str,
    needs: tuple[str, ...],
    good: Good = Good.DOWN,
) -> Metric:
    aggregate = f"sum(CASE WHEN {condition} THEN amount ELSE 0 END)" if condition else "sum(amount)"
    return Metric(
        id=metric_id,
        label=Text(zh, en),
        definition=Text(means_zh, means_en),
        formula=Text("Σ 截至该日的应收变动", "Σ receivable movements up to the day"),
        unit=Unit.MONEY,
        good=good,
        fact=MOVEMENTS,
        aggregate=aggregate,
        needs=("amount", *needs),
        time=Time.OPEN,
        empty_is_zero=True,
        rows_where=condition,
        why_none=_NO_DOCUMENTS,
    )


def _between(column: str, low: int, high: int | None) -> str:
    upper = f"{column} <= {{closes}} - {low}"
    return upper if high is None else f"{upper} AND {column} >= {{closes}} - {high}"


#: (suffix, first day, last day) of the overdue buckets, by days past due.
BUCKETS: tuple[tuple[str, int, int | None], ...] = (
    ("1_30", 1, 30),
    ("31_60", 31, 60),
    ("61_90", 61, 90),
    ("91_120", 91, 120),
    ("over_120", 121, None),
)


def _bucket_words(first: int, last: int | None) -> tuple[str, str]:
    return (
        (f"{first - 1} 天以上", f"over {first - 1} days")
        if last is None
        else (f"{first}–{last} 天", f"{first}–{last} days")
    )


def _overdue_bucket(suffix: str, first: int, last: int | None) -> Metric:
    zh, en = _bucket_words(first, last)
    return _open(
        f"receivables_{suffix}", f"逾期 {zh}", f"Overdue {en}", _between("due", first, last),
        f"应收余额中已过到期日 {zh} 的部分。各账龄与未到期之和恒等于应收余额。",
        f"The part of receivables that is {en} past its due date. Buckets and not due always add up to what is open.",
        ("due",),
    )  # fmt: skip


def _age_bucket(suffix: str, first: int, last: int | None) -> Metric:
    zh, en = _bucket_words(first, last)
    return _open(
        f"receivables_age_{suffix}", f"账龄 {zh}", f"Aged {en}", _between("item_date", first, last),
        f"按单据日期计算，开出 {zh} 的应收余额。各账龄与无账龄部分之和恒等于应收余额。",
        f"Receivables {en} after their document date. With the part that has no age they add up to what is open.",
        ("item_date",), Good.NEUTRAL,
    )  # fmt: skip


_BALANCES_OPEN = (
    _open(
        "receivables_open", "应收余额", "Receivables", "",
        "截至该日尚未收回的单据金额：开票 − 贷项 − 已收款；多收与未核销回款以负数计入。"
        "单据有回款明细时以明细为准，否则按单据所述已收。",
        "What is not yet paid on the day: invoiced − credit notes − paid. Over-payments and unapplied cash count as negative."
        " Receipts, where a document has any, win over its stated paid amount.",
        (), Good.NEUTRAL,
    ),
    _open(
        "receivables_not_due", "未到期应收", "Not due", "due >= {closes}",
        "到期日在该日或之后的应收余额；未核销回款与多收（负数）也在此，因其不会逾期。",
        "Receivables whose due date is that day or later; unapplied cash and over-payments (negative) are here too, since they"
        " can never be late.",
        ("due",), Good.NEUTRAL,
    ),
    _open(
        "receivables_overdue", "逾期应收", "Overdue", "due < {closes}",
        "到期日早于该日的应收余额。", "Receivables whose due date lies before the day.", ("due",),
    ),
    _open(
        "receivables_unapplied", "未核销与多收", "Unapplied and over-paid",
        "kind IN ('unapplied', 'over_payment', 'over_credit')",
        "未指明单据的回款、超过单据金额的回款与贷项，为负数，已含在未到期应收中。",
        "Cash without a document and what exceeds one: negative, and part of not due.", ("kind",), Good.NEUTRAL,
    ),
    _open(
        "over_term", "超账期应收", "Beyond agreed term", "term_end < {closes}",
        "单据日期加客户约定账期已过的应收余额，不论单据上写的到期日；未设账期的客户不计。",
        "Receivables older than the customer's agreed term, whatever due date the document states; customers without a term"
        " do not count.",
        ("term_end",),
    ),
    _open(
        "receivables_opening", "期初应收", "Opening receivables", "date < {opens}",
        "期间开始前一日的应收余额。", "Receivables at the end of the day before the period.", (), Good.NEUTRAL,
    ),
    *(_overdue_bucket(*bucket) for bucket in BUCKETS),
    _open(
        "receivables_age_0_30", "账龄 0–30 天", "Aged 0–30 days", _between("item_date", 0, 30),
        "按单据日期计算，开出 30 天以内的应收余额。", "Receivables up to 30 days after their document date.",
        ("item_date",), Good.NEUTRAL,
    ),
    *(_age_bucket(*bucket) for bucket in BUCKETS[1:]),
    _open(
        "receivables_age_none", "无账龄", "Without age", "item_date > {closes}",
        "未核销回款、多收，以及单据开出前的预收（负数）。",
        "Unapplied cash, over-payments and cash received before its document (negative).", ("item_date",), Good.NEUTRAL,
    ),
)  # fmt: skip

_FLOWS = (
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
        why_none=_NO_DOCUMENTS,
    ),
    Metric(
        id="invoiced_per_month",
        label=Text("月均开票额", "Invoiced per month"),
        definition=Text("期间开票额 ÷ 期间涉及的月数。", "Invoiced in the period ÷ the months it touches."),
        formula=Text("开票额 ÷ 月数", "invoiced ÷ months"),
        unit=Unit.MONEY,
        fact=MOVEMENTS,
        aggregate=f"sum(CASE WHEN {INVOICING} THEN amount ELSE 0 END)"
        " / (datediff('month', {opens}, {closes}) + 1)",
        needs=("amount", "source"),
        rows_where=INVOICING,
        why_none=_NO_DOCUMENTS,
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

_NOW = "until >= {closes}"


def _limit(
    metric_id: str, label: Text, definition: Text, formula: Text, condition: str, value: str, unit: Unit
) -> Metric:
    counted = unit is Unit.COUNT
    return Metric(
        id=metric_id,
        label=label,
        definition=definition,
        formula=formula,
        unit=unit,
        good=Good.DOWN,
        fact=BALANCES,
        aggregate=f"count(DISTINCT CASE WHEN {_NOW} AND {condition} THEN customer END)"
        if counted
        else f"sum(CASE WHEN {_NOW} AND {condition} THEN {value} ELSE 0 END)",
        needs=("until", "balance", "credit_limit", "customer"),
        time=Time.OPEN,
        empty_is_zero=True,
        rows_where=f"{_NOW} AND {condition}",
        why_none=_NO_DOCUMENTS,
    )


_LIMITS = (
    _limit(
        "over_limit_customers", Text("超额度客户数", "Customers over limit"),
        Text("应收余额大于信用额度的客户数；额度为 0 或空视为未设额度，不计入。",
             "Customers who owe more than their credit limit; a limit of 0 or blank means none is set and is not counted."),
        Text("计数（余额 > 额度）", "count (balance > limit)"), "balance > credit_limit", "", Unit.COUNT,
    ),
    _limit(
        "over_limit_amount", Text("超额度金额", "Amount over limit"),
        Text("超额度客户的余额超出额度的部分之和。", "What customers over their limit owe beyond it."),
        Text("Σ max(0, 余额 − 额度)", "Σ max(0, balance − limit)"), "balance > credit_limit", "balance - credit_limit", Unit.MONEY,
    ),
    _limit(
        "no_limit_customers", Text("未设额度的欠款客户数", "Debtors without a limit"),
        Text("有应收余额而未设信用额度（0 或空）的客户数。", "Customers who owe money and have no credit limit set (0 or blank)."),
        Text("计数", "count"), "balance > 0 AND credit_limit IS NULL", "", Unit.COUNT,
    ),
    _limit(
        "debtors", Text("欠款客户数", "Debtors"),
        Text("有应收余额的客户数。", "Customers who owe money on the day."),
        Text("计数（余额 > 0）", "count (balance > 0)"), "balance > 0", "", Unit.COUNT,
    ),
    _limit(
        "credit_limit", Text("信用额度", "Credit limit"),
        Text("有过应收往来且设有额度的客户的信用额度之和。", "Credit limits of customers that have a limit and ever had a document."),
        Text("Σ 额度", "Σ limits"), "credit_limit IS NOT NULL", "credit_limit", Unit.MONEY,
    ),
    _limit(
        "credit_used", Text("已用额度", "Credit used"),
        Text("设有额度的客户的应收余额（负余额计 0）。", "What customers with a limit owe (negative balances count 0)."),
        Text("Σ max(0, 余额)", "Σ max(0, balance)"), "credit_limit IS NOT NULL AND balance > 0", "balance", Unit.MONEY,
    ),
)  # fmt: skip


def _days(metric_id: str, zh: str, en: str, numerator: str, means: Text) -> Metric:
    return Metric(
        id=metric_id,
        label=Text(zh, en),
        definition=means,
        formula=Text(f"{{{numerator}}} ÷ {{invoiced}} × 天数", f"{{{numerator}}} ÷ {{invoiced}} × days"),
        unit=Unit.DAYS,
        good=Good.DOWN,
        expression=f"CASE WHEN {{invoiced}} > 0 THEN CAST({{{numerator}}} AS DOUBLE) * {{days}}"
        " / CAST({invoiced} AS DOUBLE) END",
        why_none=_NO_SALES,
    )


_CEI_BASE = "CAST({receivables_opening} AS DOUBLE) + CAST({invoiced_per_month} AS DOUBLE)"

_RATIOS = (
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
        id="credit_utilisation",
        label=Text("额度使用率", "Credit utilisation"),
        definition=Text("设有额度的客户：应收余额 ÷ 额度。", "Customers with a limit: what they owe ÷ their limits."),
        formula=Text("{credit_used} ÷ {credit_limit}", "{credit_used} ÷ {credit_limit}"),
        unit=Unit.PERCENT,
        good=Good.DOWN,
        expression=ratio("credit_used", "credit_limit"),
        why_none=Text("没有设置额度的客户", "No customer has a limit"),
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
        needs=("amount", "source", "kind"),
        time=Time.OPEN,
        why_none=_NO_DOCUMENTS,
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

METRICS = (*_BALANCES_OPEN, *_FLOWS, *_LIMITS, *_RATIOS)
