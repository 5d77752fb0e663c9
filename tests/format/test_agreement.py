"""Card, chart, table, sentence, workbook and terminal write one figure the same way."""

import io
import random
import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from types import SimpleNamespace
from typing import cast

import pytest
import xlsxwriter

from sales_core.analysis.sales.narrator import NarrativeValue, Sentence
from sales_core.boards.blocks import Card, Column, Table
from sales_core.boards.board import Ask
from sales_core.boards.context import BoardContext, Company
from sales_core.boards.sales.narration import narrative_sentence
from sales_core.boards.words import card_text, cell_text
from sales_core.catalogue.catalogue import product
from sales_core.charts.forms.ranked import RankRow, ranked
from sales_core.charts.style import ChartStyle
from sales_core.cli.commands import query as terminal
from sales_core.cli.session import CommandSession
from sales_core.format import FormulaNumber, formula_number, full, short
from sales_core.i18n import locales
from sales_core.kernel.figure import Figure
from sales_core.kernel.query import Query, Result
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.kernel.tone import Tone
from sales_core.kernel.units import Unit
from sales_core.reports import workbook
from tests.support.sheets import first_sheet

FIGURES = 500
CURRENCIES = ("CNY", "USD", "AUD", "EUR")
MAY = Period.month(2026, 5)
#: One metric of each unit, so that the front ends are asked as they are asked in earnest.
METRIC = {unit: next(m.id for m in product().metrics.values() if m.unit is unit) for unit in Unit}


def some_figures(unit: Unit) -> Iterator[Decimal | float | None]:
    """Values as they come out of the store: decimals with up to four places, doubles, counts, nothing."""
    chance = random.Random(f"figures of {unit}")
    for _ in range(FIGURES):
        size = Decimal(chance.randrange(-(10**6), 10**6)) * Decimal(10) ** chance.randrange(-4, 6)
        if unit in {Unit.MONEY, Unit.QUANTITY} and chance.random() < 0.8:
            yield chance.choice([size, size, size.quantize(Decimal(1)), Decimal(0), Decimal("1234.5"), None])
        elif unit is Unit.COUNT:
            yield chance.choice([int(size), chance.randrange(2000)])
        else:
            yield chance.choice([float(size), chance.uniform(-3, 3), 0.8765, 2.675, 0.0, None])


def card(board: BoardContext, metric: str, value: Decimal | float | None) -> tuple[str, str]:
    """The card's value and its value in full."""
    text = card_text(board, Card(metric, Query((metric,), period=MAY), board.figure(metric, value)))
    return text.value, text.full


def chart(style: ChartStyle, unit: Unit, value: Decimal | float | Figure | None) -> str:
    """The label at the bar, without the arrow of its tone."""
    drawn = ranked([RankRow("k", "n", value)], style, unit=unit, moves=False)
    return str(drawn["layout"]["annotations"][0]["text"])


def board_in(locale: str, currency: str) -> BoardContext:
    """A board that looks at nothing: it only writes."""
    snapshot = SimpleNamespace(as_of=date(2026, 5, 31), level_day=date(2026, 5, 31), currency=currency)
    figures = SimpleNamespace(reader=lambda _viewer, _version: snapshot, catalogue=product())
    company = cast("Company", SimpleNamespace(figures=figures))
    return BoardContext(Ask(LOCAL_ADMIN, 1, MAY, (), {}, locale), company, lambda choice: choice)


def sentence(context: BoardContext, metric: str, value: Decimal | float | None) -> str:
    """The value in a sentence of the narrator."""
    said = Sentence(
        "narrator.no_target", {"sales": NarrativeValue(value, metric, Query((metric,), period=MAY))}, Tone.GOOD
    )
    return next(clause.text for clause in narrative_sentence(context, said).clauses if clause.metric)


def cell(board: BoardContext, unit: Unit, value: Decimal | float | None) -> str:
    """What the grid and the terminal show."""
    table = Table.of("", [Column("x", "x", unit)], [{"x": value}])
    return cell_text(board, table.columns[0], table.rows[0])


def printed(
    locale: str, currency: str, metric: str, values: Sequence[Decimal | float | None], monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    monkeypatch.setattr(terminal, "locale", lambda: locale)
    result = SimpleNamespace(
        query=SimpleNamespace(metrics=(metric,)),
        rows=[{metric: value} for value in values],
        currency=currency,
        masked=frozenset(),
    )
    session = SimpleNamespace(workspace=SimpleNamespace(catalogue=product()))
    texts = terminal._texts(cast("Result", result), (metric,), cast("CommandSession", session))
    return [row[0] for row in texts]


def in_workbook(locale: str, currency: str, unit: Unit, values: Sequence[Decimal | float | None]) -> list[str | None]:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        styles = workbook._Styles(book, locale, currency)
        rows = [{"x": Figure.of(value, unit)} for value in values]
        workbook._data(styles, workbook.Sheet("", "", [workbook.ExportColumn("x", "x")], rows, ""), "x")
    sheet = first_sheet(target)
    return [
        as_spreadsheets_show(c.value, c.number_format) for (c,) in sheet.iter_rows(min_row=2, max_row=len(values) + 1)
    ]


def as_spreadsheets_show(value: object, number_format: str) -> str | None:
    """What a cell reads as, worked out from its number format alone: sections, quoted words, `#,##0.00`, percent."""
    if value is None:
        return None
    assert isinstance(value, int | float)
    section = number_format.split(";")[1 if value < 0 else 0]
    words = iter(re.findall(r'"([^"]*)"|(#,##0(?:\.0+)?)|(%)', section))
    shown, digits = [], ""
    for word, digits_here, percent in words:
        digits = digits or digits_here
        shown.append(word or ("\0" if digits_here else percent))
    size = abs(Decimal(repr(value))) * (100 if "%" in section else 1)
    places = len(digits.partition(".")[2])
    return "".join(shown).replace("\0", f"{size.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,}")


@pytest.mark.parametrize("locale", locales())
@pytest.mark.parametrize("unit", list(Unit))
def test_the_front_ends_write_the_same(unit: Unit, locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    metric, values = METRIC[unit], list(some_figures(unit))
    for at, currency in enumerate(CURRENCIES):
        style, mine = ChartStyle(locale=locale, currency=currency), values[at :: len(CURRENCIES)]
        board = board_in(locale, currency)
        for value in mine:
            headline, whole = short(value, unit, locale, currency), full(value, unit, locale, currency)
            assert card(board, metric, value) == (headline, whole)
            assert (
                chart(style, unit, value)
                == chart(style, unit, Figure.of(value, unit))
                == sentence(board, metric, value)
                == headline
            )
            assert cell(board, unit, value) == whole
            assert FormulaNumber(value, unit).in_(locale) == formula_number(value, unit, locale)
        assert printed(locale, currency, metric, mine, monkeypatch) == [full(v, unit, locale, currency) for v in mine]
        wholes = [None if v is None else full(v, unit, locale, currency) for v in mine]
        assert in_workbook(locale, currency, unit, mine) == wholes


def test_the_findings_of_the_first_house_are_mended() -> None:
    """¥1,235 on a card and ¥1,234 in its chart; 87.7 % and 87.6 %; A$100 and `AUD 100`."""
    for unit, value, currency, text in (
        (Unit.MONEY, Decimal("1234.5"), "CNY", "¥1,235"),
        (Unit.PERCENT, 0.8765, "CNY", "87.7%"),
        (Unit.MONEY, Decimal(100), "AUD", "A$100"),
    ):
        assert card(board_in("zh", currency), METRIC[unit], value)[0] == text
        assert chart(ChartStyle(locale="zh", currency=currency), unit, value) == text
