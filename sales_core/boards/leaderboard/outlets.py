"""Volume against shelf: achievement × outlet score of everybody ranked, and the 50/50 scheme in figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sales_core.boards.amounts import Row, as_float
from sales_core.boards.blocks import Chart, Column, Table
from sales_core.boards.columns import metric_column
from sales_core.boards.context import BoardContext
from sales_core.boards.leaderboard.measures import has_audits
from sales_core.boards.leaderboard.ranking import ranking
from sales_core.boards.number import Drill
from sales_core.charts.forms.quadrant import Dot, quadrant
from sales_core.kernel.query import Result
from sales_core.kernel.units import Unit

MEASURES = ("scheme_score", "achievement", "outlet_score", "outlets_audited", "net_sales")
_SHOWN = ("scheme_score", "achievement", "outlet_score", "outlets_audited")
Names = Mapping[str, str]


def _audited(context: BoardContext) -> tuple[BoardContext, Result, Sequence[Row], Names]:
    """The context of the figures, their Result, the rows of those ranked who were audited, and names."""
    own, _ = context.narrowed(*MEASURES)
    level = context.choice("level")
    result = own.result(*MEASURES, by=(level,), order_by="-scheme_score")
    names = {one.key: one.label for one in ranking(context).standings}
    return (
        own,
        result,
        [row for row in result if str(row[level]) in names and row.get("scheme_score") is not None],
        names,
    )


def volume_and_shelf(context: BoardContext) -> Chart | None:
    """Who sells and looks after the shelf; None without audits."""
    if not has_audits(context):
        return None
    own, result, rows, names = _audited(context)
    if not rows:
        return None
    level = context.choice("level")
    middle = _middle(own)
    mine = {code for name, codes in context.viewer.scope.allowed for code in codes if name == level}
    dots = [
        Dot(
            str(row[level]),
            names[str(row[level])],
            context.figure("achievement", row.get("achievement")),
            context.figure("outlet_score", row.get("outlet_score")),
            context.figure("net_sales", row.get("net_sales")),
            str(row[level]) in mine,
        )
        for row in rows
    ]
    corners = tuple(context.t(f"outlets.corner_{name}") for name in ("shelf", "both", "neither", "volume"))
    return Chart(
        _sentence(own, rows, names, middle),
        quadrant,
        (dots,),
        {
            "middle": middle,
            "units": (Unit.PERCENT, Unit.COUNT),
            "titles": (context.metric_name("achievement"), context.metric_name("outlet_score")),
            "corners": corners,
        },
        note=context.t("outlets.note"),
        result=result,
        drill=Drill(own.query("scheme_score"), "scheme_score", (level,)),
    )


def scores(context: BoardContext) -> Table | None:
    """The same people with their scores; None without audits."""
    if not has_audits(context):
        return None
    own, _, rows, names = _audited(context)
    if not rows:
        return None
    level = context.choice("level")
    columns = (
        Column("name", context.dimension_name(level), value=lambda row: names[str(row[level])]),
        *(metric_column(context, metric) for metric in _SHOWN),
    )
    left_out = tuple(item.dimension for item in context.filters if item not in own.filters)
    return Table.of(
        context.metric_name("scheme_score"), columns, rows, key=lambda row: str(row[level]),
        note=context.t("outlets.scheme_note"), foot=context.left_out_text(left_out), file=f"outlet_scores_{level}",
        drill=Drill(own.query("outlet_score"), "outlet_score", (level,)),
    )  # fmt: skip


def _sentence(context: BoardContext, rows: Sequence[Row], names: Names, middle: tuple[float, float]) -> str:
    """How many do both, and who sells without looking after the shelf."""
    level = context.choice("level")
    done, shelf = middle
    selling = [row for row in rows if _of(row, "achievement") >= done]
    both = [row for row in selling if _of(row, "outlet_score") >= shelf]
    text = context.t("outlets.both", count=len(both), all=len(rows), score=context.short("outlet_score", shelf))
    bare = [row for row in selling if _of(row, "outlet_score") < shelf]
    if bare:
        worst = min(bare, key=lambda row: _of(row, "outlet_score"))
        text += context.t(
            "outlets.bare",
            who=names[str(worst[level])],
            share=context.short("achievement", worst.get("achievement")),
            score=context.short("outlet_score", worst.get("outlet_score")),
        )
    return text


def _middle(context: BoardContext) -> tuple[float, float]:
    """What is due by now as a share of the target (1 when nothing is), and the score of all outlets together."""
    row = context.result("expected_to_date", "target", "outlet_score").one()
    due, target = as_float(row.get("expected_to_date")), as_float(row.get("target"))
    return (due / target if due and target else 1.0), _of(row, "outlet_score")


def _of(row: Row, name: str) -> float:
    return as_float(row.get(name)) or 0.0
