"""Who may read a version with SQL of his own: the warehouse, the semantic layer inside the viewer's scope, and loading.

Everything above gets results of metrics and lists, so that rights and row scope cannot be forgotten.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from sales_core.catalogue.catalogue import product
from tests.architecture.source import nodes_of, tree_of

#: Packages that get results only.
ABOVE = ("analysis", "boards", "reports", "records", "charts", "cli", "access", "api")
#: Constructing the store is the facade's business; it reads nothing.
MAY_OPEN_STORE = {"sales_core/api/workspace.py"}


def _files() -> Iterator[Path]:
    for package in ABOVE:
        yield from sorted(Path("sales_core", package).rglob("*.py"))
    yield from sorted(Path("pages").rglob("*.py"))


def test_nothing_above_the_semantic_layer_reaches_sql() -> None:
    for path in _files():
        nodes = list(nodes_of(tree_of(path)))
        imported = {
            f"{node.module}.{name.name}"
            for node in nodes
            if isinstance(node, ast.ImportFrom) and node.module
            for name in node.names
        }
        below = ("sales_core.semantic.sql", "sales_core.semantic.scan")
        assert not {name for name in imported if name.startswith(below)}, path
        if str(path) not in MAY_OPEN_STORE:
            assert not {name for name in imported if name.startswith("sales_core.warehouse.s")}, path
        reads = [
            node.lineno
            for node in nodes
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"rows", "query"}
            and "snapshot" in ast.unparse(node.func.value)
        ]
        assert not reads, f"{path}: SQL at lines {reads}; declare a list or a metric instead"


def test_facts_read_published_tables_only() -> None:
    """A raw table holds what a file said, before resolution and scope; only the warehouse and loading read it."""
    for fact in product().facts.values():
        texts = [each.table for each in fact.sources] + [
            part for each in fact.origins for part in (each.table, each.on)
        ]
        assert not [text for text in texts if re.search(r"\braw_\w+", text)], fact.id
