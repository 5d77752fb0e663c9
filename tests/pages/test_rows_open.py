"""A row opens wherever it is clicked; on a phone the same rows are a list of two lines."""

from pathlib import Path

import pytest

from pages.kit.render.grid import _width, picked_row, picked_state
from pages.kit.render.row_list import list_columns
from sales_core.api import Column, Table, Unit
from tests.pages.stage import Stage, words
from tests.pages.tiny import everything

TABLE = Table.of(
    "",
    (Column("rank", "#", Unit.COUNT), Column("name", "Name"), Column("share", "Share", Unit.PERCENT), Column("sum", "Sum", Unit.MONEY)),
    [{"rank": 1, "name": "a", "share": 0.5, "sum": 10}, {"rank": 2, "name": "b", "share": 0.4, "sum": 8}],
    key="name",
)  # fmt: skip


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("rows"), **everything())


@pytest.mark.parametrize(
    "rows, cells, row",
    [
        ([], [], None),
        ([1], [], 1),
        ([], [(0, "sum")], 0),
        ([1], [(0, "sum")], 0),
        ([5], [], None),
        ([], [[7, "x"]], None),
    ],
)
def test_a_cell_picks_its_row_and_a_ticked_box_does_too(rows: list[int], cells: list[object], row: int | None) -> None:
    assert picked_row({"selection": {"rows": rows, "columns": [], "cells": cells}}, TABLE) == row


@pytest.mark.parametrize("crafted", [{"cells": [[]]}, {"cells": ["x"]}, {"rows": ["x"]}, {"cells": [["x", "y"]]}, {}])
def test_a_crafted_selection_picks_nothing(crafted: dict[str, object]) -> None:
    assert picked_row({"selection": crafted}, TABLE) is None
    assert picked_row(None, TABLE) is None


def test_what_is_kept_of_a_pick_lets_the_next_click_be_news() -> None:
    assert picked_state(1) == {"selection": {"rows": [1], "columns": [], "cells": []}}
    assert picked_state(None) == {"selection": {"rows": [], "columns": [], "cells": []}}


def test_on_a_phone_money_stands_on_the_right_and_the_name_first() -> None:
    name, amount, below = list_columns(TABLE)
    assert (name.id, amount and amount.id) == ("name", "sum")
    assert [column.id for column in below] == ["rank", "share"]


def test_no_number_is_wider_than_its_column() -> None:
    texts = ["¥1,146,191.92", "428.78%"]
    assert _width("同比", texts) >= 8 * len(texts[0])
    assert _width("A very long header that says everything there is to say", texts) < 200


def test_the_customer_picked_stands_in_a_panel_that_the_address_names(stage: Stage, tmp_path: Path) -> None:
    app = stage.show("receivables", {"customer": "C1"}, locale="en")
    assert "Open documents" in words(app)
    assert "Open documents" not in words(stage.show("receivables", locale="en"))
    # A number that is open stands in the one dialog a page has.
    number = "receivables_overdue;period=2026-05"
    both = stage.show("receivables", {"customer": "C1", "number": number}, locale="en")
    assert "Open documents" not in words(both)
