"""What customers promised to pay, in words."""

from __future__ import annotations

from sales_core.analysis.receivables.promises import PromiseStanding
from sales_core.boards.context import BoardContext

_SIGNS = {"open": "○", "kept": "✓", "broken": "▼"}


def standings(context: BoardContext) -> tuple[PromiseStanding, ...]:
    """The newest promise per customer and document that the viewer may see, as known on the board's day."""
    found: tuple[PromiseStanding, ...] = context.company.promises.list(context.viewer, context.version, context.day)
    return found


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


def kept(context: BoardContext) -> str:
    """How many promises were kept so far; empty before the first one is due."""
    done, over = context.company.promises.kept(context.viewer, context.version, context.day)
    return context.t("promise.kept_of", kept=done, all=over) if over else ""
