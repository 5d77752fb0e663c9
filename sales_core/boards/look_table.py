"""Looks as a table: who saw which figures, when, on which version."""

from __future__ import annotations

from collections.abc import Sequence

from sales_core.boards.blocks import Column, Table
from sales_core.i18n import Locale, has, t
from sales_core.kernel.query import ListQuery
from sales_core.semantic.look_question import LookKind, LookQuestion
from sales_core.semantic.look_search import FoundLook

_KINDS = {LookKind.FIGURES: "looks.figures", LookKind.LIST: "looks.list", LookKind.ROWS: "looks.rows_behind"}
LOOK_COLUMNS = ("at", "who", "shown", "rows", "version", "times", "seen")


def look_table(found: Sequence[FoundLook], locale: Locale) -> Table:
    """One row a look, in the order given; times in UTC to the second."""
    columns = tuple(Column(name, t(f"looks.{name}", locale)) for name in LOOK_COLUMNS)
    rows = (
        {
            "at": f"{one.look.last:%Y-%m-%d %H:%M:%S}",
            "who": one.look.who,
            "shown": _shown(one.question, locale) if one.question else t("looks.unread", locale),
            "rows": _narrowed(one.question) if one.question else "",
            "version": str(one.look.version),
            "times": str(one.look.times),
            "seen": t(f"looks.seen_{one.seen.value}", locale),
        }
        for one in found
    )
    return Table.of("", columns, rows, file="looks")


def _shown(question: LookQuestion, locale: Locale) -> str:
    """What was asked, in words: the list, or the metrics and what they were split by."""
    asked = question.asked
    if isinstance(asked, ListQuery):
        return _word(f"list.{asked.list_id}.label", asked.list_id, locale)
    metrics = (question.metric,) if question.metric else asked.metrics
    named = [_word(f"metric.{name}.label", name, locale) for name in metrics]
    split = [_word(f"dimension.{name}.label", name, locale) for name in asked.by]
    kind = t(_KINDS[question.kind], locale)
    return f"{kind}: {', '.join(named)}" + (f" / {', '.join(split)}" if split else "")


def _narrowed(question: LookQuestion) -> str:
    """Period, filters, scope and masks of a question, as codes."""
    asked = question.asked
    parts = [str(asked.period)] if asked.period else []
    parts += [f"{item.dimension}={','.join(item.values)}" for item in asked.filters]
    parts += [f"[{name}={','.join(values)}]" for name, values in question.scope.allowed]
    parts += [f"[masked={','.join(question.hidden)}]"] if question.hidden else []
    return " · ".join(parts)


def _word(key: str, name: str, locale: Locale) -> str:
    return t(key, locale) if has(key) else name
