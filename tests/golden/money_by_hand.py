"""Every receivables figure from documents and receipts, totals per document on a day; no movements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from tests.golden.asked import Asked, Figure, back, month_end, over, total
from tests.golden.world import World
from tests.semantic.receivables.reference import Item, items_on, summary


@cache
def items_of(world: World, where: tuple[tuple[str, str], ...], at: date) -> list[Item]:
    group = Asked(at, at, at, dict(where))
    return items_on(at, group.mine(world.documents), group.mine(world.receipts))


def items(world: World, asked: Asked, at: date) -> list[Item]:
    return items_of(world, tuple(asked.where.items()), at)


def standing(name: str) -> Figure:
    """One name of the summary of open items at the close."""
    return lambda world, asked: summary(items(world, asked, asked.closes), asked.closes)[name]


opened, not_due, overdue = standing("open"), standing("not_due"), standing("overdue")


def unapplied(world: World, asked: Asked) -> Decimal:
    return total(item.amount for item in items(world, asked, asked.closes) if item.day is None)


def over_term(world: World, asked: Asked) -> Decimal:
    """Older than the customer's term, whatever due date the document states."""

    def late(item: Item) -> bool:
        term = world.customers[item.customer]["账期天数"]
        return item.day is not None and term is not None and item.day + timedelta(days=int(term)) < asked.closes

    return total(item.amount for item in items(world, asked, asked.closes) if late(item))


def opening(world: World, asked: Asked) -> Decimal:
    at = asked.start - timedelta(days=1)
    return summary(items(world, asked, at), at)["open"]


def invoiced(world: World, asked: Asked) -> Decimal:
    return total(row["amount"] for row in asked.inside(world.documents))


def months_touched(asked: Asked) -> int:
    return (asked.closes.year - asked.start.year) * 12 + asked.closes.month - asked.start.month + 1


def per_month(world: World, asked: Asked) -> Decimal:
    return (invoiced(world, asked) / months_touched(asked)).quantize(Decimal("0.0001"))


def dso(part: Figure) -> Figure:
    """Days of invoicing in a part of what is open, over the days that are over."""

    def days(world: World, asked: Asked) -> float | None:
        sold = invoiced(world, asked)
        return float(part(world, asked) / sold) * asked.days if sold > 0 else None

    return days


def countback(world: World, asked: Asked) -> float:
    left, days, last = opened(world, asked), 0.0, asked.closes
    documents = asked.mine(world.documents)
    earliest = min((row["date"] for row in documents), default=date.max)
    for _ in range(18):
        first = last.replace(day=1)
        if left <= 0 or last < earliest:
            break
        sold = total(row["amount"] for row in documents if first <= row["date"] <= last)
        span = (last - first).days + 1
        if 0 < left < sold:
            return days + span * float(left / sold)
        days, left, last = days + span, left - sold, month_end(back(first, 1))
    return days


def effectiveness(world: World, asked: Asked) -> float | None:
    base = opening(world, asked) + per_month(world, asked)
    due = base - not_due(world, asked)
    return float((base - opened(world, asked)) / due) if due > 0 else None


def settled(world: World, asked: Asked) -> list[int]:
    """Days late of every invoice that was paid or credited in full, by the day that happened."""
    paid = defaultdict(list)
    for row in world.receipts:
        paid[row["document"]].append((row["date"], row["amount"]))
    for row in world.documents:
        if row["original"]:
            paid[row["original"]].append((row["date"], -row["amount"]))
    found = []
    for row in asked.mine(world.documents):
        if row["amount"] <= 0:
            continue
        run, last = Decimal(0), row["date"]
        for day, amount in sorted(paid[row["document"]]):
            before, run = min(run, row["amount"]), run + amount
            if min(run, row["amount"]) != before:
                last = max(last, day)
        if row["amount"] - min(run, row["amount"]) < Decimal("0.01") and asked.start <= last <= asked.closes:
            found.append((last - row["due"]).days)
    return found


def late_on_average(world: World, asked: Asked) -> float | None:
    found = settled(world, asked)
    return over(sum(max(days, 0) for days in found), len(found))


def balances(world: World, asked: Asked) -> dict[str, tuple[Decimal, Decimal | None]]:
    """What each customer that ever had a document or paid owes at the close, beside his limit."""
    # The customer's own master says whose he is, whatever his documents say.
    names = {"rep": "业务员编码", "branch": "分公司", "region": "大区", "channel": "渠道", "customer": "客户编码"}
    found = {}
    for code, master in world.customers.items():
        if any(master[names[name]] != value for name, value in asked.where.items()):
            continue
        one = Asked(asked.start, asked.end, asked.as_of, {"customer": code})
        if one.until(world.documents) or one.until(world.receipts):
            limit = Decimal(str(master["信用额度"] or 0))
            found[code] = (opened(world, one), limit if limit > 0 else None)
    return found


def owing(count: Callable[[Collection[tuple[Decimal, Decimal | None]]], object]) -> Figure:
    """A figure over all customers' (balance, limit)."""
    return lambda world, asked: count(balances(world, asked).values())


used = owing(lambda found: total(max(owed, Decimal(0)) for owed, limit in found if limit))
limits = owing(lambda found: total(limit for _, limit in found))

EXPECTED: dict[str, Figure] = {
    "receivables_open": opened,
    "receivables_not_due": not_due,
    "receivables_overdue": overdue,
    "receivables_unapplied": unapplied,
    "over_term": over_term,
    "receivables_opening": opening,
    **{f"receivables_{name}": standing(name) for name in ("1_30", "31_60", "61_90", "91_120", "over_120")},
    **{
        f"receivables_age_{name}": standing(f"age_{name}")
        for name in ("0_30", "31_60", "61_90", "91_120", "over_120", "none")
    },
    "overdue_share": lambda w, a: over(overdue(w, a), opened(w, a)),
    "invoiced": invoiced,
    "invoiced_per_month": per_month,
    "dso_simple": dso(opened),
    "dso_best_possible": dso(not_due),
    "dso_countback": countback,
    "cei": effectiveness,
    "collections": lambda w, a: total(row["amount"] for row in a.inside(w.receipts)),
    "settled_documents": lambda w, a: len(settled(w, a)),
    "days_late_average": late_on_average,
    "late_share": lambda w, a: over(sum(days > 0 for days in settled(w, a)), len(settled(w, a))),
    "over_limit_customers": owing(lambda found: sum(limit is not None and owed > limit for owed, limit in found)),
    "over_limit_amount": owing(lambda found: total(owed - limit for owed, limit in found if limit and owed > limit)),
    "no_limit_customers": owing(lambda found: sum(limit is None and owed > 0 for owed, limit in found)),
    "debtors": owing(lambda found: sum(owed > 0 for owed, _ in found)),
    "credit_limit": limits,
    "credit_used": used,
    "credit_utilisation": lambda w, a: over(used(w, a), limits(w, a)),
}
