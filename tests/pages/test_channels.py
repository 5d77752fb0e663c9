"""The page of channels: whom its first sentence names, what is unknown, and what who may not see costs is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from sales_core.api import LOCAL_ADMIN, Ask, Narrative, OpenBoard, Period, Viewer, boards
from sales_core.kernel.figure import Figure, FigureState
from sales_core.kernel.terms import Right, Role, Scope
from tests.pages.stage import Stage, sentence, table, words
from tests.pages.tiny import customers, receivables, sales

MAY = Period.month(2026, 5)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The tiny company, whose channel Retail stops after March, and two customers won in winter, one of whom stayed."""
    won: list[dict[str, object]] = [
        {"date": day, "customer": who, "channel": "Web", "rep": "E3", "region": "North", "branch": "BJ", "amount": 50, "quantity": 5, "cost": 35}
        for who, day in (("W1", "2026-01-10"), ("W1", "2026-03-01"), ("W2", "2026-01-12"))
    ]  # fmt: skip
    files = {"sales": [*sales(), *won], "customers": customers(), "receivables": receivables()}
    return Stage.of(tmp_path_factory.mktemp("channels"), **files)


def opened(stage: Stage, viewer: Viewer = LOCAL_ADMIN, period: Period = MAY) -> OpenBoard:
    return OpenBoard(boards()["channels"], Ask(viewer, 1, period, (), {}, "en"), stage.workspace)


def test_the_channel_that_fell_is_named_with_amount_and_action(stage: Stage) -> None:
    assert sentence(opened(stage)).startswith("Retail sold ¥80.0K less than a year before (−100.0%): call")
    scores = table(opened(stage), "scores")
    assert scores.keys == ("KA", "Retail")
    assert {"dso_simple", "stock_days"} <= {column.id for column in scores.columns}
    days = [row["stock_days"] for row in scores.rows]
    assert [cell.state for cell in days if isinstance(cell, Figure)] == [FigureState.NONE] * 2, "no reports: unknown"


def test_who_bought_once_and_stayed_away(stage: Stage) -> None:
    recruited = table(opened(stage), "recruited")
    assert recruited.title.startswith("2 new customers in twelve months, 50.0% of them ordered again within 90 days")
    once = table(opened(stage), "once")
    assert once.keys == ("W2",)
    assert once.title.startswith("1 new customer bought once and stayed away, ¥50")


def test_a_rep_sees_his_own_channel_and_no_receivables_or_costs(stage: Stage) -> None:
    seller = Viewer("seller", Role.REP, Scope.of({"rep": ("E2",)}), rights=(Right.VIEW_SALES, Right.VIEW_AMOUNTS))
    found = opened(stage, seller)
    scores = table(found, "scores")
    assert scores.keys == ("KA",)
    assert "dso_simple" not in {column.id for column in scores.columns}
    margins = [row["margin"] for row in scores.rows]
    assert [cell.state for cell in margins if isinstance(cell, Figure)] == [FigureState.MASKED]
    mix = found.block("mix")
    assert mix is not None
    assert "¥" not in getattr(mix, "title", "")


def test_amounts_that_may_not_be_seen_rank_no_channel(stage: Stage) -> None:
    bare = Viewer("bare", Role.REP, rights=(Right.VIEW_SALES,))
    for name in ("headline", "scores", "mix"):
        assert isinstance(opened(stage, bare).block(name), Narrative), name


def test_without_channels_the_page_says_so(tmp_path: Path) -> None:
    bare = [{name: value for name, value in row.items() if name != "channel"} for row in sales()]
    shown = words(Stage.of(tmp_path, sales=bare).show("channels", locale="en", period="2026-05"))
    assert "No sale names a channel" in shown
