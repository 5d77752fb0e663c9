"""Figures say whether they can still change: their months are open, closed, some of them, or no longer those in force."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from sales_core.appdb.records import MonthClose, Version
from sales_core.catalogue.catalogue import product
from sales_core.i18n import locales
from sales_core.kernel.finality import FinalState
from sales_core.kernel.terms import Period
from sales_core.semantic.finality import changed_since, finality_of

CLOSES = {
    "2026-04": MonthClose("2026-04", datetime(2026, 5, 3, tzinfo=UTC), "li"),
    "2026-05": MonthClose("2026-05", datetime(2026, 6, 2, 12, tzinfo=UTC), "mei", "done"),
}


@pytest.mark.parametrize(
    ("period", "state", "closed"),
    [
        ("2026-03", FinalState.OPEN, ()),
        ("2026-05", FinalState.CLOSED, ("2026-05",)),
        ("2026-05-07", FinalState.CLOSED, ("2026-05",)),
        ("2026-04..2026-05", FinalState.CLOSED, ("2026-04", "2026-05")),
        ("2026-Q2", FinalState.PARTLY, ("2026-04", "2026-05")),
        ("2026", FinalState.PARTLY, ("2026-04", "2026-05")),
    ],
)
def test_a_period_is_as_final_as_its_months(period: str, state: FinalState, closed: tuple[str, ...]) -> None:
    found = finality_of(Period.parse(period), CLOSES)
    assert (found.state, found.closed) == (state, closed)


def test_who_closed_last_is_named() -> None:
    for locale in locales():
        said = finality_of(Period.parse("2026-04..2026-05"), CLOSES).text.in_(locale)
        assert "mei" in said
        assert "2026-06-02" in said
        assert "2" in finality_of(Period.parse("2026"), CLOSES).text.in_(locale)


def version(number: int, **months: tuple[int, int]) -> Version:
    counted = {name.replace("_", "-"): (rows, Decimal(total)) for name, (rows, total) in months.items()}
    periods = {"sales": {f"2026-{name[1:]}": held for name, held in counted.items()}}
    return Version(number, datetime(2026, 6, 1, tzinfo=UTC), "x", 0, "load", "", "f", "", {}, {}, periods, ())


def test_a_figure_of_an_earlier_version_is_final_only_while_it_is_the_one_in_force() -> None:
    then, now = version(1, m04=(2, 10), m05=(1, 5)), version(2, m04=(2, 10), m05=(2, 9), m06=(1, 1))
    changed = changed_since(then, now, product())
    assert changed == {"2026-05", "2026-06"}
    assert finality_of(Period.parse("2026-04"), CLOSES, changed).state is FinalState.CLOSED
    assert finality_of(Period.parse("2026-05"), CLOSES, changed).state is FinalState.SUPERSEDED
    assert finality_of(Period.parse("2026"), CLOSES, changed).state is FinalState.SUPERSEDED
