"""A board and a page are one declaration: drawn, printed by the command, written as JSON and as a workbook."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import openpyxl
import pytest

from sales_core.api import (
    Ask,
    Board,
    BoardContext,
    OpenBoard,
    RecordForm,
    Right,
    Role,
    Scope,
    Table,
    Viewer,
)
from sales_core.api.workspace import Workspace
from sales_core.boards.board import BlockSpec
from sales_core.boards.workbook import board_workbook
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from tests.contracts import toy
from tests.contracts.conftest import Command
from tests.pages.stage import Stage, words

MAY = Period.month(2026, 5)
REP = Viewer("rep", Role.REP, Scope.of({"branch": ("上海",)}))


def opened(
    toys: Workspace,
    viewer: Viewer = LOCAL_ADMIN,
    board: Board = toy.BOARD,
    choices: Mapping[str, str] = MappingProxyType({}),
) -> OpenBoard:
    """The board in English over May."""
    return OpenBoard(board, Ask(viewer, toys.store.current().version, MAY, (), choices, "en"), toys, strict=True)


def form_of(toys: Workspace, viewer: Viewer, promoter: str) -> RecordForm:
    """The form block of one promoter."""
    block = opened(toys, viewer, choices={"promoter": promoter}).block("tasting_booking")
    assert isinstance(block, RecordForm)
    return block


def test_the_command_prints_it(command: Command) -> None:
    code, text, _ = command("page", "tastings", "--period", "2026-05", "--set", "tasting_level=branch")
    assert code == 0
    assert "Tastings cost ¥610.5" in text
    assert "上海" in text
    assert "python -m sales_core record tasting_booking add T1" in text
    assert "品鉴共花费" in command("page", "tastings", lang="zh")[1]
    assert "What do tastings cost?" in command("page")[1]
    code, _, err = command("page", "tasting")
    assert code == 2
    assert "tastings" in err


def test_the_command_writes_it_as_json_and_as_a_workbook(command: Command, tmp_path: Path) -> None:
    code, out, _ = command("page", "tastings", "--period", "2026-05", "--json")
    blocks = {block["id"]: block for block in json.loads(out)["blocks"]}
    assert code == 0
    assert [row["tasting_cost"] for row in blocks["tasting_rows"]["rows"]] == ["410.5", "200"]
    assert blocks["tasting_booking"]["record"] == "tasting_booking"
    path = tmp_path / "tastings.xlsx"
    assert command("page", "tastings", "--period", "2026-05", "--to", path)[0] == 0
    book = openpyxl.load_workbook(path)
    rows = list(book["Where it was spent"].iter_rows(values_only=True))
    assert any(row[:2] == ("Mei", 410.5) for row in rows)
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert "Tastings cost ¥610.5" in cells


def test_it_is_drawn_with_the_form_of_its_record(own_toys: Workspace) -> None:
    stage = Stage(own_toys)
    app = stage.draw_spec(toy.PAGE, {"tasting_level": "branch"}, locale="en")
    assert "Tastings cost ¥610.5" in words(app)
    assert list(app.dataframe[0].value["name"]) == ["上海", "广州"]
    purpose = next(box for box in app.selectbox if box.label == "Purpose")
    purpose.set_value("routine")
    next(button for button in app.button if button.label == "Save").click()
    app.run()
    assert "Planned · Day 8 May 2026 · Purpose Routine · noted by local" in words(app)
    next(button for button in app.button if button.label == "Set to: Done").click()
    app.run()
    (row,) = own_toys.records.list(toy.BOOKING.id, LOCAL_ADMIN).rows
    assert (row["subject"], row["purpose"], row["state"]) == ("T1", "routine", "done")
    assert [button.label for button in app.button if button.label.startswith("Set to")] == []


def test_the_form_block_shows_what_each_viewer_may_do(toys: Workspace) -> None:
    number = toys.records.add(toy.BOOKING.id, REP, "T1", {"purpose": "launch", "budget": "1234.5"})
    (mine,) = form_of(toys, REP, "T1").entries
    assert (mine.id, mine.revision) == (number, 1)
    assert mine.line == "Planned · Day 8 May 2026 · Purpose Launch · Budget ¥1.23K · noted by rep"
    assert [move.state for move in mine.moves] == ["done"]
    assert mine.edit is not None
    assert (mine.edit.id, mine.edit.revision) == (number, 1)
    (same,) = form_of(toys, LOCAL_ADMIN, "T1").entries
    assert [move.state for move in same.moves] == ["done", "cancelled"]
    assert form_of(toys, LOCAL_ADMIN, "T2").entries == ()


def test_rights_scope_and_wrong_choices_hold_for_it(toys: Workspace) -> None:
    rows = opened(toys, REP).block("tasting_rows")
    assert isinstance(rows, Table)
    assert rows.keys == ("T1",)
    for wrong in ({"tasting_level": "region"}, {"no_such": "x"}, {"promoter": "T9"}):
        with pytest.raises(UsageError):
            opened(toys, choices=wrong)
    stock = Board("stock_only", Right.MANAGE_USERS, "tastings.question", toy.BOARD.blocks[:1])
    with pytest.raises(NotAllowedError):
        opened(toys, REP, stock)


def test_a_block_reads_only_the_choices_it_names(toys: Workspace) -> None:
    def sneaky(context: BoardContext) -> Table | None:
        context.choice("tasting_level")
        return None

    board = Board("sneaky", Right.VIEW_SALES, "tastings.question", (BlockSpec("rows", sneaky),), toy.BOARD.choices)
    with pytest.raises(KeyError, match="does not name it"):
        opened(toys, board=board).block("rows")


def test_a_workbook_is_made_of_the_same_blocks(toys: Workspace) -> None:
    book = openpyxl.load_workbook(io.BytesIO(board_workbook(opened(toys))))
    assert "Where it was spent" in book.sheetnames
