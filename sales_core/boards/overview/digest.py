"""What changed since the viewer last looked: the main figure by the version he saw, cases, mentions of him."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sales_core.boards.activity.entries import activities, mentions_viewer
from sales_core.boards.alerts.case import alert_cases
from sales_core.boards.blocks import Clause, Narrative, Sentence
from sales_core.boards.context import BoardContext
from sales_core.kernel import clock
from sales_core.kernel.errors import SalesError
from sales_core.kernel.terms import Right

_METRIC = "net_sales"


def digest(context: BoardContext) -> Narrative | None:
    """A line or two; None when nothing changed, for who looks for the first time, and on data of before.

    What is seen today changes nothing of it: it is about the last day before today (UTC) on which he looked.
    """
    if not context.is_latest or not context.may(Right.VIEW_AMOUNTS):
        return None
    today = clock.now().astimezone(UTC).date().isoformat()
    seen = context.company.appdb.looks.newest_before(context.viewer.name, today)
    if seen is None:
        return None
    moment, version = seen
    since = moment.astimezone().date()
    told = (_figure(context, version), _cases(context, since), _mentions(context, moment))
    lines = [line for line in told if line]
    if not lines:
        return None
    said = context.t("digest.since", day=context.date(since), said=context.t("digest.and").join(lines))
    return Narrative((Sentence((Clause(said),)),))


def _figure(context: BoardContext, version: int) -> str:
    """The main figure of the period by the version that was seen and by this one; nothing where they say the same."""
    if version >= context.version:
        return ""
    query = context.query(_METRIC)
    try:
        before = context.company.figures.run(query, context.viewer, version, is_shown=False).one().get(_METRIC)
    except SalesError:  # a version that was tidied away can no longer be compared
        return ""
    now = context.run(query).one().get(_METRIC)
    if before == now:
        return ""
    return context.t(
        "digest.figure", name=context.metric_name(_METRIC), period=context.span(context.period),
        before=context.short(_METRIC, before), now=context.short(_METRIC, now),
    )  # fmt: skip


def _mentions(context: BoardContext, since: datetime) -> str:
    """How often others named the viewer in what they typed after he looked."""
    me = context.viewer.name
    later = [one for one in activities(context) if one.row.changed > since and one.row.changed_by != me]
    named = mentions_viewer(context, later)
    return context.t("digest.mentions", count=context.write_count(len(named))) if named else ""


def _cases(context: BoardContext, since: date) -> str:
    """How many cases that the viewer may see were opened and closed after the day."""
    found = alert_cases(context)
    opened = sum((day := one.day("opened")) is not None and day > since for one in found)
    closed = sum(not one.is_open and (day := one.day("closed")) is not None and day > since for one in found)
    if not opened and not closed:
        return ""
    return context.t("digest.cases", opened=context.write_count(opened), closed=context.write_count(closed))
