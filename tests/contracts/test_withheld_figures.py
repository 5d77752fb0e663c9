"""What is masked, not known or not defined looks the same on the page, in the terminal and in the workbook."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
from streamlit.elements.lib.pandas_styler_utils import marshall_styler
from streamlit.proto.ArrowData_pb2 import ArrowData

from pages.kit.page_spec import PageSpec
from pages.kit.render.grid import styled_frame
from sales_core import i18n
from sales_core.api import (
    LOCAL_ADMIN,
    Ask,
    Board,
    BoardContext,
    Card,
    CardRow,
    Chart,
    Column,
    OpenBoard,
    Period,
    Right,
    Table,
    Text,
    Unit,
    board_json,
    table_files,
)
from sales_core.boards.board import BlockSpec
from sales_core.boards.workbook import board_workbook
from sales_core.charts.forms.bullet import Bar, bullet
from sales_core.charts.forms.columns import ChartColumn, columns
from sales_core.charts.forms.days_of_supply import Cover, days_of_supply
from sales_core.charts.forms.heat import HeatCell, heat
from sales_core.charts.forms.ranked import RankRow, ranked
from sales_core.charts.forms.stacked import StackedBand, bands_bar
from sales_core.charts.style import ChartStyle
from sales_core.cli.commands.page import board_text
from sales_core.kernel.figure import Figure, FigureState
from tests.pages.stage import Stage, words
from tests.pages.tiny import everything

MASK, DASH = "•••", "—"
REASON = Text("states.reason")
KNOWN = Figure.of(Decimal("1234.5"), Unit.MONEY)
MASKED = Figure(None, Unit.MONEY, FigureState.MASKED, REASON)
UNKNOWN = Figure(None, Unit.MONEY, FigureState.UNKNOWN, Text("states.no_file"))
NONE = Figure.of(None, Unit.MONEY)
TEXTS = {
    "states.reason": "Only for the owner", "states.no_file": "No file for May", "states.rows": "States",
    "states.question": "Which states?", "states.chart": "State bars", "page.states": "States",
}  # fmt: skip


def _cards(context: BoardContext) -> CardRow:
    query = context.query("net_sales")
    return CardRow(tuple(Card("net_sales", query, figure) for figure in (KNOWN, MASKED, UNKNOWN, NONE)))


def _rows(context: BoardContext) -> Table:
    shown = (Column("name", "Name"), Column("amount", "Amount", Unit.MONEY), Column("plain", "Plain", Unit.MONEY))
    items = [
        {"name": name, "amount": figure, "plain": 5}
        for name, figure in (("k", KNOWN), ("m", MASKED), ("u", UNKNOWN), ("n", NONE))
    ]
    return Table.of(context.t("states.rows"), shown, items, file="states")


def _chart(context: BoardContext) -> Chart:
    return Chart(context.t("states.chart"), ranked, ([RankRow("k", "K", KNOWN), RankRow("m", "M", MASKED)],))


BOARD = Board(
    "states", Right.VIEW_SALES, "states.question",
    (BlockSpec("cards", _cards), BlockSpec("rows", _rows), BlockSpec("chart", _chart)),
)  # fmt: skip


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("states"), **everything())


@pytest.fixture
def opened(stage: Stage) -> Iterator[OpenBoard]:
    undo = i18n.extend(dict.fromkeys(i18n.locales(), TEXTS))
    yield OpenBoard(BOARD, Ask(LOCAL_ADMIN, 1, Period.month(2026, 5), locale="en"), stage.workspace)
    undo()


def test_the_terminal_writes_signs_and_says_why(opened: OpenBoard) -> None:
    text = board_text(opened)
    rows = {
        line.split()[0]: line.split()[1]
        for line in text.splitlines()
        if line.split()[:1] in [["k"], ["m"], ["u"], ["n"]]
    }
    assert rows == {"k": "¥1,234.50", "m": MASK, "u": DASH, "n": DASH}
    assert f"{MASK} Only for the owner" in text
    assert f"{DASH} No file for May" in text
    assert text.count("Only for the owner") == 3, "on the card, below the rows and below the chart's rows"


def test_the_page_writes_the_same(stage: Stage, opened: OpenBoard) -> None:
    app = stage.draw_spec(PageSpec("states", "sales", board=BOARD), locale="en")
    (drawn,) = app.dataframe
    assert list(drawn.value["amount"]) == ["¥1,234.50", MASK, DASH, DASH]
    assert list(drawn.value["plain"]) == [5, 5, 5, 5], "a column in which nothing is withheld sorts as numbers"
    assert f"{MASK} Only for the owner" in words(app)
    (cards,) = [json.loads(one.proto.json)["cards"] for one in app.get("bidi_component") if '"cards"' in one.proto.json]
    assert [card["value"] for card in cards] == ["¥1.23K", MASK, DASH, DASH]
    assert [card["note"] for card in cards[1:3]] == ["Only for the owner", "No file for May"]
    assert cards[3]["note"] == opened.context.say(opened.context.catalogue.metric("net_sales").null_reason)


def test_workbook_csv_and_json_write_the_same(opened: OpenBoard) -> None:
    book = openpyxl.load_workbook(io.BytesIO(board_workbook(opened)))
    sheet = [row[:2] for row in book["States"].iter_rows(values_only=True)]
    assert [row for row in sheet if row[0] in {"k", "m", "u", "n"}] == [
        ("k", 1234.5), ("m", MASK), ("u", DASH), ("n", None),
    ]  # fmt: skip
    assert any("Only for the owner" in str(row[0]) for row in sheet)
    table = opened.block("rows")
    assert isinstance(table, Table)
    csv = table_files(opened.context.company, opened.context.ask, table).csv().decode("utf-8-sig")
    assert csv.splitlines() == ["Name,Amount,Plain", "k,1234.5,5", f"m,{MASK},5", f"u,{DASH},5", "n,,5"]
    cards, rows, _ = board_json(opened)["blocks"]
    assert [(card["value"], card["state"]) for card in cards["cards"]] == [
        ("1234.5", "known"), (None, "masked"), (None, "unknown"), (None, "none"),
    ]  # fmt: skip
    assert rows["withheld"] == [
        {"row": 1, "column": "amount", "state": "masked", "reason": "Only for the owner"},
        {"row": 2, "column": "amount", "state": "unknown", "reason": "No file for May"},
    ]


def test_every_chart_form_writes_a_masked_figure_as_masked() -> None:
    style = ChartStyle()
    drawn = {
        "ranked": ranked([RankRow("m", "M", MASKED)], style),
        "bullet": bullet([Bar("m", "M", MASKED, KNOWN)], style),
        "columns": columns([ChartColumn("m", "M", MASKED)], style),
        "heat": heat([("r", "R")], [("c", "C")], [HeatCell("r", "c", MASKED)], style),
        "bands": bands_bar([StackedBand("b", "B", 0)], [MASKED], style),
        "supply": days_of_supply([Cover("m", "M", MASKED)], style),
    }
    assert {name for name, figure in drawn.items() if MASK in json.dumps(figure, ensure_ascii=False)} == set(drawn)


def test_a_grid_shows_the_texts_that_an_ordinary_styler_would(tmp_path: Path) -> None:
    del tmp_path
    frame = pd.DataFrame({"name": ["a", None], "amount": [1234.5, None], "count": [1, 2]})
    texts = {"name": ["a", DASH], "amount": ["¥1,234.50", DASH], "count": ["1", "2"]}
    ordinary = frame.style.format({"amount": lambda _: "¥1,234.50"}, na_rep=DASH)
    shown = []
    for styler in (styled_frame(frame, texts), ordinary):
        proto = ArrowData()
        marshall_styler(proto, styler, "x")
        shown.append(pa.ipc.open_stream(proto.styler.display_values).read_all().to_pydict())
    assert shown[0] == shown[1] == texts
