"""How fast money comes in: days sales outstanding in three ways, and collections month by month."""

from __future__ import annotations

from datetime import date

import streamlit as st

from pages.kit import chart, downloads
from pages.kit.amounts import ZERO, amount, plain, share
from pages.kit.chart_style import look
from pages.kit.context import PageContext
from pages.kit.spans import closes, month_name, months_back
from pages.money import promise
from sales_core.analysis.receivables.cash import ExpectedCash
from sales_core.charts.forms.columns import Column, columns
from sales_core.charts.forms.trend import Series, trend
from sales_core.charts.labels import Unit
from sales_core.format.numbers import signed
from sales_core.kernel.query import Result
from sales_core.reports import workbook

WAYS = ("dso_countback", "dso_simple", "dso_best_possible")
_MONTHS = 13
_WEEKS = 8


def section(page: PageContext) -> None:
    """Thirteen months of the three ways; the count-back one is the one the sentence speaks of."""
    result = page.run(page.query(*WAYS, by=("month",), period=months_back(page, _MONTHS), order_by="month"))
    series = [
        Series(way, page.t(f"ar.{way}"), tuple(plain(row, way) for row in result), strong=way == WAYS[0])
        for way in WAYS
    ]
    names = [month_name(row["month"], page.locale) for row in result]  # type: ignore[arg-type]
    figure = trend(names, series, look(page), unit=Unit.DAYS, height=300, partial=result.partial)
    chart.frame(
        page, _message(page, result), figure,
        key="dso", note=page.t("ar.dso_note"), result=result,
    )  # fmt: skip


def _message(page: PageContext, result: Result) -> str:
    known = [value for row in result if (value := plain(row, WAYS[0])) is not None]
    if not known:
        return page.t("ar.dso")
    said = {"days": page.compact(WAYS[0], known[-1])}
    if len(known) < 4:
        return page.t("ar.dso_now", **said)
    step = signed(known[-1] - known[-4], "days", page.locale)
    return page.t("ar.dso_moved", step=step, **said)


def cash_section(page: PageContext) -> None:
    """Collections by month beside what was invoiced."""
    result = page.run(
        page.query(
            "collections",
            "invoiced",
            "cei",
            by=("month",),
            period=months_back(page, _MONTHS),
            order_by="month",
        )
    )
    bars = [
        Column(
            str(row["month"]),
            month_name(row["month"], page.locale),  # type: ignore[arg-type]
            plain(row, "collections"),
            line=plain(row, "invoiced"),
            partial=result.partial and row is result.rows[-1],
        )
        for row in result
    ]
    left, right = st.columns((3, 2), gap="medium")
    with left:
        chart.frame(
            page, _collected(page, result), columns(bars, look(page), line_name=page.metric_name("invoiced")),
            key="collections", note=page.t("ar.collections_note"), result=result,
        )  # fmt: skip
    with right:
        expected(page)


def _collected(page: PageContext, result: Result) -> str:
    """What the last whole month brought in against what it invoiced."""
    over = result.rows[:-1] if result.partial else result.rows
    row = over[-1] if over else {}
    part = share(amount(row, "collections"), amount(row, "invoiced"))
    month = row.get("month")
    if part is None or not isinstance(month, date):
        return page.t("ar.collections")
    return page.t(
        "ar.collected",
        month=month_name(month, page.locale),
        cash=page.compact("collections", row.get("collections")),
        share=page.compact("cei", part),
    )


def expected(page: PageContext) -> None:
    """Open documents by the week in which each customer usually pays."""
    weeks = promise.expected(page)
    dated = [week for week in weeks if week.week is not None]
    undated = sum((week.amount for week in weeks if week.week is None), ZERO)
    bars = [Column(str(week.week), _week_name(week), week.amount) for week in dated[:_WEEKS]]
    next_four = sum((week.amount for week in dated[:4]), ZERO)
    said = page.t("ar.expected_message", amount=page.compact("collections", next_four))
    note = page.t("ar.expected_note", undated=page.compact("collections", undated))
    chart.frame(page, said, columns(bars, look(page)), key="expected", note=note)
    rows = [{"week": w.week, "amount": w.amount, "overdue": w.overdue, "items": w.items} for w in weeks]
    written = [
        workbook.Column("week", page.t("ar.week")),
        workbook.Column("amount", page.t("ar.amount"), "money"),
        workbook.Column("overdue", page.t("ar.of_it_late"), "money"),
        workbook.Column("items", page.t("ar.documents_open"), "count"),
    ]
    downloads.table_links(page, rows, written, f"expected_cash_{closes(page)}", key="expected_cash")


def _week_name(week: ExpectedCash) -> str:
    return f"{week.week.month}/{week.week.day}" if week.week else ""
