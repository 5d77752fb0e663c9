"""Holds today's entries against the frozen ones and writes what differs: old | new, the first ten rows of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import zip_longest
from typing import Any

from tests.oracle.figure_form import same_figures
from tests.oracle.storage import Entries

_SHOWN = 10
#: Subjects whose texts people read: their figures may have another form, never another value.
_FOR_PEOPLE = ("pages", "commands", "exports")


@dataclass(frozen=True)
class Difference:
    """One frozen entry that is not what it was: its full name and lines that say how."""

    name: str
    lines: tuple[str, ...]
    reason: str = ""
    """Why it is accepted; empty = it is not."""

    def __str__(self) -> str:
        head = f"{self.name}  (accepted: {self.reason})" if self.reason else self.name
        return "\n".join([head, *(f"    {line}" for line in self.lines)])


def compare(where: str, old: Entries, new: Entries, accepted: Mapping[str, str]) -> list[Difference]:
    """Every entry of `old` that `new` lacks or has otherwise. Entries that only `new` has are additions, not faults.

    `where` is `company/subject`, the head of every name.
    """
    found = []
    for name in sorted(old):
        form = where.rpartition("/")[2] in _FOR_PEOPLE
        lines = entry(old[name], new[name], form=form) if name in new else ["is gone"]
        if lines:
            full = f"{where}/{name}"
            found.append(Difference(full, tuple(lines), _reason(full, accepted)))
    return found


def unused(names: Iterable[str], accepted: Mapping[str, str]) -> list[str]:
    """Accepted patterns that no differing name matches any more."""
    listed = list(names)
    return [pattern for pattern in accepted if not any(fnmatchcase(name, pattern) for name in listed)]


def entry(old: Any, new: Any, at: str = "", *, form: bool = False) -> list[str]:
    """How two JSON values differ, as lines; empty when they are equal, or with `form` the same figures."""
    if old == new or (form and isinstance(old, str) and isinstance(new, str) and same_figures(old, new)):
        return []
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return _mappings(old, new, at, form=form)
    if isinstance(old, list) and isinstance(new, list):
        return _lists(old, new, at, form=form)
    return [f"{at or 'value'}: {old} | {new}"]


def _mappings(old: Mapping[str, Any], new: Mapping[str, Any], at: str, *, form: bool) -> list[str]:
    lines = []
    hashed = {"hash"} if form and old.get("count") == new.get("count") else set()
    for name in [*old, *(name for name in new if name not in old)]:
        if name in {"by_column", "rows"} and name in old and name in new:
            lines += _rows(_as_rows(name, old), _as_rows(name, new), old.get("columns"), new.get("columns"))
        elif name not in hashed and old.get(name) != new.get(name):
            lines += entry(old.get(name), new.get(name), f"{at}.{name}" if at else name, form=form)
    return lines


def _as_rows(name: str, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    if name == "by_column":
        return list(zip(*given[name].values(), strict=True))
    return [tuple(row) if isinstance(row, list) else (repr(row),) for row in given[name]]


def _rows(old: list[tuple[Any, ...]], new: list[tuple[Any, ...]], head: Any, new_head: Any) -> list[str]:
    """Rows of the one that the other lacks, whatever their order."""
    if list(head or ()) != list(new_head or ()):
        return []  # told by the columns
    before, after = (Counter(map(repr, rows)) for rows in (old, new))
    gone, come = list((before - after).elements()), list((after - before).elements())
    if not gone and not come:
        return []
    lines = [f"rows: {len(old)} | {len(new)}; {len(gone)} only old, {len(come)} only new; columns {list(head or ())}"]
    for left, right in list(zip_longest(gone, come, fillvalue="—"))[:_SHOWN]:
        lines += [f"old {left}", f"new {right}"]
    return lines


def _lists(old: list[Any], new: list[Any], at: str, *, form: bool) -> list[str]:
    lines = [] if len(old) == len(new) else [f"{at}: {len(old)} | {len(new)} items"]
    if all(isinstance(item, str) for item in [*old, *new]):
        gone, come = list((Counter(old) - Counter(new)).elements()), list((Counter(new) - Counter(old)).elements())
        pairs = [pair for pair in zip_longest(gone, come, fillvalue="—") if not (form and same_figures(*pair))]
        if not gone and not come:
            lines.append(f"{at}: the same items in another order")
        return [*lines, *(f"{at}: {left} | {right}" for left, right in pairs[:_SHOWN])]
    differing = [(number, pair) for number, pair in enumerate(zip_longest(old, new)) if pair[0] != pair[1]]
    for number, (left, right) in differing[:_SHOWN]:
        lines += entry(left, right, f"{at}[{number}]", form=form)
    return lines


def _reason(name: str, accepted: Mapping[str, str]) -> str:
    return next((why for pattern, why in accepted.items() if fnmatchcase(name, pattern)), "")
