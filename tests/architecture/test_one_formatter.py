"""Numbers, dates and periods are written in one place.

Two formatters disagree sooner or later: version 0.1 had five, and a card said ¥1,235 where its chart said ¥1,234.
Whoever needs another form adds it to `sales_core.format`, where it is rounded like all others.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import nodes_of, tree_of

PROJECT = Path(__file__).resolve().parents[2]
HOME = "sales_core/format/"
#: What a format specification of a number for people looks like: thousands, fixed decimals, percent.
NUMBER = re.compile(r",|\.\d+[f%]|(?<!%)[f%]$")
#: Months and days by name, or in an order that only some languages have.
DATE = re.compile(r"%[aAbBpcxX]|%d|年|月|日")
#: Not written for people: `path: reason`.
MACHINE = {
    "sales_core/semantic/pacing.py": "a parameter of SQL",
    "sales_core/forecast/formula_trace.py": "a share as the exact decimal that the sum was made with",
}
#: Dates in ISO order are the same in every language.
ISO = re.compile(r"%Y-?%m(-?%d)?([ T-]?%H:?%M(:?%S)?(%f)?)?$|%H:%M(:%S)?$")


def sources() -> Iterator[tuple[str, ast.Module]]:
    for folder in ("sales_core", "pages"):
        for path in sorted((PROJECT / folder).rglob("*.py")):
            name = path.relative_to(PROJECT).as_posix()
            if not name.startswith((HOME, "sales_core/i18n/")):
                yield name, tree_of(path)


def specs(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Format specifications of f-strings, with their lines."""
    for node in nodes_of(tree):
        if isinstance(node, ast.FormattedValue) and isinstance(node.format_spec, ast.JoinedStr):
            yield (
                node.lineno,
                "".join(str(part.value) for part in node.format_spec.values if isinstance(part, ast.Constant)),
            )


def test_no_number_is_formatted_outside_the_formatter() -> None:
    found = [
        f"{name}:{line} :{spec}"
        for name, tree in sources()
        if name not in MACHINE
        for line, spec in specs(tree)
        if not ISO.match(spec) and (NUMBER.search(spec) or DATE.search(spec))
    ]
    assert not found, f"call sales_core.format instead, so that all front ends write the same digits: {found}"


def test_babel_and_rounding_for_display_have_one_home() -> None:
    """Babel is imported by the formatter alone; a second user of it is a second formatter."""
    users = {
        name
        for name, tree in sources()
        for node in nodes_of(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        and any(
            part.split(".")[0] == "babel"
            for part in [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
        )
    }
    assert not users


def test_no_front_end_brings_formats_of_its_own() -> None:
    """`%.1f` of a grid, `#,##0.00` of a spreadsheet: such patterns are made by the formatter. Widgets to type a number
    in have a step, and show what was typed.
    """
    pattern = re.compile(r"^%[.\d]*[df]$|#,##0|^0\.0+%?$|^(localized|compact|accounting|dollar|percent)$")
    found = [
        f"{name}:{node.lineno} {keyword.value.value}"
        for name, tree in sources()
        for node in nodes_of(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") != "number_input"
        for keyword in node.keywords
        if keyword.arg in {"format", "num_format", "d3format"}
        and isinstance(keyword.value, ast.Constant)
        and isinstance(keyword.value.value, str)
        and pattern.search(keyword.value.value)
    ]
    assert not found, f"a cell's text is made by sales_core.format: {found}"


def test_units_are_declared_once() -> None:
    """A second enumeration of units means a table between the two, and a unit that is missing from it."""
    classes = [
        name
        for folder in ("sales_core", "pages")
        for path in (PROJECT / folder).rglob("*.py")
        for node in nodes_of(tree_of(path))
        if isinstance(node, ast.ClassDef) and node.name == "Unit"
        for name in [path.relative_to(PROJECT).as_posix()]
    ]
    assert classes == ["sales_core/kernel/units.py"]
