"""Profit and loss: the ladder of a branch or of all, every branch, and each line against budget, last year, others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sales_core.boards.amounts import Row, as_amount
from sales_core.boards.blocks import Chart, Column, Table
from sales_core.boards.columns import list_columns
from sales_core.boards.context import BoardContext
from sales_core.boards.expenses.accounts import COSTS, branch_rows, lines_of, of_branch, spending_of, total
from sales_core.boards.number import METRIC, Drill
from sales_core.charts.forms.quadrant import Dot, quadrant
from sales_core.charts.forms.waterfall import Step, waterfall
from sales_core.format import as_decimal
from sales_core.kernel.figure import Figure
from sales_core.kernel.query import Compare
from sales_core.kernel.units import Unit

#: The ladder: levels, and between them what takes away.
_LEVELS = frozenset({"net_sales", "gross_profit", "contribution", "branch_profit"})
_LADDER = (
    "net_sales", "uncosted_sales", "cost_of_sales", "gross_profit", "expense", "contribution", "receivables_charge",
    "stock_charge", "branch_profit",
)  # fmt: skip
_BUDGETS = {
    "net_sales": "target", "gross_profit": "target_gross_profit", "expense": "expense_budget",
    "contribution": "contribution_budget",
}  # fmt: skip
_COLUMNS = (
    "branch", "branch_profit", "branch_profit_ratio", "net_sales", "gross_profit", "expense", "expense_ratio",
    "capital_charge", "contribution", "branch_profit_before", "cost_of_sales", "uncosted_sales",
)  # fmt: skip


def _who(context: BoardContext) -> str:
    branch = context.choice("branch")
    return context.label("branch", branch) if branch else context.t("expenses.company_name")


def ladder(context: BoardContext) -> Chart | None:
    """From net sales to branch profit; nothing where profit is not known or masked."""
    row = lines_of(context, context.choice("branch")).one()
    if row["branch_profit"] is None or context.is_masked("branch_profit"):
        return None
    steps = []
    for line in _LADDER:
        value = as_decimal(row[line])
        if value is None and line == "gross_profit":
            value = as_amount(row, "costed_sales") - as_amount(row, "cost_of_sales")
        if value is None or (line not in _LEVELS and not value):
            continue
        is_level = line in _LEVELS
        steps.append(
            Step(line, context.metric_name(line), Figure.of(value if is_level else -value, Unit.MONEY), is_level)
        )
    return Chart(
        context.t(
            "expenses.ladder",
            who=_who(context),
            profit=context.short("branch_profit", row["branch_profit"]),
            sales=context.short("net_sales", row["net_sales"]),
        ),
        waterfall,
        (steps,),
        note=context.t("expenses.ladder_note"),
        drill=Drill(of_branch(context, context.choice("branch")).query("branch_profit"), "branch_profit", (METRIC,)),
    )


def branches(context: BoardContext) -> Table:
    """Every branch, the smallest profit first, and all of them together; a picked one has its ladder drawn."""
    rows = branch_rows(context)
    found = lines_of(context, "", "branch_profit_ratio", "expense_ratio", compare=Compare.LAST_YEAR)
    whole = found.one()
    all_branches = {**whole, "branch": "", "branch_profit_before": whole["branch_profit__before"]}
    return Table.of(
        context.t("expenses.branches"),
        list_columns(context, "branch_accounts", *_COLUMNS),
        rows,
        key=lambda row: str(row["branch"]),
        note=context.t("expenses.branches_note"),
        file=f"branch_accounts_{context.period}_v{context.version}",
        drill=None,
        selects="branch",
        total=all_branches,
    )


@dataclass(frozen=True, slots=True)
class _Line:
    metric: str
    amount: Figure
    of_sales: Decimal | None
    budget: Figure | None
    last_year: Figure
    others: Decimal | None
    rank: int | None


def lines(context: BoardContext) -> Table:
    """Each line of a branch: amount, part of net sales, budget, last year, the other branches' part, and its place."""
    branch = context.choice("branch")
    answer = lines_of(context, branch, *_BUDGETS.values(), compare=Compare.LAST_YEAR)
    row, rows = answer.one(), [one for one in branch_rows(context) if one["branch"]]
    others = [one for one in rows if one["branch"] != branch] if branch else []
    sold, theirs = as_amount(row, "net_sales"), total(others, "net_sales")
    found = []
    for line in (*_LADDER[:-3], "capital_charge", _LADDER[-1]):
        budget = _BUDGETS.get(line)
        found.append(
            _Line(
                line,
                context.figure(line, row[line]),
                _part(as_decimal(row[line]), sold),
                context.figure(budget, row[budget]) if budget else None,
                context.figure(line, row[f"{line}__before"]),
                _part(total(others, line), theirs) if others else None,
                _place(rows, branch, line) if branch else None,
            )
        )
    return Table.of(
        context.t("expenses.lines", who=_who(context)),
        _line_columns(context, bool(branch)),
        found,
        key="metric",
        file=f"profit_and_loss_{context.period}_v{context.version}",
        drill=Drill(of_branch(context, branch).query("branch_profit"), "branch_profit", (METRIC,)),
    )


def _line_columns(context: BoardContext, has_others: bool) -> list[Column]:
    columns = [
        Column("line", context.t("expenses.line"), value=lambda one: context.metric_name(one.metric), width="medium"),
        Column("amount", context.t("expenses.amount"), Unit.MONEY),
        Column("of_sales", context.t("expenses.of_sales"), Unit.PERCENT),
        Column("budget", context.t("expenses.budget"), Unit.MONEY),
        Column("last_year", context.t("expenses.last_year"), Unit.MONEY),
    ]
    if has_others:
        columns += [
            Column("others", context.t("expenses.others"), Unit.PERCENT),
            Column("rank", context.t("expenses.rank"), Unit.COUNT),
        ]
    return columns


def _part(amount: Decimal | None, sold: Decimal) -> Decimal | None:
    return None if amount is None or sold <= 0 else amount / sold


def _place(rows: Sequence[Row], branch: str, line: str) -> int | None:
    """Its place among branches by the line's part of net sales: 1 is the best; None where it is unknown."""
    parts = {
        str(row["branch"]): part
        for row in rows
        if (part := _part(as_decimal(row[line]), as_amount(row, "net_sales"))) is not None
    }
    if branch not in parts or line == "net_sales":
        return None
    is_cost = line in COSTS or line == "uncosted_sales"
    return 1 + sum((part < parts[branch]) if is_cost else (part > parts[branch]) for part in parts.values())


def yields(context: BoardContext) -> Chart | None:
    """Each branch by its share of expenses and what it sells for it; the lines are the mean share and the average."""
    result = spending_of(context, "expense_share", "expense_yield", "net_sales", by=("branch",))
    dots = [
        Dot(
            str(row["branch"]),
            context.label("branch", row["branch"]),
            context.figure("expense_share", row["expense_share"]),
            context.figure("expense_yield", row["expense_yield"]),
            context.figure("net_sales", row["net_sales"]),
        )
        for row in result
        if row["branch"] and row["expense_yield"] is not None
    ]
    if len(dots) < 2:
        return None
    corners = tuple(context.t(f"expenses.corner_{name}") for name in ("lean", "star", "small", "costly"))
    return Chart(
        context.t("expenses.yield"),
        quadrant,
        (dots,),
        {
            "middle": (1 / len(dots), 1.0),
            "units": (Unit.PERCENT, Unit.RATIO),
            "titles": (context.metric_name("expense_share"), context.metric_name("expense_yield")),
            "corners": corners,
        },
        note=context.t("expenses.yield_note"),
        result=result,
        drill=Drill(context.query("expense_yield"), "expense_yield", ("branch",)),
    )
