"""The engine knows no metric, dataset, fact, entity or list by name: what one needs is declared with it."""

import ast
import re
from pathlib import Path

import pytest

from sales_core.catalogue.catalogue import product

#: A word on its own; `calendar.country` is the id of a setting.
_WORD = re.compile(r"(?<![\w.])\w+(?![\w.]*\.\w)")
FILES = sorted(Path("sales_core/semantic").glob("*.py"))


def _strings(tree: ast.AST) -> list[str]:
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_id_stands_in_the_engine(path: Path) -> None:
    catalogue = product()
    ids = {*catalogue.metrics, *catalogue.datasets, *catalogue.facts, *catalogue.lists}
    used = {word for text in _strings(ast.parse(path.read_text())) for word in _WORD.findall(text)}
    assert not used & ids
