"""Sales lines: who buys what when, at which price; promotions, returns and the planted stories."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from data.demo import stories
from data.demo.company import CATEGORIES
from data.demo.customers import Customers
from data.demo.days import DAYS, MONTHS, Flags, Floats, Ints, busyness, first_day, last_day, month_level
from data.demo.people import People
from data.demo.products import Products

CASES_LEVEL = 0.79
PROMOTED_CHANCE = 0.68
RETURN_CHANCE = 0.021


@dataclass(frozen=True, slots=True)
class Lines:
    """Sales lines in the order of their documents; money in cents without tax, returns negative.

    `promotion` is the month of the promotion, -1 = none.
    """

    day: Ints
    month: Ints
    customer: Ints
    product: Ints
    rep: Ints
    branch: Ints
    quantity: Ints
    price: Ints
    cost: Ints
    promotion: Ints
    order: Ints
    line: Ints
    is_return: Flags

    def __len__(self) -> int:
        return len(self.day)

    @property
    def amount(self) -> Ints:
        """Net amount in cents."""
        return self.quantity * self.price

    @property
    def cost_amount(self) -> Ints:
        """Cost of the goods in cents."""
        return self.quantity * self.cost

    def take(self, index: Ints | Flags) -> Lines:
        """The chosen lines."""
        return Lines(**{f.name: getattr(self, f.name)[index] for f in fields(self)})


@dataclass(frozen=True, slots=True)
class World:
    """Everything a month of sales depends on."""

    people: People
    customers: Customers
    products: Products
    assortment: Flags
    own_list: dict[int, Ints]
    season: Floats
    scale: float


def promotion_code(month: int) -> str:
    """The number of the month's promotion as sales and expenses quote it."""
    year, number = MONTHS[month]
    return f"CX{year}{number:02d}"


def make_world(
    rng: np.random.Generator, people: People, customers: Customers, products: Products, scale: float
) -> World:
    """Assortments: each branch lists about 60 % of the range, each distributor some 40 articles."""
    assortment = rng.random((len(people.branches), len(products))) < (0.6 if scale >= 0.3 else 0.9)
    assortment[:, 0] = False
    home = [b.name for b in people.branches].index(stories.EXPIRING_BRANCH)
    assortment[home, 0] = True
    own_list = {}
    for c in np.flatnonzero(customers.is_distributor):
        listed = np.flatnonzero(assortment[customers.branch[c]] & (products.withdrawn > DAYS))
        own_list[int(c)] = rng.choice(listed, size=min(40, len(listed)), replace=False).astype(np.int64)
    season = np.array([[c.season[number - 1] for _, number in MONTHS] for c in CATEGORIES])
    return World(people, customers, products, assortment, own_list, season, scale)


def make_lines(world: World) -> Lines:
    """All lines of all months with their documents numbered by day and customer."""
    parts = [_month_lines(world, month) for month in range(len(MONTHS))]
    bought = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    both = _with_returns(np.random.default_rng([stories.SEED, 77]), world, bought)
    order = np.lexsort((both["product"], both["is_return"], both["customer"], both["day"]))
    both = {name: values[order] for name, values in both.items()}
    numbered = _numbered(both)
    is_return = both.pop("is_return").astype(bool)
    return Lines(**both, **numbered, is_return=is_return)


def _numbered(rows: dict[str, Ints]) -> dict[str, Ints]:
    """Document number within the day and line number within the document."""
    head = np.ones(len(rows["day"]), dtype=bool)
    changed = [rows[n][1:] != rows[n][:-1] for n in ("day", "customer", "is_return")]
    head[1:] = changed[0] | changed[1] | changed[2]
    document = np.cumsum(head)
    starts = np.flatnonzero(head)
    line = np.arange(len(head)) - starts[document - 1] + 1
    first_of_day = np.zeros(DAYS + 1, dtype=np.int64)
    days = rows["day"][starts]
    first_of_day[: len(np.bincount(days))] = np.cumsum(np.bincount(days)) - np.bincount(days)
    order = np.arange(len(starts)) - first_of_day[days] + 1
    return {"order": order[document - 1], "line": line}


def _rates(world: World, month: int) -> Floats:
    """Expected lines of each customer in the month."""
    customers, branches = world.customers, world.people.branches
    partial = (last_day(month) - first_day(month) + 1) / (first_day(month + 1) - first_day(month))
    rate = customers.per_customer("lines") * np.clip(customers.size, 0.5, 2.2) ** 0.5
    rate *= (customers.opened <= month) & (month < customers.closed)
    rate *= np.where(partial < 1, month_level()[month], month_level()[month] ** 0.6)
    collapsing = np.array([b.region == stories.COLLAPSE_REGION for b in branches])[customers.branch]
    rate *= np.where(collapsing, stories.COLLAPSE.get(month, 1.0), 1.0)
    cast = customers.cast
    rate[cast.quiet] *= month < stories.QUIET_FROM
    rate[[cast.stuffed, cast.quiet, cast.carried]] *= 1.6
    return np.asarray(rate)


def _size_factor(world: World, month: int) -> Floats:
    """Cases a line of each customer in the month relative to its channel's normal."""
    customers, branches = world.customers, world.people.branches
    factor = customers.size * 1.002**month * month_level()[month] ** (0.4 if month < len(MONTHS) - 1 else 0.0)
    of_branch = np.ones(len(branches))
    for k, branch in enumerate(branches):
        if branch.region == stories.COLLAPSE_REGION:
            of_branch[k] = stories.COLLAPSE.get(month, 1.0)
        if branch.name == stories.STAR_BRANCH and month >= stories.STAR_FROM:
            of_branch[k] = stories.STAR_MONTHLY ** (month - stories.STAR_FROM + 1)
    return np.asarray(factor * of_branch[customers.branch])


def _month_lines(world: World, month: int) -> dict[str, Ints]:
    rng = np.random.default_rng([stories.SEED, 1, month])
    customers, products = world.customers, world.products
    count = rng.poisson(_rates(world, month))
    customer = np.repeat(np.arange(len(customers)), count)
    day = _order_days(rng, world, month, count)
    product, promoted = _pick_products(rng, world, month, customer)
    category = products.category[product]
    cases = customers.per_customer("cases")[customer] * _size_factor(world, month)[customer]
    cases *= world.season[category, month] * rng.lognormal(0.0, 0.5, len(customer))
    cases *= np.where(promoted, 1.45, 1.0) * CASES_LEVEL
    price = products.price[product] * 1.025 ** (month / 12) * (1 - customers.per_customer("discount")[customer])
    price *= np.where(promoted, 0.90, 1.0) * rng.uniform(0.985, 1.015, len(customer))
    cut = _cut(world, month, customer, category)
    cases *= np.where(cut, stories.CUT_VOLUME, 1.0)
    price *= np.where(cut, stories.CUT_PRICE, 1.0)
    cases = np.where(_stuffed_now(world, month, customer), cases * stories.STUFFING, cases)
    unit_cost = products.cost[product] * 1.018 ** (month / 12)
    return {
        "day": day,
        "month": np.full(len(customer), month),
        "customer": customer,
        "product": product,
        "rep": world.people.holder[customers.territory[customer], month],
        "branch": customers.branch[customer],
        "quantity": np.maximum(1, np.round(cases)).astype(np.int64),
        "price": np.round(price).astype(np.int64),
        "cost": np.round(unit_cost).astype(np.int64),
        "promotion": np.where(promoted, month, -1),
        "is_return": np.zeros(len(customer), dtype=bool),
    }


def _cut(world: World, month: int, customer: Ints, category: Ints) -> Flags:
    if month < stories.CUT_FROM:
        return np.zeros(len(customer), dtype=bool)
    regions = np.array([b.region == stories.CUT_REGION for b in world.people.branches])
    number = [c.name for c in CATEGORIES].index(stories.CUT_CATEGORY)
    return np.asarray(regions[world.customers.branch[customer]] & (category == number))


def _stuffed_now(world: World, month: int, customer: Ints) -> Flags:
    due = month >= stories.STUFFED_FROM and MONTHS[month][1] % 3 == 0
    return np.asarray((customer == world.customers.cast.stuffed) & due)


def _order_days(rng: np.random.Generator, world: World, month: int, count: Ints) -> Ints:
    """A day for each line; about three lines share an order. Stuffing happens on the last five days."""
    first, last = first_day(month), last_day(month)
    weight = busyness()[first : last + 1]
    orders = np.maximum(1, -(-count // 3))
    start = np.cumsum(orders) - orders
    order_day = rng.choice(np.arange(first, last + 1), int(orders.sum()), p=weight / weight.sum())
    pushed = world.customers.cast.stuffed
    if _stuffed_now(world, month, np.array([pushed]))[0]:
        ours = slice(start[pushed], start[pushed] + orders[pushed])
        late = rng.integers(max(first, last - 4), last + 1, orders[pushed])
        order_day[ours] = np.where(rng.random(orders[pushed]) < 0.8, late, order_day[ours])
    customer = np.repeat(np.arange(len(count)), count)
    chosen = np.floor(rng.random(len(customer)) * orders[customer]).astype(int)
    return np.asarray(order_day[start[customer] + chosen])


def _pick_products(rng: np.random.Generator, world: World, month: int, customer: Ints) -> tuple[Ints, Flags]:
    """An article for each line, from the branch's assortment, and whether it was on promotion."""
    base = world.products.on_sale(month) * world.season[world.products.category, month]
    promoted_category = (month * 3) % len(CATEGORIES)
    base = base * np.where(world.products.category == promoted_category, 1.35, 1.0)
    product = np.zeros(len(customer), dtype=np.int64)
    branch = world.customers.branch[customer]
    plain = ~world.customers.is_distributor[customer]
    for b in range(len(world.people.branches)):
        mine = np.flatnonzero((branch == b) & plain)
        product[mine] = _draw(rng, base * world.assortment[b], len(mine))
    for c, listed in world.own_list.items():
        mine = np.flatnonzero(customer == c)
        weight = np.zeros(len(base))
        weight[listed] = base[listed] ** 0.5
        product[mine] = _draw(rng, weight, len(mine))
    in_focus = world.products.category[product] == promoted_category
    return product, in_focus & (rng.random(len(customer)) < PROMOTED_CHANCE)


def _draw(rng: np.random.Generator, weight: Floats, count: int) -> Ints:
    if not count:
        return np.zeros(0, dtype=np.int64)
    cumulative = np.cumsum(weight)
    found = np.searchsorted(cumulative, rng.random(count) * cumulative[-1], side="right")
    return np.asarray(found, dtype=np.int64)


def _with_returns(rng: np.random.Generator, world: World, rows: dict[str, Ints]) -> dict[str, Ints]:
    """Adds a return line for some of the lines, days or weeks later, at the price of the sale."""
    chance = np.full(len(rows["day"]), RETURN_CHANCE)
    chance[_stuffed_rows(world, rows)] = stories.STUFFED_RETURN_SHARE
    back = np.flatnonzero(rng.random(len(chance)) < chance)
    day = rows["day"][back] + rng.integers(5, 36, len(back))
    back, day = back[day < DAYS], day[day < DAYS]
    returned = {name: values[back].copy() for name, values in rows.items()}
    returned["day"] = day
    returned["month"] = np.searchsorted([first_day(m) for m in range(len(MONTHS))], day, side="right") - 1
    share = np.where(_stuffed_rows(world, returned), 0.85, rng.choice([0.1, 0.25, 0.5, 1.0], len(back)))
    returned["quantity"] = -np.maximum(1, np.round(returned["quantity"] * share)).astype(np.int64)
    returned["rep"] = world.people.holder[world.customers.territory[returned["customer"]], returned["month"]]
    returned["is_return"] = np.ones(len(back), dtype=bool)
    return {name: np.concatenate([rows[name], returned[name]]) for name in rows}


def _stuffed_rows(world: World, rows: dict[str, Ints]) -> Flags:
    mine = rows["customer"] == world.customers.cast.stuffed
    return np.asarray(mine & (rows["month"] >= stories.STUFFED_FROM))
