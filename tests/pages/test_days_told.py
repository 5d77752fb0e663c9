"""Pages tell of which day each figure is: sales, stock, invoices and payments whose last days lie a month apart."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sales_core.i18n.catalogue import Locale
from sales_core.kernel.query import Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from tests.pages.stage import Stage, words
from tests.semantic.test_coverage import INVOICES, RECEIPTS, SALES, STOCK, TODAY
from tests.support.stores import Rows

#: Metric → the rows whose days it speaks for; the months asked lie before, at and after the last day of each.
ROWS: dict[str, Rows] = {
    "net_sales": SALES,
    "stock_quantity": STOCK,
    "invoiced": INVOICES,
    "collections": RECEIPTS,
}
MONTHS = ("2026-05", "2026-06", "2026-07", "2026-08")
#: A level is told to rest on earlier data once they are older than this.
OLD_DAYS = 31


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    path: Path = tmp_path_factory.mktemp("days")
    return Stage.of(path, sales=SALES, stock=STOCK, receivables=INVOICES, receipts=RECEIPTS)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SALES_TODAY", TODAY)


def _last(rows: Rows) -> date:
    return max(date.fromisoformat(str(row["date"])) for row in rows)


def _told(metric: str, month: str) -> str:
    """The day that the page has to name beside the figure; empty where the month is known whole."""
    end, last = Period.parse(month).end, _last(ROWS[metric])
    if metric == "stock_quantity":
        before = max(date.fromisoformat(str(row["date"])) for row in STOCK if str(row["date"]) <= str(end))
        return before.isoformat() if (end - before).days > OLD_DAYS else ""
    return last.isoformat() if last < Period.parse(month).start else ""


@pytest.mark.parametrize("metric", ROWS)
@pytest.mark.parametrize("month", MONTHS)
def test_a_figure_that_ends_before_the_month_says_where(stage: Stage, metric: str, month: str) -> None:
    said = words(stage.show("explore", {"metric": metric}, locale="en", period=month))
    told = _told(metric, month)
    assert not told or told in said, said
    assert told or "rests on data" not in said, said
    assert told or "no data of the days asked" not in said, said


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_the_page_says_what_the_answer_says(stage: Stage, locale: Locale) -> None:
    """Word for word the notes of the answer that the terminal prints, on the same version."""
    query = Query(("stock_quantity",), period=Period.parse("2026-08"))
    notes = stage.workspace.figures.run(query, LOCAL_ADMIN).notes
    assert notes
    said = words(stage.show("explore", {"metric": "stock_quantity"}, locale=locale, period="2026-08"))
    assert all(note.in_(locale) in said for note in notes)


def test_the_page_of_stock_says_of_which_day_it_is(stage: Stage) -> None:
    assert "2026-06-30" in words(stage.show("inventory", locale="en", period="2026-08"))
    assert "rests on data" not in words(stage.show("inventory", locale="en", period="2026-06"))


def test_the_page_of_receivables_stands_on_the_day_asked(stage: Stage) -> None:
    """Balances of each month's last day, whatever ends before it."""
    for month, day, owed in (
        ("2026-06", "30 Jun 2026", 40),
        ("2026-07", "31 Jul 2026", 240),
        ("2026-08", "31 Aug 2026", 90),
    ):
        said = words(stage.show("receivables", locale="en", period=month))
        assert f"Balance on {day}" in said
        assert f"¥{owed} owed" in said
