"""The cards of where sales stand: the same on Overview and Targets."""

from __future__ import annotations

from sales_core.boards import cards
from sales_core.boards.amounts import Row, as_amount, as_float, share
from sales_core.boards.blocks import Card, Comparison
from sales_core.boards.context import BoardContext
from sales_core.format import DASH
from sales_core.kernel.figure import Figure
from sales_core.kernel.query import Result
from sales_core.kernel.tone import Tone
from sales_core.kernel.units import Unit

#: Landing this close to the target is neither good nor bad.
_CLOSE = 0.005
#: Less than this many days is neither ahead nor behind.
_NO_DAYS = 0.05


def sales_card(context: BoardContext, result: Result) -> Card:
    """Net sales with a bar to the target, the mark of the pace, days ahead and growth."""
    row = result.one()
    target = as_amount(row, "target")
    return Card(
        "net_sales",
        result.query,
        context.figure("net_sales", row.get("net_sales")),
        (*(_days(context, row) if result.partial else ()), _growth(context, row)),
        _of_target(context, row),
        is_main=True,
        share=share(as_amount(row, "net_sales"), target),
        pace=share(as_amount(row, "expected_to_date"), target),
    )


def _of_target(context: BoardContext, row: Row) -> str:
    if as_amount(row, "target") <= 0:
        return context.t("verdict.without_target")
    part, target = (context.short(name, row.get(name)) for name in ("achievement", "target"))
    return context.t("standing.of_target", share=part, target=target)


def landing_card(context: BoardContext, result: Result) -> Card:
    """Where the period lands: base, range, share of target."""
    row = result.one()
    part = as_float(row.get("landing_achievement"))
    comparisons: tuple[Comparison, ...] = ()
    if part is not None:
        tone = Tone.NEUTRAL if abs(part - 1) < _CLOSE else Tone.GOOD if part > 1 else Tone.BAD
        text = context.short("landing_achievement", part)
        comparisons = (Comparison(text, context.t("standing.of_the_target"), tone, part >= 1),)
    low, high = (context.short(name, row.get(name)) for name in ("landing_low", "landing_high"))
    note = context.t("standing.range", low=low, high=high) if row.get("landing") is not None else ""
    return Card("landing", result.query, context.figure("landing", row.get("landing")), comparisons, note)


def pace_card(context: BoardContext, result: Result) -> Card:
    """Money behind or ahead of the pace, with what is needed a day."""
    row = result.one()
    metric = "gap_to_pace" if result.partial else "gap"
    days = _days(context, row) if result.partial else ()
    note = ""
    if result.partial and not context.is_past and row.get("needed_per_day") is not None:
        note = context.t("standing.needed", amount=context.short("needed_per_day", row.get("needed_per_day")))
    return Card(metric, result.query, against_target(context, row, metric), days, note)


def against_target(context: BoardContext, row: Row, metric: str) -> Figure:
    """A figure that sets sales against a target; where there is a target and no sales, that is why there is none."""
    if row.get(metric) is None and row.get("net_sales") is None and as_amount(row, "target") > 0:
        return Figure.of(None, context.unit(metric), context.catalogue.metric("net_sales").null_reason)
    return context.figure(metric, row.get(metric))


def _days(context: BoardContext, row: Row) -> tuple[Comparison, ...]:
    days = as_float(row.get("days_ahead"))
    if days is None:
        return ()
    tone = cards.tone(context, "days_ahead", days if abs(days) >= _NO_DAYS else 0.0)
    key = "standing.days_ahead" if days >= 0 else "standing.days_behind"
    return (Comparison(context.write(abs(days), Unit.DAYS), context.t(key), tone, days >= 0),)


def _growth(context: BoardContext, row: Row) -> Comparison:
    growth = as_float(row.get("yoy"))
    if growth is None:
        return Comparison(DASH, context.t("shell.vs_last_year"))
    return Comparison(
        context.growth(growth), context.t("shell.vs_last_year"), cards.tone(context, "yoy", growth), growth >= 0
    )
