"""Everything is handed its declarations: the next dataset, metric or list, also of a test, reaches every rule."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.source import nodes_of, tree_of

PROJECT = Path(__file__).resolve().parents[2]
#: Where a program is put together, the server's and that of reading processes: only there is the product named.
COMPOSITION = {"sales_core/api/workspace.py", "sales_core/loading/product_reader.py"}
#: Packages that reach no single declared dataset or entity either.
ROOMS = ("formats", "recognition", "loading")


def _files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (PROJECT / folder).rglob("*.py"))


def _imports(path: Path) -> list[ast.ImportFrom]:
    return [node for node in nodes_of(tree_of(path)) if isinstance(node, ast.ImportFrom)]


def test_the_product_is_no_argument_taken_from_the_air() -> None:
    found = [
        f"{path.relative_to(PROJECT)}:{node.lineno}"
        for path in _files("sales_core", "pages")
        if str(path.relative_to(PROJECT)) not in COMPOSITION
        for node in _imports(path)
        if (node.module or "").startswith(("sales_core.catalogue.catalogue", "sales_core.api"))
        and any(name.name == "product" for name in node.names)
    ]
    assert not found, f"a Catalogue is passed, so that tests and products can extend it: {found}"


def test_the_composition_names_it() -> None:
    for name in COMPOSITION:
        assert any(item.name == "product" for node in _imports(PROJECT / name) for item in node.names)


@pytest.mark.parametrize("room", ROOMS)
def test_reading_and_loading_name_no_declaration(room: str) -> None:
    found = [
        f"{path.relative_to(PROJECT)}:{node.lineno}"
        for path in _files(f"sales_core/{room}")
        for node in _imports(path)
        if (node.module or "").startswith(("sales_core.catalogue.datasets", "sales_core.catalogue.entities"))
    ]
    assert not found, f"a Catalogue is passed, so that tests and products can extend it: {found}"
