"""What customers promised to pay, in words."""

from __future__ import annotations

from typing import cast

from sales_core.analysis.receivables.promises import PromiseStanding, kept_promises
from sales_core.boards.context import BoardContext

RECORD = "promise_to_pay"
_SIGNS = {"open": "○", "kept": "✓", "broken": "▼"}


def standings(context: BoardContext) -> tuple[PromiseStanding, ...]:
    """The newest promise per customer and document that the viewer may see, as known on the board's day."""
    found = context.company.records.list(RECORD, context.viewer, context.version, context.day)
    return cast("tuple[PromiseStanding, ...]", found.standings)


def by_customer(context: BoardContext) -> dict[str, PromiseStanding]:
    """The newest promise of each customer."""
    found: dict[str, PromiseStanding] = {}
    for one in standings(context):
        found.setdefault(one.promise.customer, one)
    return found


def text(context: BoardContext, one: PromiseStanding | None) -> str:
    """Sign, day, amount and what became of it; empty without a promise."""
    if one is None:
        return ""
    return context.t(
        f"promise.{one.state.value}",
        sign=_SIGNS[one.state.value],
        day=context.date(one.promise.day),
        amount=context.short("collections", one.promise.amount),
        received=context.short("collections", one.received),
    )


def line(context: BoardContext, one: PromiseStanding) -> str:
    """What `text` says, then document, note and author."""
    noted = one.promise
    by = context.t("record.line_by", who=noted.by)
    return " · ".join(part for part in (text(context, one), noted.document, noted.note, by) if part)


def kept(context: BoardContext) -> str:
    """How many promises were kept so far; empty before the first one is due."""
    done, over = kept_promises(standings(context))
    return context.t("promise.kept_of", kept=done, all=over) if over else ""
