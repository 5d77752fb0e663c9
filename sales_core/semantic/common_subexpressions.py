"""Aggregates that a formula names many times, computed once. Written out, each mention would bind its own values, so
that the database could not see that they are the same; and a long formula is slow to plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_CALL = re.compile(r"\b(?:sum|min|max|count)\(")
_BRACKET = re.compile(r"[()]")
#: Fewer mentions than this are not worth a second SELECT.
_MANY = 8


def hoisted(templates: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """The aggregates with every call replaced by a name, and each call's name; unchanged and {} where none repeats
    often.
    """
    if any("FILTER" in each for each in templates) or not any(len(_CALL.findall(each)) > _MANY for each in templates):
        return list(templates), {}
    spans = [list(_calls(template)) for template in templates]
    if not any(len(found) - len(set(found)) >= _MANY for found in spans):
        return list(templates), {}
    names: dict[str, str] = {}
    for found in spans:
        for call in found:
            names.setdefault(call, f"a{len(names)}")
    return [_named(template, names) for template in templates], names


def _calls(template: str) -> Iterator[str]:
    for match in _CALL.finditer(template):
        yield template[match.start() : _closing(template, match.end())]


def _named(template: str, names: dict[str, str]) -> str:
    parts, at = [], 0
    for match in _CALL.finditer(template):
        end = _closing(template, match.end())
        parts += [template[at : match.start()], names[template[match.start() : end]]]
        at = end
    return "".join([*parts, template[at:]])


def _closing(template: str, opened: int) -> int:
    """The place after the bracket that closes the one before `opened`."""
    depth = 1
    for bracket in _BRACKET.finditer(template, opened):
        depth += 1 if bracket[0] == "(" else -1
        if not depth:
            return bracket.end()
    raise IndexError(f"a bracket is never closed: {template}")
