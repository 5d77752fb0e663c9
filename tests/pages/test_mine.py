"""My page: a rep's own target, pay, place, customers and score; nothing of others."""

from __future__ import annotations

import pytest

from sales_core.api import LOCAL_ADMIN, Ask, Headline, Narrative, OpenBoard, Table, boards
from sales_core.cli.commands.page import board_text
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import Period, Role, Scope, Viewer
from tests.pages.stage import Stage, words
from tests.pages.tiny import everything

MAY = Period.month(2026, 5)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    plan = [
        {"date": "2026-01-01", "tier_start": start, "commission_rate": rate}
        for start, rate in ((0, "0.01"), (210_000, "0.02"))
    ]
    return Stage.of(tmp_path_factory.mktemp("mine"), **everything(), commission_plans=plan)


def opened(stage: Stage, viewer: Viewer, *filters: Filter) -> OpenBoard:
    return OpenBoard(boards()["mine"], Ask(viewer, 1, MAY, filters, {}, "en"), stage.workspace)


def rep(code: str) -> Viewer:
    return Viewer(f"account of {code}", Role.REP, Scope.of({"rep": (code,)}))


def test_a_rep_reads_his_own_month_and_nothing_of_others(stage: Stage) -> None:
    # E1 sells 100,000 twice and 10: 200,010 at 1 % = 2,000.10; 9,990 more reach 210,000 and bring 99.90.
    found = opened(stage, rep("E1"))
    headline = found.block("headline")
    assert isinstance(headline, Headline)
    assert "张伟" in headline.detail
    assert "pay ¥2,000.10" in headline.detail
    step = found.block("next_step")
    assert isinstance(step, Narrative)
    assert "¥9,990.00 more would have reached" in str(step.sentences[0])
    late = found.block("overdue")
    assert isinstance(late, Table)
    assert late.keys == ("C1",)
    assert late.drill is not None
    number = late.drill.number("C1", stage.workspace.figures.catalogue)
    assert number is not None
    assert stage.workspace.figures.run(number.query, rep("E1")).one()["receivables_open"] == 150_000
    said = board_text(found) + words(stage.show("mine", viewer=rep("E1")))
    for others in ("李娜", "王芳", "C2", "C3", "百货大楼", "小卖部", "120,000", "1,200.00"):
        assert others not in said, others


def test_it_is_one_persons_page(stage: Stage) -> None:
    everybody = opened(stage, LOCAL_ADMIN)
    first = everybody.block("headline")
    assert isinstance(first, Headline)
    assert "one person" in first.sentence
    assert not [name for name, block in everybody.blocks() if name != "headline" and block is not None]
    one = opened(stage, LOCAL_ADMIN, Filter("rep", ("E2",)))
    headline = one.block("headline")
    assert isinstance(headline, Headline)
    assert "李娜" in headline.detail
    assert "pay ¥1,200.00" in headline.detail


def test_who_sees_several_people_chooses_one_on_the_page(stage: Stage) -> None:
    app = stage.show("mine")
    choice = app.selectbox(key="whose_page")
    assert choice.value is None
    assert set(choice.options) == {"张伟", "李娜", "王芳"}
    choice.select("E2").run()
    assert app.query_params["rep"] in ("E2", ["E2"])
    assert not [one for one in stage.show("mine", viewer=rep("E1")).selectbox if one.key == "whose_page"], "one's own"


def test_without_the_right_to_see_pay_or_receivables_the_rest_is_there(stage: Stage) -> None:
    viewer = Viewer("v", Role.VIEWER, Scope.of({"rep": ("E1",)}))
    found = opened(stage, viewer)
    headline = found.block("headline")
    assert isinstance(headline, Headline)
    assert "pay" not in headline.detail
    assert found.block("next_step") is None
    assert found.block("overdue") is None
    assert found.block("standing") is not None


def test_among_few_no_place_is_told(stage: Stage) -> None:
    """Three reps: a place would tell of the two others."""
    headline = opened(stage, rep("E1")).block("headline")
    assert isinstance(headline, Headline)
    assert "place" not in headline.detail
