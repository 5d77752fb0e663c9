"""The overview: each level of why adds up, what needs somebody is ranked by money, and something can be done about it.

Expected figures are worked out by hand from the rows in `tiny.py`, whose last day is 2026-05-20.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sales_core.alerts.measures import Evaluation, run_rule
from sales_core.api import Ask, Chart, Figure, OpenBoard, Period, Table, board
from sales_core.boards.overview.why import basis
from sales_core.boards.record_forms import figure_subject
from sales_core.catalogue.catalogue import product
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import LOCAL_ADMIN, Right, Role, Scope, Viewer
from tests.alerts.conftest import version_of
from tests.pages.stage import Stage, words
from tests.pages.tiny import everything, sales

REP = Viewer("e1", Role.REP, Scope.of({"rep": ("E1",)}))
MANAGER = Viewer("m", Role.MANAGER, Scope.of({"branch": ("SH",)}))
SHARED = Viewer("admin", Role.ADMIN, lens=(Right.VIEW_CUSTOMERS, Right.VIEW_PERSONS))


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("SALES_TODAY", "2026-05-21")
    return monkeypatch


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("overview"), **everything())


def opened(
    stage: Stage, period: str = "2026-05", viewer: Viewer = LOCAL_ADMIN, *filters: Filter, **choices: str
) -> OpenBoard:
    ask = Ask(viewer, 1, Period.parse(period), filters, choices, "en")
    return OpenBoard(board("overview"), ask, stage.workspace)


def table(found: OpenBoard, block: str) -> Table:
    made = found.block(block)
    assert isinstance(made, Table)
    return made


def amounts(made: Table, column: str) -> list[Decimal]:
    cells = [row[column] for row in made.rows]
    return [cell.value for cell in cells if isinstance(cell, Figure) and isinstance(cell.value, Decimal)]


def levels(made: Table, total: Decimal) -> Iterator[tuple[Decimal, Decimal]]:
    """For each level the sum of its lines and the figure above them: the first line of the level above, else the whole."""
    values, above = amounts(made, "amount"), total
    for depth in sorted(set(made.depths)):
        lines = [value for value, at in zip(values, made.depths, strict=True) if at == depth]
        yield sum(lines, Decimal(0)), above
        above = lines[0]


@pytest.mark.parametrize("viewer", [LOCAL_ADMIN, MANAGER, REP, SHARED], ids=["all", "manager", "rep", "shared"])
@pytest.mark.parametrize("period", ["2026-05", "2026-04", "2026-Q2", "2026", "2026-01..2026-05"])
def test_each_level_adds_up_to_the_one_above(stage: Stage, period: str, viewer: Viewer) -> None:
    found = opened(stage, period, viewer)
    _, total = basis(found.context)
    assert total is not None
    made = table(found, "why")
    assert made.rows
    for said, above in levels(made, total):
        assert said == above
    for number, value in zip(made.numbers, amounts(made, "amount"), strict=True):
        if number is not None:
            assert found.context.run(number.query).one()[number.metric] == value


def test_why_names_the_branch_that_sells_nothing_and_its_customer(stage: Stage) -> None:
    made = table(opened(stage), "why")
    # North sold nothing of the 90,000 it owes by then; in May 2025 its only customer bought 80,000.
    assert str(made.rows[0]["name"]) == "North"
    customer = next(row for row in made.rows if row["name"] == "小卖部")
    assert customer["amount"] == Figure.of(Decimal(-80_000), customer["amount"].unit)  # type: ignore[union-attr]
    assert customer["owner"] == "王芳"


def test_without_a_target_last_year_is_what_is_explained(tmp_path_factory: pytest.TempPathFactory) -> None:
    bare = Stage.of(tmp_path_factory.mktemp("bare"), sales=sales())
    found = opened(bare)
    metric, total = basis(found.context)
    # 320,010 against 400,000 of the same days a year before.
    assert (metric, total) == ("net_sales_change", Decimal(-79_990))
    for said, above in levels(table(found, "why"), Decimal(-79_990)):
        assert said == above
    first = opened(bare, "2025-05")
    assert basis(first.context)[1] is None
    assert first.block("why") is None


def test_the_distance_is_what_is_missing_to_the_pace(stage: Stage) -> None:
    found = opened(stage)
    chart = found.block("distance")
    assert isinstance(chart, Chart)
    points = chart.data[0]
    whole = found.context.result("gap_to_pace").one()["gap_to_pace"]
    assert isinstance(whole, Decimal)
    assert points[-1].value.value == whole.quantize(Decimal("0.01"))
    assert "Below the pace since" in chart.title


def test_what_needs_somebody_is_ranked_by_money_and_a_zero_is_no_line(stage: Stage) -> None:
    made = table(opened(stage), "needs")
    found = amounts(made, "at_stake")
    assert found == sorted(found, reverse=True)
    assert all(found)
    rows = dict(zip(made.keys, made.rows, strict=True))
    # C1 50,000 and C2 30,000 late; C1 owes 30,000 more than its limit.
    assert rows["receivables_overdue"]["at_stake"].value == Decimal(80_000)  # type: ignore[union-attr]
    assert rows["over_limit_amount"]["at_stake"].value == Decimal(30_000)  # type: ignore[union-attr]
    assert rows["receivables_overdue"]["owner"] == "张伟"
    assert "data_age" not in rows


def test_days_that_are_not_loaded_are_told_with_what_the_plan_expects(
    tmp_path: Path, today: pytest.MonkeyPatch
) -> None:
    # 1,000 a day from January on: silence for weeks is not usual here, so May is not over with its 20th.
    days = [date(2026, 1, 1) + timedelta(days=step) for step in range(140)]
    sold = [{"date": day, "order_no": f"{day}", "branch": "SH", "customer": "C1", "amount": 1_000} for day in days]
    target = {"month": "2026-05", "branch": "SH", "measure": "net_sales", "target": 40_000}
    daily = Stage.of(tmp_path, sales=sold, targets=[target])
    assert "data_age" not in table(opened(daily), "needs").keys
    today.setenv("SALES_TODAY", "2026-06-10")
    found = opened(daily)
    row: Any = found.context.result("target", "expected_to_date").one()
    made = table(found, "needs")
    (line,) = [row for key, row in zip(made.keys, made.rows, strict=True) if key == "data_age"]
    assert "Data end 20 May 2026, 21 days ago" in str(line["text"])
    at_stake: Any = line["at_stake"]
    assert abs(at_stake.value - (row["target"] - row["expected_to_date"])) < Decimal("0.02")
    # The alert about it says the same.
    evaluation = Evaluation.of(daily.workspace.figures, version_of(sales="2026-05"), date(2026, 6, 10))
    (alert,) = run_rule(product().alert("sales_not_loaded"), evaluation).findings
    assert alert.stake == at_stake.value


def test_nobody_is_told_of_what_he_may_not_see(stage: Stage) -> None:
    keys = set(table(opened(stage, viewer=REP), "needs").keys)
    assert not keys & {"near_expiry_value", "stock_out_count", "target_unallocated"}
    shared = opened(stage, viewer=SHARED, need="receivables_overdue")
    said = str([row["text"] for row in table(shared, "needs").rows])
    assert "华联超市" not in said
    assert "张伟" not in said


def test_a_decision_stands_where_the_next_step_stood(stage: Stage) -> None:
    found = opened(stage, need="receivables_overdue")
    form: Any = found.block("decision")
    subject = figure_subject(stage.workspace.figures, form.number, LOCAL_ADMIN)
    typed = {"action": "visit C1", "owner": "王芳", "due": "2026-05-28"}
    number = stage.workspace.records.add("decision", LOCAL_ADMIN, subject, typed)
    row = dict(zip(table(opened(stage), "needs").keys, table(opened(stage), "needs").rows, strict=True))
    assert row["receivables_overdue"]["step"] == "Decided: visit C1 (王芳, by 28 May 2026)"
    # It stays what was decided when the next month is looked at, and is gone when it is done.
    assert "visit C1" in str(table(opened(stage, "2026-04"), "needs").rows)
    stage.workspace.records.move("decision", LOCAL_ADMIN, number, "done")
    assert "visit C1" not in str(table(opened(stage), "needs").rows)


def test_the_panel_takes_a_promise_a_decision_and_a_watch(tmp_path: Path) -> None:
    stage = Stage.of(tmp_path, **everything())
    app = stage.show("overview", {"need": "receivables_overdue"}, locale="en")
    labels = [button.label for button in app.button]
    assert labels.count("Save") == 3
    owners = [text for text in app.text_input if text.label == "Owner"]
    assert [text.value for text in owners] == ["张伟", "local"]
    action = next(text for text in app.text_input if text.label == "What is to be done")
    action.set_value("call C1 today")
    app.button[1].click()
    app.run()
    (one, *_) = stage.workspace.records.list("decision", LOCAL_ADMIN)
    assert one.row.values["action"] == "call C1 today"
    assert "C1" in words(app)
