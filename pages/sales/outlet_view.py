"""Volume against shelf: achievement × outlet score of everybody ranked, and the 50/50 scheme in figures."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.kit import chart, tables
from pages.kit.amounts import Row, plain
from pages.kit.applicable_filters import narrowed, say_dropped
from pages.kit.chart_style import look
from pages.kit.context import PageContext
from pages.kit.drill import open_number, picked
from sales_core.analysis.sales.rank import Leaderboard
from sales_core.charts.forms.quadrant import Dot, quadrant
from sales_core.kernel.query import Query, Result
from sales_core.kernel.units import Unit

MEASURES = ("scheme_score", "achievement", "outlet_score", "outlets_audited", "net_sales")
_SHOWN = ("scheme_score", "achievement", "outlet_score", "outlets_audited")


def has_audits(page: PageContext) -> bool:
    """Whether any outlet of the viewer's scope was ever audited."""
    return bool(page.run(Query(("outlets_audited",))).one().get("outlets_audited"))


def section(page: PageContext, board: Leaderboard, level: str) -> None:
    """The quadrant on the left, the same people with their scores on the right; nothing without audits."""
    if not has_audits(page):
        return
    page, dropped = narrowed(page, *MEASURES)
    result = page.ask(*MEASURES, by=(level,), order_by="-scheme_score")
    names = {one.key: one.label for one in board.standings}
    rows = [row for row in result if str(row[level]) in names and row.get("scheme_score") is not None]
    if not rows:
        return
    middle = _middle(page)
    left, right = st.columns((3, 2), gap="medium")
    with left:
        _chart(page, rows, names, level, middle, result)
    with right:
        _table(page, rows, names, level)
        say_dropped(page, dropped)


def sentence(
    page: PageContext, rows: Sequence[Row], names: dict[str, str], level: str, middle: tuple[float, float]
) -> str:
    """How many do both, and who sells without looking after the shelf."""
    done, shelf = middle
    both = [row for row in rows if _of(row, "achievement") >= done and _of(row, "outlet_score") >= shelf]
    said = page.t("outlets.both", count=len(both), all=len(rows), score=page.compact("outlet_score", shelf))
    bare = [row for row in rows if _of(row, "achievement") >= done and _of(row, "outlet_score") < shelf]
    if bare:
        worst = min(bare, key=lambda row: _of(row, "outlet_score"))
        said += page.t(
            "outlets.bare",
            who=names[str(worst[level])],
            share=page.compact("achievement", worst.get("achievement")),
            score=page.compact("outlet_score", worst.get("outlet_score")),
        )
    return said


def _middle(page: PageContext) -> tuple[float, float]:
    """What is due by now as a share of the target (1 when nothing is), and the score of all outlets together."""
    row = page.ask("expected_to_date", "target", "outlet_score").one()
    due, target = plain(row, "expected_to_date"), plain(row, "target")
    return (due / target if due and target else 1.0), _of(row, "outlet_score")


def _of(row: Row, name: str) -> float:
    return plain(row, name) or 0.0


def _chart(  # noqa: PLR0917 - what one drawing needs
    page: PageContext,
    rows: Sequence[Row],
    names: dict[str, str],
    level: str,
    middle: tuple[float, float],
    result: Result,
) -> None:
    mine = {code for name, codes in page.viewer.scope.allowed for code in codes if name == level}
    dots = [
        Dot(
            str(row[level]),
            names[str(row[level])],
            plain(row, "achievement"),
            plain(row, "outlet_score"),
            plain(row, "net_sales"),
            str(row[level]) in mine,
        )
        for row in rows
    ]
    corners = tuple(page.t(f"outlets.corner_{name}") for name in ("shelf", "both", "neither", "volume"))
    points = chart.frame(
        page, sentence(page, rows, names, level, middle),
        quadrant(dots, look(page), middle=middle, units=(Unit.PERCENT, Unit.COUNT),
                 titles=(page.metric_name("achievement"), page.metric_name("outlet_score")),
                 corners=(corners[0], corners[1], corners[2], corners[3])),
        key="outlet_quadrant", note=page.t("outlets.note"), result=result, pick=True,
    )  # fmt: skip
    code = picked(points)
    keys = {level: str(code)} if code else None
    open_number(page, page.query("scheme_score"), "scheme_score", keys, key="outlet_quadrant")


def _table(page: PageContext, rows: Sequence[Row], names: dict[str, str], level: str) -> None:
    columns = [tables.TableColumn("name", page.t(f"cascade.level_{level}"))]
    columns += [tables.metric_column(page, metric) for metric in _SHOWN]
    shown = [{"name": names[str(row[level])], **{metric: row.get(metric) for metric in _SHOWN}} for row in rows]
    chart.heading(page.metric_name("scheme_score"), page.t("outlets.scheme_note"))
    at = tables.show(page, shown, columns, key="outlets", file=f"outlet_scores_{level}", height=330, pick=True)
    keys = None if at is None else {level: str(rows[at][level])}
    open_number(page, page.query("outlet_score"), "outlet_score", keys, key="outlet_table")
