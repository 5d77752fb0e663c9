"""The page of expenses: whom its first sentence names, that branches make the company, and what is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.api import LOCAL_ADMIN, Ask, Chart, Headline, OpenBoard, Period, Table, Viewer, boards
from sales_core.kernel.errors import NotAllowedError
from sales_core.kernel.figure import Figure
from sales_core.kernel.query import Query
from sales_core.kernel.terms import Right, Role
from tests.pages.stage import Stage
from tests.pages.tiny import everything, expenses, sales

MAY = Period.month(2026, 5)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("expenses"), **everything())


def opened(stage: Stage, viewer: Viewer = LOCAL_ADMIN, period: Period = MAY, **choices: str) -> OpenBoard:
    return OpenBoard(boards()["expenses"], Ask(viewer, 1, period, (), choices, "en"), stage.workspace)


def sentence(board: OpenBoard) -> str:
    block = board.block("headline")
    assert isinstance(block, Headline)
    return block.sentence


def amounts(table: Table, column: str) -> dict[str, Decimal | None]:
    """By key of a row its figure, to the cent."""
    found = {}
    for key, row in zip(table.keys, table.rows, strict=True):
        cell = row[column]
        assert isinstance(cell, Figure)
        found[str(key)] = None if cell.value is None else Decimal(str(cell.value)).quantize(Decimal("0.01"))
    return found


def test_the_branch_that_spends_over_its_budget_is_named_with_amount_and_action(stage: Stage) -> None:
    """BJ spends 90,000 in May, of a budget of 25,000."""
    said = sentence(opened(stage, view="spending"))
    assert said.startswith("BJ has spent")
    assert "促销费" in said
    table = opened(stage, view="spending").block("usage")
    assert isinstance(table, Table)
    assert table.keys[0] == "BJ"
    over, spent, due = (amounts(table, name)["BJ"] for name in ("expense_over", "expense", "expense_budget_to_date"))
    assert over is not None
    assert due is not None
    assert spent == 90_000
    assert over == spent - due
    assert 65_000 <= over < 90_000


def test_branches_make_the_company(stage: Stage) -> None:
    """SH sold 320,010 in May at 70 %, and spent 20,000; BJ sold nothing and spent 90,000."""
    table = opened(stage).block("branches")
    assert isinstance(table, Table)
    assert table.total is not None
    contribution = amounts(table, "contribution")
    # What customers without a branch owe stands in a row of its own.
    assert contribution == {"": 0, "BJ": Decimal("-90000.00"), "SH": Decimal("76003.00")}
    for line in ("net_sales", "gross_profit", "expense", "contribution", "capital_charge", "branch_profit"):
        whole = table.total[line]
        assert isinstance(whole, Figure)
        parts = (value or Decimal(0) for value in amounts(table, line).values())
        assert sum(parts) == Decimal(str(whole.value)).quantize(Decimal("0.01")), line


def test_a_branch_has_its_own_ladder(stage: Stage) -> None:
    chart = opened(stage, branch="SH").block("ladder")
    assert isinstance(chart, Chart)
    steps = {step.key: step.value.value for step in chart.data[0]}
    assert steps["net_sales"] == Decimal(320_010)
    assert steps["cost_of_sales"] == Decimal(-224_007)
    assert steps["expense"] == Decimal(-20_000)
    assert steps["branch_profit"] == steps["contribution"] + steps["receivables_charge"] + steps["stock_charge"]


def test_who_may_not_see_costs_sees_no_expense(stage: Stage) -> None:
    viewer = Viewer("somebody", Role.VIEWER)
    assert not viewer.may(boards()["expenses"].right)
    with pytest.raises(NotAllowedError):
        sentence(opened(stage, viewer))
    for metric in ("expense", "expense_budget", "expense_usage", "contribution", "capital_charge", "branch_profit"):
        row = stage.workspace.figures.run(Query((metric,), period=MAY), replace(LOCAL_ADMIN, lens=(Right.VIEW_COST,)))
        assert row.one()[metric] is None, metric


@pytest.mark.parametrize("kept", ["no cost", "no budget", "one branch"])
def test_what_is_not_known_is_not_zero(tmp_path: Path, kept: str) -> None:
    rows = {"sales": sales(), "expenses": expenses()}
    if kept == "no cost":
        rows["sales"] = [{**row, "cost": None} for row in rows["sales"]]
    if kept == "no budget":
        rows["expenses"] = [row for row in rows["expenses"] if row["kind"] == "actual"]
    if kept == "one branch":
        rows = {name: [row for row in found if row["branch"] == "SH"] for name, found in rows.items()}
    board = opened(Stage.of(tmp_path, **rows))
    said = sentence(board)
    assert said
    assert "None" not in said
    table = board.block("branches")
    assert isinstance(table, Table)
    # Neither receivables nor stock are loaded: no branch profit is told, and no ladder that would end in one.
    assert set(amounts(table, "branch_profit").values()) == {None}
    assert board.block("ladder") is None
    if kept == "no cost":
        assert set(amounts(table, "contribution").values()) == {None}
        assert amounts(table, "uncosted_sales")["SH"] == Decimal("320010.00")
    if kept == "no budget":
        assert "no expense budget" in sentence(opened(Stage.of(tmp_path / "again", **rows), view="spending"))


def test_cash_by_week_is_unknown_without_receivables_or_budget(tmp_path: Path) -> None:
    """Nobody loaded who owes: not 0 expected. Budgets end with May: the week in which June begins has none."""
    bare = Stage.of(tmp_path, sales=sales(), expenses=expenses())
    weeks = opened(bare, view="cash").block("weeks")
    assert isinstance(weeks, Table)

    def value(row: Mapping[str, object], name: str) -> object:
        cell = row[name]
        assert isinstance(cell, Figure)
        return cell.value

    assert {value(row, name) for row in weeks.rows for name in ("expected", "left")} == {None}
    budgeted = {row["week"]: value(row, "out") for row in weeks.rows}
    assert budgeted[date(2026, 5, 18)] == Decimal("6451.61")  # 50,000 ÷ 31 × the 4 days left of the week
    assert budgeted[date(2026, 6, 1)] is None
