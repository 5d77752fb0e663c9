"""What a thing is stands in its declaration: engines know no dataset, fact, metric, list or record by name."""

import ast
import re

import pytest

from sales_core.catalogue.catalogue import product
from tests.architecture.source import nodes_of, strings, trees

ROOMS = (
    "sales_core/kernel",
    "sales_core/formats",
    "sales_core/recognition",
    "sales_core/warehouse",
    "sales_core/semantic",
    "sales_core/loading",
    "sales_core/records",
    "sales_core/alerts",
    "sales_core/charts",
    "sales_core/cli",
    "pages/kit",
)

#: Words that are also something else, and what they are there.
HOMONYMS = {
    ("sales_core/kernel", "quantity"): "a unit",
    ("sales_core/kernel", "note"): "how grave a problem is",
    ("sales_core/recognition", "note"): "a line beside what it is about: of a sheet, chart, block or message",
    ("sales_core/loading", "note"): "a line beside what it is about: of a sheet, chart, block or message",
    ("pages/kit", "note"): "a line beside what it is about: of a sheet, chart, block or message",
    ("sales_core/loading", "alias"): "a column of the dataset of aliases",
    ("sales_core/loading", "target"): "the column that a header is mapped to, the folder of a backup",
    ("sales_core/recognition", "alias"): "how a header was mapped: by a word that means the column",
    ("sales_core/charts", "target"): "a mark of a chart",
    ("sales_core/charts", "pace"): "a mark of a chart",
    ("sales_core/charts", "landing"): "a mark of a chart",
    ("sales_core/charts", "achievement"): "the key of a chart's words",
    ("sales_core/charts", "margin"): "a key of plotly's layout",
    ("pages/kit", "pace"): "what a card is measured against",
    ("pages/kit", "meeting"): "the value of the address that says screen-share mode",
    ("pages/kit", "sales"): "a section of the navigation",
    ("pages/kit", "customers"): "a section of the navigation",
    ("pages/kit", "stock"): "a section of the navigation",
}
_SQL_SOURCE = re.compile(r"\b(?:FROM|JOIN|INTO|TABLE|VIEW)\s+(?:raw_)?(\w+)")


def named(room: str) -> set[tuple[str, str]]:
    """(file, id) of every id that stands in this room as a text of its own, or in SQL as the name of a table."""
    known = product()
    rollups = {one.table for kind in known.datasets.values() for one in kind.rollups.tables}
    tables = {*known.datasets, *known.facts, *rollups}
    ids = {*tables, *known.metrics, *known.lists, *getattr(known, "records", ())}
    found = set()
    for path, tree in trees(room):
        for text in strings(tree):
            found |= {(path, text)} & {(path, one) for one in ids}
            found |= {(path, one) for one in _SQL_SOURCE.findall(text) if one in tables}
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_no_engine_names_a_thing(room: str) -> None:
    found = {f"{path} {one}" for path, one in named(room) if (room, one) not in HOMONYMS}
    assert not found, f"a second thing of its kind would be forgotten here; let its declaration say it: {found}"


def test_every_homonym_is_met() -> None:
    met = {(room, one) for room in ROOMS for _, one in named(room)}
    assert not set(HOMONYMS) - met, "nobody uses the word any more: take it off the list"


def _columns_by_hand(tree: ast.Module) -> set[str]:
    """Ids of the columns that a module writes itself."""
    return {
        str(call.args[0].value)
        for call in nodes_of(tree)
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") == "Column"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }


def _repeated(tree: ast.Module) -> set[str]:
    """Columns that the module writes although a metric, or a list that it shows, declares them."""
    known = product()
    shown = [known.lists[text] for text in strings(tree) if text in known.lists]
    declared = {name for one in shown for column in one.columns for name in (column.id, column.metric) if name}
    return _columns_by_hand(tree) & (declared | set(known.metrics))


def test_no_board_declares_a_column_again() -> None:
    """A board chooses columns of a list by id; their words, units and help stand in the list, a metric's in the metric."""
    found = {path: names for path, tree in trees("sales_core/boards") if (names := _repeated(tree))}
    assert not found, f"take them with list_columns or metric_column: {found}"


def test_a_column_declared_again_would_be_found() -> None:
    source = """
columns = (*list_columns(context, "overdue_customers", "days"), Column("documents", "Late"), Column("net_sales", "Sold"))
"""
    assert _repeated(ast.parse(source)) == {"documents", "net_sales"}
