"""Receivables by age: from the due date or from the document's, always adding up to what is open."""

from __future__ import annotations

from sales_core.boards.amounts import ZERO, as_amount, share
from sales_core.boards.blocks import Chart
from sales_core.boards.context import BoardContext
from sales_core.boards.number import METRIC, Drill
from sales_core.charts.forms.stacked import Stack, StackedBand, bands_bar, stacked
from sales_core.kernel.query import Result
from sales_core.kernel.units import Unit

Bands = tuple[tuple[str, int], ...]
#: Metric and urgency of each band, the youngest first; the bands from the fourth on are older than 60 days.
BASES: dict[str, Bands] = {
    "due": (
        ("receivables_not_due", 0),
        ("receivables_1_30", 1),
        ("receivables_31_60", 2),
        ("receivables_61_90", 3),
        ("receivables_91_120", 4),
        ("receivables_over_120", 4),
    ),
    "document": (
        ("receivables_age_none", 0),
        ("receivables_age_0_30", 0),
        ("receivables_age_31_60", 1),
        ("receivables_age_61_90", 2),
        ("receivables_age_91_120", 3),
        ("receivables_age_over_120", 4),
    ),
}
_YOUNG = 3
_MOST = 10


def ageing(context: BoardContext) -> Chart | None:
    """All of it in bands, or the largest parts of a split, each in bands; None where a split has no parts."""
    basis, split = context.choice("basis"), context.choice("split")
    bands = BASES[basis]
    return _split(context, bands, split) if split else _whole(context, bands, basis)


def _whole(context: BoardContext, bands: Bands, basis: str) -> Chart:
    result = context.result(*(metric for metric, _ in bands))
    row = result.one()
    return Chart(
        _message(context, result, bands),
        bands_bar,
        (_named(context, bands), [context.figure(metric, row.get(metric)) for metric, _ in bands]),
        note=context.t(f"ar.ageing_note_{basis}"),
        result=result,
        drill=Drill(result.query, "receivables_open", (METRIC,)),
    )


def _split(context: BoardContext, bands: Bands, split: str) -> Chart | None:
    metrics = tuple(metric for metric, _ in bands)
    result = context.result("receivables_open", *metrics, by=(split,), order_by="-receivables_open", limit=_MOST)
    stacks = [
        Stack(
            str(row[split]),
            context.label(split, row[split]),
            tuple(context.figure(metric, row.get(metric)) for metric in metrics),
        )
        for row in result
    ]
    if not stacks:
        return None
    return Chart(
        context.t("ar.ageing_by", by=context.dimension_name(split)),
        stacked,
        (_named(context, bands), stacks),
        note=context.t("ar.ageing_by_note", most=_MOST),
        result=result,
        drill=Drill(result.query, "receivables_open", (split, METRIC)),
    )


def _named(context: BoardContext, bands: Bands) -> list[StackedBand]:
    return [StackedBand(metric, context.metric_name(metric), urgency) for metric, urgency in bands]


def _message(context: BoardContext, result: Result, bands: Bands) -> str:
    """How much of what is open lies beyond 60 days on this basis."""
    row = result.one()
    total = sum((as_amount(row, metric) for metric, _ in bands), ZERO)
    old = sum((as_amount(row, metric) for metric, _ in bands[_YOUNG:]), ZERO)
    part = share(old, total)
    if part is None:
        return context.t("ar.ageing")
    return context.t(
        "ar.ageing_old", amount=context.short("receivables_open", old), share=context.write(part, Unit.PERCENT)
    )
