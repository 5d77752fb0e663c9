"""The leaderboard as bars and as a table with moves, streaks, share of the gap and sparklines."""

# ruff: noqa: PD011 - a Standing carries `values`; no frame is meant
from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from pages.kit import chart, downloads
from pages.kit.chart_style import look
from pages.kit.context import PageContext
from pages.kit.drill import open_number, picked
from sales_core.analysis.sales.rank import Leaderboard, Standing
from sales_core.charts.forms.ranked import Place, moved, ranked
from sales_core.charts.theme import Tone
from sales_core.format import DASH, as_decimal, bare_percent, full, period, short
from sales_core.kernel.query import Value
from sales_core.kernel.units import Unit
from sales_core.reports.workbook import Column

_MOST = 15
_Texts = dict[Any, str | Callable[[object], str] | None]


def lead_metric(board: Leaderboard) -> str:
    """The measure with the largest weight."""
    return max(board.measures, key=lambda pair: pair[1])[0]


def is_score(board: Leaderboard) -> bool:
    """Whether several measures are weighed."""
    return len(board.measures) > 1


def said_value(page: PageContext, board: Leaderboard, one: Standing) -> str:
    """The score or the measure, written."""
    if is_score(board):
        return bare_percent(one.score or 0, page.locale, 1)
    metric = lead_metric(board)
    return page.compact(metric, one.values.get(metric))


def sentence(page: PageContext, board: Leaderboard) -> str:
    """Who leads, who climbed most, how many reached the target."""
    ranked_ones = [one for one in board.standings if one.rank is not None]
    if not ranked_ones:
        return page.t("board.none_ranked")
    if board.hidden:
        return _own_place(page, board, ranked_ones[0])
    leader = min(ranked_ones, key=lambda one: (one.rank or 0, -(one.score or 0.0)))
    name = page.t("board.score") if is_score(board) else page.metric_name(lead_metric(board))
    text = page.t("board.leader", who=leader.label, measure=name, value=said_value(page, board, leader))
    climber = max(ranked_ones, key=lambda one: one.moved or 0)
    if (climber.moved or 0) > 0:
        text += page.t("board.climber", who=climber.label, places=climber.moved)
    hit = sum((_plain(one.values.get("achievement")) or 0.0) >= 1 for one in ranked_ones)
    targeted = sum(one.values.get("achievement") is not None for one in ranked_ones)
    return text + (page.t("board.hit", hit=hit, all=targeted) if targeted else "")


def basis_text(page: PageContext, board: Leaderboard) -> str:
    """The periods compared and how many are ranked."""
    return page.t(
        "board.basis",
        now=period(board.period, page.locale),
        before=period(board.compared, page.locale) if board.compared else page.t("board.nothing_before"),
        count=sum(board.peers.values()),
    )


def _own_place(page: PageContext, board: Leaderboard, own: Standing) -> str:
    """Where one stands among others who are not shown."""
    text = page.t("board.own_place", who=own.label, rank=own.rank, count=board.peers[own.cohort])
    if own.moved:
        text += page.t("board.own_up" if own.moved > 0 else "board.own_down", places=abs(own.moved))
    return text


def bars(page: PageContext, board: Leaderboard, level: str) -> None:
    """The first fifteen, and the viewer himself wherever he stands."""
    ranked_ones = [one for one in board.standings if one.rank is not None]
    mine = _mine(page)
    shown = ranked_ones[:_MOST] + [one for one in ranked_ones[_MOST:] if one.key in mine]
    metric = lead_metric(board)
    unit = Unit.PERCENT if is_score(board) else page.unit(metric)
    places = [
        Place(
            one.key,
            one.label,
            one.score if is_score(board) else _plain(one.values.get(metric)),
            one.rank,
            one.moved,
            _tone(one),
            one.key in mine,
            _detail(page, one),
        )
        for one in shown
    ]
    figure = ranked(places, look(page), unit=unit)
    title = page.t("board.bars_own" if board.hidden else "board.bars", count=len(shown))
    points = chart.frame(page, title, figure, key="board", note=page.t("board.bars_note"), pick=True)
    code = picked(points)
    keys = {level: str(code)} if code else None
    open_number(page, page.query(metric), metric, keys, key="board")


def table(page: PageContext, board: Leaderboard, level: str) -> Standing | None:
    """Everybody, with sparklines; the row picked."""
    metrics = list(dict.fromkeys((*(name for name, _ in board.measures), "net_sales", "achievement")))
    rows = [_row(page, board, one, metrics) for one in board.standings]
    draw: Any = st.dataframe  # its overloads tie the result to a literal `on_select`
    event = draw(
        pd.DataFrame(rows).style.format(_texts(page, board, metrics), na_rep=DASH),
        key="table_board",
        hide_index=True,
        height=440,
        column_config=_config(page, board, metrics, level),
        on_select="rerun",
        selection_mode="single-row",
        placeholder=DASH,
    )
    records = [_record(one, metrics) for one in board.standings]
    downloads.rows_links(page, records, _written(page, metrics, level), f"leaderboard_{level}", key="board")
    chosen: Sequence[int] = event.selection.get("rows", [])
    return board.standings[chosen[0]] if chosen and chosen[0] < len(board.standings) else None


def _names(page: PageContext, metrics: Sequence[str], level: str) -> dict[str, str]:
    return {
        "rank": page.t("board.rank"),
        "moved": page.t("board.moved"),
        "name": page.t(f"cascade.level_{level}"),
        "cohort": page.t("board.cohort"),
        "score": page.t("board.score"),
        **{metric: page.metric_name(metric) for metric in metrics},
        "streak": page.t("board.streak"),
        "gap_share": page.t("board.gap_share"),
    }


def _written(page: PageContext, metrics: Sequence[str], level: str) -> list[Column]:
    """The columns of a download."""
    units = {"rank": "count", "moved": "count", "score": "percent", "streak": "count", "gap_share": "percent"}
    units |= {metric: page.unit(metric) for metric in metrics}
    return [Column(name, label, units.get(name, "")) for name, label in _names(page, metrics, level).items()]


def _record(one: Standing, metrics: Sequence[str]) -> dict[str, Value]:
    return {
        "rank": one.rank,
        "moved": one.moved,
        "name": one.label,
        "cohort": one.cohort,
        "score": one.score,
        **{metric: one.values.get(metric) for metric in metrics},
        "streak": one.streak,
        "gap_share": one.gap_share,
    }


def _row(page: PageContext, board: Leaderboard, one: Standing, metrics: Sequence[str]) -> dict[str, object]:
    row: dict[str, object] = {
        "rank": one.rank,
        "moved": moved(one.moved) if one.rank is not None else "",
        "name": one.label,
    }
    if len(board.peers) > 1:
        row["cohort"] = _cohort(page, one.cohort)
    if is_score(board):
        row["score"] = one.score
    row |= {metric: _plain(one.values.get(metric)) for metric in metrics}
    return row | {
        "trend": [float(value) for value in one.trend],
        "streak": one.streak or None,
        "gap_share": one.gap_share,
    }


def _cohort(page: PageContext, cohort: str) -> str:
    known = {"new", "settled", "veteran"}
    return page.t(f"board.tenure_{cohort}") if cohort in known else cohort or page.t("shell.unassigned")


def _config(page: PageContext, board: Leaderboard, metrics: Sequence[str], level: str) -> dict[str, Any]:
    names = _names(page, metrics, level)
    config: dict[str, Any] = {
        "rank": st.column_config.NumberColumn(names["rank"], width="small"),
        "moved": st.column_config.TextColumn(names["moved"], width="small", help=page.t("board.moved_help")),
        "name": st.column_config.TextColumn(names["name"]),
        "cohort": st.column_config.TextColumn(names["cohort"]),
        "score": st.column_config.NumberColumn(names["score"]),
        "trend": st.column_config.LineChartColumn(page.t("board.trend"), help=page.t("board.trend_help")),
        "streak": st.column_config.NumberColumn(names["streak"], help=page.t("board.streak_help")),
        "gap_share": st.column_config.NumberColumn(names["gap_share"], help=page.t("board.gap_share_help")),
    }
    config |= {metric: st.column_config.NumberColumn(names[metric]) for metric in metrics}
    del board
    return config


def _texts(page: PageContext, board: Leaderboard, metrics: Sequence[str]) -> _Texts:
    """What the cells read as, by column."""
    texts: _Texts = {
        metric: functools.partial(full, unit=page.unit(metric), locale=page.locale, currency=page.currency)
        for metric in metrics
    }
    texts["streak"] = functools.partial(full, unit=Unit.COUNT, locale=page.locale)
    texts["gap_share"] = functools.partial(full, unit=Unit.PERCENT, locale=page.locale)
    if is_score(board):
        texts["score"] = functools.partial(bare_percent, locale=page.locale, digits=1)
    return texts


def _plain(value: Value) -> float | None:
    found = as_decimal(value)
    return None if found is None else float(found)


def _tone(one: Standing) -> Tone:
    done = as_decimal(one.values.get("achievement"))
    if done is None:
        return Tone.NEUTRAL
    return Tone.GOOD if done >= Decimal(1) else Tone.NEUTRAL


def _mine(page: PageContext) -> set[str]:
    return {code for name, codes in page.viewer.scope.allowed for code in codes if name == "rep"}


def _detail(page: PageContext, one: Standing) -> str:
    lines = [
        f"{page.metric_name('net_sales')} {page.compact('net_sales', one.values.get('net_sales'))}",
        f"{page.metric_name('achievement')} {page.compact('achievement', one.values.get('achievement'))}",
    ]
    if one.gap_share is not None:
        lines.append(f"{page.t('board.gap_share')} {short(one.gap_share, 'percent', page.locale)}")
    return "<br>".join(lines)
