"""Scorecard: scores by hand from a company of four reps, the preset against its metric, rights, loading of weights."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.analysis.people.scheme import Kpi, Lack
from sales_core.analysis.people.scorecard import Scorecard, scorecard
from sales_core.api import LOCAL_ADMIN, Ask, Headline, OpenBoard, Table, boards
from sales_core.cli.commands.page import board_text
from sales_core.kernel.figure import Figure
from sales_core.kernel.query import Filter, Query
from sales_core.kernel.terms import Period, Role, Scope, Viewer
from sales_core.kernel.units import Unit
from tests.pages.stage import Stage, words
from tests.pages.test_pay import Row, sale

MAY = Period.month(2026, 5)
D = Decimal
#: May: A sells 90,000 of 100,000, B 60,000 of 40,000, C 10,000 without a target; G of another branch 50,000 of 50,000.
SALES = [
    sale("2026-05-05", "S1", "A", "C1", 90_000), sale("2026-05-06", "S2", "B", "C2", 60_000),
    sale("2026-05-07", "S3", "C", "C3", 10_000), sale("2026-05-31", "S4", "G", "C4", 50_000),
    sale("2026-04-05", "S0", "A", "C1", 50_000),
]  # fmt: skip
TARGETS: list[Row] = [
    {"month": month, "measure": "net_sales", "rep": rep, "target": target, "region": region, "branch": branch}
    for month in ("2026-04", "2026-05")
    for rep, target, region, branch in (
        ("A", 100_000, "East", "SH"), ("B", 40_000, "East", "SH"), ("G", 50_000, "North", "BJ"),
    )
]  # fmt: skip
#: Shelves: A 80 of 100, B 60 and 100; nobody looked at those of C and G.
AUDITS: list[Row] = [
    {"date": "2026-05-10", "customer": customer, "rep": rep, "region": "East", "branch": "SH", "score": score}
    for customer, rep, score in (("C1", "A", 80), ("C2", "B", 60), ("C5", "B", 100))
]  # fmt: skip
REPS: list[Row] = [
    {"rep": rep, "rep_name": name, "role": role, "region": region, "branch": branch, "valid_from": "2025-01-01"}
    for rep, name, role, region, branch in (
        ("A", "张伟", "rep", "East", "SH"), ("B", "李娜", "rep", "East", "SH"), ("C", "王芳", "rep", "East", "SH"),
        ("G", "赵敏", "chief", "North", "BJ"),
    )
]  # fmt: skip
SCHEMES: list[Row] = [
    {"date": "2026-01-01", "post": "Rep", "kpi": "net_sales", "weight": "0.7", "cap": "1.2"},
    {"date": "2026-01-01", "post": "Rep", "kpi": "outlet_score", "weight": "0.3"},
    {"date": "2026-01-01", "post": "chief", "kpi": "net_sales", "weight": "0.5"},
    {"date": "2026-01-01", "post": "chief", "kpi": "gross_profit", "weight": "0.5"},
]  # fmt: skip


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(
        tmp_path_factory.mktemp("scores"), sales=SALES, targets=TARGETS, outlet_audits=AUDITS, reps=REPS,
        kpi_schemes=SCHEMES,
    )  # fmt: skip


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """Without a scheme."""
    return Stage.of(tmp_path_factory.mktemp("preset"), sales=SALES, targets=TARGETS, outlet_audits=AUDITS, reps=REPS)


def card(stage: Stage, viewer: Viewer = LOCAL_ADMIN, *filters: Filter) -> Scorecard:
    return scorecard(stage.workspace.figures.reader(viewer), MAY, filters)


def opened(stage: Stage, viewer: Viewer = LOCAL_ADMIN, locale: str = "en") -> OpenBoard:
    return OpenBoard(boards()["scorecard"], Ask(viewer, 1, MAY, (), {}, locale), stage.workspace)


def test_scores_by_hand(stage: Stage) -> None:
    # A: 0.7 × 0.9 + 0.3 × 0.8 = 0.63 + 0.24 = 0.87. B: 0.7 × min(1.2, 1.5) + 0.3 × 0.8 = 0.84 + 0.24 = 1.08.
    # C: neither target nor audit: nothing known. G: 0.5 × 1 known; gross profit has no target: no score.
    found = {line.rep: line for line in card(stage).lines}
    assert {rep: line.score.value for rep, line in found.items()} == {
        "A": D("0.87"),
        "B": D("1.08"),
        "C": None,
        "G": None,
    }
    assert (found["G"].score.known, found["G"].score.missing_weight) == (D("0.5"), D("0.5"))
    assert found["C"].score.missing_weight == 1
    assert [line.rep for line in card(stage).lines] == ["B", "A", "G", "C"]
    assert {rep: line.rank for rep, line in found.items()} == {"A": 2, "B": 1, "C": None, "G": None}
    # April: A sold half of his target and no shelf was looked at: not known.
    assert found["A"].trend == (None, None, None, None, None, D("0.87"))


def test_the_preset_is_the_metric_of_half_and_half(bare: Stage) -> None:
    found = card(bare)
    assert found.is_preset
    asked = Query(("scheme_score",), ("rep",), MAY)
    told = {row["rep"]: row["scheme_score"] for row in bare.workspace.figures.run(asked, LOCAL_ADMIN)}
    for line in found.lines:
        expected = told.get(line.rep)
        assert (line.score.value is None) == (expected is None)
        if expected is not None and line.score.value is not None:
            assert abs(float(line.score.value) - float(str(expected))) < 1e-9
    headline = opened(bare).block("headline")
    assert isinstance(headline, Headline)
    assert "preset" in headline.detail


def test_the_page_says_who_leads_and_what_is_missing(stage: Stage) -> None:
    found = opened(stage)
    headline = found.block("headline")
    assert isinstance(headline, Headline)
    assert headline.sentence.startswith("Whole scores: 2. The highest is 李娜 with 108 points; of 2 more")
    table = found.block("scores")
    assert isinstance(table, Table)
    missing = dict(zip(table.keys, (row["score_missing"] for row in table.rows), strict=True))
    assert missing["A"] == ""
    assert "Gross profit attained (50.0%): no target or no data" in str(missing["G"])
    weights = found.block("schemes")
    assert isinstance(weights, Table)
    assert len(weights.rows) == 4
    said = words(stage.show("scorecard"))
    assert "李娜" in said
    assert board_text(found)


def test_a_rep_has_his_own_score_and_no_place(stage: Stage) -> None:
    mine = Viewer("a", Role.REP, Scope.of({"rep": ("A",)}))
    (line,) = card(stage, mine).lines
    assert (line.score.value, line.rank) == (D("0.87"), None)
    said = board_text(opened(stage, mine))
    for others in ("李娜", "王芳", "赵敏", "108", "84"):
        assert others not in said, others
    chief = Viewer("g", Role.REP, Scope.of({"rep": ("G",)}))
    (own,) = card(stage, chief).lines
    profit = next(one for one in own.score.contributions if one.part.kpi is Kpi.GROSS_PROFIT)
    assert profit.lack is Lack.NO_RIGHT


def test_filters_and_nobody(stage: Stage, tmp_path: Path) -> None:
    assert [line.rep for line in card(stage, LOCAL_ADMIN, Filter("branch", ("BJ",))).lines] == ["G"]
    untargeted = opened(Stage.of(tmp_path / "untargeted", sales=[SALES[0]]))
    assert untargeted.empty() is None
    headline, rows = untargeted.block("headline"), untargeted.block("scores")
    assert isinstance(headline, Headline)
    assert headline.sentence == "May 2026: nothing to score; it takes targets and sales, or outlet audits"
    assert isinstance(rows, Table)
    assert [(row["rep"], row["score_value"]) for row in rows.rows] == [("A", Figure.of(None, Unit.PERCENT))]
    assert untargeted.block("contributions") is None
    nothing = opened(Stage.of(tmp_path / "nothing", kpi_schemes=SCHEMES))
    assert nothing.empty() == (
        "This page is filled by the following, of which nothing is loaded yet: Sales lines, Targets, Outlet audits."
    )
