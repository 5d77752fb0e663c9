"""Measures side by side: sales, quantity, collections, gross profit, each as a share of its own target."""

from __future__ import annotations

from decimal import Decimal

from pages.kit import chart
from pages.kit.amounts import Row, amount, share
from pages.kit.applicable_filters import narrowed
from pages.kit.chart_style import look
from pages.kit.context import PageContext
from pages.kit.drill import open_number, picked
from sales_core.charts.forms.bullet import Bar, bullet
from sales_core.charts.labels import Unit
from sales_core.format import numbers
from sales_core.kernel.query import Query
from sales_core.kernel.terms import Right

#: Actual, its target, the right it takes.
PAIRS: tuple[tuple[str, str, Right], ...] = (
    ("net_sales", "target", Right.VIEW_SALES),
    ("quantity", "target_quantity", Right.VIEW_SALES),
    ("gross_profit", "target_gross_profit", Right.VIEW_SALES),
    ("collections", "target_collections", Right.VIEW_RECEIVABLES),
)


def section(page: PageContext) -> None:
    """One bar per measure that has a target; the rest is named below."""
    due = _due_share(page)
    bars, questions, without, sold = [], {}, [], []
    for actual, target, right in PAIRS:
        if not page.may(right):
            continue
        query, row = _asked(page, actual, target)
        done = share(amount(row, actual), amount(row, target))
        if done is None:
            without.append(page.metric_name(actual))
            continue
        questions[actual] = query
        bars.append(Bar(actual, page.metric_name(actual), done, 1.0, due))
        sold.append(page.compact(actual, row.get(actual)))
    note = " · ".join(f"{bar.name} {said}" for bar, said in zip(bars, sold, strict=True))
    note = f"{page.t('measures.note')} {note}"
    if without:
        note += " " + page.t("measures.without", names=tuple(without))
    points = chart.frame(
        page,
        _message(page, bars, due),
        bullet(bars, look(page), unit=Unit.SHARE),
        key="measures",
        note=note,
        pick=True,
    )
    metric = picked(points)
    if metric in questions:
        open_number(page, questions[metric], metric, {}, key="measures")
    else:
        open_number(page, page.query("net_sales"), "net_sales", None, key="measures")


def _asked(page: PageContext, actual: str, target: str) -> tuple[Query, Row]:
    own, _ = narrowed(page, actual, target)
    result = own.ask(actual, target)
    return result.query, result.one()


def _due_share(page: PageContext) -> float | None:
    row = page.ask("expected_to_date", "target").one()
    return share(amount(row, "expected_to_date"), amount(row, "target"))


def _message(page: PageContext, bars: list[Bar], due: float | None) -> str:
    """Which measure trails the others."""
    known = [(float(bar.actual), bar) for bar in bars if bar.actual is not None]
    if not known:
        return page.t("measures.none")
    worst, bar = min(known, key=lambda pair: pair[0])
    said = {
        "name": page.metric_name(bar.key),
        "share": numbers.compact(Decimal(str(worst)), "percent", page.locale),
    }
    if due is None or worst >= due:
        return page.t("measures.all_on", **said)
    return page.t("measures.trails", **said, due=numbers.compact(Decimal(str(due)), "percent", page.locale))
