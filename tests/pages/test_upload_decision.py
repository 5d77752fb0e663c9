"""The decision on a plan: every risk has a tick of its own, an answer shows its sums, and the ready ones can be taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages.kit.context import PageContext
from sales_core.kernel.problems import Place, Problem, Severity
from sales_core.kernel.terms import EVERYTHING, Text
from sales_core.kernel.units import Unit
from sales_core.loading.plan import Plan, PlanKind
from sales_core.recognition.reading import FileReading, Question, ReadingFigure, Risk, TableReading
from tests.pages.stage import Stage, words

STAKE = (ReadingFigure(Text("dataset.sales.amount.label"), Decimal("1234.5"), Unit.MONEY),)


def plan(*risks: Risk, questions: tuple[Question, ...] = (), readings: tuple[FileReading, ...] = ()) -> Plan:
    made = datetime(2026, 5, 31, tzinfo=UTC)
    problems = tuple(problem for reading in readings for problem in reading.all_problems)
    return Plan(
        "p1", PlanKind.LOAD, made, "local", 0, "may.csv", EVERYTHING, readings=readings, risks=risks,
        questions=questions, problems=problems, candidate=not problems,
    )  # fmt: skip


def drawn(page: PageContext, shown: Plan) -> None:
    """What the script draws: the plan with the session's draft; what was decided is kept for the test."""
    from pages.data import draft, plan_view

    st.session_state["decided"] = plan_view.show(page, shown, draft.current())
    st.session_state["datasets"] = dict(draft.current().datasets)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage.of(tmp_path)


def draw(stage: Stage, shown: Plan) -> AppTest:
    return stage.draw("tests.pages.test_upload_decision", "drawn", shown)


def test_each_risk_has_its_own_tick_and_its_money(stage: Stage) -> None:
    risks = [Risk(one, "may.csv!", Text.verbatim(f"risk {one}"), STAKE, Place("may.csv", "", "row 7")) for one in "ab"]
    app = draw(stage, plan(*risks))
    assert [box.label.count("1,234.5") for box in app.checkbox] == [1, 1]
    assert all("row 7" in box.label for box in app.checkbox)
    assert app.button(key="commit").disabled
    app.checkbox[0].check().run()
    assert app.button(key="commit").disabled
    app.checkbox[1].check().run()
    app.button(key="commit").click().run()
    assert app.session_state["decided"] == ("commit", ("a", "b"))


def test_an_answer_shows_the_sums_that_it_gives(stage: Stage) -> None:
    choices = (("gross", Text.verbatim("Gross")), ("net", Text.verbatim("Net")))
    question = Question("which", "all", Text.verbatim("Which?"), choices, figures={"net": STAKE})
    app = draw(stage, replace(plan(questions=(question,)), candidate=False))
    (radio,) = app.radio
    assert radio.value is None
    assert radio.options[0] == "Gross"
    assert "1,234.5" in radio.options[1]


def test_what_is_ready_can_be_loaded_without_the_rest(stage: Stage, tmp_path: Path) -> None:
    good = TableReading("may.csv!", "may.csv", "", "sales", rows=3, rows_file=tmp_path / "rows.arrow")
    bad = Problem("E_EMPTY", Severity.ERROR, Place("broken.xlsx"))
    readings = (FileReading("may.csv", "a", 1, "csv", (good,)), FileReading("broken.xlsx", "b", 1, "", (), (bad,)))
    app = draw(stage, plan(readings=readings))
    assert "commit" not in {button.key for button in app.button}
    app.button(key="ready_only").click().run()
    assert app.session_state["decided"] == ("read_again", ())
    assert app.session_state["datasets"] == {"broken.xlsx": "skip"}
    assert "broken.xlsx" in words(app)
