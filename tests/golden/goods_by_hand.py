"""Every stock figure from the stock files, the product master and the sales lines, one plain loop a metric."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from tests.golden import sales_by_hand
from tests.golden.asked import Asked, Figure, Row, over, total
from tests.golden.world import World, day

WINDOW = timedelta(days=90)


def on_day(rows: list[Row], at: date, place: str) -> list[Row]:
    """Rows of each place's last count on or before the day (in these files every place counts every month)."""
    last: dict[str, date] = {}
    for row in rows:
        if row["date"] <= at:
            last[row[place]] = max(row["date"], last.get(row[place], row["date"]))
    return [row for row in rows if last.get(row[place]) == row["date"]]


@cache
def stood(world: World, closes: date) -> list[Row]:
    return on_day(world.stock, closes, "warehouse")


def here(world: World, asked: Asked) -> list[Row]:
    return asked.mine(stood(world, asked.closes))


def known(figure: Callable[[World, Asked], object]) -> Callable[[World, Asked], object]:
    """Nothing is said about days before the first count."""
    first: Callable[[World], date] = lambda world: min(row["date"] for row in world.stock)  # noqa: E731
    return lambda world, asked: figure(world, asked) if asked.closes >= first(world) else None


def counted(world: World, at: date) -> date:
    """The day of the last count on or before `at` (all warehouses count on the same days)."""
    last: date = max(row["date"] for row in world.stock if row["date"] <= at)
    return last


def cells(world: World, asked: Asked) -> dict[tuple[str, str], tuple[Decimal, Decimal]]:
    """(warehouse, product) -> (held, net sold there in the 90 days up to the count), of the group."""
    return cells_of(world, asked.closes, tuple(asked.where.items()))


@cache
def cells_of(
    world: World, closes: date, where: tuple[tuple[str, str], ...]
) -> dict[tuple[str, str], tuple[Decimal, Decimal]]:
    asked = Asked(closes, closes, closes, dict(where))
    at = counted(world, asked.closes)
    held: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    sold: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    listed = {(row["warehouse"], row["product"]) for row in here(world, asked)}
    for row in here(world, asked):
        held[row["warehouse"], row["product"]] += row["quantity"]
    for row in asked.mine(world.lines):
        if at - WINDOW < row["date"] <= at:
            sold[row["warehouse"], row["product"]] += row["quantity"]
    listed |= {key for key, amount in sold.items() if amount > 0}
    return {key: (held[key], sold[key]) for key in listed}


def outflow(world: World, asked: Asked) -> Decimal | None:
    found = cells(world, asked)
    return total(sold for _, sold in found.values()) if found else None


def days_of_supply(world: World, asked: Asked) -> float | None:
    flow = outflow(world, asked)
    return (
        float(total(held for held, _ in cells(world, asked).values())) * 90 / float(flow) if flow and flow > 0 else None
    )


def on_sale(world: World, product: str, at: date) -> bool:
    gone = day(world.products[product]["退市日期"])
    return gone is None or gone > at


def young(world: World, product: str, at: date) -> bool:
    """Less than the window on the market."""
    launched = day(world.products[product]["上市日期"])
    return launched is not None and launched > at - WINDOW


def out_places(world: World, asked: Asked) -> int:
    at = counted(world, asked.closes)
    return sum(held <= 0 and on_sale(world, key[1], at) for key, (held, _) in cells(world, asked).items())


def out_products(world: World, asked: Asked) -> int:
    at, found = counted(world, asked.closes), cells(world, asked)
    wanted = {product for _, product in found if on_sale(world, product, at)}
    return len(wanted - {product for (_, product), (held, _) in found.items() if held > 0})


def slow_cells(world: World, asked: Asked) -> set[tuple[str, str]]:
    at = counted(world, asked.closes)
    return {
        key for key, (held, sold) in cells(world, asked).items()
        if held > 0 and not young(world, key[1], at) and held * 90 > 180 * max(sold, Decimal(0))
    }  # fmt: skip


def slow_value(world: World, asked: Asked) -> Decimal:
    slow = slow_cells(world, asked)
    rows = here(world, asked)
    return total(row["value"] for row in rows if row["quantity"] > 0 and (row["warehouse"], row["product"]) in slow)


def excess(world: World, asked: Asked) -> Decimal:
    at, found = counted(world, asked.closes), cells(world, asked)
    worth = Decimal(0)
    for row in here(world, asked):
        held, sold = found[row["warehouse"], row["product"]]
        if row["quantity"] > 0 and held > 0 and not young(world, row["product"], at):
            worth += row["value"] * max(
                Decimal(0), 1 - max(sold, Decimal(0)) / held
            )  # 90 days' outflow = what was sold
    return worth.quantize(Decimal("0.01"))


def life(world: World, row: Row) -> int:
    if row["made"] and row["expiry"] and row["expiry"] > row["made"]:
        return int((row["expiry"] - row["made"]).days)
    return int(world.products[row["product"]]["保质期天数"])


def near(world: World, asked: Asked) -> Decimal:
    return total(
        row["value"] for row in here(world, asked)
        if row["quantity"] > 0 and 0 <= (row["expiry"] - asked.closes).days < life(world, row) / 3
    )  # fmt: skip


def expired(world: World, asked: Asked) -> Decimal:
    return total(row["value"] for row in here(world, asked) if row["quantity"] > 0 and row["expiry"] < asked.closes)


def age(world: World, asked: Asked) -> float | None:
    rows = [row for row in here(world, asked) if row["quantity"] > 0]
    weight = total(row["quantity"] for row in rows)
    return over(sum((asked.closes - row["received"]).days * row["quantity"] for row in rows), weight)


def month_ends(world: World, asked: Asked) -> list[Decimal]:
    """What the group was worth at each month's last count; nothing there is 0."""
    worth = []
    for first in asked.months:
        month = replace(asked, start=first, end=Asked.of(f"{first:%Y-%m}", asked.as_of).end)
        days = [row["date"] for row in world.stock if first <= row["date"] <= month.closes]
        if days:
            worth.append(total(row["value"] for row in asked.mine(world.stock) if row["date"] == max(days)))
    return worth


def average_value(world: World, asked: Asked) -> Decimal | None:
    worth = month_ends(world, asked)
    return (total(worth) / len(worth)).quantize(Decimal("0.0001")) if worth else None


def turnover(world: World, asked: Asked) -> float | None:
    return over(sales_by_hand.cost(world, asked), average_value(world, asked))


def dio(world: World, asked: Asked) -> float | None:
    cost, mean = sales_by_hand.cost(world, asked), average_value(world, asked)
    return float(mean) / float(cost) * asked.days if mean is not None and cost > 0 else None


def held(world: World, asked: Asked) -> list[Row]:
    return asked.mine(on_day(world.held, asked.closes, "holder"))


def reported(column: str) -> Callable[[World, Asked], object]:
    def figure(world: World, asked: Asked) -> Decimal | None:
        told = asked.closes >= min(row["date"] for row in world.held)
        return total(row[column] for row in held(world, asked)) if told else None

    return figure


def sell_out(world: World, asked: Asked) -> Decimal | None:
    told = replace(asked, where={}).inside(world.held)
    return total(row["out"] for row in asked.inside(world.held)) if told else None


EXPECTED: dict[str, Figure] = {
    "stock_quantity": known(lambda w, a: total(row["quantity"] for row in here(w, a))),
    "stock_value": known(lambda w, a: total(row["value"] for row in here(w, a))),
    "stock_products": known(lambda w, a: len({row["product"] for row in here(w, a) if row["quantity"] > 0})),
    "stock_outflow": known(outflow),
    "days_of_supply": known(days_of_supply),
    "stock_out_count": known(out_products),
    "stock_out_places": known(out_places),
    "slow_moving_count": known(lambda w, a: len({product for _, product in slow_cells(w, a)})),
    "slow_moving_value": known(slow_value),
    "excess_value": known(excess),
    "near_expiry_value": known(near),
    "expired_value": known(expired),
    "stock_age": known(age),
    "stock_value_month_ends": lambda w, a: total(worth) if (worth := month_ends(w, a)) else None,
    "stock_months": lambda w, a: len(month_ends(w, a)) or None,
    "stock_value_average": average_value,
    "stock_turnover": turnover,
    "dio": dio,
    "distributor_stock_quantity": reported("quantity"),
    "distributor_stock_value": reported("value"),
    "sell_out": sell_out,
}
SPLIT_BY = {"stock_months": ()} | dict.fromkeys(
    ("distributor_stock_quantity", "distributor_stock_value", "sell_out"), ("holder", "product")
)
