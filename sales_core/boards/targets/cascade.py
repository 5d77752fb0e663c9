"""The target cascade: any level of the tree or another cut, as bars with the pace mark and as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from sales_core.boards.amounts import Row, as_amount, as_float
from sales_core.boards.blocks import Chart, Column, Table
from sales_core.boards.columns import good_sign, metric_column
from sales_core.boards.context import BoardContext
from sales_core.boards.number import Drill
from sales_core.catalogue.dimensions import ORGANISATION
from sales_core.charts.forms.bullet import Bar, bullet
from sales_core.kernel.query import Result, Value

_SHOWN = (
    "achievement",
    "days_ahead",
    "gap_to_pace",
    "net_sales",
    "target",
    "gap",
    "pace",
    "yoy",
    "net_sales_last_year",
)
METRICS = (*_SHOWN, "expected_to_date")
LEVELS = (*ORGANISATION, "category", "channel", "customer")
_MOST, _BEST = 14, 4
_INDENT = "\u3000"


def _nodes(context: BoardContext) -> tuple[str, Result, list[dict[str, Value]]]:
    level = context.choice("level")
    result = context.result(*METRICS, by=(level,), order_by="gap_to_pace")
    return level, result, [row for row in result if row.get("net_sales") or row.get("target")]


def bars(context: BoardContext) -> Chart | None:
    """The nodes of one level, the worst gap first; the ends when there are many. Nothing where nobody has a target."""
    level, result, nodes = _nodes(context)
    if not _has_target(nodes):
        return None
    ends = len(nodes) > _MOST
    shown = [*nodes[: _MOST - _BEST], *nodes[-_BEST:]] if ends else nodes
    marks = [
        Bar(
            str(row[level]),
            node_name(context, row, level),
            context.figure("net_sales", row.get("net_sales")),
            context.figure("target", row.get("target")),
            context.figure("expected_to_date", row.get("expected_to_date")) if as_amount(row, "target") > 0 else None,
            context.figure("net_sales_last_year", row.get("net_sales_last_year")),
        )
        for row in shown
    ]
    note = context.t("cascade.ends_note", worst=_MOST - _BEST, best=_BEST) if ends else context.t("cascade.bars_note")
    return Chart(
        _message(context, nodes, level), bullet, (marks,), note=note, drill=Drill(result.query, "net_sales", (level,))
    )


def _has_target(nodes: Sequence[Row]) -> bool:
    return any(as_amount(row, "target") > 0 for row in nodes)


def rows(context: BoardContext) -> Table:
    """The same nodes in full; no column that none of them has a value in."""
    level, result, nodes = _nodes(context)
    shown = [metric for metric in _SHOWN if context.is_masked(metric) or any(row.get(metric) for row in nodes)]
    name = Column(
        "name", context.dimension_name(level), value=lambda row: node_name(context, row, level), width="medium"
    )
    title = "" if _has_target(nodes) else _message(context, nodes, level)
    return Table.of(
        title, (name, *(_column(context, metric) for metric in shown)), nodes, key=lambda row: str(row[level]),
        file=f"targets_{level}", drill=Drill(result.query, "net_sales", (level,)),
        total=context.result(*METRICS).one() | {level: None} if len(nodes) > 1 else None,
    )  # fmt: skip


def tree(context: BoardContext) -> Table:
    """Every node below its parent, the worst gap first among brothers."""
    levels = [context.result(*METRICS, by=ORGANISATION[: depth + 1]) for depth in range(len(ORGANISATION))]
    nodes = ordered(levels)
    name = Column("name", context.t("cascade.node"), value=lambda node: _indented(context, *node), width="medium")
    columns = [_column(context, metric, partial(_node_value, metric)) for metric in _SHOWN]
    return Table.of(
        context.t("cascade.tree_title"), (name, *columns), nodes, note=context.t("cascade.tree_note"),
        key=lambda node: tuple(str(node[1][each]) for each in ORGANISATION[: node[0] + 1]),
        file="targets_tree", drill=Drill(levels[0].query, "net_sales", ORGANISATION),
    )  # fmt: skip


def _column(context: BoardContext, metric: str, value: Callable[[Any], Any] | str = "") -> Column:
    """The column of a metric; a gap is good above zero and bad below it."""
    made = metric_column(context, metric, value)
    return replace(made, good_sign=good_sign(context, metric)) if metric.startswith("gap") else made


def _node_value(metric: str, node: tuple[int, Row]) -> Value:
    return node[1].get(metric)


def _indented(context: BoardContext, depth: int, row: Row) -> str:
    return _INDENT * depth + node_name(context, row, ORGANISATION[depth])


def _message(context: BoardContext, nodes: Sequence[Row], level: str) -> str:
    """How many nodes are behind, and who is worst."""
    judged = [row for row in nodes if as_float(row.get("gap_to_pace")) is not None]
    behind = [row for row in judged if as_amount(row, "gap_to_pace") < 0]
    name = context.dimension_name(level)
    if not judged:
        return context.t("cascade.no_sales" if _has_target(nodes) else "cascade.no_targets", level=name)
    if not behind:
        return context.t("cascade.none_behind", level=name, count=len(judged))
    worst = min(behind, key=lambda row: as_amount(row, "gap_to_pace"))
    return context.t(
        "cascade.behind" if len(judged) > 1 else "cascade.only_behind",
        level=name,
        count=len(judged),
        behind=len(behind),
        who=node_name(context, worst, level),
        amount=context.short("gap_to_pace", abs(as_amount(worst, "gap_to_pace"))),
    )


def node_name(context: BoardContext, row: Row, level: str) -> str:
    """The node's name; targets that were given to nobody below are called unallocated."""
    code = row[level]
    if code not in {"", None}:
        return context.label(level, code)
    return context.t("cascade.unallocated" if not row.get("net_sales") else "shell.unassigned")


def ordered(levels: Sequence[Result]) -> list[tuple[int, Row]]:
    """Every node with its depth, below its parent; the worst gap first among brothers, the unnamed last."""
    found: list[tuple[int, Row]] = []

    def below(path: tuple[Value, ...]) -> None:
        depth = len(path)
        if depth == len(levels):
            return
        keys = ORGANISATION[: depth + 1]
        mine = [row for row in levels[depth] if tuple(row[key] for key in keys[:-1]) == path]
        for row in sorted(mine, key=lambda row: (row[keys[-1]] == "", as_amount(row, "gap_to_pace"))):
            found.append((depth, row))
            below(tuple(row[key] for key in keys))

    below(())
    return found
