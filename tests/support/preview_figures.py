"""Whether a load preview has shown what pages show after the load."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from sales_core.api.workspace import Workspace
from sales_core.kernel.query import Filter, Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.loading.measures import measures_of
from sales_core.loading.plan import Plan
from sales_core.semantic.coverage import is_level

#: Measure, split, group and the figure after the load.
Shown = tuple[str, str, str, Decimal | None]
_CENT = Decimal("0.01")


def after_load(plan: Plan) -> list[Shown]:
    """What a plan has shown of the figures after it."""
    return [(one.measure, one.by, one.group, one.after) for one in plan.headlines]


def not_as_pages(workspace: Workspace, shown: Iterable[Shown]) -> tuple[int, list[str]]:
    """How many figures of metrics were shown, and those that the pages' own questions now answer otherwise."""
    catalogue = workspace.figures.catalogue
    metrics = {one.id: one.metric for dataset in catalogue.datasets.values() for one in measures_of(dataset)}
    count, wrong = 0, []
    for measure, by, group, figure in shown:
        if name := metrics[measure]:
            count += 1
            query = _question(workspace, name, by, group)
            value = workspace.figures.run(query, LOCAL_ADMIN).one().get(name)
            if _cents(value) != _cents(figure):
                wrong.append(f"{measure} {by} {group}: preview {figure}, page {value}")
    return count, wrong


def assert_preview_is_pages(workspace: Workspace, plan: Plan) -> None:
    """Fails when a figure of a committed plan's preview is not what a page shows now, to the cent."""
    _, wrong = not_as_pages(workspace, after_load(plan))
    assert not wrong


def _question(workspace: Workspace, metric: str, by: str, group: str) -> Query:
    """The question of a page for one figure: a month chosen in the bar, a branch chosen as its filter."""
    if by == "month":
        return Query((metric,), period=Period.month(int(group[:4]), int(group[5:])))
    period = None
    fact = workspace.catalogue.metric(metric).fact
    if fact is not None and fact.whole_months and not is_level(workspace.catalogue.metric(metric)):
        period = Period.month(2000, 1)
        period = Period(period.start, Period.month(2100, 12).end)
    return Query((metric,), period=period, filters=(Filter("branch", (group,)),) if by == "branch" else ())


def _cents(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(_CENT, ROUND_HALF_UP)
