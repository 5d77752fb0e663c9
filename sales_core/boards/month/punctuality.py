"""The record of who brought which data of which month by its day."""

from __future__ import annotations

from dataclasses import replace

from sales_core.analysis.data.submissions import Punctuality, Submission, submissions
from sales_core.boards.blocks import Column, Table
from sales_core.boards.context import BoardContext
from sales_core.boards.month.facts import closing, months
from sales_core.kernel import clock
from sales_core.kernel.terms import Period
from sales_core.kernel.tone import Tone
from sales_core.kernel.units import Unit

#: So many months back it is counted.
_MONTHS = 12
_TONES = {Punctuality.ON_TIME: Tone.GOOD, Punctuality.LATE: Tone.BAD, Punctuality.OVERDUE: Tone.BAD}


def punctuality_table(context: BoardContext) -> Table | None:
    """Each dataset that somebody was to bring, the newest month first; nothing where nobody was named with a day, or
    for who sees a part of the company: what others load is not all of his.
    """
    found = _found(context)
    if not found:
        return None
    over = [one for one in found if one.punctuality is not Punctuality.NOT_DUE]
    on_time = sum(one.punctuality is Punctuality.ON_TIME for one in over)
    columns = (
        Column("month", context.t("month.month"), value=lambda one: context.span(Period.parse(one.month))),
        Column("dataset", context.t("month.dataset"), value=lambda one: _dataset(context, one)),
        Column("owner", context.t("month.owner")),
        Column("due", context.t("month.due")),
        Column("came", context.t("month.came")),
        Column("by", context.t("month.who")),
        Column("state", context.t("month.state"), value=lambda one: context.t(f"month.punctuality.{one.punctuality}")),
        Column("days_late", context.t("month.days_late"), Unit.COUNT, lambda one: one.days_late or None),
    )
    title = context.t("month.punctual", on_time=on_time, count=len(over), months=_MONTHS)
    table = Table.of(title, columns, found, key=lambda one: f"{one.month} {one.dataset or 'month'}", file="punctuality")
    return replace(table, tones=tuple(_TONES.get(one.punctuality, Tone.NEUTRAL) for one in found))


def _found(context: BoardContext) -> tuple[Submission, ...]:
    if context.viewer.scope.allowed:
        return ()
    known = closing(context)
    uploads = context.company.appdb.history.uploads(active_only=True)
    return submissions(months(context)[:_MONTHS], known.owners, uploads, known.closes(), clock.today())


def _dataset(context: BoardContext, one: Submission) -> str:
    return context.say(context.catalogue.dataset(one.dataset).label) if one.dataset else context.t("month.assign_month")
