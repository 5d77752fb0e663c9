"""What one does differently: his drivers beside the median of his equals, and volume against steadiness of all."""

from __future__ import annotations

import streamlit as st

from pages.kit import chart
from pages.kit.analysed import figured
from pages.kit.chart_style import look
from pages.kit.context import PageContext
from pages.kit.drill import open_number, picked
from sales_core.analysis.sales.drivers import Driver, drivers
from sales_core.analysis.sales.rank import Leaderboard, Standing
from sales_core.catalogue.metric import Polarity
from sales_core.charts.forms.quadrant import Dot, quadrant
from sales_core.charts.forms.ranked import Place, ranked
from sales_core.charts.theme import Tone, tone_of
from sales_core.format import as_decimal, growth
from sales_core.kernel.query import Value
from sales_core.kernel.units import Unit


def section(page: PageContext, board: Leaderboard, level: str, one: Standing) -> None:
    """Drivers of `one` on the left, everybody's achievement and growth on the right."""
    left, right = st.columns((2, 3), gap="medium")
    peers = tuple(other.key for other in board.standings if other.cohort == one.cohort)
    with left:
        found = figured(page, drivers, one.key, peers, dimension=level)
        _bars(page, found, one)
    with right:
        _quadrant(page, board, level)


def _bars(page: PageContext, found: tuple[Driver, ...], one: Standing) -> None:
    known = [driver for driver in found if driver.lead is not None]
    places = [
        Place(
            driver.metric,
            page.metric_name(driver.metric),
            driver.lead,
            tone=_tone(page, driver),
            detail=page.t(
                "board.driver_detail",
                own=page.compact(driver.metric, driver.value),
                peers=page.compact(driver.metric, driver.peers),
            ),
        )
        for driver in known
    ]
    said = page.t("board.no_drivers", who=one.label)
    if known:
        first = known[0]
        lead = growth(first.lead, page.locale)
        said = page.t("board.driver", who=one.label, metric=page.metric_name(first.metric), lead=lead)
    figure = ranked(places, look(page), unit=Unit.PERCENT, moves=False, width=20)
    chart.frame(page, said, figure, key="drivers", note=page.t("board.drivers_note"))


def _tone(page: PageContext, driver: Driver) -> Tone:
    polarity = page.workspace.figures.metric(driver.metric).polarity
    if polarity is Polarity.NEUTRAL:
        return Tone.NEUTRAL
    return tone_of(driver.lead, higher_is_good=polarity is Polarity.HIGHER_IS_BETTER, dead_band=0.02)


def _quadrant(page: PageContext, board: Leaderboard, level: str) -> None:
    result = page.ask("achievement", "yoy", "net_sales", by=(level,))
    names = {one.key: one.label for one in board.standings}
    dots = [
        Dot(
            str(row[level]),
            names[str(row[level])],
            _plain(row.get("achievement")),
            _plain(row.get("yoy")),
            _plain(row.get("net_sales")),
        )
        for row in result
        if str(row[level]) in names
    ]
    corners = tuple(page.t(f"board.corner_{name}") for name in ("grows", "star", "weak", "slows"))
    due = as_decimal(page.ask("expected_to_date").one().get("expected_to_date"))
    target = as_decimal(page.ask("target").one().get("target"))
    middle = float(due / target) if due is not None and target else 1.0
    points = chart.frame(
        page, page.t("board.quadrant"),
        quadrant(dots, look(page), middle=(middle, 0.0), units=(Unit.PERCENT, Unit.PERCENT),
                 titles=(page.metric_name("achievement"), page.metric_name("yoy")),
                 corners=(corners[0], corners[1], corners[2], corners[3])),
        key="board_quadrant", note=page.t("board.quadrant_note"), result=result, pick=True,
    )  # fmt: skip
    code = picked(points)
    open_number(page, page.query("achievement"), "achievement", {level: str(code)} if code else None, key="quadrant")


def _plain(value: Value) -> float | None:
    found = as_decimal(value)
    return None if found is None else float(found)
