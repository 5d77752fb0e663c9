"""What speaks against closing a month, each with the page where it is mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sales_core.analysis.data.health import lapsed, unassigned_sales
from sales_core.analysis.data.month_state import DatasetMonth, MonthDataState
from sales_core.boards.blocks import Column, Table
from sales_core.boards.context import BoardContext
from sales_core.boards.month.facts import datasets, month_close, month_of, owners
from sales_core.format import as_decimal
from sales_core.kernel import clock
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit
from sales_core.loading.visibility import may_open

#: A sum below half or above twice that of the month before and of the year before is looked at again.
_LEAST, _MOST = Decimal("0.5"), Decimal(2)
_NAMED = 3


@dataclass(frozen=True, slots=True)
class MonthCheck:
    """One thing that speaks against closing, in words, and the id of the page where it is seen to."""

    id: str
    text: str
    page: str


def month_checks(context: BoardContext) -> tuple[MonthCheck, ...]:
    """What speaks against closing the month, the weightiest first."""
    found = datasets(context)
    return (
        *_running(context),
        *_absent(context, found),
        *_swings(context, found),
        *_sales(context),
        *_drafts(context),
        *_late(context, found),
    )


def checks(context: BoardContext) -> Table | None:
    """The checks as rows; nothing where none speaks against closing."""
    found = month_checks(context)
    columns = (
        Column("text", context.t("month.check"), width="large"),
        Column("page", context.t("month.where"), value=lambda one: context.t(f"page.{one.page}")),
    )
    title = context.t("month.checks_closed" if month_close(context) else "month.checks", count=len(found))
    return Table.of(title, columns, found, key="id", file="month_checks") if found else None


def _running(context: BoardContext) -> Iterator[MonthCheck]:
    month = month_of(context)
    if clock.today() <= month.end:
        yield MonthCheck("running", context.t("month.check_running", day=context.date(month.end)), "upload")


def _absent(context: BoardContext, found: tuple[DatasetMonth, ...]) -> Iterator[MonthCheck]:
    """Datasets that did not come, and those that end before the month does, together by the day that they reach."""

    def names(*which: DatasetMonth) -> tuple[str, ...]:
        return tuple(context.say(one.dataset.label) for one in which)

    if missing := names(*(one for one in found if one.state is MonthDataState.MISSING)):
        yield MonthCheck("missing", context.t("month.check_missing", datasets=missing), "upload")
    short = [one for one in found if one.state is MonthDataState.INCOMPLETE and one.reach is not None]
    for day in sorted({one.reach for one in short if one.reach is not None}):
        facts = {"datasets": names(*(one for one in short if one.reach == day)), "day": context.date(day)}
        yield MonthCheck(f"until_{day}", context.t("month.check_incomplete", **facts), "upload")


def _swings(context: BoardContext, found: tuple[DatasetMonth, ...]) -> Iterator[MonthCheck]:
    """Sums far from those before; of a month that still runs nothing is said."""
    for one in found:
        now = as_decimal(one.value)
        known = [past for past in map(as_decimal, (one.before, one.last_year)) if past is not None and past > 0]
        if now is None or not known or one.state is not MonthDataState.LOADED:
            continue
        if all(now < past * _LEAST for past in known) or all(now > past * _MOST for past in known):
            facts = {
                "dataset": context.say(one.dataset.label),
                "metric": context.metric_name(one.metric),
                "now": context.short(one.metric, now),
                "before": context.short(one.metric, known[0]),
            }
            yield MonthCheck(f"swing_{one.dataset.id}", context.t("month.check_swing", **facts), "explore")


def _sales(context: BoardContext) -> Iterator[MonthCheck]:
    """Sales that nobody owns, and branches that sold the month before and not in this one."""
    if not (context.may(Right.VIEW_SALES) and context.may(Right.VIEW_AMOUNTS)):
        return
    day, figures = month_of(context).end, context.company.figures
    for dimension, amount in unassigned_sales(figures, context.viewer, context.version, day):
        written = context.write(amount, Unit.MONEY)
        said = context.t("month.check_unassigned", dimension=context.dimension_name(dimension), amount=written)
        yield MonthCheck(f"unassigned_{dimension}", said, "health")
    if clock.today() > day and (gone := lapsed(figures, context.viewer, context.version, day, "branch")):
        names = tuple(context.label("branch", code) for code, _ in gone[:_NAMED])
        said = context.t("month.check_branches", count=len(gone), names=names)
        yield MonthCheck("branches", said, "health")


def _drafts(context: BoardContext) -> Iterator[MonthCheck]:
    """Uploads that were looked at and neither loaded nor discarded."""
    history = context.company.appdb.history
    now, viewer = history.current_version(), context.viewer
    waiting = [one for one in history.open_plans() if one["base"] == now and may_open(viewer, one["by"])]
    if waiting:
        names = tuple(one["label"] for one in waiting[:_NAMED])
        yield MonthCheck("drafts", context.t("month.check_drafts", count=len(waiting), names=names), "upload")


def _late(context: BoardContext, found: tuple[DatasetMonth, ...]) -> Iterator[MonthCheck]:
    """Whoever said that a dataset comes, and did not bring it by the day."""
    there = {one.dataset.id for one in found if one.state is MonthDataState.LOADED}
    for name, named in owners(context).items():
        if name and name not in there and named.due is not None and named.due < clock.today():
            label = context.say(context.catalogue.dataset(name).label)
            said = context.t("month.check_late", dataset=label, who=named.owner, day=context.date(named.due))
            yield MonthCheck(f"late_{name}", said, "upload")
