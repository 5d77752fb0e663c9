"""Which month the board is about, and what is known of its closing."""

from __future__ import annotations

from sales_core.appdb.records import MonthOwner
from sales_core.boards.blocks import Headline
from sales_core.boards.context import BoardContext
from sales_core.boards.month.checks import month_checks
from sales_core.boards.month.facts import month_close, month_of, owners
from sales_core.kernel import clock


def headline(context: BoardContext) -> Headline:
    """Closed by whom and why, or how many checks speak against closing; below, who closes it until when."""
    span, close = context.span(month_of(context)), month_close(context)
    if close is not None:
        day = f"{close.closed.astimezone():%Y-%m-%d}"
        said = context.t("month.headline_closed", month=span, who=close.by, day=day)
        return Headline(said, context.t("month.because", reason=close.reason) if close.reason else "")
    count = len(month_checks(context))
    key = "month.headline_checks" if count else "month.headline_ready"
    return Headline(context.t(key, month=span, count=count), _owner(context, owners(context).get("")))


def _owner(context: BoardContext, named: MonthOwner | None) -> str:
    if named is None:
        return context.t("month.no_owner")
    parts = [context.t("month.owner_is", who=named.owner)] if named.owner else []
    if named.due is not None:
        late = (clock.today() - named.due).days
        key = "month.due_late" if late > 0 else "month.due_on"
        parts.append(context.t(key, day=context.date(named.due), days=late))
    return " · ".join(parts)
