"""`query` and `explain`: the same figures as on the pages."""

from __future__ import annotations

import csv
import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from sales_core.cli.arguments import pairs
from sales_core.cli.console import complain, locale, table, word
from sales_core.cli.json_text import dumps
from sales_core.cli.main import viewer, workspace
from sales_core.format import exact_value, full, json_value
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text

if TYPE_CHECKING:
    from sales_core.kernel.query import Query, Result


def query(arguments: Namespace) -> int:
    """Prints one row a group: dimensions first, metrics after, under a header of ids."""
    opened = workspace()
    result = opened.figures.run(asked(arguments), viewer(opened, arguments.viewer), version=arguments.version)
    header = columns(result.query)
    if arguments.format == "json":
        print(dumps(as_json(result)))
    elif arguments.format == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([exact_value(row[name], name) for name in header] for row in result.rows)
    else:
        right = frozenset(range(len(result.query.by), len(header)))
        print(table(header, _written(result, header), right))
        if result.partial:
            complain(word("cli.query.partial", as_of=result.as_of, period=result.period))
    return 0


def _written(result: Result, header: Sequence[str]) -> list[list[str]]:
    """The rows for people: figures in full, dimensions as stored."""
    from sales_core.catalogue.catalogue import product

    units = {
        f"{name}{suffix}": product().metric(name).unit for name in result.query.metrics for suffix in ("", "__before")
    }
    return [
        [
            full(row[name], units[name], locale(), result.currency) if name in units else exact_value(row[name], name)
            for name in header
        ]
        for row in result.rows
    ]


def asked(arguments: Namespace) -> Query:
    """The Query that the flags describe. Raises UsageError for a date that is none."""
    from sales_core.kernel.query import Compare, Filter, Query

    filters: dict[str, list[str]] = {}
    for dimension, value in pairs(arguments.where, "--where"):
        filters.setdefault(dimension, []).append(value)
    return Query(
        metrics=tuple(name.strip() for part in arguments.metrics for name in part.split(",") if name.strip()),
        by=tuple(name.strip() for name in arguments.by.split(",") if name.strip()),
        period=arguments.period,
        filters=tuple(Filter(dimension, tuple(values)) for dimension, values in filters.items()),
        compare=Compare(arguments.compare) if arguments.compare else None,
        as_of=_day(arguments.as_of),
        order_by=getattr(arguments, "order", None),
        limit=getattr(arguments, "limit", None),
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(Text("error.date_format", {"text": text})) from None


def columns(query: Query) -> tuple[str, ...]:
    """Dimensions, then each metric, with its `__before` beside it when a comparison was asked."""
    metrics = [m for name in query.metrics for m in ([name, f"{name}__before"] if query.compare else [name])]
    return (*query.by, *metrics)


def as_json(result: Result) -> dict[str, object]:
    """The stable form of a Result; docs/cli.md describes it."""
    header = columns(result.query)
    return {
        "version": result.version,
        "as_of": result.as_of,
        "period": result.period,
        "compared": result.compared,
        "partial": result.partial,
        "currency": result.currency,
        "by": list(result.query.by),
        "metrics": list(result.query.metrics),
        "rows": [{name: json_value(row[name], name) for name in header} for row in result.rows],
    }
