"""Expenses and branch profit by hand, and the sum of branches against the company in random selections."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.lists.branch_accounts import ACCOUNT_LINES
from sales_core.kernel.query import Filter, Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.semantic.service import MetricService
from tests.semantic.company import figures_of

pytestmark = pytest.mark.slow

_REGIONS = {"E": "East", "F": "East", "S": "South", "": ""}
_FEBRUARY = Period(date(2024, 2, 1), date(2024, 2, 29))


def _place(branch: str) -> dict[str, object]:
    return {"branch": branch, "region": _REGIONS[branch]}


def _random_rows() -> dict[str, list[dict[str, object]]]:
    """Three branches and what belongs to none: sales with and without cost, returns, expenses, documents, stock."""
    draw = random.Random(14)

    def day() -> date:
        return date(2024, 1, 1) + timedelta(days=draw.randrange(60))

    def money() -> str:
        return f"{draw.randrange(-30_000, 90_000) / 100:.2f}"

    places = list(_REGIONS)
    sales: list[dict[str, object]] = [
        {"date": day(), "amount": money(), "cost": money() if draw.random() < 0.7 else None, "order_no": str(n),
         "customer": f"c{n % 5}", "product": "P", "quantity": 1, **_place(draw.choice(places))}
        for n in range(160)
    ]  # fmt: skip
    sales.append({"date": date(2024, 2, 29), "amount": "1.00", "cost": "0.40", "order_no": "last", "quantity": 1,
                  "customer": "c1", "product": "P", **_place("E")})  # fmt: skip
    expenses: list[dict[str, object]] = [
        {"date": day(), "kind": draw.choice(("actual", "budget", "committed")), "type": draw.choice(("travel", "rent")),
         "amount": money(), **_place(draw.choice(places))}
        for _ in range(90)
    ]  # fmt: skip
    expenses.append({"date": date(2024, 2, 29), "kind": "actual", "type": "rent", "amount": "3.00", **_place("E")})
    documents: list[dict[str, object]] = [
        {"document": f"I{n}", "document_type": "invoice", "date": day(), "due": date(2024, 3, 20), "amount": "113.37",
         "customer": f"c{n % 5}", **_place(draw.choice(places))}
        for n in range(40)
    ]  # fmt: skip
    stock: list[dict[str, object]] = [
        {"date": at, "warehouse": f"W{branch}", "product": "P", "quantity": 5, "value": "77.7", **_place(branch)}
        for at in (date(2023, 12, 31), date(2024, 1, 31), date(2024, 2, 20))
        for branch in ("E", "F", "S")
    ]
    return {"sales": sales, "expenses": expenses, "receivables": documents, "stock": stock}


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> MetricService:
    return figures_of(Path(tmp_path_factory.mktemp("branches")), **_random_rows())


def _run(figures: MetricService, query: Query) -> list[dict[str, object]]:
    return [dict(row) for row in figures.run(query, LOCAL_ADMIN)]


@pytest.mark.parametrize(("seed", "rounds"), [(500, 20), pytest.param(14, 500, marks=pytest.mark.endure)])
def test_branches_make_the_company_at_every_line(figures: MetricService, seed: int, rounds: int) -> None:
    draw = random.Random(seed)
    lines = (*ACCOUNT_LINES, "expense_budget", "expense_committed")
    assert set(lines) <= set(product().metrics)
    known = 0
    for _ in range(rounds):
        first = date(2024, 1, 1) + timedelta(days=draw.randrange(59))
        last = min(first + timedelta(days=draw.randrange(60)), date(2024, 2, 29))
        filters = (Filter("region", (draw.choice(("East", "South", "")),)),) if draw.random() < 0.3 else ()
        period = Period(first, last)
        whole = _run(figures, Query(lines, period=period, filters=filters))[0]
        parts = _run(figures, Query(lines, ("branch",), period, filters))
        for line in lines:
            total = sum((Decimal(str(row[line])) for row in parts if row[line] is not None), Decimal(0))
            stated = Decimal(str(whole[line])) if whole[line] is not None else Decimal(0)
            assert total == stated, (period, filters, line)
            known += whole[line] is not None
        if whole["branch_profit"] is not None:
            assert Decimal(str(whole["branch_profit"])) == (
                Decimal(str(whole["costed_sales"])) - Decimal(str(whole["cost_of_sales"]))
                - Decimal(str(whole["expense"])) - Decimal(str(whole["capital_charge"]))
            )  # fmt: skip
            assert Decimal(str(whole["uncosted_sales"])) == Decimal(str(whole["net_sales"])) - Decimal(
                str(whole["costed_sales"])
            )
    assert known > 7 * rounds


def test_charge_of_a_leap_february_by_rows(figures: MetricService) -> None:
    """Each document from its day, or 1 February, through the 29th: balance × 6 % × days ÷ 365."""
    expected = 0.0
    for row in _random_rows()["receivables"]:
        at = row["date"]
        assert isinstance(at, date)
        expected += float(str(row["amount"])) * ((_FEBRUARY.end - max(at, _FEBRUARY.start)).days + 1) * 0.06 / 365
    # Stock: 3 × 77.7 all of the 29 days; each count only replaces the one before.
    got = _run(figures, Query(("receivables_charge", "stock_charge"), period=_FEBRUARY))[0]
    assert float(str(got["receivables_charge"])) == pytest.approx(expected, abs=0.01)
    assert float(str(got["stock_charge"])) == pytest.approx(3 * 77.7 * 29 * 0.06 / 365, abs=0.01)


def test_spending_against_budget_by_hand(tmp_path: Path) -> None:
    """A branch over its budget, and the rent of nobody."""
    place = _place("E")
    rows: dict[str, list[dict[str, object]]] = {
        "sales": [{"date": "2024-04-30", "amount": 1000, "cost": 600, "quantity": 1, "product": "P", **place}],
        "expenses": [
            {"date": "2024-04-10", "kind": "actual", "type": "travel", "amount": 120, **place},
            {"date": "2024-04-30", "kind": "budget", "type": "travel", "amount": 100, **place},
            {"date": "2024-04-20", "kind": "committed", "type": "travel", "amount": 5, **place},
            {"date": "2024-04-11", "kind": "actual", "type": "rent", "amount": 30, "branch": "", "region": ""},
        ],
    }
    figures = figures_of(tmp_path, **rows)
    april = Period(date(2024, 4, 1), date(2024, 4, 30))
    names = ("expense", "expense_budget", "expense_budget_to_date", "expense_usage", "expense_over", "expense_left",
             "expense_ratio", "contribution", "capital_charge", "branch_profit")  # fmt: skip
    one = _run(figures, Query(names, period=april, filters=(Filter("branch", ("E",)),)))[0]
    said = [None if one[name] is None else float(str(one[name])) for name in names]
    # 120 of 100; 20 over; 100 - 120 - 5; 120 of 1,000; 400 - 120. Neither receivables nor stock: profit is not known.
    assert said == [120, 100, 100, 1.2, 20, -25, 0.12, 280, None, None]
    loose = _run(figures, Query(("expense", "contribution", "expense_usage"), ("branch",), april))
    assert [(r["branch"], r["expense_usage"]) for r in loose if r["branch"] == ""] == [("", None)]
    assert [float(str(r["contribution"])) for r in loose if r["branch"] == ""] == [-30]


@pytest.mark.parametrize("booked", ["2026-06-09", "2026-06-11", "2026-06-30"])
@pytest.mark.parametrize("today", ["2026-06-11", "2026-07-09"])
def test_over_budget_asked_alone_ends_on_one_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, booked: str, today: str
) -> None:
    """Sales end on 10 June; whichever day the expenses reach, actual and budget of a running month are of the same."""
    monkeypatch.setenv("SALES_TODAY", today)
    figures = figures_of(
        tmp_path,
        sales=[{"date": f"2026-{month}-10", "amount": 10, **_place("E")} for month in ("04", "05", "06")],
        expenses=[{"date": f"2026-{month}-30", "kind": kind, "amount": 100, **_place("E")} for month in ("04", "05") for kind in ("actual", "budget")]
        + [{"date": booked, "kind": "actual", "amount": 100, **_place("E")}, {"date": "2026-06-30", "kind": "budget", "amount": 120, **_place("E")}],
    )  # fmt: skip
    june = Period.parse("2026-06")
    alone = figures.run(Query(("expense_over",), (), june), LOCAL_ADMIN)
    covered = alone.coverage[0].period
    if covered is None:
        assert alone.one()["expense_over"] is None, "nothing of June is booked by today"
        return
    parts = figures.run(Query(("expense", "expense_budget_to_date"), (), june, as_of=covered.end), LOCAL_ADMIN).one()
    spent, due = (parts[name] for name in ("expense", "expense_budget_to_date"))
    found = alone.one()["expense_over"]
    # What is booked after the last day of sales is not spent by then.
    assert found == (None if spent is None else Decimal(str(spent)) - Decimal(str(due)))
