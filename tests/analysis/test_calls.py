"""Whom to call and what a call is worth, by hand; what the advice was worth, again with the textbook's formula."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import numpy as np
import pytest

from sales_core.analysis.customers.calls import (
    CALLS,
    FEWEST,
    Call,
    CallReason,
    Reason,
    first_calls,
    is_left_out,
    judged_spans,
    ranked_calls,
    sales_changes,
    worth_of,
)
from sales_core.kernel.terms import Period
from sales_core.semantic.reader import FigureReader
from tests.support.readers import reader_of
from tests.support.stores import make_store

DAY = date(2026, 5, 31)
PLACE: dict[str, object] = {"region": "East", "branch": "E", "rep": "r"}


def sale(day: str, customer: str, amount: int, category: str = "tea", product: str = "P") -> dict[str, object]:
    return {
        "date": day, "customer": customer, "amount": amount, "quantity": amount, "channel": "KA", "category": category,
        "product": product, **PLACE,
    }  # fmt: skip


#: a bought 100 of tea in each month until April and 40 in May: 60 below his normal. b buys 240 of tea a month: more
#: than the median. c bought water once; d owes and buys none.
SALES = [
    *(sale(f"{year}-{month:02}-10", "a", 100) for year, month in [(2025, m) for m in range(6, 13)] + [(2026, m) for m in range(1, 5)]),
    sale("2026-05-10", "a", 40),
    *(sale(f"{year}-{month:02}-11", "b", 240) for year, month in [(2025, m) for m in range(6, 13)] + [(2026, m) for m in range(1, 6)]),
    sale("2026-05-31", "c", 120, "water", "W"),
]  # fmt: skip
STOCK = [
    {"date": "2026-05-31", "product": "W", "quantity": 60, "value": 6, "warehouse": "W1", "batch": "x", "expiry": "2026-06-01",
     "region": "East", "branch": "E"}
]  # fmt: skip
RECEIVABLES = [
    {"document": "1", "date": "2026-03-01", "due": "2026-04-01", "amount": 500, "customer": "d", **PLACE},
    {"document": "2", "date": "2026-03-01", "due": "2026-04-01", "amount": 30, "customer": "a", **PLACE},
]  # fmt: skip


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> FigureReader:
    folder = tmp_path_factory.mktemp("calls")
    master = [{"customer": name, "channel": "KA", **PLACE} for name in "abcd"]
    return reader_of(make_store(folder, sales=SALES, stock=STOCK, receivables=RECEIVABLES, customers=master))


def test_by_hand(reader: FigureReader) -> None:
    """KA's tea 0, 1,140, 2,880: the median 1,140 a year, so that c lacks 95 a month."""
    found = ranked_calls(reader, DAY, "channel", has_receivables=True, has_stock=True)
    assert [(call.customer, call.rep, call.reasons) for call in found] == [
        ("d", "r", (Reason(CallReason.OVERDUE, Decimal("500.00")),)),
        ("c", "r", (Reason(CallReason.WHITE_SPACE, Decimal("95.00"), "tea"),)),
        ("a", "r", (Reason(CallReason.WAY_BACK, Decimal("60.00")), Reason(CallReason.OVERDUE, Decimal("30.00")))),
    ]  # fmt: skip
    assert [call.amount for call in found] == [500, 95, 90]
    bare = ranked_calls(reader, DAY, "channel")
    assert [(call.customer, call.amount) for call in bare] == [("c", Decimal(95)), ("a", Decimal(60))]


def test_goods_that_expire_are_a_reason_where_they_are_the_largest(tmp_path: Path) -> None:
    """c alone has no peers and no normal; he buys 10 of W a month. In ninety days 60 are sold: of 60 that
    expire tomorrow 2 x 60 / 90 in time, 58.67 worth 5.87 not.
    """
    lines = [sale(day, "c", 60, "water", "W") for day in ("2026-03-01", "2026-05-31")]
    lone = reader_of(make_store(tmp_path, sales=lines, stock=STOCK, customers=[{"customer": "c", **PLACE}]))
    (call,) = ranked_calls(lone, DAY, "channel", has_stock=True)
    assert call.reasons == (Reason(CallReason.EXPIRING, Decimal("5.87"), "W"),)
    assert ranked_calls(reader_of(make_store(tmp_path / "none")), DAY, "channel", has_stock=True) == ()


def test_five_of_each_rep_in_order() -> None:
    calls = [Call(f"{rep}{n}", rep, (Reason(CallReason.OVERDUE, Decimal(n)),)) for n in range(9, 0, -1) for rep in "xy"]
    found = first_calls(calls)
    assert [call.customer for call in found if call.rep == "y"] == ["y9", "y8", "y7", "y6", "y5"]
    assert len(found) == 2 * CALLS


def test_a_tenth_is_left_out_and_always_the_same() -> None:
    """Binomial, n = 20,000, p = 0.1: five standard deviations are 212."""
    drawn = [is_left_out(f"C{number:05}") for number in range(20_000)]
    assert abs(sum(drawn) - 2000) < 212
    assert [number for number in range(40) if is_left_out(f"C{number:05}")] == [
        number for number, each in enumerate(drawn[:40]) if each
    ]


def test_what_the_advice_was_worth_by_hand() -> None:
    """Means 30 and 10, variances 250 and 62.5 of five: 20 each, 100 of five, ± 1.96 x 5 x sqrt(50 + 12.5)."""
    found = worth_of([Decimal(n) for n in (10, 20, 30, 40, 50)], [Decimal(n) for n in (0, 5, 10, 15, 20)])
    assert found is not None
    assert (found.change_advised, found.change_left_out, found.total) == (Decimal(30), Decimal(10), Decimal(100))
    assert float(found.margin) == pytest.approx(1.96 * 5 * 62.5**0.5, abs=0.01)
    assert worth_of([Decimal(1)] * 9, [Decimal(1)] * (FEWEST - 1)) is None
    same = worth_of([Decimal(1)] * 9, [Decimal(1)] * FEWEST)
    assert same is not None
    assert (same.total, same.margin) == (Decimal(0), Decimal(0))


def test_its_interval_holds_the_truth_nineteen_times_of_twenty() -> None:
    """A true effect of 7 each, 300 trials: within four standard deviations of 95 %."""
    chance, held = Random(5), 0
    for _ in range(300):
        ours = [Decimal(round(chance.gauss(7, 30))) for _ in range(90)]
        theirs = [Decimal(round(chance.gauss(0, 30))) for _ in range(30)]
        found = worth_of(ours, theirs)
        assert found is not None
        assert float(found.total) == pytest.approx(
            (np.mean(list(map(float, ours))) - np.mean(list(map(float, theirs)))) * 90, abs=0.01
        )
        held += abs(found.total - 7 * 90) <= found.margin
    assert 0.90 < held / 300 < 0.995


def test_changes_of_three_months_against_three(reader: FigureReader) -> None:
    """From March: a 100 + 100 + 40 after 300, b as before, c 120 after nothing, nobody's code 0."""
    assert judged_spans(date(2026, 3, 1)) == (Period.parse("2025-12..2026-02"), Period.parse("2026-03..2026-05"))
    found = sales_changes(reader, date(2026, 3, 1), ["a", "b", "c", "z"])
    assert found == {"a": Decimal(-60), "b": Decimal(0), "c": Decimal(120), "z": Decimal(0)}
