"""Which branch, how much, and what to do, in one sentence; and the cards."""

from __future__ import annotations

from collections.abc import Sequence

from sales_core.boards.amounts import Row, as_amount
from sales_core.boards.blocks import CardRow, Headline
from sales_core.boards.cards import metric_card
from sales_core.boards.context import BoardContext
from sales_core.boards.expenses.accounts import (
    branch_rows,
    cause_of,
    is_judged,
    last_day,
    lines_of,
    missing_profit,
    spending_day,
    spending_of,
    worst_part,
)
from sales_core.format import as_decimal
from sales_core.kernel.query import Compare, ListQuery
from sales_core.kernel.units import Unit

PROFIT_CARDS = ("net_sales", "gross_profit", "expense", "contribution", "capital_charge", "branch_profit")
SPENDING_CARDS = ("expense", "expense_budget", "expense_usage", "expense_over", "expense_committed", "expense_ratio")
CASH_CARDS = ("collections", "net_sales", "cash_ratio", "receivables_open", "receivables_overdue", "expense")
#: Where spending stands against its budget: nothing to set beside last year.
_OF_NOW = frozenset({"expense_over", "expense_usage"})
CARDS = {"profit": PROFIT_CARDS, "spending": SPENDING_CARDS, "cash": CASH_CARDS}


def empty(context: BoardContext) -> str | None:
    """Nothing was ever spent here."""
    is_there = any(context.result(name).one().get(name) is not None for name in ("expense", "expense_budget"))
    return None if is_there or context.is_masked("expense") else context.t("expenses.nothing")


def headline(context: BoardContext) -> Headline:
    """The branch to speak about first: that loses money, that spends over its budget, or that earns least."""
    if context.is_masked("expense") or context.is_masked("branch_profit"):
        return Headline(context.t("expenses.profit_unknown", reason=context.t("masked.reason")))
    if context.choice("view") == "spending":
        return Headline(_spending(context), _basis(context))
    rows = branch_rows(context)
    return Headline(_profit(context, rows) or _spending(context), _basis(context))


def _profit(context: BoardContext, rows: Sequence[Row]) -> str:
    """The branch that loses most; else the one that misses most of what others earn; empty where none is judged."""
    judged = [row for row in rows if row["branch"] and is_judged(row)]
    if not judged:
        return ""
    worst = min(judged, key=lambda row: as_amount(row, "branch_profit"))
    if as_amount(worst, "branch_profit") >= 0 and len(judged) > 1:
        worst = max(judged, key=lambda row: missing_profit(row, rows))
    profit = as_amount(worst, "branch_profit")
    said = {
        "branch": context.label("branch", worst["branch"]),
        "sales": context.short("net_sales", worst["net_sales"]),
        "action": _action(context, worst, rows),
    }
    if profit < 0:
        return context.t("expenses.loss", loss=context.write(-profit, Unit.MONEY), **said)
    if len(judged) == 1:
        return ""
    missing = context.write(missing_profit(worst, rows), Unit.MONEY)
    return context.t("expenses.thin", profit=context.write(profit, Unit.MONEY), missing=missing, **said)


def _action(context: BoardContext, row: Row, rows: Sequence[Row]) -> str:
    """What to do about the line in which the branch pays most beyond the others."""
    cause = cause_of(row, rows)
    if cause is None or cause.line == "expense":
        part = worst_part(context, str(row["branch"]), "type", "expense")
        kind = context.label("type", part["type"]) if part else context.metric_name("expense")
        if cause is None:
            return context.t("expenses.act_approve")
        return context.t("expenses.act_expense", type=kind, excess=context.write(cause.excess, Unit.MONEY))
    key = "expenses.act_cost" if cause.line == "cost_of_sales" else "expenses.act_capital"
    return context.t(key, excess=context.write(cause.excess, Unit.MONEY))


def _spending(context: BoardContext) -> str:
    """The branch furthest over its budget due by now."""
    asked = ListQuery("expense_usage", context.period, context.filters, as_of=spending_day(context))
    found = context.reader.run_list(asked).rows
    row = spending_of(context, "expense", "expense_budget_to_date").one()
    spent, due = context.short("expense", row.get("expense")), row.get("expense_budget_to_date")
    over = [one for one in found if one["part"] and as_amount(one, "expense_over") > 0]
    if due is None:
        return context.t("expenses.no_budget", spent=spent)
    if not over:
        return context.t("expenses.within", spent=spent, due=context.short("expense_budget_to_date", due))
    worst = max(over, key=lambda one: as_amount(one, "expense_over"))
    part = worst_part(context, str(worst["part"]), "type", "expense_over")
    action = context.t("expenses.act_approve")
    if part is not None:
        amount = context.short("expense_over", part["expense_over"])
        action = context.t("expenses.act_type", type=context.label("type", part["type"]), amount=amount)
    return context.t(
        "expenses.over",
        branch=context.label("branch", worst["part"]),
        over=context.short("expense_over", worst["expense_over"]),
        pace=context.short("expense_pace", worst["expense_pace"]),
        action=action,
    )


def _basis(context: BoardContext) -> str:
    """What is left of all, at which rate, and what stands apart: sales without cost, expenses of no branch."""
    result = lines_of(context, "")
    row = result.one()
    parts = []
    if row["branch_profit"] is not None:
        parts.append(
            context.t(
                "expenses.company",
                profit=context.short("branch_profit", row["branch_profit"]),
                sales=context.short("net_sales", row["net_sales"]),
            )
        )
    else:
        reason = context.say(context.catalogue.metric("branch_profit").null_reason)
        parts.append(context.t("expenses.profit_unknown", reason=reason))
    if (uncosted := as_decimal(row["uncosted_sales"])) and row["branch_profit"] is not None:
        parts.append(context.t("expenses.detail_uncosted", amount=context.write(uncosted, Unit.MONEY)))
    parts += _unallocated(context)
    if row["capital_charge"] is not None:
        rate = context.company.figures.company_calendar.capital_rate
        parts.append(context.t("expenses.detail_rate", rate=context.write(rate, Unit.PERCENT)))
        for line, key in (("stock_charge", "no_stock"), ("receivables_charge", "no_receivables")):
            if row[line] is None:
                parts.append(context.t(f"expenses.detail_{key}"))
    return " · ".join((*parts, context.as_of_line(result, version=False)))


def _unallocated(context: BoardContext) -> list[str]:
    """Expenses that no branch has."""
    loose = next((row for row in branch_rows(context) if row["branch"] == ""), None)
    amount = as_amount(loose, "expense") if loose else 0
    return [context.t("expenses.detail_unallocated", amount=context.write(amount, Unit.MONEY))] if amount else []


def card_row(context: BoardContext) -> CardRow:
    """The figures of the view against last year; those of profit up to the day to which all its lines are known."""
    view = context.choice("view")
    if view == "profit":
        found = lines_of(context, "", compare=Compare.LAST_YEAR)
        note = context.t("shell.as_of", day=context.date(last_day(context)))
        return CardRow(tuple(metric_card(context, found, one, note=note) for one in CARDS[view]), width=144)
    cards = []
    for metric in CARDS[view]:
        is_compared = not context.is_level(metric) and metric not in _OF_NOW
        found = spending_of(context, metric, compare=Compare.LAST_YEAR if is_compared else None)
        cards.append(metric_card(context, found, metric))
    return CardRow(tuple(cards), width=144)
