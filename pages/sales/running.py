"""The running total of the period against the pace curve, with the fan of where it lands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pages.shell import chart
from pages.shell.context import PageContext
from pages.views.amounts import ZERO, amount, plain
from pages.views.look import look
from pages.views.pace_line import due_by_day, running_total
from sales_core.charts.cumulative import Fan, Point, cumulative
from sales_core.metrics.query import Result


def section(page: PageContext, standing: Result, *, height: int = 300) -> None:
    """`standing` is the one-row Result of the verdict's metrics and landing."""
    daily = page.ask("net_sales", by=("date",))
    actual = running_total(_by_day(daily, "date"), daily.period)
    figure = cumulative(
        actual,
        _due(page),
        look(page),
        landing=_fan(standing),
        last_year=_last_year(page),
        height=height,
    )
    chart.frame(
        page, _message(page, standing), figure, key="running", note=page.t("running.note"), result=daily
    )


def _by_day(result: Result, key: str, metric: str = "net_sales") -> dict[date, Decimal]:
    return {day: amount(row, metric) for row in result if isinstance(day := row[key], date)}


def _due(page: PageContext) -> list[Point]:
    targets = _by_day(page.ask("target", by=("month",)), "month", "target")
    if not any(targets.values()):
        return []
    pacer = page.workspace.figures.pacer(page.version)
    return due_by_day(targets, page.period, pacer.share)


def _last_year(page: PageContext) -> list[Point]:
    earlier = page.period.years_earlier()
    daily = _by_day(page.run(page.query("net_sales", by=("date",), period=earlier)), "date")
    return running_total(daily, earlier, years_later=1) if any(daily.values()) else []


def _fan(standing: Result) -> Fan | None:
    row = standing.one()
    if not standing.partial or row.get("landing") is None:
        return None
    return Fan(*(plain(row, name) for name in ("landing_low", "landing", "landing_high")))


def _message(page: PageContext, standing: Result) -> str:
    row = standing.one()
    gap = amount(row, "gap_to_pace")
    if amount(row, "target") <= ZERO or row.get("gap_to_pace") is None:
        return page.t("running.no_target")
    key = "running.on" if gap == 0 else "running.above" if gap > 0 else "running.below"
    return page.t(key, amount=page.compact("gap_to_pace", abs(gap)))
