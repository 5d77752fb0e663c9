"""Open items: every document, over-payment and unapplied receipt not zero on a day, also one in the past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from sales_core.analysis.visible import RECEIVABLE_DIMENSIONS, bind, visible
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import Right, Viewer
from sales_core.semantic.sql import Sql
from sales_core.warehouse.snapshot import Snapshot

Basis = Literal["due", "document"]

NOT_DUE = "not_due"
#: (id, first day, last day) of the buckets, by days past the due date or since the document date.
AGE_BUCKETS: tuple[tuple[str, int, int | None], ...] = (
    ("1_30", 1, 30),
    ("31_60", 31, 60),
    ("61_90", 61, 90),
    ("91_120", 91, 120),
    ("over_120", 121, None),
)
#: A document with less than this left is settled.
SMALLEST = Decimal("0.01")
_NEVER = date(9999, 12, 31)

#: Most items are closed; they are dropped before anything else is worked out of them.
_SQL = """
WITH open_ones AS (
    SELECT f.document, f.instalment, f.kind IN ('over_payment', 'unapplied') AS is_cash
    FROM receivable_movements f
    WHERE f.date <= {at} AND f.closed > {at} AND {visible}
    GROUP BY f.document, f.instalment, f.kind IN ('over_payment', 'unapplied')
    HAVING abs(sum(f.amount)) >= {smallest}
)
SELECT f.document, f.instalment, min(f.customer) AS customer, min(coalesce(k.name, f.customer)) AS customer_name,
    min(f.rep) AS rep, min(f.region) AS region, min(f.branch) AS branch,
    min(f.item_date) AS item_date, min(f.due) AS due, min(f.kind) AS any_kind,
    max(CASE WHEN f.kind IN ('invoice', 'credit_note') THEN f.kind END) AS document_kind,
    sum(CASE WHEN f.kind IN ('invoice', 'credit_note') THEN f.amount ELSE 0 END) AS amount,
    -sum(CASE WHEN f.kind IN ('receipt', 'stated', 'stated_undated') THEN f.amount ELSE 0 END) AS paid,
    -sum(CASE WHEN f.kind = 'credit' THEN f.amount ELSE 0 END) AS credited,
    sum(f.amount) AS open, min(f.date) AS first_day,
    coalesce(min(f.upload_id) FILTER (WHERE f.reference = f.document), min(f.upload_id)) AS upload_id,
    coalesce(min(f.sheet) FILTER (WHERE f.reference = f.document), min(f.sheet)) AS sheet,
    coalesce(min(f.source_row) FILTER (WHERE f.reference = f.document), min(f.source_row)) AS source_row
FROM receivable_movements f
JOIN open_ones o ON o.document = f.document AND o.instalment = f.instalment
    AND o.is_cash = (f.kind IN ('over_payment', 'unapplied'))
LEFT JOIN dim_customer k ON k.customer = f.customer
WHERE f.date <= {at} AND f.closed > {at} AND {visible}
GROUP BY f.document, f.instalment, CASE WHEN f.kind IN ('over_payment', 'unapplied') THEN f.kind ELSE '' END
ORDER BY 9, f.document, f.instalment
"""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One item that is open. Money in the reporting currency; `open` negative = in the customer's favour.

    `kind`: invoice, credit_note, prepayment (paid before its document), over_payment (paid or credited beyond
    it), unapplied.
    `due` None = never due. `days_overdue` is 0 up to `due`; `age` counts from the document date.
    """

    document: str
    instalment: str
    kind: str
    customer: str
    customer_name: str
    rep: str
    region: str
    branch: str
    item_date: date
    due: date | None
    amount: Decimal
    paid: Decimal
    credited: Decimal
    open: Decimal
    days_overdue: int
    age: int
    bucket: str
    """By due date."""
    age_bucket: str
    """By document date: `0_30`, then as the due-date buckets, `none` without an age."""
    upload_id: int | None
    sheet: str
    source_row: int | None


def open_items(
    snapshot: Snapshot,
    viewer: Viewer,
    at: date,
    *,
    filters: Sequence[Filter] = (),
    smallest: Decimal = SMALLEST,
) -> tuple[OpenItem, ...]:
    """Every item with at least `smallest` (absolute) open on `at`, the longest overdue first."""
    where = visible(viewer, Right.VIEW_RECEIVABLES, RECEIVABLE_DIMENSIONS, filters)
    sql = bind(_SQL, at, visible=where, smallest=Sql("?", (smallest,)))
    rows = snapshot.rows(sql.text, sql.params)
    return tuple(_item(row, at) for row in rows)


def bucket_of(day: date | None, at: date, basis: Basis = "due") -> str:
    """The bucket of an item that is due (or dated) `day`; `not_due` when that day is not over on `at`."""
    if day is None:
        return NOT_DUE if basis == "due" else "none"
    late = (at - day).days
    if basis == "document" and 0 <= late <= 30:
        return "0_30"
    if late <= 0:
        return NOT_DUE if basis == "due" else "none"
    return next(name for name, first, last in AGE_BUCKETS if first <= late and (last is None or late <= last))


def _item(row: dict[str, object], at: date) -> OpenItem:
    own = row["any_kind"] if row["any_kind"] in {"over_payment", "unapplied"} else None
    due, dated = _day(row["due"]), _day(row["item_date"])
    first_day = row["first_day"]
    assert isinstance(first_day, date)  # noqa: S101 - every movement is dated
    return OpenItem(
        document=str(row["document"]),
        instalment=str(row["instalment"]),
        kind=str(own or row["document_kind"] or "prepayment"),
        customer=str(row["customer"]),
        customer_name=str(row["customer_name"] or row["customer"]),
        rep=str(row["rep"]),
        region=str(row["region"]),
        branch=str(row["branch"]),
        item_date=dated or first_day,
        due=due,
        amount=_money(row["amount"]),
        paid=_money(row["paid"]),
        credited=_money(row["credited"]),
        open=_money(row["open"]),
        days_overdue=max(0, (at - due).days) if due else 0,
        age=max(0, (at - (dated or first_day)).days),
        bucket=bucket_of(due, at),
        age_bucket=bucket_of(dated, at, "document"),
        upload_id=row["upload_id"] if isinstance(row["upload_id"], int) else None,
        sheet=str(row["sheet"] or ""),
        source_row=row["source_row"] if isinstance(row["source_row"], int) else None,
    )


def _day(found: object) -> date | None:
    return found if isinstance(found, date) and found != _NEVER else None


def _money(found: object) -> Decimal:
    return found if isinstance(found, Decimal) else Decimal(0)
