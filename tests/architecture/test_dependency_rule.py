"""The house stands as `design/architecture.md` draws it; each failure says which arrow points up and why it must not."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.source import nodes_of, tree_of

PROJECT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    path
    for folder in ("sales_core", "pages")
    for path in (PROJECT / folder).rglob("*.py")
    if "__pycache__" not in path.parts
)
FRONT = [PROJECT / "dashboard.py", *SOURCES]

HOMES = {
    "streamlit": ("dashboard.py", "pages/"),
    "duckdb": ("sales_core/warehouse/",),
    "plotly": ("sales_core/charts/",),
    "openpyxl": ("sales_core/formats/", "sales_core/recognition/", "sales_core/reports/"),
    "fastexcel": ("sales_core/formats/",),
    "python_calamine": ("sales_core/formats/",),
    "typst": ("sales_core/reports/",),
    "xlsxwriter": ("sales_core/recognition/", "sales_core/reports/"),
    "sqlalchemy": ("sales_core/appdb/", "sales_core/access/", "sales_core/loading/", "sales_core/records/"),
}


def name(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


@cache
def imports(path: Path) -> tuple[tuple[int, str, tuple[str, ...]], ...]:
    return tuple(_imports(tree_of(path)))


def _imports(tree: ast.Module) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    for node in nodes_of(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name, ()
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module, tuple(alias.name for alias in node.names)


@pytest.mark.parametrize("library", sorted(HOMES))
def test_each_library_has_one_home(library: str) -> None:
    strays = [
        f"{name(path)}:{line}"
        for path in FRONT
        if path.exists() and not name(path).startswith(HOMES[library])
        for line, module, _ in imports(path)
        if module.split(".")[0] == library
    ]
    assert not strays, f"{library} belongs to {HOMES[library]} so that it can be replaced there: {strays}"


def test_arrows_point_down_and_there_are_no_cycles() -> None:
    command = shutil.which("lint-imports", path=str(Path(sys.executable).parent)) or shutil.which("lint-imports")
    assert command, "import-linter is not installed: make test installs it"
    done = subprocess.run([command, "--no-cache"], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_nobody_reaches_into_private_modules() -> None:
    strays = []
    for path in SOURCES:
        own = name(path.parent).replace("/", ".")
        for line, module, names in imports(path):
            if not module.startswith(("sales_core", "pages")):
                continue
            parts = module.split(".")
            private = [i for i, part in enumerate(parts) if part.startswith("_") and part != "__main__"]
            if private and ".".join(parts[: private[0]]) != own:
                strays.append(f"{name(path)}:{line} {module}")
            if module != own and any(n.startswith("_") and not n.startswith("__") for n in names):
                strays.append(f"{name(path)}:{line} {module} {names}")
    assert not strays, f"a leading underscore means: changed without asking you: {strays}"


def test_time_comes_from_the_clock() -> None:
    asked = {"today", "now", "utcnow"}
    strays = []
    for path in FRONT:
        if not path.exists() or name(path) == "sales_core/kernel/clock.py":
            continue
        for node in nodes_of(tree_of(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in asked
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id in {"date", "datetime", "dt", "pd"}
            ):
                strays.append(f"{name(path)}:{node.lineno}")
    assert not strays, f"a figure must not depend on the day it is looked at; ask sales_core.kernel.clock: {strays}"


def test_nothing_is_swallowed() -> None:
    strays = []
    for path in FRONT:
        if not path.exists():
            continue
        for node in nodes_of(tree_of(path)):
            if isinstance(node, ast.ExceptHandler):
                broad = node.type is None or getattr(node.type, "id", "") in {"Exception", "BaseException"}
                if broad and all(isinstance(step, ast.Pass | ast.Continue) for step in node.body):
                    strays.append(f"{name(path)}:{node.lineno}")
    assert not strays, f"a broken store must not look like an empty month: {strays}"


def test_no_page_file_is_served_past_the_gate() -> None:
    direct = [name(p) for p in (PROJECT / "pages").glob("*.py") if p.name != "__init__.py"]
    assert not direct, f"streamlit serves any .py directly in pages/ before dashboard.py runs: {direct}"


def test_files_and_functions_stay_small() -> None:
    big = []
    for path in FRONT:
        if not path.exists():
            continue
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > 400 and "/i18n/" not in name(path):
            big.append(f"{name(path)}: {text.count(chr(10))} lines")
        for node in nodes_of(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno
                if lines > 60:
                    big.append(f"{name(path)}:{node.lineno} {node.name}: {lines} lines")
    assert not big, big
