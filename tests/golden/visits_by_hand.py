"""Visits from the rows of the field team's log."""

from __future__ import annotations

from tests.golden import sales_by_hand
from tests.golden.asked import Asked, Figure, Row
from tests.golden.world import World


def known(world: World, asked: Asked, state: str) -> bool:
    """Whether anybody's visits of this kind are in the log of the days covered."""
    return any(asked.start <= row["date"] <= asked.closes and row[state] for row in world.visits)


def made(world: World, asked: Asked) -> list[Row]:
    return [row for row in asked.inside(world.visits) if row["done"]]


def planned(world: World, asked: Asked) -> list[Row]:
    return [row for row in asked.inside(world.visits) if row["planned"]]


def customers(rows: list[Row]) -> set[str]:
    return {row["customer"] for row in rows}


def done(world: World, asked: Asked) -> int | None:
    return len(made(world, asked)) if known(world, asked, "done") else None


def plans(world: World, asked: Asked) -> int | None:
    found = {(row["rep"], row["customer"], row["date"]) for row in planned(world, asked)}
    return len(found) if known(world, asked, "planned") else None


def visited(world: World, asked: Asked) -> int | None:
    return len(customers(made(world, asked))) if known(world, asked, "done") else None


def wanted(world: World, asked: Asked) -> int | None:
    return len(customers(planned(world, asked))) if known(world, asked, "planned") else None


def both(world: World, asked: Asked) -> int | None:
    if not known(world, asked, "done") or not known(world, asked, "planned"):
        return None
    return len(customers(made(world, asked)) & customers(planned(world, asked)))


def quotient(part: Figure, whole: Figure) -> Figure:
    def value(world: World, asked: Asked) -> float | None:
        above, below = part(world, asked), whole(world, asked)
        return None if above is None or not below else float(above) / float(below)

    return value


def minutes(world: World, asked: Asked) -> float | None:
    stated = [row["minutes"] for row in made(world, asked) if row["minutes"] is not None]
    return float(sum(stated)) / len(stated) if stated else None


EXPECTED: dict[str, Figure] = {
    "visits_done": done,
    "visits_planned": plans,
    "customers_visited": visited,
    "customers_planned": wanted,
    "planned_customers_visited": both,
    "visit_plan_share": quotient(done, plans),
    "visit_coverage": quotient(both, wanted),
    "sales_per_visit": quotient(sales_by_hand.EXPECTED["net_sales"], done),
    "visit_minutes": minutes,
}
