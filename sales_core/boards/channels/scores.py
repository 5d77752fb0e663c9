"""Each channel's scorecard beside the year before, the channel to speak about first, and what the mix did."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sales_core.analysis.stock.distributors import LOADING_MONTHS, last_whole_months
from sales_core.boards.allowance import may_ask_metric
from sales_core.boards.amounts import ZERO, Row, as_amount
from sales_core.boards.blocks import CardRow, Chart, Column, Headline, Table
from sales_core.boards.cards import against_a_month_before, metric_card
from sales_core.boards.columns import dimension_column, list_columns, metric_column
from sales_core.boards.context import BoardContext
from sales_core.boards.number import Drill
from sales_core.charts.forms.columns import ChartColumn, columns
from sales_core.format import as_decimal
from sales_core.kernel.query import ListQuery
from sales_core.kernel.units import Unit
from sales_core.semantic.list_result import ListResult

CHANNEL_CARDS = ("net_sales", "gross_profit", "margin", "return_rate")
_LIST, _CHANNEL = "channel_scores", "channel"
_COLUMNS = ("net_sales", "share", "growth", "margin", "rate_effect", "mix_effect", "return_rate", "price_level")
_DSO = "dso_simple"
_HELD, _SOLD_ON = "distributor_stock_quantity", "sell_out"


def _found(context: BoardContext) -> ListResult:
    return context.reader.run_list(ListQuery(_LIST, context.period, context.filters))


def channel_rows(context: BoardContext) -> Sequence[Row]:
    """Every channel that sold in the period or in the year before, the largest first."""
    return _found(context).rows


def empty(context: BoardContext) -> str | None:
    """Nothing was sold in the period or in the year before."""
    return None if channel_rows(context) else ""


def _name(context: BoardContext, row: Row) -> str:
    return context.label(_CHANNEL, row[_CHANNEL]) if row[_CHANNEL] else context.t("channels.none")


def headline(context: BoardContext) -> Headline:
    """The channel that lost most sales in a year; else the one that lost most by its margin; else the largest."""
    found = _found(context)
    rows = [row for row in found.rows if row[_CHANNEL]]
    detail = context.span(found.period)
    if not rows:
        return Headline(context.t("channels.nothing"), detail)
    compared = [row for row in rows if row["earlier"] is not None]
    fallen = min(compared, key=_fall, default=None)
    if fallen is not None and _fall(fallen) < 0:
        sentence = context.t(
            "channels.fall", channel=_name(context, fallen), amount=context.short("net_sales", -_fall(fallen)),
            growth=context.growth(fallen["growth"]),
        )  # fmt: skip
        return Headline(sentence, detail)
    return Headline(_thin(context, rows) or _largest(context, rows, is_compared=bool(compared)), detail)


def _fall(row: Row) -> Decimal:
    """What it sold more than a year before; negative where less."""
    return as_amount(row, "net_sales") - as_amount(row, "earlier")


def _thin(context: BoardContext, rows: Sequence[Row]) -> str:
    """The channel whose margin cost most; empty where none did or margins may not be seen."""
    if context.is_masked("margin"):
        return ""
    worst = min(rows, key=lambda row: as_amount(row, "rate_effect"))
    lost = -as_amount(worst, "rate_effect")
    if lost <= 0:
        return ""
    return context.t(
        "channels.thin", channel=_name(context, worst), amount=context.short("gross_profit", lost),
        now=context.short("margin", worst["margin"]), before=context.short("margin", worst["margin_before"]),
    )  # fmt: skip


def _largest(context: BoardContext, rows: Sequence[Row], *, is_compared: bool) -> str:
    first = rows[0]
    return context.t(
        "channels.calm" if is_compared else "channels.no_year", channel=_name(context, first),
        amount=context.short("net_sales", first["net_sales"]), share=context.write(first["share"], Unit.PERCENT),
    )  # fmt: skip


def card_row(context: BoardContext) -> CardRow:
    """Sales and what is left of them, all channels together; against the stretch before."""
    found = against_a_month_before(context, CHANNEL_CARDS)
    return CardRow(tuple(metric_card(context, found[metric], metric) for metric in CHANNEL_CARDS), width=144)


def scorecard(context: BoardContext) -> Table:
    """Every channel: share, growth, margin, returns, price level; and, where they may be seen, DSO and stock days."""
    rows = channel_rows(context)
    total = sum((as_amount(row, "net_sales") for row in rows), ZERO)
    return Table.of(
        context.t(
            "channels.scores", count=context.write_count(sum(bool(row[_CHANNEL]) for row in rows)),
            amount=context.short("net_sales", total),
        ),
        (
            dimension_column(context, _CHANNEL, width="medium"), *list_columns(context, _LIST, *_COLUMNS),
            *_dso(context), *_stock_days(context),
        ),
        rows, key=_CHANNEL, note=context.t("channels.scores_note"), file=f"channels_{context.period}",
        drill=Drill(context.query("net_sales"), "net_sales", (_CHANNEL,)),
    )  # fmt: skip


def _dso(context: BoardContext) -> tuple[Column, ...]:
    """DSO, asked apart, since who sees sales need not see receivables."""
    if not may_ask_metric(context, _DSO):
        return ()
    found = {str(row[_CHANNEL]): row[_DSO] for row in context.result(_DSO, by=(_CHANNEL,))}
    return (metric_column(context, _DSO, lambda row: context.figure(_DSO, found.get(row[_CHANNEL]))),)


def _stock_days(context: BoardContext) -> tuple[Column, ...]:
    """How long what distributors hold lasts, by what they sold on in the last whole months of reports."""
    if not may_ask_metric(context, _HELD):
        return ()
    span = last_whole_months(context.day, LOADING_MONTHS)
    found: dict[str, float] = {}
    for row in context.result(_HELD, _SOLD_ON, by=(_CHANNEL,), period=span):
        held, sold = as_decimal(row[_HELD]), as_decimal(row[_SOLD_ON])
        if held is not None and sold is not None and sold > 0:
            found[str(row[_CHANNEL])] = float(held) * span.days / float(sold)
    label = context.t("channels.column_stock_days")
    help_text = context.t("channels.stock_days_help", span=context.span(span))
    return (Column("stock_days", label, Unit.DAYS, lambda row: found.get(row[_CHANNEL]), help_text),)


def mix(context: BoardContext) -> Chart:
    """Shares of the channels beside a year before; the title says what their mix did to the profit."""
    result = _found(context)
    drawn = [
        ChartColumn(
            str(row[_CHANNEL]), _name(context, row), as_decimal(row["share"]), as_decimal(row["share_before"])
        )
        for row in result.rows
    ]  # fmt: skip
    return Chart(
        _mix_title(context, result.rows), columns, (drawn,),
        {"unit": Unit.PERCENT, "line_name": context.t("boards.mark_last_year")},
        note=context.t("channels.mix_note"),
        drill=Drill(context.query("net_sales"), "net_sales", (_CHANNEL,)),
    )  # fmt: skip


def _mix_title(context: BoardContext, rows: Sequence[Row]) -> str:
    if context.is_masked("gross_profit"):
        return context.t("channels.mix_masked")
    if not any(row["mix_effect"] is not None for row in rows):
        return context.t("channels.mix_unknown")
    effects = {name: sum((as_amount(row, f"{name}_effect") for row in rows), ZERO) for name in ("mix", "rate")}
    return context.t("channels.mix", **{name: context.signed(value, Unit.MONEY) for name, value in effects.items()})
