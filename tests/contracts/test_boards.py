"""Every board is made, printed, exported and drawn from the same blocks; so is one that only this test knows."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from functools import cache

import openpyxl
import pytest

from sales_core import i18n
from sales_core.api import (
    LOCAL_ADMIN,
    Ask,
    CardRow,
    Chart,
    Headline,
    OpenBoard,
    Period,
    Table,
    board_json,
    boards,
    card_text,
)
from sales_core.boards.slides import board_slides
from sales_core.boards.workbook import board_workbook
from sales_core.cli.commands.page import board_text
from tests.pages.stage import Stage
from tests.pages.tiny import everything
from tests.support.slides import slide_texts

#: `opened(name, choices)`: a board of the stage.
Opened = Callable[[str, dict[str, str]], OpenBoard]
#: Choices that show what the defaults hide; with the defaults, every block of every board.
VIEWS = {
    "overview": ({"need": "receivables_overdue"},),
    "receivables": ({"customer": "C1"}, {"view": "credit"}, {"view": "cash"}),
    "inventory": ({"view": "excess"}, {"view": "expiry"}, {"view": "distributors"}, {"view": "classes"}),
    "targets": ({"level": "tree"},),
    "customers": ({"view": "space"}, {"view": "calls"}),
    "visits": ({"view": "unvisited"}, {"view": "visits"}),
    "pay": ({"payee": "E1"},),
}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    plan = [
        {
            "date": "2026-01-01",
            "post": "rep",
            "tier_start": start,
            "commission_rate": rate,
            "hold_back_rate": "0.01",
        }
        for start, rate in ((0, "0.01"), (210_000, "0.02"))
    ]
    return Stage.of(tmp_path_factory.mktemp("boards"), **everything(), commission_plans=plan)


@pytest.fixture(scope="module")
def opened(stage: Stage) -> Opened:
    """`opened(name, choices)` in English; each makes its blocks once for all tests."""

    @cache
    def open_(name: str, choices: tuple[tuple[str, str], ...]) -> OpenBoard:
        ask = Ask(LOCAL_ADMIN, 1, Period.month(2026, 5), (), dict(choices), "en")
        return OpenBoard(boards()[name], ask, stage.workspace, strict=True)

    return lambda name, choices: open_(name, tuple(choices.items()))


def cases() -> list[tuple[str, dict[str, str]]]:
    return [(name, choices) for name in boards() for choices in ({}, *VIEWS.get(name, ()))]


def agrees(found: OpenBoard) -> None:
    """The terminal, JSON, the workbook and the slides say what the blocks hold."""
    text, plain = board_text(found), json.loads(json.dumps(board_json(found)))
    book = openpyxl.load_workbook(io.BytesIO(board_workbook(found)))
    assert plain["blocks"], found.board.id
    slides = slide_texts(board_slides(found))
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None}
    for _, block in found.blocks():
        match block:
            case Headline():
                assert block.sentence in text
                assert block.sentence in cells
                assert block.sentence in slides
            case CardRow():
                values = [card_text(found.context, card).value for card in block.cards]
                assert all(value in text and value in slides for value in values)
            case Table() | Chart():
                assert block.title in text
                assert block.title in slides
                assert not block.title or block.title in cells
            case _:
                continue


@pytest.mark.parametrize("name, choices", cases(), ids=str)
def test_every_board_says_the_same_everywhere(opened: Opened, name: str, choices: dict[str, str]) -> None:
    agrees(opened(name, choices))


@pytest.mark.parametrize("name, choices", cases(), ids=str)
def test_columns_are_declared_once_and_rows_have_keys(opened: Opened, name: str, choices: dict[str, str]) -> None:
    for block_id, block in opened(name, choices).blocks():
        if isinstance(block, Table):
            ids = [column.id for column in block.columns]
            assert len(ids) == len(set(ids)), (block_id, "a column is declared once")
            assert len(block.keys) in {0, len(block.rows)}, block_id
            assert block.keys or not block.rows or not (block.drill or block.selects), (
                block_id,
                "a row that opens has a key",
            )


@pytest.mark.parametrize("name", boards())
def test_every_choice_is_named_in_words(stage: Stage, name: str) -> None:
    board = boards()[name]
    for locale in i18n.locales():
        found = OpenBoard(
            board, Ask(LOCAL_ADMIN, 1, Period.month(2026, 5), (), {}, locale), stage.workspace, strict=True
        )
        for choice in board.choices:
            assert found.label(choice.id)
            assert all(found.option_name(choice.id, value) for value in found.options(choice.id)[:3] if value)


@pytest.mark.parametrize("name, choices", cases(), ids=str)
def test_every_drill_leads_to_a_figure(opened: Opened, name: str, choices: dict[str, str]) -> None:
    found = opened(name, choices)
    for block_id, block in found.blocks():
        if isinstance(block, Table) and block.selects:
            assert found.board.choice(block.selects).rows_of == block_id
        if isinstance(block, Table) and block.drill is not None and block.keys:
            address = block.drill.number(block.keys[0], found.context.catalogue)
            assert address is not None, (block_id, block.keys[0])
            assert address.metric in found.context.run(address.query).one()
