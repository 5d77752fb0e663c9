"""Reading and loading know datasets, metrics and lists through the catalogue only.

A hand list of ids in their code is a rule that the next dataset escapes: a closed month was once overwritten that way.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from sales_core.catalogue.catalogue import product

PROJECT = Path(__file__).resolve().parents[2]
ROOMS = ("formats", "recognition", "loading")


def declared() -> frozenset[str]:
    """Ids that no text of the code may be, alone or before a dot."""
    catalogue = product()
    columns = {column.id for dataset in catalogue.datasets.values() for column in dataset.columns}
    # A metric named like a column (`quantity`) is met as the column.
    return frozenset(catalogue.datasets) | (frozenset(catalogue.metrics) - columns) | frozenset(catalogue.lists)


def named(tree: ast.AST, ids: frozenset[str]) -> list[tuple[int, str]]:
    """Line and text of every string that is an id or begins with one and a dot; docstrings are sentences."""
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.partition(".")[0] in ids
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_no_declared_id_stands_in_the_code(room):
    ids = declared()
    found = [
        f"{path.relative_to(PROJECT)}:{line} {text!r}"
        for path in sorted((PROJECT / "sales_core" / room).rglob("*.py"))
        for line, text in named(ast.parse(path.read_text(encoding="utf-8")), ids)
    ]
    assert not found, "ask the declaration instead (role, entities, grain, headlines, …):\n" + "\n".join(found)


@pytest.mark.parametrize("room", ROOMS)
def test_the_product_is_no_argument_taken_from_the_air(room):
    found = [
        str(path.relative_to(PROJECT))
        for path in sorted((PROJECT / "sales_core" / room).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (
            (node.module == "sales_core.catalogue.catalogue" and any(name.name == "product" for name in node.names))
            or (node.module or "").startswith(("sales_core.catalogue.datasets", "sales_core.catalogue.entities"))
        )
    ]
    assert not found, f"a Catalogue is passed, so that tests and products can extend it: {found}"


def test_the_search_finds_what_it_is_for():
    tree = ast.parse('A = ("sales", "targets")\nB = "sales.amount"\n"""sales lines"""\n')
    found = {text for _, text in named(tree, frozenset({"sales", "targets"}))}
    assert found == {"sales", "targets", "sales.amount"}
