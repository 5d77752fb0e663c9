"""What one does differently: his drivers beside the median of his equals, and achievement against growth of all."""

from __future__ import annotations

from sales_core.analysis.sales.drivers import Driver, drivers
from sales_core.analysis.sales.rank import Leaderboard, Standing
from sales_core.boards.amounts import share
from sales_core.boards.blocks import Chart
from sales_core.boards.context import BoardContext
from sales_core.boards.leaderboard.ranking import ranking
from sales_core.boards.number import Drill
from sales_core.catalogue.metric import Polarity
from sales_core.charts.forms.quadrant import Dot, quadrant
from sales_core.charts.forms.ranked import RankRow, ranked
from sales_core.charts.theme import tone_of
from sales_core.format import as_decimal
from sales_core.kernel.figure import Figure
from sales_core.kernel.tone import Tone
from sales_core.kernel.units import Unit

#: A driver this close to the median is neither good nor bad.
_CLOSE = 0.02


def _picked(context: BoardContext, board: Leaderboard) -> Standing:
    person = context.choice("person")
    return next((one for one in board.standings if one.key == person), board.standings[0])


def difference(context: BoardContext) -> Chart | None:
    """The drivers of the one picked (else the leader), the largest distance first; None where nobody stands."""
    board, level = ranking(context), context.choice("level")
    if not board.standings:
        return None
    one = _picked(context, board)
    peers = tuple(other.key for other in board.standings if other.cohort == one.cohort)
    found = [
        driver for driver in context.over_period(drivers, one.key, peers, dimension=level) if driver.lead is not None
    ]
    places = [
        RankRow(
            driver.metric,
            context.metric_name(driver.metric),
            Figure.of(driver.lead, Unit.PERCENT),
            tone=_tone(context, driver),
            detail=context.t(
                "board.driver_detail",
                own=context.short(driver.metric, driver.value),
                peers=context.short(driver.metric, driver.peers),
            ),
        )
        for driver in found
    ]
    return Chart(
        _message(context, one, found),
        ranked,
        (places,),
        {"unit": Unit.PERCENT, "moves": False, "width": 20},
        note=context.t("board.drivers_note"),
    )


def _message(context: BoardContext, one: Standing, found: list[Driver]) -> str:
    if not found:
        return context.t("board.no_drivers", who=one.label)
    first = found[0]
    lead = context.growth(first.lead)
    return context.t("board.driver", who=one.label, metric=context.metric_name(first.metric), lead=lead)


def _tone(context: BoardContext, driver: Driver) -> Tone:
    polarity = context.catalogue.metric(driver.metric).polarity
    if polarity is Polarity.NEUTRAL:
        return Tone.NEUTRAL
    return tone_of(driver.lead, higher_is_good=polarity is Polarity.HIGHER_IS_BETTER, dead_band=_CLOSE)


def quadrant_of_all(context: BoardContext) -> Chart | None:
    """Achievement across, growth up; the dotted lines are what is due by now and no growth. Nothing without either."""
    board, level = ranking(context), context.choice("level")
    result = context.result("achievement", "yoy", "net_sales", by=(level,))
    names = {one.key: one.label for one in board.standings}
    dots = [
        Dot(
            str(row[level]),
            names[str(row[level])],
            context.figure("achievement", row.get("achievement")),
            context.figure("yoy", row.get("yoy")),
            context.figure("net_sales", row.get("net_sales")),
        )
        for row in result
        if str(row[level]) in names
    ]
    if all(row.get("achievement") is None or row.get("yoy") is None for row in result):
        return None
    corners = tuple(context.t(f"board.corner_{name}") for name in ("grows", "star", "weak", "slows"))
    return Chart(
        context.t("board.quadrant"),
        quadrant,
        (dots,),
        {
            "middle": (due_share(context), 0.0),
            "units": (Unit.PERCENT, Unit.PERCENT),
            "titles": (context.metric_name("achievement"), context.metric_name("yoy")),
            "corners": corners,
        },
        note=context.t("board.quadrant_note"),
        result=result,
        drill=Drill(context.query("achievement"), "achievement", (level,)),
    )


def due_share(context: BoardContext) -> float:
    """What is due by now as a share of the target; 1 when nothing is."""
    due = as_decimal(context.result("expected_to_date").one().get("expected_to_date"))
    target = as_decimal(context.result("target").one().get("target"))
    return (share(due, target) if due is not None and target is not None else None) or 1.0
