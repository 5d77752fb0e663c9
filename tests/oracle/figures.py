"""Freezes figures: every metric by every dimension in three periods, compared, filtered, and within a row scope."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

from tests.oracle import adapter, canonical
from tests.oracle.storage import Entries

#: One entry in so many is compared by `make test`.
_SAMPLED = 40


def capture(opened: adapter.Opened, wanted: Callable[[str], bool] | None = None) -> Entries:
    """Name of each question to its answer."""
    return {name: _answer(opened, **asked) for name, asked in questions(opened) if wanted is None or wanted(name)}


def questions(opened: adapter.Opened) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every question asked about a company, by name."""
    periods = opened.company.periods
    for metric, dimensions in adapter.metrics().items():
        for period in periods:
            yield f"{metric} · {period}", {"metric": metric, "period": period}
            yield from (
                (f"{metric} by {name} · {period}", {"metric": metric, "period": period, "by": (name,)})
                for name in dimensions
            )
        yield from _more(opened, metric, dimensions)


def _more(opened: adapter.Opened, metric: str, dimensions: tuple[str, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    month, year, other = opened.company.periods
    for compare in ("last_year", "last_month"):
        for period in (month, other):
            yield f"{metric} vs {compare} · {period}", {"metric": metric, "period": period, "compare": compare}
    for name, value in opened.company.filters.items():
        if name in dimensions:
            yield f"{metric} where {name}={value} · {year}", {"metric": metric, "period": year, "where": {name: value}}
    if all(name in dimensions for name in opened.company.manager):
        at = {"metric": metric, "period": month, "viewer": "manager"}
        yield f"{metric} · {month} · manager", at
        yield from ((f"{metric} by {name} · {month} · manager", {**at, "by": (name,)}) for name in dimensions)
    if "month" in dimensions and "region" in dimensions:
        yield f"{metric} by region,month · {year}", {"metric": metric, "period": year, "by": ("region", "month")}


def _answer(opened: adapter.Opened, **asked: Any) -> dict[str, Any]:
    rows, about = adapter.answer(opened, **asked)
    return {"about": about, **canonical.rows(rows)}


def sample(names: list[str]) -> set[str]:
    """A part of the questions, always the same, in which every metric and every dimension occurs."""
    chosen = {name for name in names if int(hashlib.sha256(name.encode()).hexdigest(), 16) % _SAMPLED == 0}
    met = {part for name in chosen for part in parts(name)}
    for name in names:
        if not parts(name) <= met:
            chosen.add(name)
            met |= parts(name)
    return chosen


def parts(name: str) -> set[str]:
    """The metric, the dimension, and what else is special about a question."""
    question, *rest = name.split(" · ")
    metric, *words = question.split(" ", maxsplit=1)
    return {metric, *words, *rest[1:]}
