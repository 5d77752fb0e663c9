"""The running total of the period against the pace curve, with the fan of where it lands."""

from __future__ import annotations

from datetime import date

from pages.kit import chart
from pages.kit.amounts import ZERO, amount, plain
from pages.kit.analysed import figured
from pages.kit.chart_style import look
from pages.kit.context import PageContext
from pages.kit.running_total import running_total
from sales_core.analysis.sales.pace import pace_line
from sales_core.charts.forms.cumulative import Fan, Point, cumulative
from sales_core.kernel.query import Result


def section(page: PageContext, standing: Result, *, height: int = 300, foot: bool = True) -> None:
    """`standing` is the one-row Result of the verdict's metrics and landing; `foot` adds as-of line and download."""
    line = figured(page, pace_line)
    figure = cumulative(
        [Point(point.day, point.actual) for point in line.points if point.actual is not None],
        [Point(point.day, point.due) for point in line.points if point.due is not None],
        look(page),
        landing=_fan(standing),
        last_year=_last_year(page),
        height=height,
    )
    daily = page.ask("net_sales", by=("date",))
    note = page.t("running.note")
    if line.months_learned and foot:
        note += page.t("running.learned", months=line.months_learned)
    chart.frame(page, _message(page, standing), figure, key="running", note=note, result=daily if foot else None)


def _last_year(page: PageContext) -> list[Point]:
    earlier = page.period.years_earlier()
    found = page.run(page.query("net_sales", by=("date",), period=earlier))
    daily = {day: amount(row, "net_sales") for row in found if isinstance(day := row["date"], date)}
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
