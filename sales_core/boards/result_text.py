"""An answer of the query layer as columns, JSON and exact texts: what the command line prints and scripts are sent."""

from __future__ import annotations

from collections.abc import Iterator

from sales_core.format import MASK, exact_value, json_value
from sales_core.i18n import Locale
from sales_core.kernel.finality import Finality
from sales_core.kernel.query import Query, Result

_SIDES = ("", "__before")


def result_columns(query: Query) -> tuple[str, ...]:
    """Dimensions, then each metric, with its `__before` beside it when a comparison was asked."""
    metrics = [m for name in query.metrics for m in ([name, f"{name}__before"] if query.compare else [name])]
    return (*query.by, *metrics)


def finality_json(found: Finality, locale: Locale) -> dict[str, object]:
    """Whether figures can still change, as scripts know it."""
    return {
        "state": found.state, "months": found.months, "closed": list(found.closed), "by": found.by, "at": found.at,
        "text": found.text.in_(locale),
    }  # fmt: skip


def result_json(result: Result, finality: Finality, locale: Locale) -> dict[str, object]:
    """The stable form of a Result; docs/cli.md describes it."""
    header = result_columns(result.query)
    return {
        "version": result.version,
        "as_of": result.as_of,
        "period": result.period,
        "compared": result.compared,
        "partial": result.partial,
        "finality": finality_json(finality, locale),
        "currency": result.currency,
        "coverage": [
            {"metric": one.metric, "period": one.period, "last_row": one.last_row, "partial": one.partial}
            for one in result.coverage
        ],
        "masked": list(result.masked),
        "notes": [note.in_(locale) for note in result.notes],
        "by": list(result.query.by),
        "metrics": list(result.query.metrics),
        "rows": [{name: json_value(row[name], name) for name in header} for row in result.rows],
    }


def masked_columns(result: Result) -> frozenset[str]:
    """The columns whose values the viewer may not see."""
    return frozenset(name + side for name in result.masked for side in _SIDES)


def exact_rows(result: Result) -> Iterator[list[str]]:
    """The rows as texts without rounding, in the order of `result_columns`; a sign where a value is masked."""
    header, masked = result_columns(result.query), masked_columns(result)
    for row in result.rows:
        yield [MASK if name in masked else exact_value(row[name], name) for name in header]
