"""Every board is made, printed, exported and drawn from the same blocks; so is one that only this test knows."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from pages.kit.page_spec import PageSpec, product_pages
from sales_core import i18n
from sales_core.api import (
    LOCAL_ADMIN,
    Ask,
    Board,
    BoardContext,
    CardRow,
    Chart,
    Choice,
    Column,
    Drill,
    Headline,
    NotAllowedError,
    OpenBoard,
    Period,
    Right,
    Role,
    Scope,
    Table,
    UsageError,
    Viewer,
    board_json,
    board_workbook,
    boards,
    card_text,
)
from sales_core.boards.board import BlockSpec
from sales_core.boards.cards import metric_card
from sales_core.boards.columns import metric_column
from sales_core.cli.commands.page import board_text
from tests.pages.stage import Stage, words
from tests.pages.tiny import everything

#: Choices that show what the defaults hide; with the defaults, every block of every board.
VIEWS = {
    "receivables": ({"customer": "C1"}, {"view": "credit"}, {"view": "cash"}),
    "inventory": ({"view": "excess"}, {"view": "expiry"}, {"view": "distributors"}, {"view": "classes"}),
    "targets": ({"level": "tree"},),
}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("boards"), **everything())


def opened(stage: Stage, board: Board, choices: dict[str, str], locale: str = "en") -> OpenBoard:
    ask = Ask(LOCAL_ADMIN, 1, Period.month(2026, 5), (), choices, locale)
    return OpenBoard(board, ask, stage.workspace, strict=True)


def cases() -> list[tuple[str, dict[str, str]]]:
    return [(name, choices) for name in boards() for choices in ({}, *VIEWS.get(name, ()))]


def agrees(found: OpenBoard) -> None:
    """The terminal, JSON and the workbook say what the blocks hold."""
    text, plain = board_text(found), json.loads(json.dumps(board_json(found)))
    book = openpyxl.load_workbook(io.BytesIO(board_workbook(found)))
    assert plain["blocks"], found.board.id
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None}
    for _, block in found.blocks():
        match block:
            case Headline():
                assert block.sentence in text
                assert block.sentence in cells
            case CardRow():
                assert all(card_text(found.context, card).value in text for card in block.cards)
            case Table() | Chart():
                assert block.title in text
                assert not block.title or block.title in cells
            case _:
                continue


@pytest.mark.parametrize("name, choices", cases(), ids=str)
def test_every_board_says_the_same_everywhere(stage: Stage, name: str, choices: dict[str, str]) -> None:
    agrees(opened(stage, boards()[name], choices))


@pytest.mark.parametrize("name, choices", cases(), ids=str)
def test_columns_are_declared_once_and_rows_have_keys(stage: Stage, name: str, choices: dict[str, str]) -> None:
    for block_id, block in opened(stage, boards()[name], choices).blocks():
        if isinstance(block, Table):
            ids = [column.id for column in block.columns]
            assert len(ids) == len(set(ids)), (block_id, "a column is declared once")
            assert len(block.keys) in {0, len(block.rows)}, block_id
            assert block.keys or not block.rows or not (block.drill or block.selects), (
                block_id,
                "a row that opens has a key",
            )


@pytest.mark.parametrize("name", boards())
def test_every_board_has_its_page_texts_and_choices(stage: Stage, name: str) -> None:
    board = boards()[name]
    assert name in {spec.id for spec in product_pages() if spec.board is board}, "a board is shown by a page"
    for locale in i18n.locales():
        found = opened(stage, board, {}, locale)
        assert i18n.t(board.question, locale)
        assert i18n.t(f"page.{name}", locale)
        for choice in board.choices:
            assert found.label(choice.id)
            assert all(found.option_name(choice.id, value) for value in found.options(choice.id)[:3] if value)
    used = {choice for spec in board.blocks for choice in (*spec.choices, *((spec.shown[0],) if spec.shown else ()))}
    selections = {choice.id for choice in board.choices if choice.rows_of}
    assert {choice.id for choice in board.choices} - selections <= used, "a choice that no block reads changes nothing"


def _headline(context: BoardContext) -> Headline:
    sold = context.result("net_sales").one()["net_sales"]
    return Headline(context.t("toy.sold", amount=context.short("net_sales", sold)))


def _cards(context: BoardContext) -> CardRow:
    return CardRow((metric_card(context, context.result("net_sales"), "net_sales"),))


def _rows(context: BoardContext) -> Table:
    level = context.choice("toy_level")
    result = context.result("net_sales", by=(level,), order_by="-net_sales")
    columns = (
        Column("name", context.t("toy.name"), value=lambda row: context.label(level, row[level])),
        metric_column(context, "net_sales"),
    )
    drill = Drill(result.query, "net_sales", (level,))
    return Table.of(
        context.t("toy.rows"), columns, list(result), key=lambda row: str(row[level]), file="toy", drill=drill
    )


TOY = Board(
    id="toy",
    right=Right.VIEW_SALES,
    question="toy.question",
    choices=(Choice("toy_level", "toy.level", ("rep", "branch"), "rep", BoardContext.dimension_name),),
    blocks=(
        BlockSpec("toy_headline", _headline),
        BlockSpec("toy_cards", _cards),
        BlockSpec("toy_rows", _rows, ("toy_level",)),
    ),
)
PAGE = PageSpec("toy", "sales", board=TOY)
TEXTS = {
    "toy.sold": "Sold {amount}", "toy.name": "Who", "toy.rows": "Toy rows", "toy.question": "Who sold?",
    "toy.level": "By", "page.toy": "Toy",
}  # fmt: skip


@pytest.fixture
def texts() -> Iterator[None]:
    undo = i18n.extend(dict.fromkeys(i18n.locales(), TEXTS))
    yield
    undo()


@pytest.mark.usefixtures("texts")
def test_a_board_declared_in_one_place_is_drawn_printed_and_exported(stage: Stage, tmp_path: Path) -> None:
    found = opened(stage, TOY, {"toy_level": "branch"})
    agrees(found)
    app = stage.draw_spec(PAGE, {"toy_level": "branch"}, locale="en")
    assert "Sold ¥320.0K" in words(app)
    assert list(app.dataframe[0].value["name"]) == ["SH"]
    (tmp_path / "toy.xlsx").write_bytes(board_workbook(found))
    assert "Toy rows" in openpyxl.load_workbook(tmp_path / "toy.xlsx").sheetnames


@pytest.mark.usefixtures("texts")
def test_rights_scope_and_wrong_choices_hold_for_it(stage: Stage) -> None:
    rep = Viewer("li", Role.REP, Scope.of({"rep": ("E2",)}))
    rows = OpenBoard(TOY, Ask(rep, 1, Period.month(2026, 5), locale="en"), stage.workspace).block("toy_rows")
    assert isinstance(rows, Table)
    assert rows.keys == ("E2",)
    with pytest.raises(UsageError):
        opened(stage, TOY, {"toy_level": "region"})
    with pytest.raises(UsageError):
        opened(stage, TOY, {"no_such": "x"})
    stock = Board("stock_only", Right.VIEW_STOCK, "toy.question", TOY.blocks[:1])
    with pytest.raises(NotAllowedError):
        OpenBoard(stock, Ask(rep, 1, Period.month(2026, 5)), stage.workspace)


@pytest.mark.usefixtures("texts")
def test_a_block_reads_only_the_choices_it_names(stage: Stage) -> None:
    sneaky = Board("sneaky", Right.VIEW_SALES, "toy.question", (BlockSpec("rows", _rows),), TOY.choices)
    with pytest.raises(KeyError, match="does not name it"):
        opened(stage, sneaky, {}).block("rows")
