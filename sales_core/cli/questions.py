"""The flags of a question about figures, as a Query."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date

from sales_core.api import Compare, Query, Text, UsageError, typed_filters


def query_of(arguments: Namespace) -> Query:
    """What `query` asks. Raises UsageError for a flag that cannot be read."""
    return Query(
        metrics=tuple(name.strip() for part in arguments.metrics for name in part.split(",") if name.strip()),
        by=tuple(name.strip() for name in arguments.by.split(",") if name.strip()),
        period=arguments.period,
        filters=typed_filters(arguments.where, "--where"),
        compare=Compare(arguments.compare) if arguments.compare else None,
        as_of=day_option(arguments.as_of),
        order_by=arguments.order,
        limit=arguments.limit,
    )


def plain_query(arguments: Namespace, metrics: Sequence[str]) -> Query:
    """What `explain` asks: metrics of some rows and days, not split."""
    return Query(
        metrics=tuple(metrics),
        period=arguments.period,
        filters=typed_filters(arguments.where, "--where"),
        as_of=day_option(arguments.as_of),
    )


def day_option(text: str | None) -> date | None:
    """A day as it is typed; None for none. Raises UsageError when it is no day."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(Text("error.date_format", {"text": text})) from None
