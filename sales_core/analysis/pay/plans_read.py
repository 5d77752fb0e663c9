"""From the rows of the lists of plans and posts to plans and who is paid by which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import Any, cast

from sales_core.analysis.pay.engine import PlanOn
from sales_core.analysis.pay.plan import (
    ONE,
    ZERO,
    CommissionPlan,
    PayBasis,
    PayTier,
    PlanBook,
    Posting,
    TierLadder,
    TierMode,
    post_on,
)

_Row = Mapping[str, Any]


def plan_book(rows: Iterable[_Row]) -> PlanBook:
    """The plans that rows of the list `commission_plans` state; what holds for a whole plan, its first row that
    states it says."""

    def key(row: _Row) -> tuple[date, str]:
        return row["date"], post_key(row["post"])

    found = sorted(rows, key=lambda row: (*key(row), row["plan_category"], row["plan_customer_class"]))
    return PlanBook.of(_plan(valid_from, post, list(group)) for (valid_from, post), group in groupby(found, key))


def plans_of(book: PlanBook, postings: Mapping[str, tuple[Posting, ...]]) -> tuple[dict[str, PlanOn], PlanOn]:
    """By rep what tells his plan of a day: that of his post, else the one for posts without their own; and what tells
    the latter, for who holds no post. What a post is paid by on a day is looked up once for all who hold it."""
    of_post = cache(book.of_post)

    def one(held: tuple[Posting, ...]) -> PlanOn:
        def on(day: date) -> CommissionPlan | None:
            post = post_on(held, day)
            return (of_post(post, day) if post is not None else None) or of_post("", day)

        return on

    return {rep: one(held) for rep, held in postings.items()}, one(())


def postings_of(rows: Iterable[_Row]) -> dict[str, tuple[Posting, ...]]:
    """By rep the postings that rows of the list `rep_posts` tell."""
    found: dict[str, tuple[Posting, ...]] = {}
    for row in rows:
        rep = str(row["rep"])
        one = Posting(post_key(row["post"]), row["valid_from"] or date.min, row["valid_to"])
        found[rep] = (*found.get(rep, ()), one)
    return found


def teams_of(rows: Iterable[_Row]) -> dict[str, tuple[str, ...]]:
    """By leader the reps whose manager he is, as rows of the list `rep_posts` tell; nobody leads himself."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        leader, rep = str(row["manager"] or ""), str(row["rep"])
        if leader and leader != rep:
            found.setdefault(leader, {})[rep] = None
    return {leader: tuple(members) for leader, members in found.items()}


def post_key(name: object) -> str:
    """A post as it is compared: blanks and case do not tell two apart."""
    return str(name or "").strip().casefold()


def _plan(valid_from: date, post: str, rows: list[_Row]) -> CommissionPlan:
    def stated(name: str) -> Any:
        return next((row[name] for row in rows if row[name] is not None), None)

    def cut(row: _Row) -> tuple[str, str]:
        return row["plan_category"], row["plan_customer_class"]

    ladders = tuple(
        TierLadder(tuple(sorted(PayTier(row["tier_start"], row["commission_rate"]) for row in tiers)), *of)
        for of, tiers in groupby(rows, cut)
    )
    return CommissionPlan(
        f"{valid_from:%Y-%m-%d} {post}".strip(), post, valid_from, PayBasis(rows[0]["basis"]),
        TierMode(rows[0]["mode"]), ladders,
        accelerator_from=cast("Decimal | None", stated("accelerator_from")),
        accelerator=stated("accelerator") or ONE, minimum=stated("pay_minimum"), maximum=stated("pay_maximum"),
        team_share=stated("team_share") or ZERO, hold_back_rate=stated("hold_back_rate") or ZERO,
        hold_back_days=int(stated("hold_back_days") or 0),
        claws_back=all(row["claws_back"] for row in rows),
    )  # fmt: skip
