"""Every sales figure from the lines of the sales files, one plain expression a metric."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from tests.golden.asked import Asked, Figure, Row, growth, over, total
from tests.golden.world import World


def sold(world: World, asked: Asked) -> Decimal:
    return total(row["amount"] for row in asked.inside(world.lines))


def gross(world: World, asked: Asked) -> Decimal:
    return total(row["amount"] for row in asked.inside(world.lines) if not row["back"])


def returned(world: World, asked: Asked) -> Decimal:
    return -total(row["amount"] for row in asked.inside(world.lines) if row["back"])


def quantity(world: World, asked: Asked) -> Decimal:
    return total(row["quantity"] for row in asked.inside(world.lines))


def gross_quantity(world: World, asked: Asked) -> Decimal:
    return total(row["quantity"] for row in asked.inside(world.lines) if not row["back"])


def costed(world: World, asked: Asked) -> Decimal:
    return total(row["amount"] for row in asked.inside(world.lines) if row["cost"] is not None)


def cost(world: World, asked: Asked) -> Decimal:
    return total(row["cost"] for row in asked.inside(world.lines))


def profit(world: World, asked: Asked) -> Decimal | None:
    rows = [row for row in asked.inside(world.lines) if row["cost"] is not None]
    return total(row["amount"] - row["cost"] for row in rows) if any(r["amount"] or r["cost"] for r in rows) else None


def orders(world: World, asked: Asked) -> int:
    return len({row["order"] for row in asked.inside(world.lines) if not row["back"] and row["order"]})


def who_bought(world: World, asked: Asked, column: str) -> set[str]:
    bought = [row for row in asked.inside(world.lines) if not row["back"] and row["amount"] > 0]
    return {row[column] for row in bought if row[column]}


def months_before(asked: Asked) -> int:
    """How far back the stretch before lies: a month goes back one, three months go back three."""
    return len(asked.months)


def before(asked: Asked) -> Asked:
    return asked.earlier(months_before(asked))


def lost(world: World, asked: Asked) -> int:
    return len(who_bought(world, before(asked), "customer") - who_bought(world, asked, "customer"))


def retained(world: World, asked: Asked) -> float | None:
    then = who_bought(world, before(asked), "customer")
    return over(len(then & who_bought(world, asked, "customer")), len(then))


@cache
def first_lines(world: World) -> list[Row]:
    """What each customer bought on the first day he ever bought anything."""
    first: dict[str, date] = {}
    for row in sorted(world.lines, key=lambda row: row["date"]):
        if row["amount"] > 0 and row["customer"]:
            first.setdefault(row["customer"], row["date"])
    return [row for row in world.lines if row["amount"] > 0 and first.get(row["customer"]) == row["date"]]


def new(world: World, asked: Asked) -> int:
    return len({row["customer"] for row in asked.inside(first_lines(world))})


def ever(world: World, asked: Asked) -> int:
    return len({row["customer"] for row in asked.until(first_lines(world))})


def all_sold(world: World, asked: Asked) -> Decimal | None:
    rows = replace(asked, where={}).inside(world.lines)
    return total(row["amount"] for row in rows) if rows else None


def year_to_date(asked: Asked) -> Asked:
    return replace(asked, start=asked.closes.replace(month=1, day=1), end=asked.closes)


def month_to_date(asked: Asked) -> Asked:
    return replace(asked, start=asked.closes.replace(day=1), end=asked.closes)


def sold_if_known(world: World, asked: Asked) -> Decimal | None:
    """Before the first line of all, nothing is known: that is no zero."""
    return sold(world, asked) if replace(asked, where={}).inside(world.lines) else None


def last_year(world: World, asked: Asked) -> Decimal | None:
    return sold_if_known(world, asked.earlier(12))


def change(world: World, asked: Asked) -> Decimal | None:
    before = last_year(world, asked)
    return sold(world, asked) - before if before is not None else None


def ytd(world: World, asked: Asked) -> Decimal:
    return sold(world, year_to_date(asked))


def ytd_last_year(world: World, asked: Asked) -> Decimal | None:
    return sold_if_known(world, year_to_date(asked).earlier(12))


EXPECTED: dict[str, Figure] = {
    "net_sales": sold,
    "gross_sales": gross,
    "returns": returned,
    "return_rate": lambda w, a: over(returned(w, a), gross(w, a)),
    "quantity": quantity,
    "gross_quantity": gross_quantity,
    "average_price": lambda w, a: over(sold(w, a), quantity(w, a)),
    "costed_sales": costed,
    "cost_of_sales": cost,
    "gross_profit": profit,
    "margin": lambda w, a: over(profit(w, a), costed(w, a)),
    "cost_coverage": lambda w, a: over(costed(w, a), sold(w, a)),
    "order_count": orders,
    "average_order": lambda w, a: over(gross(w, a), orders(w, a)),
    "line_count": lambda w, a: len(a.inside(w.lines)),
    "active_customers": lambda w, a: len(who_bought(w, a, "customer")),
    "active_customers_previous": lambda w, a: len(who_bought(w, before(a), "customer")),
    "lost_customers": lost,
    "retention_rate": retained,
    "new_customers": new,
    "customer_count": ever,
    "active_products": lambda w, a: len(who_bought(w, a, "product")),
    "active_reps": lambda w, a: len(who_bought(w, a, "rep")),
    "sales_per_rep": lambda w, a: over(sold(w, a), len(who_bought(w, a, "rep"))),
    "sales_per_customer": lambda w, a: over(sold(w, a), len(who_bought(w, a, "customer"))),
    "net_sales_all": all_sold,
    "sales_share": lambda w, a: over(sold(w, a), all_sold(w, a)),
    "net_sales_last_year": last_year,
    "net_sales_last_month": lambda w, a: sold(w, before(a)),
    "yoy": lambda w, a: growth(sold(w, a), last_year(w, a)),
    "mom": lambda w, a: growth(sold(w, a), sold(w, before(a))),
    "net_sales_change": change,
    "net_sales_ytd": ytd,
    "net_sales_ytd_last_year": ytd_last_year,
    "yoy_ytd": lambda w, a: growth(ytd(w, a), ytd_last_year(w, a)),
    "net_sales_mtd": lambda w, a: sold(w, month_to_date(a)),
}
SPLIT_BY = {"net_sales_all": ()}
"""A total of everything has no parts."""
