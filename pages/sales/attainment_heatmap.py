"""Who hits month after month: a heat table of achievement, people or branches by month."""

from __future__ import annotations

from datetime import date

import streamlit as st

from pages.kit import chart
from pages.kit.amounts import ZERO, amount, plain
from pages.kit.chart_style import look
from pages.kit.context import PageContext
from pages.kit.drill import open_number, picked
from pages.kit.spans import month_name, months_back
from pages.sales.gap_treemap import level_below
from sales_core.charts.forms.heat import Cell, heat
from sales_core.kernel.query import Result, Value
from sales_core.kernel.terms import Period

_MONTHS = 12
_MOST = 30


def section(page: PageContext) -> None:
    """Twelve months of achievement; the running month is judged by its pace."""
    levels = ("rep", "branch", "region")
    below = level_below(page)
    level = st.segmented_control(
        page.t("month_heat.level"),
        levels,
        default="rep" if below == "rep" else "branch",
        format_func=lambda name: page.t(f"cascade.level_{name}"),
        key="month_heat_level",
        label_visibility="collapsed",
        required=True,
    )
    level = level or "branch"
    span = months_back(page, _MONTHS)
    result = page.run(page.query("achievement", "pace", "net_sales", "target", by=(level, "month"), period=span))
    rows = _rows(page, result, level)
    months = [month.start for month in span.months()]
    running = months[-1].isoformat() if result.partial else None
    points = chart.frame(
        page, _message(page, result, level, rows, running),
        heat(rows, [(m.isoformat(), month_name(m, page.locale, short=True)) for m in months],
             [_cell(page, row, level, running) for row in result], look(page), partial=running),
        key="month_heat", note=page.t("month_heat.note", most=_MOST), result=result, pick=True,
    )  # fmt: skip
    cell = picked(points)
    keys, period = None, None
    if cell:
        keys, period = {level: str(cell[0])}, Period.month_of(date.fromisoformat(str(cell[1])))
    open_number(page, result.query, "achievement", keys, key="month_heat", period=period)


def _rows(page: PageContext, result: Result, level: str) -> list[tuple[str, str]]:
    """The nodes with the largest targets, by name of code."""
    weight = dict.fromkeys((str(row[level]) for row in result), ZERO)
    for row in result:
        weight[str(row[level])] += amount(row, "target")
    largest = sorted((code for code in weight if code and weight[code] > 0), key=lambda code: -weight[code])[:_MOST]
    return [(code, page.label(level, code)) for code in largest]


def _value(row: dict[str, Value], running: str | None) -> float | None:
    return plain(row, "pace" if _month(row) == running else "achievement")


def _month(row: dict[str, Value]) -> str:
    month = row["month"]
    return month.isoformat() if isinstance(month, date) else str(month)


def _cell(page: PageContext, row: dict[str, Value], level: str, running: str | None) -> Cell:
    detail = (
        f"{page.metric_name('net_sales')} {page.compact('net_sales', row.get('net_sales'))}<br>"
        f"{page.metric_name('target')} {page.compact('target', row.get('target'))}"
    )
    return Cell(str(row[level]), _month(row), _value(row, running), detail)


def _message(page: PageContext, result: Result, level: str, rows: list[tuple[str, str]], running: str | None) -> str:
    """Who missed most months of those that are over."""
    names = dict(rows)
    missed = dict.fromkeys(names, 0)
    for row in result:
        value = plain(row, "achievement")
        if str(row[level]) in missed and _month(row) != running and value is not None and value < 1:
            missed[str(row[level])] += 1
    worst = max(missed, key=lambda code: missed[code], default=None)
    if worst is None:
        return page.t("month_heat.no_targets")
    if missed[worst] == 0:
        return page.t("month_heat.all_hit")
    return page.t("month_heat.missed", who=names[worst], months=missed[worst])
