"""Amounts in three currencies and two tables of rates, loaded in every order and in every grouping of two."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.kernel.query import Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.recognition.reading import Answers
from sales_core.semantic.service import MetricService
from tests.support.company import Company
from tests.support.sampled import sampled
from tests.support.stores import Rows

FILES: dict[str, Rows] = {
    "sales": [{"date": "2026-04-04", "rep": "E1", "amount": "100", "currency": "CNY"}],
    "sales_may": [
        {"date": "2026-05-05", "rep": "E1", "amount": "10", "currency": "USD"},
        {"date": "2026-05-20", "rep": "E2", "amount": "20", "currency": "USD"},
        {"date": "2026-05-21", "rep": "E2", "amount": "1000", "currency": "JPY"},
    ],
    "exchange_rates": [
        {"date": "2026-05-01", "from_currency": "USD", "to_currency": "CNY", "rate": "7"},
        {"date": "2026-05-10", "from_currency": "USD", "to_currency": "CNY", "rate": "8"},
    ],
    "exchange_rates_jpy": [{"date": "2026-05-01", "from_currency": "CNY", "to_currency": "JPY", "rate": "20"}],
}
FOREIGN, RATES = "sales_may", {"exchange_rates", "exchange_rates_jpy"}
APRIL, MAY = Decimal(100), Decimal(10 * 7 + 20 * 8 + 1000 // 20)


def _dataset(name: str) -> str:
    return next(one for one in ("exchange_rates", "sales") if name.startswith(one))


def _orders() -> Iterator[tuple[tuple[str, ...], ...]]:
    """Every order one by one, and every order with two neighbours in one drop."""
    for order in itertools.permutations(FILES):
        yield tuple((name,) for name in order)
        for at, pair in enumerate(itertools.pairwise(order)):
            if _dataset(pair[0]) == _dataset(pair[1]):
                continue
            yield (*((name,) for name in order[:at]), pair, *((name,) for name in order[at + 2 :]))


ORDERS = sorted(set(_orders()))


def _load(company: Company, names: Sequence[str]) -> bool:
    """Whether the drop was loaded."""
    answers = Answers(answers={"*": {"reporting_currency": "CNY"}})
    plan = company.uploads.plan([company.file(_dataset(name), FILES[name]) for name in names], LOCAL_ADMIN, answers)
    if not plan.ready:
        assert {problem.code for problem in plan.errors} & {"E_CURRENCY_MIX", "E_RATE_MISSING"}, names
        return False
    company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=plan.risk_names)
    return True


def _net_sales(company: Company, month: str) -> object:
    service = MetricService(company.store, company.appdb, product())
    return service.run(Query(("net_sales",), period=Period.parse(month)), LOCAL_ADMIN).one()["net_sales"]


def _assert_true(root: Path, order: Sequence[Sequence[str]]) -> None:
    """Each drop is loaded or refused as it must be, and the figures are true after it."""
    company, loaded = Company(root), set[str]()
    for drop in (*order, *((name,) for name in ("exchange_rates", "exchange_rates_jpy", "sales", FOREIGN))):
        wanted = [name for name in drop if name not in loaded]
        may = FOREIGN not in wanted or loaded | set(wanted) >= RATES
        if not wanted:
            continue
        assert _load(company, wanted) is may, (order, wanted)
        loaded |= set(wanted) if may else set()
        assert (_net_sales(company, "2026-04") or None) == (APRIL if "sales" in loaded else None), (order, wanted)
        assert (_net_sales(company, "2026-05") or None) == (MAY if FOREIGN in loaded else None), (order, wanted)
    assert loaded == set(FILES)


@pytest.mark.parametrize(
    "order", sampled(ORDERS[:: len(ORDERS) // 3][:3], 3, 1), ids=lambda order: " ".join("+".join(d) for d in order)
)
def test_some_orders(tmp_path: Path, order: tuple[tuple[str, ...], ...]) -> None:
    _assert_true(tmp_path, order)


@pytest.mark.endure
def test_every_order(tmp_path: Path) -> None:
    for number, order in enumerate(ORDERS):
        root = tmp_path / str(number)
        root.mkdir()
        _assert_true(root, order)
