"""Every place of a problem's texts is filled wherever the problem is raised: read from the source, code by code."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from sales_core.i18n.catalogue import catalogue, locales
from tests.architecture.source import nodes_of, trees
from tests.support.empty_places import places_of

_CODE = re.compile(r"[EWN]_[A-Z_]+")
#: Always there: `value` may be empty and is watched by the tests of files.
ALWAYS = {"count", "place", "value", "kind_label", "instead"}
#: Place of the facts of a Problem.
_FACTS = 4
RAISES = {"Problem", "Refusal", "warning", "report", "report_rows", "report_spots", "add"}
#: What a table's draft says of each problem of a column.
OF_DRAFT = {"column", "dataset"}


@cache
def raised() -> dict[str, list[set[str] | None]]:
    """Code → the facts of each place that raises it; None where they cannot be read from the source."""
    found: defaultdict[str, list[set[str] | None]] = defaultdict(list)
    for name, tree in trees("sales_core"):
        if not name.startswith("sales_core/i18n/"):
            for call in (node for node in nodes_of(tree) if isinstance(node, ast.Call)):
                for code in _codes(call):
                    found[code].append(_facts(call))
    return found


def _codes(call: ast.Call) -> Iterator[str]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    for argument in call.args[:1] if name in RAISES else ():
        for node in ast.walk(argument) if isinstance(argument, ast.IfExp | ast.Constant) else ():
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value):
                yield node.value


def _facts(call: ast.Call) -> set[str] | None:
    names = {keyword.arg for keyword in call.keywords if keyword.arg}
    facts = next((keyword.value for keyword in call.keywords if keyword.arg == "facts"), None)
    if facts is None:
        facts = call.args[_FACTS] if len(call.args) > _FACTS else None
    if isinstance(facts, ast.Dict):
        keys = {key.value for key in facts.keys if isinstance(key, ast.Constant)}
        return None if len(keys) < len(facts.keys) else names | {str(key) for key in keys} | OF_DRAFT
    return None if facts is not None or any(keyword.arg is None for keyword in call.keywords) else names | OF_DRAFT


def test_every_place_of_the_texts_is_filled() -> None:
    lacking = []
    for code, raised_with in raised().items():
        for locale in locales():
            texts = [catalogue(locale).get(f"problem.{code}.{part}", "") for part in ("message", "mend")]
            wanted = set().union(*map(places_of, texts)) - ALWAYS
            lacking += [(code, locale, wanted - facts) for facts in raised_with if facts is not None and wanted - facts]
    assert not lacking


def test_the_source_tells_most_codes() -> None:
    known = [code for code, facts in raised().items() if None not in facts]
    assert len(known) >= 60
