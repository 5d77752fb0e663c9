"""The leaderboard with outlet audits: the quadrant's sentence, the 50/50 measure, and no trace of either without audits."""

from pathlib import Path

import pytest

from sales_core.kernel.terms import Role, Scope, Viewer
from tests.pages.stage import Stage, words
from tests.pages.tiny import everything

BOARD = "leaderboard"
# By 20 May E1 reached 200,010 of 250,000 on shelves of 90, E2 120,000 of 100,000 on 60. This company has always sold all of a
# month by the 15th, so the whole target is due and only E2 is there. All outlets: (60 + 90) / 2 = 75.
# 50/50: E1 0.5 × 0.80004 + 0.5 × 0.90 = 85.0 %, E2 0.5 × 1.2 + 0.5 × 0.60 = 90 %.
AUDITS = [
    {"date": "2026-05-06", "customer": "C1", "rep": "E1", "branch": "SH", "score": 90},
    {"date": "2026-05-07", "customer": "C2", "rep": "E2", "branch": "SH", "score": 60},
]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("audited"), **everything(), outlet_audits=AUDITS)


def test_who_sells_without_looking_after_the_shelf(stage: Stage) -> None:
    said = words(stage.show(BOARD))
    assert "2 个中 0 个销量达进度且售点得分不低于 75" in said
    assert "李娜 达成 120.0%，售点得分只有 60" in said
    english = words(stage.show(BOARD, locale="en"))
    assert "0 of 2 sell what is due and keep their shelves above 75" in english


def test_the_scheme_ranks(stage: Stage) -> None:
    app = stage.show(BOARD, {"measure": "scheme_score"})
    assert "李娜" in next(markdown.value for markdown in app.markdown if markdown.value.startswith("## "))
    assert "90.0%" in words(app)


def test_a_rep_sees_his_own_shelf(stage: Stage) -> None:
    viewer = Viewer("e1", Role.REP, Scope.of({"rep": ("E1",)}))
    said = words(stage.show(BOARD, viewer=viewer))
    assert "1 个中 0 个" in said
    assert "李娜" not in said


def test_without_audits_nothing_speaks_of_outlets(tmp_path: Path) -> None:
    app = Stage.of(tmp_path, **everything()).show(BOARD, {"measure": "scheme_score"})
    assert "售点" not in words(app)


def test_a_category_has_sales_and_no_shelf(stage: Stage) -> None:
    assert "品类" in words(stage.show(BOARD, category=["Tea"]))
