"""Each fact has its own last day: four datasets whose ends differ by a month, against sums over the rows in plain Python."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from openpyxl import load_workbook

from sales_core.catalogue.catalogue import product
from sales_core.cli.commands import query
from sales_core.cli.session import CommandSession
from sales_core.kernel.query import Compare, ListQuery, Query, Result, Value
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.reports.workbook import result_workbook
from sales_core.semantic.service import MetricService
from tests.semantic.company import figures_of
from tests.support.stores import Rows

pytestmark = pytest.mark.slow

SALES: Rows = [
    {"date": "2025-05-07", "rep": "E1", "customer": "C1", "product": "P1", "quantity": 6, "amount": 60},
    {"date": "2025-05-31", "rep": "E1", "customer": "C2", "product": "P1", "quantity": 4, "amount": 40},
    {"date": "2026-04-14", "rep": "E1", "customer": "C1", "product": "P1", "quantity": 5, "amount": 50},
    {"date": "2026-05-11", "rep": "E1", "customer": "C1", "product": "P1", "quantity": 7, "amount": 70},
    {"date": "2026-05-28", "rep": "E1", "customer": "C2", "product": "P1", "quantity": 4, "amount": 40},
]
STOCK: Rows = [
    {"date": "2026-05-31", "product": "P1", "warehouse": "W", "quantity": 30, "value": 300},
    {"date": "2026-06-30", "product": "P1", "warehouse": "W", "quantity": 20, "value": 200},
]
INVOICES: Rows = [
    {"document": "D1", "date": "2026-05-11", "due": "2026-06-10", "customer": "C1", "amount": 70},
    {"document": "D2", "date": "2026-07-31", "due": "2026-08-15", "customer": "C2", "amount": 200},
]
RECEIPTS: Rows = [
    {"receipt": "R1", "date": "2026-06-20", "document": "D1", "customer": "C1", "amount": 30},
    {"receipt": "R2", "date": "2026-08-31", "document": "D2", "customer": "C2", "amount": 150},
]
TODAY = "2026-10-15"


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def fix(day: str) -> None:
        monkeypatch.setenv("SALES_TODAY", day)

    fix(TODAY)
    return fix


@pytest.fixture
def figures(today: Callable[[str], None], tmp_path: Path) -> MetricService:
    return figures_of(tmp_path, sales=SALES, stock=STOCK, receivables=INVOICES, receipts=RECEIPTS)


def ask(figures: MetricService, period: str, *metrics: str, compare: Compare | None = None) -> Result:
    return figures.run(Query(metrics, period=Period.parse(period), compare=compare), LOCAL_ADMIN)


def _day(row: object) -> date:
    return date.fromisoformat(str(row))


def _sum(rows: Rows, column: str, first: date, last: date) -> Decimal | None:
    inside = [row for row in rows if first <= _day(row["date"]) <= last]
    return sum((Decimal(str(row[column])) for row in inside), Decimal(0)) if inside else None


def _stock(on: date) -> Decimal | None:
    counted = [row for row in STOCK if _day(row["date"]) <= on]
    return Decimal(str(counted[-1]["quantity"])) if counted else None


def _open(on: date, *, overdue: bool) -> Decimal:
    total = Decimal(0)
    for invoice in INVOICES:
        if _day(invoice["date"]) > on or (overdue and _day(invoice["due"]) >= on):
            continue
        paid = [r for r in RECEIPTS if r["document"] == invoice["document"] and _day(r["date"]) <= on]
        total += Decimal(str(invoice["amount"])) - sum((Decimal(str(r["amount"])) for r in paid), Decimal(0))
    return total


@pytest.mark.parametrize(
    "day",
    ["2026-05-28", "2026-05-31", "2026-06-12", "2026-06-30", "2026-07-31", "2026-08-15", "2026-08-31", "2026-09-20"],
)
def test_a_level_is_that_of_the_day_asked(figures: MetricService, day: str) -> None:
    row = ask(figures, day, "stock_quantity", "receivables_open", "receivables_overdue").one()
    on = date.fromisoformat(day)
    assert row["stock_quantity"] == _stock(on)
    assert row["receivables_open"] == _open(on, overdue=False)
    assert row["receivables_overdue"] == _open(on, overdue=True)
    as_of = figures.run(Query(("receivables_overdue",), as_of=on), LOCAL_ADMIN).one()
    assert as_of["receivables_overdue"] == _open(on, overdue=True)


@pytest.mark.parametrize("month", ["2026-04", "2026-05", "2026-06", "2026-07", "2026-08"])
def test_what_happened_in_a_month_goes_to_the_last_day_of_its_own_data(figures: MetricService, month: str) -> None:
    first, last = Period.parse(month).start, Period.parse(month).end
    rows = {"net_sales": (SALES, "amount"), "invoiced": (INVOICES, "amount"), "collections": (RECEIPTS, "amount")}
    found = ask(figures, month, *rows).one()
    for metric, (listed, column) in rows.items():
        expected = _sum(listed, column, first, last)
        assert found[metric] == expected or (expected is None and found[metric] == 0), metric
    assert found["net_sales"] is None if month > "2026-05" else found["net_sales"]
    levels = ask(figures, month, "stock_quantity", "receivables_open", "receivables_overdue").one()
    assert levels["stock_quantity"] == _stock(last)
    known = month > "2026-04"
    assert levels["receivables_open"] == (_open(last, overdue=False) if known else None)
    assert levels["receivables_overdue"] == (_open(last, overdue=True) if known else None)


def test_a_finished_month_with_quiet_last_days_is_compared_whole(
    figures: MetricService, today: Callable[[str], None]
) -> None:
    """0.1 compared 1 to 28 May with 1 to 28 May: 83 %, where the whole months say 10 %."""
    found = ask(figures, "2026-05", "net_sales", "yoy", compare=Compare.LAST_YEAR)
    assert (found.one()["net_sales"], found.one()["net_sales__before"]) == (110, 100)
    assert found.one()["yoy"] == pytest.approx(0.1)
    assert (found.partial, found.period, found.as_of) == (False, Period.parse("2026-05"), date(2026, 5, 31))
    today("2026-05-28")
    running = ask(figures, "2026-05", "net_sales", compare=Compare.LAST_YEAR)
    assert (running.partial, running.one()["net_sales__before"]) == (True, 60)


def test_a_month_that_the_data_leave_half_way_is_running_until_it_is_closed(
    tmp_path: Path, today: Callable[[str], None]
) -> None:
    days = [day for day in range(1, 32) if date(2026, 5, day).weekday() < 5]
    daily = [
        {"date": f"2026-{month:02}-{day:02}", "rep": "E1", "amount": 1}
        for month, day in [(4, d) for d in range(1, 31)] + [(5, d) for d in days if d <= 15]
    ]
    figures = figures_of(tmp_path, sales=daily)
    assert ask(figures, "2026-05", "net_sales").partial
    with figures._appdb.transaction() as connection:
        figures._appdb.period_locks.close("2026-05", "ann", connection)
    figures.company_calendar.forget()
    assert not ask(figures, "2026-05", "net_sales").partial


def test_the_answer_tells_where_dates_were_cut(figures: MetricService) -> None:
    found = ask(figures, "2026-08", "net_sales", "receivables_open")
    sales, receivables = found.coverage
    assert (sales.period, sales.last_row, sales.partial) == (None, date(2026, 5, 28), True)
    assert (receivables.period, receivables.partial) == (Period.parse("2026-08"), False)
    assert [note.in_("en") for note in found.notes] == [
        "Net sales: no data of the days asked; the data end 2026-05-28",
        "Figures of Receivables go to 2026-08-31, those beside them to 2026-05-31",
    ]


def test_lists_of_levels_stand_on_the_day_asked(figures: MetricService) -> None:
    def documents(period: str) -> set[Value]:
        asked = ListQuery("open_items", Period.parse(period))
        return {row["document"] for row in figures.run_list(asked, LOCAL_ADMIN)}

    assert documents("2026-06") == {"D1"}
    assert documents("2026-07") == {"D1", "D2"}


def test_28_february_is_compared_with_the_same_day_of_a_leap_year(tmp_path: Path) -> None:
    rows = [
        {"date": "2024-02-28", "amount": 7},
        {"date": "2024-02-29", "amount": 10},
        {"date": "2025-02-28", "amount": 5},
    ]
    figures = figures_of(tmp_path, sales=rows)
    one = ask(figures, "2025-02-28", "net_sales", compare=Compare.LAST_YEAR).one()
    assert (one["net_sales"], one["net_sales__before"]) == (5, 7)
    whole = ask(figures, "2025-02", "net_sales", compare=Compare.LAST_YEAR).one()
    assert whole["net_sales__before"] == 17


def test_days_that_cut_a_month_take_their_share_of_its_target(tmp_path: Path, today: Callable[[str], None]) -> None:
    """Nothing is learned yet, so the course is straight: 4 to 15 May 2026 are 9 of 19 selling days (1 to 5 May are free)."""
    sales = [{"date": "2026-05-11", "rep": "E1", "amount": 70}, {"date": "2026-05-29", "rep": "E1", "amount": 1}]
    targets = [{"month": "2026-05", "measure": "net_sales", "rep": "E1", "target": 190}]
    figures = figures_of(tmp_path, sales=sales, targets=targets)
    days = figures.pacer().days.month(date(2026, 5, 1))
    inside = [day for day in days if date(2026, 5, 4) <= day <= date(2026, 5, 15)]
    cut = ask(figures, "2026-05-04..2026-05-15", "target", "expected_to_date")
    expected = Decimal(190) * len(inside) / len(days)
    assert cut.one()["target"] == pytest.approx(expected, abs=Decimal("0.001"))
    assert cut.one()["expected_to_date"] == pytest.approx(expected, abs=Decimal("0.001"))
    assert [note.key for note in cut.notes] == ["coverage.share"]
    assert ask(figures, "2026-05", "target").one()["target"] == 190


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_the_terminal_tells_it_in_every_form(
    figures: MetricService, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = ArgumentParser()
    query.add_arguments(parser)
    words = ["net_sales,receivables_open", "--period", "2026-08", "--format", form]
    workspace = SimpleNamespace(figures=figures, catalogue=product())
    session = SimpleNamespace(viewer=lambda _: LOCAL_ADMIN, workspace=workspace)
    assert query.run(parser.parse_args(words), cast("CommandSession", session)) == 0
    said = capsys.readouterr()
    assert "2026-05-28" in said.err
    if form == "json":
        told = json.loads(said.out)
        assert [(one["metric"], one["period"], one["partial"]) for one in told["coverage"]] == [
            ("net_sales", None, True), ("receivables_open", "2026-08", False),
        ]  # fmt: skip
        assert len(told["notes"]) == 2


def test_a_workbook_tells_it(figures: MetricService, tmp_path: Path) -> None:
    path = tmp_path / "figures.xlsx"
    path.write_bytes(
        result_workbook(figures, LOCAL_ADMIN, ask(figures, "2026-08", "net_sales", "receivables_open"), "en")
    )
    cells = [str(cell) for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True) for cell in row]
    assert any("the data end 2026-05-28" in cell for cell in cells)
