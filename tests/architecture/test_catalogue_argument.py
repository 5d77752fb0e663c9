"""Reading and loading are handed their declarations: the next dataset, also of a test, reaches every rule."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
ROOMS = ("formats", "recognition", "loading")


@pytest.mark.parametrize("room", ROOMS)
def test_the_product_is_no_argument_taken_from_the_air(room: str) -> None:
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
