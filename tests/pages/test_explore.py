"""Explore reaches every metric and dimension, says what `query` says, and offers only what the viewer may see."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sales_core.api import LOCAL_ADMIN, Ask, Chart, OpenBoard, Period, Query, Table, Viewer, boards
from sales_core.boards.explore.question import HEAT, LINES
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dependencies import dimensions_of
from sales_core.kernel.figure import Figure
from sales_core.kernel.query import Compare
from sales_core.kernel.terms import Right, Role
from tests.pages.stage import Stage, words
from tests.pages.tiny import everything

BOARD = boards()["explore"]
MAY = Period.month(2026, 5)
ALL = product()


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("explore"), **everything())


def opened(stage: Stage, viewer: Viewer = LOCAL_ADMIN, **choices: str) -> OpenBoard:
    return OpenBoard(BOARD, Ask(viewer, 1, MAY, (), choices, "en"), stage.workspace, strict=True)


def combinations() -> Iterator[tuple[str, str, str, str]]:
    """Every allowed (metric, by, across, compare)."""
    for metric in ALL.metrics:
        able = dimensions_of(ALL, metric)
        for by, across in itertools.product(("", *able), ("", *able)):
            if by != across and (by or not across):
                yield from ((metric, by, across, compare) for compare in ("", *(one.value for one in Compare)))


def some(count: int, seed: int) -> list[tuple[str, str, str, str]]:
    return random.Random(seed).sample(list(combinations()), count)


def says_what_query_says(stage: Stage, metric: str, by: str, across: str, compare: str) -> None:
    found = opened(stage, metric=metric, by=by, across=across, compare=compare)
    blocks = dict(found.blocks())
    assert "headline" in blocks
    table = blocks.get("crossed" if across else "rows")
    assert (table is None) == (not by)
    if not isinstance(table, Table):
        return
    own, _ = found.context.narrowed(metric)
    asked = Query((metric,), by=(by,), period=MAY, filters=own.filters, compare=Compare(compare) if compare else None)
    result = stage.workspace.figures.run(asked, LOCAL_ADMIN, 1)
    wanted = {str(row[by]): row[metric] for row in result}
    column = "__total" if across else metric
    told = {key: row[column] for key, row in zip(table.keys, table.rows, strict=True) if key != "__total"}
    assert {key: one.value if isinstance(one, Figure) else one for key, one in told.items()} == wanted
    if across:
        crossing = replace(asked, by=(by, across))
        cells = {row[metric] for row in stage.workspace.figures.run(crossing, LOCAL_ADMIN, 1)} - {None}
        shown = {
            cell.value for row in table.rows[:-1] for name, cell in row.items()
            if isinstance(cell, Figure) and name.startswith("c_")
        } - {None}  # fmt: skip
        assert shown <= cells
        assert shown == cells or len(table.columns) > 20


@pytest.mark.parametrize("one", some(20, seed=26), ids="-".join)
def test_a_combination_says_what_query_says(stage: Stage, one: tuple[str, str, str, str]) -> None:
    says_what_query_says(stage, *one)


@pytest.mark.endure
@pytest.mark.parametrize("seed", range(10))
def test_hundreds_of_combinations_say_what_query_says(stage: Stage, seed: int) -> None:
    for one in some(100, seed):
        says_what_query_says(stage, *one)


def test_every_metric_and_dimension_is_reachable(stage: Stage) -> None:
    assert set(opened(stage).options("metric")) == set(ALL.metrics)
    carried = {name for metric in ALL.metrics for name in dimensions_of(ALL, metric)}
    offered = {name for metric in ALL.metrics for name in opened(stage, metric=metric).options("by")}
    assert carried <= offered


def test_only_what_the_viewer_may_see_is_offered(stage: Stage) -> None:
    seller = Viewer("seller", Role.REP, rights=(Right.VIEW_SALES, Right.VIEW_AMOUNTS))
    offered = opened(stage, seller).options("metric")
    assert "net_sales" in offered
    assert not {"stock_value", "receivables_open"} & set(offered)


def test_totals_of_ratios_are_no_sums(stage: Stage) -> None:
    table = opened(stage, metric="margin", by="branch").block("rows")
    assert isinstance(table, Table)
    whole = stage.workspace.figures.run(Query(("margin",), period=MAY), LOCAL_ADMIN, 1).one()["margin"]
    last = table.rows[-1]["margin"]
    assert isinstance(last, Figure)
    assert last.value == whole


def test_pictures_follow_the_splits(stage: Stage) -> None:
    for choices, view in (
        ({"by": "branch"}, "bars"), ({"by": "month", "span": "months"}, LINES),
        ({"by": "branch", "across": "category"}, HEAT), ({"by": "branch", "across": "month", "span": "months"}, LINES),
    ):  # fmt: skip
        found = opened(stage, LOCAL_ADMIN, metric="net_sales", **choices)
        assert found.value("view") == view
        assert isinstance(found.block("picture"), Chart)


@pytest.mark.parametrize("metric", ["net_sales", "stock_value", "receivables_open", "target"])
def test_it_begins_with_a_chart(stage: Stage, metric: str) -> None:
    found = opened(stage, metric=metric)
    assert found.value("by") in {"region", "branch"}
    assert isinstance(found.block("picture"), Chart)


def test_the_page_is_drawn(stage: Stage) -> None:
    app = stage.show("explore", {"metric": "net_sales", "by": "branch", "compare": "last_year"}, locale="en")
    assert not app.exception
    assert "Net sales by Branch" in words(app)


def test_nothing_uploaded_is_nothing_claimed(tmp_path: Path) -> None:
    stage = Stage.of(tmp_path, targets=[{"month": "2026-05", "branch": "SH", "target": 100}])
    table = opened(stage, metric="net_sales", by="branch").block("rows")
    assert isinstance(table, Table)
    (total,) = table.rows
    figure = total["net_sales"]
    assert isinstance(figure, Figure)
    assert figure.value is None, "what nobody loaded is unknown, not 0"
