"""Freezes what pages say: every element in its order as lines of text, in both languages, for two people."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from tests.oracle import adapter, canonical
from tests.oracle.storage import Entries

#: Marks what could not be drawn. It is never frozen: what 0.1 could not draw may be anything now.
FAILED = "failed"
LOCALES = ("zh", "en")
#: Metrics whose number pages are frozen: one of every kind.
NUMBERS = ("net_sales", "achievement", "landing", "margin", "stock_value", "receivables_overdue", "collections")
_TABLE_ROWS = 40
_POINTS = 60
#: What of a chart and of our own components says something; the rest is looks and wiring.
_MARKS = ("name", "text", "hovertext", "labels", "parents", "values", "x", "y", "z", "measure")
_AXIS = ("ticktext", "title")
_WIRING = frozenset({"at", "lead", "least", "metric", "tone"})
#: Parts of a widget's message that say something.
_SAYING = ("label", "help", "options", "placeholder", "value", "default", "content", "body", "text", "caption")


def capture(opened: adapter.Opened, wanted: Callable[[str], bool] | None = None) -> Entries:
    """Name of each drawing of a page to its lines."""
    return {name: _drawn(draw) for name, draw in drawings(opened) if wanted is None or wanted(name)}


def _drawn(draw: Callable[[], adapter.Shown]) -> dict[str, Any]:
    try:
        return canonical.sequence(list(lines(draw().tree)))
    except adapter.PageFailedError as error:
        return {FAILED: str(error).splitlines()}


def drawings(opened: adapter.Opened) -> Iterator[tuple[str, Callable[[], adapter.Shown]]]:
    """Every drawing of a page: language, person, page with its view, period."""
    month, year, other = opened.company.periods
    for viewer in opened.viewers:
        for locale in LOCALES:
            for page in adapter.PAGES:
                if viewer == "admin" or page not in adapter.FOR_ADMINISTRATORS:
                    yield _drawing(opened, page, locale, viewer, month)
            for metric in NUMBERS:
                name = f"{locale} {viewer} number {metric} · {month}"
                yield name, partial(adapter.number_shown, opened, metric, locale, viewer, month)
    for page in _plain():
        for period in (year, other):
            yield _drawing(opened, page, "zh", "admin", period)
        if region := opened.company.filters.get("region"):
            yield _drawing(opened, page, "zh", "admin", month, region=region)


def _plain() -> list[str]:
    return [page for page in adapter.PAGES if "," not in page and page not in adapter.WITHOUT_PERIOD]


def _drawing(
    opened: adapter.Opened, page: str, locale: str, viewer: str, period: str, *, region: str = ""
) -> tuple[str, Callable[[], adapter.Shown]]:
    name = f"{locale} {viewer} {page} · {period}" + (f" · {region}" if region else "")
    return name, lambda: adapter.shown(opened, page, locale, viewer, period, region=region)


def lines(block: Any) -> Iterator[str]:
    """Every element of the tree as lines `kind: text`, in the order of the page."""
    for child in block.children.values():
        if hasattr(child, "children"):
            if said := _block_label(child):
                yield f"{child.type}: {said}"
            yield from lines(child)
        else:
            yield from (f"{child.type}: {said}" for said in _element(child) if said)


def _block_label(block: Any) -> str:
    kind = getattr(block.proto, block.type, None) if block.proto is not None else None
    return canonical.text(str(getattr(kind, "label", "") or getattr(kind, "title", "") or ""))


def _element(element: Any) -> Iterator[str]:
    if element.type in {"arrow_data_frame", "dataframe"}:
        yield from _table(element)
    elif element.type == "plotly_chart":
        yield from _chart(json.loads(element.proto.spec))
    elif element.type == "bidi_component":
        yield from _component(json.loads(element.proto.json or "null"))
    elif element.type == "html":
        yield from _markup(element.proto.body)
    elif element.type == "markdown" and element.proto.body.startswith("##"):
        # A heading and what is said below it are one element: each is a line.
        yield from map(canonical.text, element.proto.body.split("\n\n"))
    else:
        yield " | ".join(_said(element))


def _said(element: Any) -> Iterator[str]:
    for name in _SAYING:
        found = getattr(element.proto, name, None)
        if isinstance(found, str) and found:
            yield canonical.text(found)
        elif isinstance(found, (bool, int, float)) and name == "value":
            yield str(canonical.value(found))
        elif found is not None and not isinstance(found, (str, bool, int, float)) and hasattr(found, "__iter__"):
            yield ", ".join(_option(item) for item in found)


def _option(item: Any) -> str:
    return canonical.text(str(getattr(item, "content", item)))


def _markup(body: str) -> Iterator[str]:
    without_style = re.sub(r"<style.*?</style>", "", body, flags=re.DOTALL)
    for part in re.split(r"<[^>]*>", without_style):
        if said := canonical.text(part):
            yield said


def _table(element: Any) -> Iterator[str]:
    frame = element.value
    settings = json.loads(getattr(element.proto, "columns", "") or "{}")
    heads = [settings.get(str(name), {}).get("label") or str(name) for name in frame.columns]
    yield " | ".join(canonical.text(head) for head in heads)
    rows = [" | ".join(_cell(cell) for cell in row) for row in frame.itertuples(index=False, name=None)]
    yield from rows[:_TABLE_ROWS]
    if len(rows) > _TABLE_ROWS:
        yield f"{len(rows)} rows, {canonical.digest(rows)}"


def _cell(cell: Any) -> str:
    given = cell.tolist() if hasattr(cell, "tolist") else cell
    if isinstance(given, list):
        return ", ".join(_cell(item) for item in given)
    return "" if given is None or given != given else str(canonical.value(given))  # noqa: PLR0124 - not a number


def _chart(spec: Mapping[str, Any]) -> Iterator[str]:
    """What a chart says and where its marks stand."""
    for trace in spec.get("data", []):
        for name in _MARKS:
            if found := [_written(item) for item in _flat(trace.get(name))]:
                yield f"{name}: {', '.join(found[:_POINTS])}" + _rest(found)
    layout = spec.get("layout", {})
    if said := [_written(note["text"]) for note in layout.get("annotations", []) if note.get("text")]:
        yield f"annotations: {', '.join(said)}"
    for axis in sorted(name for name in layout if name.startswith(("xaxis", "yaxis", "title"))):
        for name in _AXIS:
            if found := [_written(item) for item in _flat(layout[axis].get(name))]:
                yield f"{axis} {name}: {', '.join(found)}"


def _rest(found: list[str]) -> str:
    return f" … {len(found)} in all, {canonical.digest(found)}" if len(found) > _POINTS else ""


def _component(given: Any) -> Iterator[str]:
    """One line for each card or sentence of a component of ours; the phone's form of a table repeats its rows."""
    if isinstance(given, Mapping) and "rows" in given:
        return
    for part in given.values() if isinstance(given, Mapping) else ():
        for item in part if isinstance(part, list) else [part]:
            if isinstance(item, Mapping):
                yield canonical.text(" | ".join(_written(leaf) for leaf in _flat(item)))


def _flat(given: Any) -> Iterator[Any]:
    if isinstance(given, Mapping):
        for name in sorted(given.keys() - _WIRING):
            yield from _flat(given[name])
    elif isinstance(given, list):
        for item in given:
            yield from _flat(item)
    elif given is not None and given != "":
        yield given


def _written(given: Any) -> str:
    return canonical.number(given) if isinstance(given, (int, float)) else canonical.text(str(given))
