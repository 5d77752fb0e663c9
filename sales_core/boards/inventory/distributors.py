"""Distributor stock: is the channel being loaded, and do the reports balance?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from sales_core.analysis.stock.channel_loading import Distributor, Loading
from sales_core.analysis.stock.distributors import distributors
from sales_core.boards.amounts import ZERO
from sales_core.boards.blocks import Chart, Column, Table
from sales_core.boards.columns import metric_column
from sales_core.boards.context import BoardContext
from sales_core.boards.number import Drill
from sales_core.charts.forms.days_of_supply import Cover, days_of_supply
from sales_core.charts.forms.trend import Series, trend
from sales_core.format import formula_number, short_month
from sales_core.kernel.figure import Figure
from sales_core.kernel.units import Unit

_MOST = 16


def on_hand(context: BoardContext) -> Chart | None:
    """Days on hand against the healthy band, the longest first."""
    reports = context.on_day(distributors)
    if not reports:
        return None
    covers = [
        Cover(one.holder, one.holder_name, Figure.of(one.days_on_hand, Unit.DAYS), one.band.min_days, one.band.max_days)
        for one in sorted(reports, key=lambda one: -(one.days_on_hand or 0.0))[:_MOST]
    ]
    return Chart(
        _message(context, reports),
        days_of_supply,
        (covers,),
        note=context.t("stock.on_hand_note"),
        drill=Drill(context.query("distributor_stock_quantity"), "distributor_stock_quantity", ("holder",)),
    )


def _message(context: BoardContext, reports: Sequence[Distributor]) -> str:
    red = [one for one in reports if one.loading is Loading.RED]
    if not red:
        return context.t("stock.none_loaded", count=len(reports))
    index = formula_number(red[0].loading_index or 0.0, Unit.RATIO, context.locale)
    return context.t("stock.loaded", count=len(red), who=red[0].holder_name, index=index)


def loading(context: BoardContext) -> Table:
    """How much each was sold against what he sold on, with the signs of loading."""
    reports = context.on_day(distributors)
    columns = (
        Column("name", context.t("stock.distributor"), value="holder_name", width="medium"),
        Column("light", context.t("stock.light"), value=lambda one: context.t(f"stock.loading_{one.loading.value}")),
        Column("index", context.t("stock.loading_index"), Unit.COUNT, _index, context.t("stock.loading_help")),
        Column("in", context.t("stock.sell_in"), Unit.QUANTITY, "sell_in"),
        Column("out", context.t("stock.sell_out"), Unit.QUANTITY, "sell_out"),
        Column("stock", context.t("stock.on_hand"), Unit.QUANTITY),
        Column("days", context.t("stock.days_on_hand"), Unit.DAYS, "days_on_hand"),
        Column("rush", context.t("stock.rush"), Unit.PERCENT, "last_days_share", context.t("stock.rush_help")),
        Column("later_returns", context.t("stock.later_returns"), Unit.PERCENT),
        metric_column(context, "near_expiry_value", lambda one: one.near_expiry_value or None),
        Column(
            "unbalanced", context.t("stock.unbalanced"), Unit.COUNT, lambda one: one.unbalanced or None,
            context.t("stock.unbalanced_help"),
        ),
    )  # fmt: skip
    none = (context.t("stock.no_distributors"), context.t("stock.no_distributors_do"))
    title, note = ("", "") if reports else none
    return Table.of(title, columns, reports, key="holder", note=note, file="distributors", selects="distributor")


def _index(one: Distributor) -> float | None:
    return None if one.loading_index is None else round(one.loading_index, 2)


def _figures(values: Iterable[Decimal]) -> tuple[Figure, ...]:
    return tuple(Figure.of(value, Unit.QUANTITY) for value in values)


def months(context: BoardContext) -> Chart | None:
    """What the distributor picked was sold and sold on, month by month; the first of the list when none is picked."""
    reports = context.on_day(distributors)
    picked = context.choice("distributor")
    one = next((report for report in reports if picked in {"", report.holder}), None)
    if one is None:
        return None
    names = [short_month(month, context.locale) for month, _, _ in one.months]
    bought = tuple(value for _, value, _ in one.months)
    sold_on = tuple(value for _, _, value in one.months)
    series = [
        Series("in", context.t("stock.sell_in"), _figures(bought), strong=True),
        Series("out", context.t("stock.sell_out"), _figures(sold_on)),
    ]
    surplus = context.short("stock_quantity", sum(bought, ZERO) - sum(sold_on, ZERO))
    return Chart(
        context.t("stock.in_out", who=one.holder_name, surplus=surplus),
        trend,
        (names, series),
        {"unit": Unit.QUANTITY, "height": 220},
        note=context.t("stock.in_out_note"),
    )
