"""Decisions as marks on the charts of their numbers, and below the number itself."""

from collections.abc import Iterator
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from sales_core.api import (
    Ask,
    BoardContext,
    Chart,
    NumberAddress,
    OpenBoard,
    Period,
    RecordForm,
    board,
    figure_subject,
    number_records,
)
from sales_core.api.workspace import Workspace
from sales_core.boards.like_for_like import thirteen_months
from sales_core.charts.picture.figure import figure_picture
from sales_core.charts.style import ChartStyle
from sales_core.charts.text_equivalent import mark_texts
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import LOCAL_ADMIN, Right, Role, Scope, Viewer
from tests.pages.stage import Stage
from tests.pages.tiny import everything

MAY, APRIL = Period.month(2026, 5), Period.month(2026, 4)
BOSS = Viewer("boss", Role.EXECUTIVE)
REP = Viewer("e3", Role.REP, Scope.of({"rep": ("E3",)}))
BLIND = replace(BOSS, lens=(Right.VIEW_CUSTOMERS, Right.VIEW_PERSONS))
EAST, NORTH = Filter("region", ("East",)), Filter("region", ("North",))


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("marks"), **everything())


@pytest.fixture
def company(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("SALES_TODAY", "2026-05-21")
    company = stage.workspace
    yield company
    for one in company.records.list("decision", LOCAL_ADMIN):
        if one.state == "open":
            company.records.move("decision", LOCAL_ADMIN, one.row.id, "dropped")


def ask(*filters: Filter, viewer: Viewer = BOSS, period: Period = MAY) -> Ask:
    return Ask(viewer, 1, period, filters, {}, "en")


def decide(company: Workspace, number: NumberAddress, action: str = "Call C3") -> int:
    subject = figure_subject(company.figures, number, BOSS, 1)
    return company.records.add("decision", BOSS, subject, {"action": action, "owner": "Li"})


def distance_chart(company: Workspace, *filters: Filter, viewer: Viewer = BOSS, period: Period = MAY) -> Chart:
    drawn = OpenBoard(board("overview"), ask(*filters, viewer=viewer, period=period), company).block("distance")
    assert isinstance(drawn, Chart)
    return drawn


def test_decisions_are_marks_on_the_chart_of_their_number(company: Workspace) -> None:
    made = decide(company, NumberAddress("net_sales", MAY, (EAST,)), "Visit <b>C3</b>")
    decide(company, NumberAddress("receivables_open", MAY), "Of another number")
    (mark,) = distance_chart(company).marks
    assert mark.at == "2026-05-20", "the last day of the data when it was decided"
    assert "Visit <b>C3</b>" in mark.text
    assert "(East)" in mark.text, "the whole company says which part it is about"
    assert len(distance_chart(company, EAST).marks) == 1
    assert "East" not in distance_chart(company, EAST).marks[0].text
    assert distance_chart(company, NORTH).marks == ()
    assert distance_chart(company, period=APRIL).marks == ()
    assert distance_chart(company, viewer=BLIND).marks == (), "what somebody typed may name anybody"
    company.records.move("decision", BOSS, made, "done")
    assert distance_chart(company, EAST).marks[0].text.endswith("· done")
    company.records.move("decision", BOSS, made, "open")
    company.records.move("decision", BOSS, made, "dropped")
    assert distance_chart(company, EAST).marks == (), "what was dropped happened to no number"


def test_a_mark_is_drawn_said_and_written(company: Workspace) -> None:
    decide(company, NumberAddress("net_sales", MAY, (EAST,)), "Call C3")
    chart, style = distance_chart(company, EAST), ChartStyle(locale="en")
    bare = replace(chart, marks=()).figure(style)
    drawn = chart.figure(style)
    assert go.Figure(drawn).data[: len(bare["data"])] == go.Figure(bare).data
    assert [(trace["x"], trace["marker"]["symbol"]) for trace in drawn["data"][len(bare["data"]) + 1 :]] == [
        (["2026-05-20"], "diamond")
    ]
    assert any("Call C3" in mark.text for mark in mark_texts(drawn, style))
    assert figure_picture(drawn, style).svg.count("<path") > figure_picture(bare, style).svg.count("<path")


def test_months_carry_the_decisions_taken_in_them(company: Workspace) -> None:
    decide(company, NumberAddress("net_sales", MAY), "Push May")
    context = BoardContext(ask(), company, lambda _: "")
    chart = thirteen_months(context, "net_sales")
    assert chart is not None
    months = chart.data[0]
    (mark,) = [mark for mark in chart.marks if "Push May" in mark.text]
    assert isinstance(mark.at, int)
    assert months[mark.at] == mark.name == "May"
    other = thirteen_months(context, "gross_profit")
    assert other is not None
    assert other.marks == ()


def said(company: Workspace, viewer: Viewer, record: str, *of: Filter) -> RecordForm | None:
    context, number = BoardContext(ask(viewer=viewer), company, lambda _: ""), NumberAddress("net_sales", MAY, of)
    return next((one for one in number_records(context, number) if one.form.record == record), None)


def test_a_number_lists_what_was_decided_about_it_and_its_parts(company: Workspace) -> None:
    made = decide(company, NumberAddress("net_sales", APRIL, (EAST,)), "Visit C3")
    whole, part = said(company, BOSS, "decision"), said(company, BOSS, "decision", EAST)
    assert whole is not None
    assert part is not None
    assert made in {entry.id for entry in whole.entries} & {entry.id for entry in part.entries}
    north = said(company, BOSS, "decision", NORTH)
    assert north is not None
    assert north.entries == ()
    other = said(company, REP, "decision")
    assert other is None or other.entries == (), "a part of the company that he does not see"
    hidden = said(company, BLIND, "decision")
    assert hidden is None or (hidden.entries == () and not hidden.is_open)
