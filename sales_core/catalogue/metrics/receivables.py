"""What is owed on any day and how late it is.

Open on a day is the sum of movements up to it, so buckets add up to what is open by construction, at every date and split.
"""

from __future__ import annotations

from sales_core.catalogue.metric import Good, Metric, Time
from sales_core.catalogue.metrics.receivable_buckets import AGE_BUCKETS
from sales_core.catalogue.metrics.receivables_facts import MOVEMENTS, NO_DOCUMENTS
from sales_core.kernel.terms import Text
from sales_core.kernel.units import Unit


def _open(  # noqa: PLR0917 - a table of metrics, one line each
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
        why_none=NO_DOCUMENTS,
    )


def _between(column: str, low: int, high: int | None) -> str:
    upper = f"{column} <= {{closes}} - {low}"
    return upper if high is None else f"{upper} AND {column} >= {{closes}} - {high}"


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


METRICS = (
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
        "kind IN ('unapplied', 'over_payment')",
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
        "receivables_opening", "期初应收", "Opening receivables", "{at} < {opens}",
        "期间开始前一日的应收余额。", "Receivables at the end of the day before the period.", ("date",), Good.NEUTRAL,
    ),
    *(_overdue_bucket(*bucket) for bucket in AGE_BUCKETS),
    _open(
        "receivables_age_0_30", "账龄 0–30 天", "Aged 0–30 days", _between("item_date", 0, 30),
        "按单据日期计算，开出 30 天以内的应收余额。", "Receivables up to 30 days after their document date.",
        ("item_date",), Good.NEUTRAL,
    ),
    *(_age_bucket(*bucket) for bucket in AGE_BUCKETS[1:]),
    _open(
        "receivables_age_none", "无账龄", "Without age", "item_date > {closes}",
        "未核销回款、多收，以及单据开出前的预收（负数）。",
        "Unapplied cash, over-payments and cash received before its document (negative).", ("item_date",), Good.NEUTRAL,
    ),
)  # fmt: skip
