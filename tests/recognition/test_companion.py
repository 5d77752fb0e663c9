"""A table of sales that carries targets, or of targets that carries sales: what the other dataset's rows are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sales_core.recognition.reading import Answers
from tests.recognition.conftest import Read, Result, Rows, answer, load

D = Decimal


def _rows(result: Result, dataset: str) -> dict[str, list[Any]]:
    (table,) = (one for one in result.tables if one.dataset == dataset)
    assert table.rows_file is not None, [(p.code, p.value) for p in table.problems]
    return load(table.rows_file).to_pydict()  # type: ignore[no-any-return]


def _with_target(*targets: object) -> Rows:
    lines = [["2026-04-03", "Ann", "甲", 100], ["2026-04-09", "Ann", "乙", 250], ["2026-05-04", "Bob", "甲", 70]]
    return [
        ["Date", "Rep", "Customer", "Sales", "Sales target"],
        *([*a, b] for a, b in zip(lines, targets, strict=True)),
    ]


def test_targets_of_lines_add_up_by_month_and_whoever_they_are_for(read: Read) -> None:
    found = read(_with_target(10, 20, 30), answers=answer(planned_and_sold="both"))
    held = _rows(found, "targets")
    assert held["target"] == [10, 20, 30]
    assert held["month"] == [date(2026, 4, 1), date(2026, 4, 1), date(2026, 5, 1)]
    assert _rows(found, "sales")["date"] == [date(2026, 4, 3), date(2026, 4, 9), date(2026, 5, 4)]
    same = [["Date", "Rep", "Sales", "Target"], ["2026-04-03", "Ann", 1, 10], ["2026-04-09", "Ann", 2, 20]]
    found = read(same, answers=answer(planned_and_sold="both"))
    assert _rows(found, "targets")["target"] == [30]
    assert "N_ROWS_MERGED" in {p.code for p in found.reading.all_problems}


def test_a_target_that_stands_on_every_line_of_a_rep_is_asked_about(read: Read) -> None:
    rows = _with_target(500, 500, 800)
    asked = read(rows, answers=answer(planned_and_sold="both"))
    (question,) = (q for table in asked.tables for q in table.questions if q.id == "repeated_target")
    assert {name: figures[0].value for name, figures in question.figures.items()} == {"once": 1300, "add": 1800}
    assert all(table.rows_file is None for table in asked.tables if table.dataset == "targets")
    once = _rows(read(rows, answers=answer(planned_and_sold="both", repeated_target="once")), "targets")
    assert (once["rep"], once["target"]) == (["Ann", "Bob"], [500, 800])
    assert "customer_name" not in once
    added = _rows(read(rows, answers=answer(planned_and_sold="both", repeated_target="add")), "targets")
    assert added["target"] == [500, 500, 800]


def test_numbers_are_written_alike_and_pieces_are_no_money(read: Read) -> None:
    text = ["Datum;Region;Umsatz;Umsatzziel;Menge;Menge Soll"]
    text += ["03.04.2026;Nord;1.100,30;1.110;2;3", "09.05.2026;Nord;200,10;1.250;4;5"]
    rows = [line.split(";") for line in text]
    found = read(rows, name="a.csv", delimiter=";", answers=answer(planned_and_sold="both"))
    held = _rows(found, "targets")
    pairs = sorted(zip(held["measure"], held["target"], strict=True))
    assert pairs == [("net_sales", 1110), ("net_sales", 1250), ("quantity", 3), ("quantity", 5)]
    assert _rows(found, "sales")["amount"] == [D("1100.30"), D("200.10")]


def test_a_quarter_of_sales_is_no_month_of_sales(read: Read) -> None:
    rows = [
        ["年", "季度", "大区", "销售目标", "销售额"],
        [2026, "Q1", "华东", 300, 290],
        [2026, "Q2", "华东", 330, 310],
    ]
    found = read(rows, answers=answer(target_spread="even"))
    (question,) = (q for q in found.table.questions if q.id == "planned_and_sold")
    assert [choice for choice, _ in question.choices] == ["targets"]
    assert question.default is None


def test_a_plan_for_months_to_come_leaves_no_empty_sales(read: Read) -> None:
    rows = [["日期", "大区", "销售额", "目标"], ["2026-04-01", "华东", 90, 100], ["2026-05-01", "华东", None, 120]]
    both = read(rows, answers=answer(planned_and_sold="both"))
    assert _rows(both, "sales")["amount"] == [90]
    assert _rows(both, "targets")["target"] == [100, 120]
    alone = read(rows, answers=answer(planned_and_sold="targets"))
    assert [one.dataset for one in alone.tables] == ["targets"]
    assert _rows(alone, "targets")["target"] == [100, 120]


def test_the_other_dataset_can_be_left_out_like_a_table(read: Read) -> None:
    rows = _with_target(10, 20, 30)
    key = "a.xlsx!Sheet1"
    both = {key: {"planned_and_sold": "both"}}
    assert [one.key for one in read(rows, answers=Answers(answers=both)).tables] == [key, f"{key}+targets"]
    found = read(rows, answers=Answers(answers=both, datasets={f"{key}+targets": "skip"}))
    assert [one.omitted for one in found.tables] == ["", "chosen"]
