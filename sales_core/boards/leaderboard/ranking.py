"""The ranking as a sentence, as bars, and as a table with moves, streaks, share of the gap and small lines."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from sales_core.analysis.sales.rank import Cohort, Leaderboard, Standing, leaderboard
from sales_core.boards.amounts import as_float
from sales_core.boards.blocks import CellForm, Chart, Column, Headline, Table
from sales_core.boards.columns import metric_column
from sales_core.boards.context import BoardContext
from sales_core.boards.leaderboard.measures import weights
from sales_core.boards.number import Drill
from sales_core.charts.forms.ranked import RankRow, ranked
from sales_core.format import as_decimal, bare_percent
from sales_core.kernel.figure import Figure
from sales_core.kernel.query import Value
from sales_core.kernel.tone import Tone
from sales_core.kernel.units import Unit

LEVELS = ("rep", "branch", "region")
_MOST = 15
_TENURES = frozenset({"new", "settled", "veteran"})


def usual_level(context: BoardContext) -> str:
    """Reps; branches where no line says which rep sold."""
    reps = context.company.figures.values("rep", context.viewer, context.version)
    return "rep" if any(code for code, _ in reps) else "branch"


def ranking(context: BoardContext) -> Leaderboard:
    """The leaderboard at the choices made."""
    level, cohort = context.choice("level"), context.choice("cohort")
    return context.over_period(leaderboard, weights(context), level, cohort=Cohort(cohort) if cohort else None)


def empty(context: BoardContext) -> str | None:
    """There is nobody to rank, or nothing by which."""
    found = ranking(context)
    is_there = _ranked(found) or any(one.values.get("net_sales") is not None for one in found.standings)
    return None if is_there else ""


def _main_metric(board: Leaderboard) -> str:
    """The measure with the largest weight."""
    return max(board.measures, key=lambda pair: pair[1])[0]


def _is_score(board: Leaderboard) -> bool:
    return len(board.measures) > 1


def _ranked(board: Leaderboard) -> list[Standing]:
    return [one for one in board.standings if one.rank is not None]


def headline(context: BoardContext) -> Headline:
    """Who leads, who climbed most, how many reached the target; the periods compared and how many are ranked."""
    board = ranking(context)
    before = context.span(board.compared) if board.compared else context.t("board.nothing_before")
    detail = context.t("board.basis", now=context.span(board.period), before=before, count=sum(board.peers.values()))
    return Headline(_sentence(context, board), detail)


def _sentence(context: BoardContext, board: Leaderboard) -> str:
    found = _ranked(board)
    if not found:
        return context.say(board.unknown) if board.unknown else context.t("board.none_ranked")
    if board.has_hidden:
        return _own_place(context, board, found[0])
    leader = min(found, key=lambda one: (one.rank or 0, -(one.score or 0.0)))
    measure = context.t("board.score") if _is_score(board) else context.metric_name(_main_metric(board))
    text = context.t("board.leader", who=leader.label, measure=measure, value=_value_text(context, board, leader))
    climber = max(found, key=lambda one: one.moved or 0)
    if (climber.moved or 0) > 0:
        text += context.t("board.climber", who=climber.label, places=climber.moved)
    hit = sum((as_float(one.values.get("achievement")) or 0.0) >= 1 for one in found)
    targeted = sum(one.values.get("achievement") is not None for one in found)
    return text + (context.t("board.hit", hit=hit, all=targeted) if targeted else "")


def _value_text(context: BoardContext, board: Leaderboard, one: Standing) -> str:
    if _is_score(board):
        return bare_percent(one.score or 0, context.locale, 1)
    metric = _main_metric(board)
    return context.short(metric, one.values.get(metric))


def _own_place(context: BoardContext, board: Leaderboard, own: Standing) -> str:
    """Where one stands among others who are not shown."""
    text = context.t("board.own_place", who=own.label, rank=own.rank, count=board.peers[own.cohort])
    if own.moved:
        text += context.t("board.own_up" if own.moved > 0 else "board.own_down", places=abs(own.moved))
    return text


def bars(context: BoardContext) -> Chart:
    """The first fifteen, and the viewer himself wherever he stands."""
    board, level = ranking(context), context.choice("level")
    own = {code for name, codes in context.viewer.scope.allowed for code in codes if name == "rep"}
    found = _ranked(board) or (list(board.standings) if board.unknown else [])
    shown = found[:_MOST] + [one for one in found[_MOST:] if one.key in own]
    metric, weighed = _main_metric(board), _is_score(board)
    places = [
        RankRow(
            one.key,
            one.label,
            Figure.of(one.score, Unit.PERCENT) if weighed else context.figure(metric, one.values.get(metric)),
            one.rank,
            one.moved,
            _tone(one),
            one.key in own,
            _detail(context, one),
        )
        for one in shown
    ]
    return Chart(
        context.t(
            "board.bars_own" if board.has_hidden else "board.bars" if shown else "board.none_ranked", count=len(shown)
        ),
        ranked,
        (places,),
        {"unit": Unit.PERCENT if weighed else context.unit(metric)},
        note=context.t("board.bars_note"),
        drill=Drill(context.query(metric), metric, (level,)),
    )


def _tone(one: Standing) -> Tone:
    done = as_decimal(one.values.get("achievement"))
    return Tone.GOOD if done is not None and done >= Decimal(1) else Tone.NEUTRAL


def _detail(context: BoardContext, one: Standing) -> str:
    lines = [
        f"{context.metric_name(metric)} {context.short(metric, one.values.get(metric))}"
        for metric in ("net_sales", "achievement")
    ]
    if one.gap_share is not None:
        lines.append(f"{context.t('board.gap_share')} {context.write(one.gap_share, Unit.PERCENT)}")
    return "\n".join(lines)


def standings(context: BoardContext) -> Table:
    """Everybody with what is ranked; a picked row is the one whose drivers are shown."""
    board, level = ranking(context), context.choice("level")
    metrics = tuple(dict.fromkeys((*(name for name, _ in board.measures), "net_sales", "achievement")))
    return Table.of(
        "", _columns(context, board, level, metrics), board.standings, key="key", file=f"leaderboard_{level}",
        selects="person",
    )  # fmt: skip


def _columns(context: BoardContext, board: Leaderboard, level: str, metrics: Sequence[str]) -> list[Column]:
    columns = [
        Column("rank", context.t("board.rank"), Unit.COUNT, width="small"),
        Column(
            "moved", context.t("board.moved"), help=context.t("board.moved_help"), width="small",
            form=CellForm.RANK_CHANGE,
        ),
        Column("name", context.dimension_name(level), value="label"),
    ]  # fmt: skip
    if len(board.peers) > 1:
        columns.append(Column("cohort", context.t("board.cohort"), value=lambda one: _cohort(context, one.cohort)))
    if _is_score(board):
        columns.append(Column("score", context.t("board.score"), Unit.PERCENT, form=CellForm.POINTS))
    columns += [metric_column(context, metric, partial(_measured, metric)) for metric in metrics]
    return [
        *columns,
        Column("trend", context.t("board.trend"), help=context.t("board.trend_help"), form=CellForm.SERIES),
        Column(
            "streak", context.t("board.streak"), Unit.COUNT, lambda one: one.streak or None,
            context.t("board.streak_help"),
        ),
        Column("gap_share", context.t("board.gap_share"), Unit.PERCENT, help=context.t("board.gap_share_help")),
    ]  # fmt: skip


def _measured(metric: str, one: Standing) -> Value:
    return one.values.get(metric)


def _cohort(context: BoardContext, cohort: str) -> str:
    return context.t(f"board.tenure_{cohort}") if cohort in _TENURES else cohort or context.t("shell.unassigned")
