"""Open items as values: what every other analysis of receivables starts from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from sales_core.kernel.query import Filter
from sales_core.semantic.reader import FigureReader


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One row of the list `open_items`. Money in the reporting currency; `open` negative = in the customer's favour.

    `kind`: invoice, credit_note, prepayment (paid before its document), over_payment (paid or credited beyond
    it), unapplied.
    `due` None = never due. `days_overdue` is 0 up to `due`; `age` counts from the document date.
    """

    document: str
    instalment: str
    item: str
    """Document and, where it has several, instalment."""
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
    settled: Decimal
    """Paid and credited."""
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


def open_items(reader: FigureReader, day: date, *, filters: tuple[Filter, ...] = ()) -> tuple[OpenItem, ...]:
    """Every item that is not zero on `day`, the longest overdue first. Raises as `FigureReader.run_list`."""
    rows = reader.list_on("open_items", day, filters)
    return tuple(OpenItem(**cast("dict[str, Any]", row)) for row in rows)
