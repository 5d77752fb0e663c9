"""No process keeps state that another needs: files are reached through the blob store, the rest stands in tables."""

from __future__ import annotations

import ast

from sales_core.kernel.blob_store import Area
from tests.architecture.source import nodes_of, trees

AREAS = frozenset(area.value for area in Area)
#: What lies in the state directory beside the areas: the database and the lock of commits, the demo's files; and the
#: folder of migrations, which has the name of an area.
BESIDE = {
    "sales_core/kernel/settings.py",
    "sales_core/cli/commands/demo.py",
    "sales_core/records/migration.py",
}


def _joins_to_home(node: ast.AST) -> bool:
    """Whether it is `….root / …`, or a path whose next part is the folder of an area."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Div):
        return False
    to_root = isinstance(node.left, ast.Attribute) and node.left.attr == "root"
    return to_root or (isinstance(node.right, ast.Constant) and node.right.value in AREAS)


def test_files_of_the_company_are_reached_through_the_blob_store() -> None:
    found = {name for name, tree in trees("sales_core", "pages") if any(map(_joins_to_home, nodes_of(tree)))}
    assert found == BESIDE, "ask Home.blobs for the path: another place than a folder then needs another BlobStore only"


def test_it_sees_what_it_looks_for() -> None:
    for code in ("home.root / 'x'", "folder / 'versions'", "self.home.root / name"):
        assert any(map(_joins_to_home, ast.walk(ast.parse(code)))), code
    assert not any(map(_joins_to_home, ast.walk(ast.parse("blobs.path_for(Area.VERSIONS, name)"))))
