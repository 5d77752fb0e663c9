"""The facade is typed, lazy and without logic: what type checkers see is what the table serves."""

import ast
import subprocess
import sys
from pathlib import Path

from sales_core import api

SOURCE = Path(api.__file__).read_text(encoding="utf-8")


def typed_names() -> dict[str, str]:
    (block,) = (
        node
        for node in ast.parse(SOURCE).body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    )
    imports = [node for node in block.body if isinstance(node, ast.ImportFrom) and node.module]
    assert len(imports) == len(block.body)
    return {alias.name: node.module or "" for node in imports for alias in node.names}


def test_types_and_table_name_the_same_homes() -> None:
    assert typed_names() == api._HOMES


def test_every_name_is_served_from_its_home() -> None:
    for name, home in api._HOMES.items():
        assert getattr(api, name) is getattr(sys.modules[home], name), name


def test_importing_the_facade_loads_nothing_of_the_core() -> None:
    code = (
        "import sys, sales_core.api; "
        "print([m for m in sys.modules if m.startswith('sales_core.') and not m.startswith('sales_core.api')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_facade_has_no_logic() -> None:
    kinds = {type(node).__name__ for node in ast.parse(SOURCE).body}
    assert kinds <= {"Expr", "ImportFrom", "Import", "If", "Assign", "FunctionDef"}
    functions = [node.name for node in ast.walk(ast.parse(SOURCE)) if isinstance(node, ast.FunctionDef)]
    assert sorted(functions) == ["__dir__", "__getattr__"], (
        "the facade hands over; what it hands over lives in its home"
    )
