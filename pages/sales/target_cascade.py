"""The target cascade: any level of the tree or another cut, as bars with the pace mark and as a table."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from pages.kit import chart, tables
from pages.kit.amounts import amount, plain
from pages.kit.chart_style import look
from pages.kit.context import PageContext
from pages.kit.drill import open_number, picked
from sales_core.charts.forms.bullet import Bar, bullet
from sales_core.kernel.query import Result, Value

METRICS = (
    "achievement",
    "days_ahead",
    "gap_to_pace",
    "net_sales",
    "target",
    "gap",
    "pace",
    "yoy",
    "net_sales_last_year",
    "expected_to_date",
)
LEVELS = ("region", "branch", "rep", "category", "channel", "customer")
TREE = ("region", "branch", "rep")
_MOST = 14
_INDENT = "\u3000"


def section(page: PageContext) -> None:
    """The level switch, the bars and the table of one level or of the whole tree."""
    level = st.segmented_control(
        page.t("cascade.level"),
        ("tree", *LEVELS),
        default="branch",
        format_func=lambda name: page.t("cascade.tree" if name == "tree" else f"cascade.level_{name}"),
        key="cascade_level",
        label_visibility="collapsed",
        required=True,
    )
    if level == "tree":
        _tree(page)
    else:
        _level(page, level or "branch")


def _level(page: PageContext, level: str) -> None:
    result = page.ask(*METRICS, by=(level,), order_by="gap_to_pace")
    rows = [row for row in result if row.get("net_sales") or row.get("target")]
    left, right = st.columns((2, 3), gap="medium")
    with left:
        _bars(page, result, rows, level)
    with right:
        _table(page, result, rows, (level,), key=f"cascade_{level}")


def _bars(page: PageContext, result: Result, rows: list[dict[str, Value]], level: str) -> None:
    shown = rows if len(rows) <= _MOST else [*rows[: _MOST - 4], *rows[-4:]]
    bars = [
        Bar(
            str(row[level]),
            node_name(page, row, (level,)),
            plain(row, "net_sales"),
            plain(row, "target"),
            plain(row, "expected_to_date") if amount(row, "target") > 0 else None,
            plain(row, "net_sales_last_year"),
        )
        for row in shown
    ]
    note = (
        page.t("cascade.bars_note") if len(shown) == len(rows) else page.t("cascade.ends_note", worst=_MOST - 4, best=4)
    )
    points = chart.frame(
        page, message(page, rows, level), bullet(bars, look(page)), key="cascade", note=note, pick=True
    )
    code = picked(points)
    keys = None if code is None else {level: str(code)}
    open_number(page, result.query, "net_sales", keys, key="cascade_bars")


def message(page: PageContext, rows: Iterable[dict[str, Value]], level: str) -> str:
    """How many nodes are behind, and who is worst."""
    judged = [row for row in rows if plain(row, "gap_to_pace") is not None]
    behind = [row for row in judged if amount(row, "gap_to_pace") < 0]
    name = page.t(f"cascade.level_{level}")
    if not judged:
        return page.t("cascade.no_targets", level=name)
    if not behind:
        return page.t("cascade.none_behind", level=name, count=len(judged))
    worst = min(behind, key=lambda row: amount(row, "gap_to_pace"))
    return page.t(
        "cascade.behind",
        level=name,
        count=len(judged),
        behind=len(behind),
        who=node_name(page, worst, (level,)),
        amount=page.compact("gap_to_pace", abs(amount(worst, "gap_to_pace"))),
    )


def node_name(page: PageContext, row: dict[str, Value], path: tuple[str, ...]) -> str:
    """The node's name; targets that were given to nobody below are called unallocated."""
    code = row[path[-1]]
    if code not in ("", None):
        return page.label(path[-1], code)
    return page.t("cascade.unallocated" if not row.get("net_sales") else "shell.unassigned")


def _tree(page: PageContext) -> None:
    levels = [page.ask(*METRICS, by=TREE[: depth + 1]) for depth in range(len(TREE))]
    rows = ordered(levels)
    for row in rows:
        depth = int(str(row["depth"]))
        row["name"] = _INDENT * depth + node_name(page, row, TREE[: depth + 1])
    chart.heading(page.t("cascade.tree_title"), page.t("cascade.tree_note"))
    at = tables.show(
        page, rows, [tables.TableColumn("name", page.t("cascade.node"), width="medium"), *_columns(page)],
        key="cascade_tree", file="targets_tree", height=520, pick=True,
    )  # fmt: skip
    keys = None if at is None else {name: str(rows[at][name]) for name in TREE if name in rows[at]}
    open_number(page, levels[0].query, "net_sales", keys, key="cascade_tree")


def ordered(levels: list[Result]) -> list[dict[str, Value]]:
    """Every node below its parent, the worst gap first among brothers; each row with its `depth`."""
    found: list[dict[str, Value]] = []

    def below(path: tuple[Value, ...]) -> None:
        depth = len(path)
        if depth == len(levels):
            return
        keys = TREE[: depth + 1]
        mine = [row for row in levels[depth] if tuple(row[k] for k in keys[:-1]) == path]
        for row in sorted(mine, key=lambda r: (r[keys[-1]] == "", amount(r, "gap_to_pace"))):
            found.append({**row, "depth": depth})
            below(tuple(row[k] for k in keys))

    below(())
    return found


def _table(page: PageContext, result: Result, rows: list[dict[str, Value]], path: tuple[str, ...], *, key: str) -> None:
    named = [{**row, "name": node_name(page, row, path)} for row in rows]
    columns = [
        tables.TableColumn("name", page.t(f"cascade.level_{path[-1]}"), width="medium"),
        *_columns(page),
    ]
    at = tables.show(page, named, columns, key=key, file=f"targets_{path[-1]}", height=480, pick=True)
    keys = None if at is None else {name: str(rows[at][name]) for name in path}
    open_number(page, result.query, "net_sales", keys, key=key)


def _columns(page: PageContext) -> list[tables.TableColumn]:
    return [tables.metric_column(page, metric) for metric in METRICS if metric != "expected_to_date"]
