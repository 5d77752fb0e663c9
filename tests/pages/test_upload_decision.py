"""The decision on a plan: every risk has a tick of its own, an answer shows its sums, and the ready ones can be taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages.kit.context import PageContext
from sales_core.kernel.problems import Place, Problem, Severity
from sales_core.kernel.terms import EVERYTHING, Period, Text
from sales_core.kernel.units import Unit
from sales_core.loading.plan import Plan, PlanKind
from sales_core.recognition.money_factor import factor_text
from sales_core.recognition.reading import (
    FileReading,
    Match,
    Question,
    ReadingFigure,
    ReadingOption,
    Risk,
    TableReading,
    WrongCell,
    WrongValue,
)
from sales_core.recognition.reading_options import option_label, option_reason
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
    st.session_state["answers"] = {key: dict(given) for key, given in draft.current().answers.items()}


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
    assert app.session_state["decided"] == ("ready_part", ())
    assert "broken.xlsx" in words(app)


def test_a_card_says_why_and_one_click_leaves_it_out(stage: Stage, tmp_path: Path) -> None:
    columns = (Match("日期", "A", "date"), Match("金额", "B", "amount"), Match("备注", "C", None, how=""))
    sums = {"amount": Decimal("209339.5")}
    good = TableReading(
        "may.csv!", "may.csv", "", "sales", matches=columns, rows=3, rows_file=tmp_path / "rows.arrow", sums=sums,
        period=Period.month(2026, 5),
    )  # fmt: skip
    app = draw(stage, plan(readings=(FileReading("may.csv", "a", 1, "csv", (good,)),)))
    seen = words(app)
    for part in ("may.csv", "209,339.5", "日期、金额", "认得 2 列"):
        assert part in seen
    app.button(key="skip|may.csv!").click().run()
    assert app.session_state["decided"] == ("read_again", ())
    assert app.session_state["datasets"] == {"may.csv!": "skip"}


def test_a_file_left_out_is_taken_back_by_one_click(stage: Stage) -> None:
    gone = TableReading("may.csv!", "may.csv", "", None, omitted="chosen")
    app = draw(stage, replace(plan(readings=(FileReading("may.csv", "a", 1, "", (gone,)),)), candidate=False))
    app.button(key="back|may.csv").click().run()
    assert app.session_state["decided"] == ("read_again", ())


def test_three_decisions_at_a_time_and_the_rest_is_folded_with_its_count(stage: Stage) -> None:
    risks = [Risk(one, "may.csv!", Text.verbatim(f"risk {one}"), STAKE, Place("may.csv")) for one in "abcde"]
    app = draw(stage, plan(*risks))
    (folded,) = [one for one in app.expander if "2" in one.label]
    assert [box.label[:6] for box in folded.checkbox] == ["risk d", "risk e"]


def test_warnings_are_notes_and_need_no_tick(stage: Stage) -> None:
    told = tuple(Problem("W_SHEET_SKIPPED", Severity.WARNING, Place("may.csv", one), one) for one in "abcd")
    app = draw(stage, replace(plan(), problems=told))
    assert not app.checkbox
    assert not app.button(key="commit").disabled
    assert any("4" in one.label for one in app.expander)


def test_the_preview_follows_when_the_last_question_is_answered(stage: Stage) -> None:
    choices = (("gross", Text.verbatim("Gross")), ("net", Text.verbatim("Net")))
    questions = tuple(Question(one, "all", Text.verbatim(one), choices) for one in ("first", "second"))
    app = draw(stage, replace(plan(questions=questions), candidate=False))
    app.radio[0].set_value("gross").run()
    assert app.session_state["decided"] == ("", ())
    app.radio[1].set_value("net").run()
    assert app.session_state["decided"] == ("read_again", ())


def test_answers_that_differ_in_money_are_decided_first_and_others_stay_changeable_in_the_card(
    stage: Stage, tmp_path: Path
) -> None:
    choices = (("add", Text.verbatim("Add")), ("replace", Text.verbatim("Replace")))
    money = Question("money", "may.csv!", Text.verbatim("money"), choices, "add", figures={"add": STAKE})
    other = Question("other", "may.csv!", Text.verbatim("other"), choices, "add")
    good = TableReading("may.csv!", "may.csv", "", "sales", rows=3, rows_file=tmp_path / "rows.arrow")
    app = draw(stage, plan(questions=(money, other), readings=(FileReading("may.csv", "a", 1, "csv", (good,)),)))
    assert not app.button(key="commit").disabled
    (card,) = [one for one in app.expander if "1 项取默认值" in one.label]
    assert [radio.label for radio in card.radio] == ["**other**"]
    card.radio[0].set_value("replace").run()
    assert app.session_state["decided"] == ("read_again", ())


def told(option: str, found: str, **more: Any) -> ReadingOption:
    return ReadingOption(option, "may.csv!", option_label(option), found, option_reason("title"), **more)


def test_what_was_found_is_a_control_and_the_preview_follows_another_choice(stage: Stage, tmp_path: Path) -> None:
    units = tuple((unit, factor_text(int(unit))) for unit in ("1", "10000"))
    options = (
        told("money_unit", "10000", choices=units, figures={"1": STAKE}),
        told("as_of_day", "2026-05-31", typed="day"),
        told("period", "2026-05", typed="month"),
        told("currency", "", typed="currency", answer="EUR"),
        told("encoding", "utf-8"),
    )
    good = TableReading("may.csv!", "may.csv", "", "sales", rows=3, rows_file=tmp_path / "rows.arrow", options=options)
    app = draw(stage, plan(readings=(FileReading("may.csv", "a", 1, "csv", (good,)),)))
    (card,) = [one for one in app.expander if one.label == "改变读法"]
    assert not card.proto.expanded
    boxes = {box.label: box for box in card.selectbox}
    assert boxes["金额单位"].value == "10000"
    assert boxes["金额单位"].options[0].startswith("元 — 金额 1,234.5")
    assert "识别" in boxes["金额单位"].options[1]
    assert boxes["币种"].value == "EUR"
    assert card.date_input[0].value == date(2026, 5, 31)
    seen = words(app)
    assert "沿用上次同版式文件" in seen
    assert "编码 utf" in seen
    boxes["金额单位"].set_value("1").run()
    assert app.session_state["decided"] == ("read_again", ())
    assert app.session_state["answers"] == {"may.csv!": {"money_unit": "1"}}


def refused(tmp_path: Path, count: int) -> Plan:
    """A plan of one table with `count` cells that no number is in, of two texts."""
    cells = tuple(
        WrongCell(f"B{row}", row, "数量", "十" if row % 2 else "九", "E_NUMBER") for row in range(2, count + 2)
    )
    values = tuple(WrongValue("数量", text, "E_NUMBER", count // 2) for text in ("十", "九"))
    wrong = Problem("E_NUMBER", Severity.ERROR, Place("may.csv", "", "B2", "数量"), "九", {"column": "数量"}, count)
    bad = TableReading("may.csv!", "may.csv", "", "sales", problems=(wrong,), wrong_cells=cells, wrong_values=values)
    return plan(readings=(FileReading("may.csv", "a", 1, "csv", (bad,)),))


def test_two_kinds_of_errors_are_replaced_everywhere_and_the_preview_follows(stage: Stage, tmp_path: Path) -> None:
    app = draw(stage, refused(tmp_path, 400))
    first, second = app.text_input
    first.set_value("10").run()
    assert app.session_state["decided"] == ("", ())
    second.set_value("9").run()
    assert app.session_state["decided"] == ("read_again", ())
    assert app.session_state["answers"] == {"may.csv!": {"replace:数量:十": "10", "replace:数量:九": "9"}}


def test_cells_are_typed_in_the_page_and_rows_left_out(stage: Stage, tmp_path: Path) -> None:
    shown = refused(tmp_path, 4)
    assert any("4 个错误单元格" in one.label for one in draw(stage, shown).expander)
    from pages.data.draft import Draft

    (table,) = shown.readings[0].tables
    draft = Draft()
    draft.correct(table, {"B2": "9", "B3": None}, [5])
    assert draft.as_answers().answers == {"may.csv!": {"cell:B2": "9", "leave_out_rows": "5"}}
    draft.correct(table, {"B2": None, "B3": None}, [])
    assert draft.as_answers().answers == {"may.csv!": {}}


def test_an_unknown_code_is_said_to_be_a_known_one_by_one_choice(stage: Stage) -> None:
    near = {"reps": {"R9": (("R2", "陈建国"), ("R1", "张伟"))}}
    wrong = Problem("E_UNKNOWN_REP", Severity.ERROR, Place("may.csv"), "R9", {"distinct": "1", "examples": "R9"})
    bad = TableReading(
        "may.csv!",
        "may.csv",
        "",
        "sales",
        problems=(wrong,),
        near_masters=near,
        new_masters={"reps": (("R9", "陈建囯"),)},
    )
    app = draw(stage, plan(readings=(FileReading("may.csv", "a", 1, "csv", (bad,)),)))
    (box,) = [one for one in app.selectbox if "R9" in one.label]
    box.set_value("R2").run()
    assert app.session_state["decided"] == ("read_again", ())
    assert app.session_state["answers"] == {"may.csv!": {"same:rep:R9": "R2"}}
