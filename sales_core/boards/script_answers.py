"""What scripts are told over HTTP: the same JSON as `query --format json` and `page ID --json` print."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from sales_core.access.api_routes import ScriptAnswer, ScriptQuestion
from sales_core.boards.as_json import board_json
from sales_core.boards.board import Ask, Board
from sales_core.boards.context import Company
from sales_core.boards.explore.pins import pinned_views
from sales_core.boards.open_board import OpenBoard
from sales_core.boards.registry import board
from sales_core.boards.result_text import exact_rows, result_columns, result_json
from sales_core.format.json_text import dumps
from sales_core.i18n import DEFAULT_LOCALE, Locale, locales
from sales_core.kernel.errors import UsageError
from sales_core.kernel.query import Compare, Query
from sales_core.kernel.question_text import typed_filters, typed_pairs
from sales_core.kernel.terms import Period, Text, Viewer

_T = TypeVar("_T")
_COMMON = ("where", "period", "version", "lang")
_QUERY = ("metric", "by", "as_of", "compare", "order", "limit", "format", *_COMMON)
_PAGE = ("set", *_COMMON)


def script_answer(
    company: Company, question: ScriptQuestion, viewer: Viewer, boards: Mapping[str, Board] | None = None
) -> ScriptAnswer:
    """The answer to `query` or `page/ID`, within what `viewer` may see. Raises UsageError for another question,
    NotAllowedError."""
    kind, _, name = question.path.partition("/")
    if kind == "query" and not name:
        question.refuse_unknown(_QUERY)
        return _figures(company, question, viewer)
    if kind == "page" and name:
        question.refuse_unknown(_PAGE)
        ask = _ask(company, question, viewer)
        opened = OpenBoard(board(name, boards), ask, company, strict=True)
        pinned = pinned_views(replace(ask, choices={}), company, opened.board.id)
        return ScriptAnswer(dumps(board_json(opened) | {"pinned": [one.as_json() for one in pinned]}))
    raise UsageError(Text("api.path_unknown", {"path": question.path}))


def _figures(company: Company, question: ScriptQuestion, viewer: Viewer) -> ScriptAnswer:
    compare, day = question.value("compare"), question.value("as_of")
    query = Query(
        metrics=_listed(question.values("metric")),
        by=_listed(question.values("by")),
        period=_period(question),
        filters=typed_filters(question.values("where"), "where"),
        compare=_read(Compare, compare, "compare") if compare else None,
        as_of=_read(date.fromisoformat, day, "as_of") if day else None,
        order_by=question.value("order") or None,
        limit=_number(question, "limit"),
    )
    result = company.figures.run(query, viewer, version=_number(question, "version"))
    if question.value("format") == "csv":
        header = result_columns(result.query)
        return ScriptAnswer(_csv(header, exact_rows(result)), "text/csv")
    finality = company.figures.finality.of(result.period, result.version)
    return ScriptAnswer(dumps(result_json(result, finality, _locale(question))))


def _ask(company: Company, question: ScriptQuestion, viewer: Viewer) -> Ask:
    version = _number(question, "version")
    snapshot = company.store.current() if version is None else company.store.snapshot(version)
    period = _period(question) or Period.month_of(snapshot.as_of)
    choices = dict(typed_pairs(question.values("set"), "set"))
    return Ask(
        viewer,
        snapshot.version,
        period,
        tuple(sorted(typed_filters(question.values("where"), "where"))),
        choices,
        _locale(question),
    )


def _period(question: ScriptQuestion) -> Period | None:
    text = question.value("period")
    return _read(Period.parse, text, "period") if text else None


def _number(question: ScriptQuestion, name: str) -> int | None:
    text = question.value(name)
    return _read(int, text, name) if text else None


def _locale(question: ScriptQuestion) -> Locale:
    asked = question.value("lang")
    return asked if asked in locales() else DEFAULT_LOCALE


def _read(read: Callable[[str], _T], text: str, name: str) -> _T:
    try:
        return read(text)
    except ValueError:
        raise UsageError(Text("api.parameter_form", {"name": name, "text": text})) from None


def _listed(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.strip() for text in texts for name in text.split(",") if name.strip())


def _csv(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return written.getvalue()
