"""Measures side by side: sales, quantity, collections, gross profit, each as a share of its own target."""

from __future__ import annotations

from collections.abc import Mapping

from sales_core.boards.amounts import as_amount, share
from sales_core.boards.blocks import Chart
from sales_core.boards.context import BoardContext
from sales_core.boards.number import METRIC, Drill
from sales_core.catalogue.sensitivity import masked_figure
from sales_core.charts.forms.bullet import Bar, bullet
from sales_core.kernel.figure import Figure
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

#: Actual, its target, the right it takes.
PAIRS: tuple[tuple[str, str, Right], ...] = (
    ("net_sales", "target", Right.VIEW_SALES),
    ("quantity", "target_quantity", Right.VIEW_SALES),
    ("gross_profit", "target_gross_profit", Right.VIEW_SALES),
    ("collections", "target_collections", Right.VIEW_RECEIVABLES),
)


def measures(context: BoardContext) -> Chart:
    """One bar per measure that has a target; the rest is named in the note."""
    due = _due_share(context)
    shares: dict[str, float] = {}
    without, unsold, sold, masked = [], [], [], []
    for actual, target, right in PAIRS:
        if not context.may(right):
            continue
        if context.is_masked(actual):
            masked.append(_masked_bar(context, actual))
            continue
        own, _ = context.narrowed(actual, target)
        row = own.result(actual, target).one()
        done = share(as_amount(row, actual), as_amount(row, target))
        if done is None:
            without.append(context.metric_name(actual))
            continue
        if row.get(actual) is None:
            unsold.append(context.metric_name(actual))
            continue
        shares[actual] = done
        sold.append(f"{context.metric_name(actual)} {context.short(actual, row.get(actual))}")
    note = f"{context.t('measures.note')} {' · '.join(sold)}"
    if without:
        note += " " + context.t("measures.without", names=context.t("shell.comma").join(without))
    if unsold:
        note += " " + context.t("measures.no_actual", names=context.t("shell.comma").join(unsold))
    return Chart(
        _message(context, shares, due) if shares or masked or not unsold else context.t("measures.nothing_yet"),
        bullet,
        ([*(_bar(context, actual, done, due) for actual, done in shares.items()), *masked],),
        {"unit": Unit.PERCENT},
        note=note,
        drill=Drill(context.query("net_sales"), "net_sales", (METRIC,)),
    )


def _bar(context: BoardContext, actual: str, done: float, due: float | None) -> Bar:
    of_target, by_now = Figure.of(done, Unit.PERCENT), Figure.of(due, Unit.PERCENT)
    return Bar(actual, context.metric_name(actual), of_target, Figure.of(1.0, Unit.PERCENT), by_now)


def _masked_bar(context: BoardContext, actual: str) -> Bar:
    """The place of a measure that the viewer may not see."""
    unseen = masked_figure(Unit.PERCENT)
    return Bar(actual, context.metric_name(actual), unseen, Figure.of(1.0, Unit.PERCENT))


def _due_share(context: BoardContext) -> float | None:
    row = context.result("expected_to_date", "target").one()
    if row.get("expected_to_date") is None:
        return None
    return share(as_amount(row, "expected_to_date"), as_amount(row, "target"))


def _message(context: BoardContext, shares: Mapping[str, float], due: float | None) -> str:
    """Which measure trails the others."""
    if not shares:
        return context.t("measures.none")
    metric, worst = min(shares.items(), key=lambda pair: pair[1])
    figures = {"name": context.metric_name(metric), "share": context.write(worst, Unit.PERCENT)}
    if due is None:
        return context.t("measures.lowest", **figures)
    if worst >= due:
        return context.t("measures.all_on", **figures)
    return context.t("measures.trails", **figures, due=context.write(due, Unit.PERCENT))
