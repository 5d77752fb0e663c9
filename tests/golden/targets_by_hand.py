"""Targets and pace from the target files and the sales lines: the tree by plain recursion, the curve by numpy."""

from __future__ import annotations

import bisect
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import accumulate

import holidays
import numpy as np

from tests.golden import money_by_hand, sales_by_hand
from tests.golden.asked import Asked, Figure, Row, back, month_end, over, total
from tests.golden.sales_by_hand import sold
from tests.golden.world import World
from tests.support.present import float_of

GRID = np.linspace(0, 1, 101)


# Targets -----------------------------------------------------------------------------------------------------------


def nodes(world: World, month: date, measure: str, where: dict[str, str]) -> list[tuple[Row, Decimal, bool]]:
    """What a month's stated targets come to, as rows that add up: (node, target, is a parent's open part).

    A branch counts what was stated for it; what its reps do not carry of it stays with the branch itself.
    """
    rows = [row for row in world.targets if (row["month"], row["measure"]) == (month, measure) and not row["category"]]
    reps = [row for row in rows if row["rep"]]
    found = [(row, row["target"], False) for row in reps]
    for branch in (row for row in rows if not row["rep"]):
        below = [row["target"] for row in reps if row["branch"] == branch["branch"]]
        open_ = branch["target"] - total(below)
        if open_ or not below:
            found.append((branch, open_, bool(below)))
    return [one for one in found if all(one[0][name] == value for name, value in where.items())]


def target(measure: str) -> Callable[[World, Asked], Decimal | None]:
    def figure(world: World, asked: Asked) -> Decimal | None:
        found = [value for month in asked.months for _, value, _ in nodes(world, month, measure, asked.where)]
        return total(found) if found else None

    return figure


net = target("net_sales")


def unallocated(world: World, asked: Asked) -> Decimal | None:
    found = [v for m in asked.months for _, v, parent in nodes(world, m, "net_sales", asked.where) if parent]
    return total(found) if found else None


def of_closing_month(world: World, asked: Asked) -> Decimal | None:
    return net(world, replace(asked, start=asked.closes.replace(day=1), end=month_end(asked.closes)))


def minus(left: Decimal | None, right: Decimal | None) -> Decimal | None:
    return None if left is None or right is None else left - right


def reached(actual: object, goal: Decimal | None) -> float | None:
    return over(actual, goal) if goal is not None and goal > 0 else None


# Selling days ------------------------------------------------------------------------------------------------------


@cache
def selling(month: date) -> tuple[date, ...]:
    """Monday to Friday without public holidays, with the weekend days worked in exchange."""
    calendar = holidays.country_holidays("CN", years=month.year)
    days = [month + timedelta(days=n) for n in range(month_end(month).day)]
    return tuple(d for d in days if d in calendar.weekend_workdays or (d.weekday() < 5 and d not in calendar))


def elapsed(at: date) -> int:
    return sum(day <= at for day in selling(at.replace(day=1)))


_CURVES: dict[date, tuple[int, np.ndarray]] = {}


def past_months(world: World, month: date) -> list[date]:
    """Up to twelve months before, from the first that was in the data on its first selling day."""
    first = min(row["date"] for row in world.lines)
    return [m for n in range(12, 0, -1) if selling(m := back(month, n))[0] >= first]


def curve(world: World, month: date) -> np.ndarray:
    """Share of a month sold at each hundredth of its selling days: the mean of the months before."""
    if month not in _CURVES:
        shapes = []
        for past in past_months(world, month):
            days, sums = selling(past), np.zeros(len(selling(past)) + 1)
            for row in world.lines:
                if (row["date"].year, row["date"].month) == (past.year, past.month):
                    sums[bisect.bisect_right(days, row["date"])] += float_of(row["amount"])
            if sums.sum() > 0:
                shapes.append(np.interp(GRID * len(days), range(len(days) + 1), sums.cumsum() / sums.sum()))
        mean = np.clip(np.mean(shapes, axis=0), 0, 1) if len(shapes) > 2 else GRID.copy()
        mean[0], mean[-1] = 0, 1
        _CURVES[month] = (len(shapes), np.array(list(accumulate(mean, max))))
    return _CURVES[month][1]


def share(world: World, at: date) -> float:
    """Share of its month usually sold by the end of the day."""
    if at == month_end(at):
        return 1.0
    month = at.replace(day=1)
    return float(np.interp(elapsed(at) / len(selling(month)), GRID, curve(world, month)))


# Pace --------------------------------------------------------------------------------------------------------------


def expected(world: World, asked: Asked) -> Decimal | None:
    """Months over in full, the closing month by its share, later ones not yet."""
    closing = asked.closes.replace(day=1)
    found: list[Decimal] = []
    for month in asked.months:
        part = 1 if month < closing else share(world, asked.closes) if month == closing else 0
        found += [value * Decimal(part) for _, value, _ in nodes(world, month, "net_sales", asked.where)]
    return total(found).quantize(Decimal("0.000001")) if found else None


def days_ahead(world: World, asked: Asked) -> float | None:
    due, month = expected(world, asked), of_closing_month(world, asked)
    if due is None or month is None or month <= 0:
        return None
    days = len(selling(asked.closes.replace(day=1)))
    place = float(sold(world, asked) - due) / float(month) + share(world, asked.closes)
    if 1e-6 < place < 1:  # who sold nothing stands at the start, however long nobody sells anything
        place = float(np.interp(place, curve(world, asked.closes.replace(day=1)), GRID))
    return place * days - elapsed(asked.closes)


def needed(world: World, asked: Asked) -> Decimal | None:
    goal = net(world, asked)
    left = sum(asked.closes < day <= asked.end for month in asked.months for day in selling(month))
    if goal is None or goal <= 0 or not left:
        return None
    return (max(goal - sold(world, asked), Decimal(0)) / left).quantize(Decimal("0.01"))


def same_point(world: World, asked: Asked) -> Decimal:
    return same_point_until(world, asked, asked.closes)


def same_point_until(world: World, asked: Asked, closes: date) -> Decimal:
    """Sales of each month up to the selling day that the month of `closes` had reached by then."""
    at, of = elapsed(closes), len(selling(closes.replace(day=1)))
    found = Decimal(0)
    for month in asked.months:
        days = selling(month)
        reach = round(at * len(days) / of)
        last = days[reach] - timedelta(days=1) if reach < len(days) else month_end(month)
        last = closes if month == closes.replace(day=1) else last
        found += sold(world, replace(asked, start=month, end=last)) if month <= last else 0
    return found


# Landing -----------------------------------------------------------------------------------------------------------


def of_the_trend(world: World, asked: Asked, month: date) -> Decimal:
    """A month of a trend goes up to the point that the close of the whole trend has reached."""
    one = replace(asked, start=month, end=month_end(month))
    return same_point_until(world, one, asked.closes)


def history(world: World, asked: Asked) -> list[tuple[float, float]]:
    """Of each past month from the group's first sale on: sold to the same point, and the rest."""
    closing = asked.closes.replace(day=1)
    found: list[tuple[float, float]] = []
    at, of = elapsed(asked.closes), len(selling(closing))
    for month in past_months(world, closing):
        days = selling(month)
        reach = round(at * len(days) / of)
        last = days[reach] - timedelta(days=1) if reach < len(days) else month_end(month)
        mine = [row for row in asked.mine(world.lines) if month <= row["date"] <= month_end(month)]
        early = float(total(row["amount"] for row in mine if row["date"] <= last))
        if mine or found:
            found.append((early, float(total(row["amount"] for row in mine)) - early))
    return found


def told(early: float, rests: list[float], part: float) -> float:
    """The rest of a month: off the curve as far as the month has gone, the usual rest for what it has not."""
    return (1 - part) * (early + sum(rests) / len(rests))


def landing(which: str) -> Callable[[World, Asked], float | None]:
    def figure(world: World, asked: Asked) -> float | None:
        actual = float(sold(world, asked))
        if asked.end <= asked.as_of:
            return actual
        past, part = history(world, asked), share(world, asked.closes)
        this_month = replace(asked, start=asked.closes.replace(day=1), end=asked.closes)
        if not past:
            return actual + float(sold(world, this_month)) * (1 - part) / part
        rest = told(float(sold(world, this_month)), [rest for _, rest in past], part)
        factors = []
        for n, (early, came) in enumerate(past):
            others = [rest for m, (_, rest) in enumerate(past) if m != n]
            guess = told(early, others, part) if others else early * (1 - part)
            if guess > 0:
                factors.append(came / guess)
        low, high = np.percentile(factors, [10, 90]) if len(factors) >= 4 else (0.8, 1.2)
        ends = {"low": min(low, 1.0), "base": 1.0, "high": max(high, 1.0)}
        made = sorted(actual + rest * factor for factor in (ends["low"], ends["high"]))
        return {"low": made[0], "base": actual + rest, "high": made[1]}[which]

    return figure


EXPECTED: dict[str, Figure] = {
    "target": net,
    "target_quantity": target("quantity"),
    "target_collections": target("collections"),
    "target_gross_profit": target("gross_profit"),
    "achievement": lambda w, a: reached(sold(w, a), net(w, a)),
    "achievement_quantity": lambda w, a: reached(sales_by_hand.quantity(w, a), target("quantity")(w, a)),
    "achievement_collections": lambda w, a: reached(
        money_by_hand.EXPECTED["collections"](w, a), target("collections")(w, a)
    ),
    "achievement_gross_profit": lambda w, a: reached(sales_by_hand.profit(w, a), target("gross_profit")(w, a)),
    "gap": lambda w, a: minus(sold(w, a), net(w, a)),
    "target_unallocated": unallocated,
    "target_closing_month": of_closing_month,
    "expected_to_date": expected,
    "pace": lambda w, a: reached(sold(w, a), expected(w, a)),
    "gap_to_pace": lambda w, a: minus(sold(w, a), expected(w, a)),
    "days_ahead": days_ahead,
    "needed_per_day": needed,
    "net_sales_same_point": same_point,
    "landing": landing("base"),
    "landing_low": landing("low"),
    "landing_high": landing("high"),
    "landing_achievement": lambda w, a: reached(landing("base")(w, a), net(w, a)),
}
TREND = {"net_sales_same_point": of_the_trend}
