"""The lines of the branches and of the company, all of them up to the same day, so that they add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sales_core.boards.amounts import ZERO, Row, as_amount
from sales_core.boards.context import BoardContext
from sales_core.catalogue.lists.branch_accounts import ACCOUNT_LINES
from sales_core.kernel.query import Compare, Filter, ListQuery, Result, ResultRow

#: Lines that take away from what is sold.
COSTS = ("cost_of_sales", "expense", "capital_charge")
_BRANCH = "branch"
#: From so much of its sales without a cost, a branch is not judged by its profit.
_MOST_UNCOSTED = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Cause:
    """The line that costs a branch most beyond what the others' rate would: `excess` in money."""

    line: str
    excess: Decimal


def last_day(context: BoardContext) -> date:
    """The day up to which every line is known; lines asked up to another day would not add up."""
    return context.result("branch_profit").as_of


def spending_day(context: BoardContext) -> date:
    """The day up to which spending is set against its budget: both are asked up to it."""
    return min(context.as_of, context.result("expense").as_of)


def spending_of(context: BoardContext, *metrics: str, by: tuple[str, ...] = (), **more: Any) -> Result:
    """Figures of spending up to the common day."""
    return context.run(replace(context.query(*metrics, by=by, **more), as_of=spending_day(context)))


def branch_rows(context: BoardContext) -> Sequence[Row]:
    """Every branch with its lines, the smallest profit first; the row without a branch is what belongs to none."""
    asked = ListQuery("branch_accounts", context.period, context.filters, as_of=last_day(context))
    return context.reader.run_list(asked).rows


def of_branch(context: BoardContext, branch: str) -> BoardContext:
    """The context narrowed to a branch; as it is without one."""
    if not branch:
        return context
    others = tuple(item for item in context.filters if item.dimension != _BRANCH)
    return replace(context, ask=replace(context.ask, filters=(*others, Filter(_BRANCH, (branch,)))))


def lines_of(context: BoardContext, branch: str, *more: str, compare: Compare | None = None) -> Result:
    """One row with the lines of a branch or of all, up to the common day."""
    query = of_branch(context, branch).query(*ACCOUNT_LINES, *more, compare=compare)
    return context.run(replace(query, as_of=last_day(context)))


def is_judged(row: Row) -> bool:
    """Whether the profit of a branch says something: it sold, and nearly all it sold has a cost."""
    sold = as_amount(row, "net_sales")
    return sold > 0 and row["branch_profit"] is not None and as_amount(row, "uncosted_sales") <= sold * _MOST_UNCOSTED


def cause_of(row: Row, rows: Sequence[Row]) -> Cause | None:
    """Where a branch pays most beyond the others' rate of net sales; None where no line is above it."""
    others = [one for one in rows if one["branch"] not in {row["branch"], ""} and is_judged(one)]
    sold, theirs = as_amount(row, "net_sales"), total(others, "net_sales")
    if sold <= 0 or theirs <= 0:
        return None
    found = (Cause(line, as_amount(row, line) - total(others, line) / theirs * sold) for line in COSTS)
    largest = max(found, key=lambda one: one.excess)
    return largest if largest.excess > 0 else None


def missing_profit(row: Row, rows: Sequence[Row]) -> Decimal:
    """What a branch would earn more at the others' profit of net sales."""
    others = [one for one in rows if one["branch"] not in {row["branch"], ""} and is_judged(one)]
    theirs = total(others, "net_sales")
    rate = total(others, "branch_profit") / theirs if theirs > 0 else ZERO
    return rate * as_amount(row, "net_sales") - as_amount(row, "branch_profit")


def total(rows: Sequence[Row], line: str) -> Decimal:
    """The sum of a line over rows."""
    return sum((as_amount(row, line) for row in rows), ZERO)


def worst_part(context: BoardContext, branch: str, part: str, metric: str) -> ResultRow | None:
    """The part of a branch's expenses with the largest value of a metric; None where nothing is above 0."""
    found = spending_of(of_branch(context, branch), metric, by=(part,), order_by=f"-{metric}", limit=1)
    row = found.one() if found.rows else {}
    return row if as_amount(row, metric) > 0 else None
