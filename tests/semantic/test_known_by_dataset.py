"""A month of which one dataset alone speaks: what rests on another is unknown there, on its own and beside others.

Expected is what a company knows that has that dataset of that month and nothing else, loaded by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dependencies import dimensions_of, leaves
from sales_core.kernel.query import Query, Value
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.semantic.coverage import is_level
from sales_core.semantic.service import MetricService
from tests.semantic.company import figures_of
from tests.support.stores import Rows

pytestmark = pytest.mark.slow

_Companies = tuple[str, MetricService, MetricService]
BEFORE, ALONE, AFTER = "2026-03", "2026-04", "2026-05"


def _rows(month: str, quantity: int | None = 2) -> dict[str, Rows]:
    """One month of every dataset that has days or months of its own."""
    day, at = f"{month}-1", month[-1]
    who = {"customer": "C1", "rep": "E1", "branch": "B1"}
    return {
        "sales": [{"date": f"{day}1", **who, "product": "P1", "order_no": f"O{at}", "quantity": quantity, "amount": 90, "cost": 60}],
        "targets": [{"month": month, "measure": "net_sales", **who, "customer": None, "target": 500}],
        "receivables": [
            {"document": f"D{at}", "date": f"{day}2", "due": f"{day}9", **who, "amount": 300},
            {"document": f"S{at}", "date": f"{day}2", "due": f"{day}9", **who, "amount": 40, "paid": 40, "settled": f"{day}8"},
        ],
        "receipts": [{"receipt": f"R{at}", "date": f"{day}6", **who, "amount": 25}],
        "stock": [{"date": f"{day}7", "warehouse": "W1", "product": "P1", "quantity": 7, "value": 70}],
        "outlet_audits": [{"date": f"{day}5", "customer": "C1", "rep": "E1", "score": 80}],
    }  # fmt: skip


_PARTS = ("sales", "targets", "receivables", "receipts", "stock", "outlet_audits")
#: Stock alone has no flow; what a warehouse holds stays so until the next count.
_FLOWING = tuple(name for name in _PARTS if name != "stock")
#: What rests on earlier months, too, and what it is in the company that has them.
_REMEMBERED: Mapping[str, Mapping[str, Value]] = {
    "sales": {"new_customers": 0},
    "receipts": {"settled_documents": 0},
}


def _flows() -> tuple[str, ...]:
    """Metrics of what happens in a period, by themselves: none compares it with another."""
    catalogue = product()
    own = [
        metric.id
        for metric in catalogue.metrics.values()
        if metric.compute is None
        and all(
            not is_level(leaf)
            and not leaf.shift
            and leaf.time.value in {"period", "comparable_period", "last_snapshot"}
            for leaf in leaves(catalogue, metric.id)
        )
    ]
    return tuple(own)


def _known(row: Mapping[str, Value]) -> set[str]:
    return {name for name, value in row.items() if value is not None and name != "month"}


def _of_month(figures: MetricService, names: tuple[str, ...], month: str) -> Mapping[str, Value]:
    return figures.run(Query(names, period=Period.parse(month)), LOCAL_ADMIN).one()


@pytest.fixture(scope="module", params=_FLOWING)
def companies(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> _Companies:
    """A company with all data but in one month, of which it has one dataset; and one that has those rows only."""
    folder, part = tmp_path_factory.mktemp("parts"), request.param
    months = {month: _rows(month) for month in (BEFORE, ALONE, AFTER)}
    whole = {
        name: [*months[BEFORE][name], *(months[ALONE][name] if name == part else ()), *months[AFTER][name]]
        for name in _PARTS
    }
    return part, figures_of(folder / "whole", **whole), figures_of(folder / "part", **{part: months[ALONE][part]})


def test_a_month_of_one_dataset_knows_what_that_dataset_says(companies: _Companies) -> None:
    name, whole, part = companies
    names = _flows()
    expected = _of_month(part, names, ALONE)
    assert _known(expected), "the dataset says something"
    assert _of_month(whole, names, ALONE) == {**expected, **_REMEMBERED.get(name, {})}


def test_beside_other_months_and_metrics_it_is_the_same(companies: _Companies) -> None:
    name, whole, part = companies
    names = tuple(name for name in _flows() if "month" in dimensions_of(product(), name))
    expected = _of_month(part, names, ALONE)
    rows = whole.run(Query(names, ("month",), Period.parse(f"{BEFORE}..{AFTER}")), LOCAL_ADMIN).rows
    (row,) = [row for row in rows if f"{row['month']:%Y-%m}" == ALONE]
    assert {metric: row[metric] for metric in names} == {**expected, **_REMEMBERED.get(name, {})}


def test_rows_without_amounts_do_not_make_amounts_known(tmp_path: Path) -> None:
    """The same of columns: a month whose sales state quantities alone has no amount, also beside others."""
    bare = {"date": f"{ALONE}-11", "customer": "C1", "product": "P1", "quantity": 3}
    figures = figures_of(tmp_path, sales=[*_rows(BEFORE)["sales"], bare, *_rows(AFTER)["sales"]])
    query = Query(
        ("net_sales", "cost_of_sales", "quantity", "active_customers"), ("month",), Period.parse(f"{BEFORE}..{AFTER}")
    )
    told = [tuple(row.values())[1:] for row in figures.run(query, LOCAL_ADMIN).rows]
    assert told == [
        (Decimal(90), Decimal(60), Decimal(2), 1),
        (None, None, Decimal(3), None),
        (Decimal(90), Decimal(60), Decimal(2), 1),
    ]


def test_what_is_owed_is_unknown_until_the_first_document(tmp_path: Path) -> None:
    """Cash of earlier months is no balance."""
    figures = figures_of(
        tmp_path,
        receipts=[*_rows(BEFORE)["receipts"], *_rows(ALONE)["receipts"]],
        receivables=_rows(AFTER)["receivables"],
    )
    query = Query(("receivables_open", "invoiced", "collections"), ("month",), Period.parse(f"{BEFORE}..{AFTER}"))
    told = [tuple(row.values())[1:] for row in figures.run(query, LOCAL_ADMIN).rows]
    assert told[:2] == [(None, None, Decimal(25)), (None, None, Decimal(25))]
    assert told[2] == (Decimal(250), Decimal(340), Decimal(40))


def test_the_last_day_of_invoices_is_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Receipts that go on do not say that nothing more was invoiced."""
    monkeypatch.setenv("SALES_TODAY", "2026-06-20")
    receipts = [{"receipt": "R9", "date": "2026-06-18", "customer": "C1", "amount": 25}]
    figures = figures_of(tmp_path, receivables=_rows(AFTER)["receivables"], receipts=receipts)
    result = figures.run(Query(("invoiced", "collections"), period=Period.parse("2026-05..2026-06")), LOCAL_ADMIN)
    assert result.one() == {"invoiced": Decimal(340), "collections": Decimal(65)}
    ends = {one.metric: one.last_row.isoformat() for one in result.coverage if one.last_row}
    assert ends == {"invoiced": "2026-05-12", "collections": "2026-06-18"}
    assert any("invoiced" in str(note.values) or note.key == "coverage.until" for note in result.notes)
