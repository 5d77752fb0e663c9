"""Expenses and branch profit from the plain rows: balances day by day, budgets by selling days counted again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from tests.golden.asked import Asked, Figure, Row, over, total
from tests.golden.money_by_hand import EXPECTED as MONEY
from tests.golden.sales_by_hand import cost, costed
from tests.golden.sales_by_hand import sold as net_sales
from tests.golden.targets_by_hand import EXPECTED as TARGETS
from tests.golden.targets_by_hand import elapsed, selling
from tests.golden.world import World

_RATE = 0.06 / 365
#: The whole has no parts.
SPLIT_BY: dict[str, tuple[str, ...]] = {"expense_all": ()}


def _of_kind(world: World, kind: str) -> list[Row]:
    return [row for row in world.expenses if row["kind"] == kind]


def spent(world: World, asked: Asked) -> Decimal | None:
    """Nothing where the company has no expenses in those days."""
    inside = [row for row in _of_kind(world, "实际") if asked.start <= row["date"] <= asked.closes]
    if not inside:
        return None
    return total(row["amount"] for row in inside if all(row[name] == value for name, value in asked.where.items()))


def _budgets(world: World, asked: Asked, share: Callable[[date], Decimal]) -> Decimal | None:
    rows = [
        row
        for row in _of_kind(world, "预算")
        if all(row[name] == value for name, value in asked.where.items()) and asked.start <= row["date"] <= asked.end
    ]
    return total(row["amount"] * share(row["date"].replace(day=1)) for row in rows) or None


def budget(world: World, asked: Asked) -> Decimal | None:
    return _budgets(world, asked, lambda _: Decimal(1))


def due(world: World, asked: Asked) -> Decimal | None:
    """Months that are over in full, the closing one by its selling days."""
    last = asked.closes.replace(day=1)

    def share(month: date) -> Decimal:
        return (
            Decimal(1)
            if month < last
            else Decimal(elapsed(asked.closes)) / len(selling(last))
            if month == last
            else Decimal(0)
        )

    return _budgets(world, asked, share)


def receivables(world: World, asked: Asked) -> float | None:
    """Every document and receipt from its day, or the first asked, to the close."""

    def days(row: Row) -> int:
        first: date = max(row["date"], asked.start)
        return (asked.closes - first).days + 1

    if not any(row["date"] <= asked.closes for row in world.documents):
        return None
    owed = sum(float(row["amount"]) * days(row) for row in asked.until(world.documents))
    return (owed - sum(float(row["amount"]) * days(row) for row in asked.until(world.receipts))) * _RATE


def stock(world: World, asked: Asked) -> float | None:
    """Of each day the last count on or before it."""
    counted = sorted({row["date"] for row in world.stock if row["date"] <= asked.closes})
    if not counted:
        return None
    worth = {at: float(total(row["value"] for row in asked.mine(world.stock) if row["date"] == at)) for at in counted}
    days = (asked.start + timedelta(days=number) for number in range(asked.days))
    last = (max((at for at in counted if at <= day), default=None) for day in days)
    return sum(worth[at] for at in last if at) * _RATE


def capital(world: World, asked: Asked) -> float | None:
    parts = [part for part in (receivables(world, asked), stock(world, asked)) if part is not None]
    return sum(parts) if parts else None


def contribution(world: World, asked: Asked) -> Decimal | None:
    out = spent(world, asked)
    return None if out is None else costed(world, asked) - cost(world, asked) - out


def profit(world: World, asked: Asked) -> float | None:
    before, charge = contribution(world, asked), capital(world, asked)
    return None if before is None or charge is None else float(before) - charge


def everybody(world: World, asked: Asked) -> Asked:
    del world
    return Asked(asked.start, asked.end, asked.as_of)


def less(one: Figure, *others: Figure) -> Figure:
    """The first minus the others; unknown where one of them is."""

    def difference(world: World, asked: Asked) -> object:
        parts = [each(world, asked) for each in (one, *others)]
        return None if None in parts else parts[0] - sum(parts[1:])

    return difference


def per(part: Figure, whole: Figure) -> Figure:
    return lambda world, asked: over(part(world, asked), whole(world, asked))


def _all(part: Figure) -> Figure:
    return lambda world, asked: part(world, everybody(world, asked))


EXPECTED: dict[str, Figure] = {
    "expense": spent,
    "expense_all": _all(spent),
    "expense_committed": lambda w, a: None,
    "expense_budget": budget,
    "expense_budget_to_date": lambda w, a: None if (found := due(w, a)) is None else float(found),
    "expense_usage": per(spent, budget),
    "expense_pace": per(spent, due),
    "expense_over": lambda w, a: None if (found := less(spent, due)(w, a)) is None else float(found),
    "expense_left": less(budget, spent),
    "expense_ratio": per(spent, net_sales),
    "expense_share": per(spent, _all(spent)),
    "expense_yield": per(per(net_sales, _all(net_sales)), per(spent, _all(spent))),
    "uncosted_sales": lambda w, a: net_sales(w, a) - costed(w, a),
    "contribution": contribution,
    "contribution_budget": less(TARGETS["target_gross_profit"], budget),
    "receivables_charge": receivables,
    "stock_charge": stock,
    "capital_charge": capital,
    "branch_profit": profit,
    "branch_profit_ratio": per(profit, net_sales),
    "cash_ratio": per(MONEY["collections"], net_sales),
}
