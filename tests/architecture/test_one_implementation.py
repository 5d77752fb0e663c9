"""Formatter, row scope, text, table and drill: each is implemented once, and a second one is found.

Two of a kind disagree sooner or later: version 0.1 wrote row scope five times and numbers five ways. Whoever needs
another form adds it to the one there is.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator

import pytest

from tests.architecture.source import nodes_of, strings, trees

Source = tuple[str, ast.Module]
#: A number for people: thousands apart, fixed decimals, percent.
_NUMBER = re.compile(r"^[^%]*(,|\.\d+[f%])")


def formatters(sources: Iterator[Source]) -> set[str]:
    """Packages that write numbers or dates for people: Babel, a format specification with thousands or decimals."""
    return {_package(path) for path, tree in sources if _imports(tree, "babel") or _number_specs(tree)}


def row_scopes(sources: Iterator[Source]) -> set[str]:
    """Functions with a rule of their own for what a scope allows: in SQL, in Arrow, or row by row."""
    return {
        f"{path}:{function.name}"
        for path, tree in sources
        for function in _functions(tree)
        if (walks := _scope_walks(function))
        and (_calls(function, {"Sql", "one_of", "is_in"}) or _writes_sql(function) or _asks_membership(function, walks))
    }


def scope_renderings(sources: Iterator[Source]) -> set[str]:
    """Functions that ask `Scope.limits`, which is the rule, and say it in the language of an engine."""
    return {
        f"{path}:{function.name}"
        for path, tree in sources
        for function in _functions(tree)
        if _calls(function, {"limits"}) and "scope" in ast.unparse(function)
    }


def texts(sources: Iterator[Source]) -> set[str]:
    """Places that choose words by language: the catalogues, and whatever reads them."""
    return {
        _package(path)
        for path, tree in sources
        if any(_has_languages(node) for node in nodes_of(tree)) or _reads(tree, {"TEXTS"})
    }


def tables(sources: Iterator[Source]) -> set[str]:
    """Modules that draw rows as a grid of Streamlit."""
    return {path for path, tree in sources if _reads(tree, {"dataframe", "data_editor"})}


def drills(sources: Iterator[Source]) -> set[str]:
    """Functions that turn the key of a mark or row into the address of a number."""
    return {
        f"{path}:{function.name}"
        for path, tree in sources
        for function in _functions(tree)
        if _calls(function, {"NumberAddress"}) and _calls(function, {"Filter"})
    }


#: How implementations of a kind are found, in which folders, and where they are.
HOMES: dict[str, tuple[Callable[[Iterator[Source]], set[str]], set[str]]] = {
    "formatter": (formatters, {"sales_core/format"}),
    # The rule is `Scope.limits`; beside it nobody has one.
    "row scope": (row_scopes, set()),
    "row scope in SQL and Arrow": (
        scope_renderings,
        {
            "sales_core/semantic/row_security.py:scope_conditions",
            "sales_core/recognition/checks/scope.py:check_scope",
        },
    ),
    "text": (texts, {"sales_core/i18n"}),
    # What a file holds, cell by cell before anything is understood of it, is no table of ours, nor is a sheet to type in.
    "table": (
        tables,
        {
            "pages/kit/render/grid.py",
            "pages/data/how_read.py",
            "pages/data/master_editor.py",
            "pages/data/mend.py",
            "pages/data/target_sheet.py",
            "pages/meeting/template_cells.py",
        },
    ),
    "drill": (drills, {"sales_core/boards/number.py:number"}),
}
#: Not written for people.
MACHINE = {"sales_core/semantic/pacing.py", "sales_core/forecast/formula_trace.py"}
SECOND = {
    "formatter": "def money(value):\n    return f'¥{value:,.2f}'\n",
    "row scope": "def mine(rows, scope):\n    return [row for row in rows if all(row[d] in v for d, v in scope.allowed)]\n",
    "row scope in SQL and Arrow": "def mine(scope):\n    return [f'{d} IN (?)' for d, _ in scope.limits(('region',))]\n",
    "text": "WORDS = {'zh': '应收', 'en': 'Receivables'}\n",
    "table": "def draw(rows):\n    st.dataframe(rows)\n",
    "drill": "def opened(key):\n    return NumberAddress('net_sales', None, (Filter('rep', (key,)),))\n",
}


@pytest.mark.parametrize("kind", HOMES)
def test_there_is_one_implementation(kind: str) -> None:
    found, homes = HOMES[kind]
    assert found(_product()) == homes, f"one {kind}: extend the one there is"


@pytest.mark.parametrize("kind", HOMES)
def test_a_second_one_would_be_found(kind: str) -> None:
    found, homes = HOMES[kind]
    for room in ("sales_core/reports/second.py", "pages/kit/second.py"):
        assert found(iter([(room, ast.parse(SECOND[kind]))])) - homes, room


def _product() -> Iterator[Source]:
    return ((path, tree) for path, tree in trees("sales_core", "pages") if path not in MACHINE)


def _package(path: str) -> str:
    return "/".join(path.split("/")[:2])


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in nodes_of(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _nodes(tree: ast.AST) -> Iterable[ast.AST]:
    return nodes_of(tree) if isinstance(tree, ast.Module) else ast.walk(tree)


def _imports(tree: ast.Module, package: str) -> bool:
    names = [alias.name for node in nodes_of(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in nodes_of(tree) if isinstance(node, ast.ImportFrom)]
    return any(name.split(".")[0] == package for name in names)


def _number_specs(tree: ast.Module) -> bool:
    specs = (node.format_spec for node in nodes_of(tree) if isinstance(node, ast.FormattedValue))
    parts = (
        part.value
        for spec in specs
        if isinstance(spec, ast.JoinedStr)
        for part in spec.values
        if isinstance(part, ast.Constant)
    )
    return any(_NUMBER.search(str(part)) for part in parts)


def _reads(tree: ast.AST, names: set[str]) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr in names for node in _nodes(tree))


def _scope_walks(function: ast.AST) -> list[ast.For | ast.comprehension]:
    """Loops through what a scope allows; to ask whether there is a scope at all is no scope of its own."""
    loops = [node for node in ast.walk(function) if isinstance(node, ast.For | ast.comprehension)]
    walked = {"allowed", "as_mapping", "items"}
    return [loop for loop in loops if _reads(loop.iter, walked) and "scope" in ast.unparse(loop.iter)]


def _asks_membership(function: ast.AST, walks: list[ast.For | ast.comprehension]) -> bool:
    """Whether something is compared with the values that a walk goes through."""
    names = {node.id for walk in walks for node in ast.walk(walk.target) if isinstance(node, ast.Name)}
    compared = (node for node in ast.walk(function) if isinstance(node, ast.Compare))
    return any(
        isinstance(operator, ast.In | ast.NotIn) and getattr(value, "id", "") in names
        for node in compared
        for operator, value in zip(node.ops, node.comparators, strict=True)
    )


def _calls(tree: ast.AST, names: set[str]) -> bool:
    called = (node.func for node in _nodes(tree) if isinstance(node, ast.Call))
    return any(getattr(one, "id", getattr(one, "attr", "")) in names for one in called)


def _writes_sql(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(re.search(r"\bIN \(|\bWHERE\b", text) for text in strings(ast.Module([function], [])))


def _has_languages(node: ast.AST) -> bool:
    keys = {key.value for key in node.keys if isinstance(key, ast.Constant)} if isinstance(node, ast.Dict) else set()
    return {"zh", "en"} <= keys
