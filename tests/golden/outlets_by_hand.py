"""Outlet scores from the rows of the check list, and the 50/50 scheme from them and the achievement."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from tests.golden import targets_by_hand
from tests.golden.asked import Asked, Figure, Row, total
from tests.golden.world import World


def latest(world: World, asked: Asked) -> list[Row]:
    """The last audit of each outlet in the days covered, whoever made it; then those of the group."""
    every = [row for row in world.audits if asked.start <= row["date"] <= asked.closes]
    last = {row["customer"]: row for row in sorted(every, key=lambda row: row["date"])}
    return asked.mine(list(last.values()))


def weighed(row: Row) -> Decimal:
    """Distribution 40 %, the three others 20 % each."""
    score: Decimal = row["distribution"] * Decimal("0.4") + (row["facing"] + row["price"] + row["display"]) * Decimal(
        "0.2"
    )
    return score


def average(world: World, asked: Asked, score: Callable[[Row], Decimal]) -> float | None:
    rows = latest(world, asked)
    return float(total(score(row) for row in rows)) / len(rows) if rows else None


def part(name: str) -> Callable[[World, Asked], float | None]:
    def score(row: Row) -> Decimal:
        cell: Decimal = row[name]
        return cell

    return lambda world, asked: average(world, asked, score)


def audited(world: World, asked: Asked) -> int | None:
    """Nobody was audited where others were: 0. No audits in the period at all: not known."""
    if not any(asked.start <= row["date"] <= asked.closes for row in world.audits):
        return None
    return len({row["customer"] for row in asked.inside(world.audits)})


def scheme(world: World, asked: Asked) -> float | None:
    done = targets_by_hand.EXPECTED["achievement"](world, asked)
    shelf = average(world, asked, weighed)
    if done is None or shelf is None:
        return None
    return 0.5 * min(1.2, max(0.0, float(done))) + 0.5 * shelf / 100


EXPECTED: dict[str, Figure] = {
    "outlet_score": lambda world, asked: average(world, asked, weighed),
    "outlet_distribution_score": part("distribution"),
    "outlet_facing_score": part("facing"),
    "outlet_price_score": part("price"),
    "outlet_display_score": part("display"),
    "outlets_audited": audited,
    "scheme_score": scheme,
}
