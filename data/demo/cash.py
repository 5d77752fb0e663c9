"""Invoices, credit notes and what was paid: on time, late, in parts, too much, not at all, unmatched."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass

import numpy as np

from data.demo import stories
from data.demo.days import DAYS, MONTHS, Flags, Ints, day_at
from data.demo.sales import Lines, World

VAT = 13
METHODS = ("电汇", "银行承兑", "支票", "现金")


@dataclass(frozen=True, slots=True)
class Documents:
    """Invoices (positive) and credit notes (negative), tax included, in cents; `original` -1 = none."""

    number: tuple[str, ...]
    day: Ints
    due: Ints
    customer: Ints
    rep: Ints
    amount: Ints
    original: Ints


@dataclass(frozen=True, slots=True)
class Receipts:
    """One row a receipt and document; `document` -1 = not matched to any."""

    number: tuple[str, ...]
    day: Ints
    customer: Ints
    document: Ints
    amount: Ints
    method: Ints


def make_documents(world: World, lines: Lines) -> Documents:
    """One invoice a customer and month, two for large buyers; returns of a month make one credit note."""
    often = world.customers.is_distributor | (world.customers.channel == 0)
    second_half = (lines.day - np.array([0, *np.cumsum(_month_lengths())])[lines.month]) > 14
    half = second_half & often[lines.customer]
    period = np.where(lines.is_return, lines.month * 4 + 3, lines.month * 4 + half)
    key = lines.customer * 1000 + period
    groups, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    day = np.zeros(len(groups), dtype=np.int64)
    np.maximum.at(day, inverse, lines.day)
    amount = np.zeros(len(groups), dtype=np.int64)
    np.add.at(amount, inverse, lines.amount)
    order = np.lexsort((groups, day))
    customer = (groups // 1000)[order]
    credit = (groups % 4 == 3)[order]
    day, amount, rep = day[order], _with_tax(amount)[order], lines.rep[first][order]
    due = day + np.where(credit, 0, world.customers.terms[customer])
    number = _numbers("FP", day, credit)
    return Documents(number, day, due, customer, rep, amount, _originals(customer, credit))


def _month_lengths() -> list[int]:
    return [monthrange(*month)[1] for month in MONTHS[:-1]]


def _with_tax(cents: Ints) -> Ints:
    return np.asarray(np.floor_divide(cents * (100 + VAT) + 50, 100), dtype=np.int64)


def _numbers(prefix: str, day: Ints, marked: Flags | None = None) -> tuple[str, ...]:
    """Prefix, month and a running number; credit notes start with HZ."""
    numbers, running, current = [], 0, ""
    for k, number in enumerate(day.tolist()):
        month = f"{day_at(number):%Y%m}"
        running = 1 if month != current else running + 1
        current = month
        numbers.append(f"{'HZ' if marked is not None and marked[k] else prefix}{month}{running:05d}")
    return tuple(numbers)


def _originals(customer: Ints, credit: Flags) -> Ints:
    """For each credit note the customer's invoice before it."""
    latest: dict[int, int] = {}
    original = np.full(len(customer), -1, dtype=np.int64)
    for k, (who, is_credit) in enumerate(zip(customer.tolist(), credit.tolist(), strict=True)):
        if is_credit:
            original[k] = latest.get(who, -1)
        else:
            latest[who] = k
    return original


def make_receipts(rng: np.random.Generator, world: World, documents: Documents) -> Receipts:
    """Every invoice's payments up to the as-of date."""
    invoice = np.flatnonzero(documents.amount > 0)
    paid_on = _first_payment(rng, world, documents)[invoice]
    credited, credited_on = _credits(documents)
    in_time = credited_on[invoice] <= paid_on
    owed = documents.amount[invoice] + np.where(in_time, credited[invoice], 0)
    style = rng.choice(4, len(invoice), p=[0.83, 0.12, 0.035, 0.015])
    now = np.select([style == 1, style == 2, style == 3], [owed * 6 // 10, owed * 95 // 100, owed + 10_000], owed)
    rest_on = np.where(style == 2, paid_on + 150, paid_on + rng.integers(15, 60, len(invoice)))
    rest = np.where((style == 1) | (style == 2), owed - now, 0)
    refund = np.where(in_time, 0, credited[invoice])
    refund_on = np.maximum(credited_on[invoice], paid_on) + 12
    rows = [(paid_on, now), (rest_on, rest), (refund_on, refund)]
    day = np.concatenate([when for when, _ in rows])
    amount = np.concatenate([much for _, much in rows])
    document = np.tile(invoice, len(rows))
    keep = np.flatnonzero((amount != 0) & (day < DAYS) & ~_never(world, documents)[document])
    keep = keep[np.lexsort((document[keep], amount[keep] < 0, documents.customer[document[keep]], day[keep]))]
    day, amount, document = day[keep], amount[keep], document[keep]
    customer = documents.customer[document]
    unmatched = (amount > 0) & (day > DAYS - 45) & (rng.random(len(day)) < 0.03)
    method = rng.choice(len(METHODS), len(world.customers), p=[0.72, 0.16, 0.05, 0.07])[customer]
    return Receipts(
        _receipt_numbers(day, customer, amount < 0), day, customer, np.where(unmatched, -1, document), amount, method
    )


def _first_payment(rng: np.random.Generator, world: World, documents: Documents) -> Ints:
    customers = world.customers
    late = customers.lateness[documents.customer] + rng.normal(0, 4, len(documents.day))
    at_once = customers.terms[documents.customer] == 0
    late = np.where(at_once, np.abs(late) * 0.1, late)
    collapsing = np.array([b.region == stories.COLLAPSE_REGION for b in world.people.branches])
    recent = documents.day > DAYS - 150
    late += np.where(collapsing[customers.branch[documents.customer]] & recent, 24, 0)
    late += np.where(rng.random(len(late)) < 0.015, 160, 0)
    return np.asarray(np.maximum(documents.day, documents.due + np.round(late)), dtype=np.int64)


def _credits(documents: Documents) -> tuple[Ints, Ints]:
    """For each document the (negative) sum of its credit notes and the day of the last."""
    total = np.zeros(len(documents.day), dtype=np.int64)
    last = np.zeros(len(documents.day), dtype=np.int64)
    notes = np.flatnonzero(documents.original >= 0)
    np.add.at(total, documents.original[notes], documents.amount[notes])
    np.maximum.at(last, documents.original[notes], documents.day[notes])
    return total, last


def _never(world: World, documents: Documents) -> Flags:
    """The quiet key account stopped paying before it stopped buying."""
    quiet = documents.customer == world.customers.cast.quiet
    starts = sum(_month_lengths()[: stories.QUIET_UNPAID_FROM])
    return np.asarray(quiet & (documents.day >= starts))


def _receipt_numbers(day: Ints, customer: Ints, refund: Flags) -> tuple[str, ...]:
    """One number a customer and day; refunds have their own."""
    head = np.ones(len(day), dtype=bool)
    head[1:] = (day[1:] != day[:-1]) | (customer[1:] != customer[:-1]) | (refund[1:] != refund[:-1])
    numbers = _numbers("SK", day[head])
    return tuple(numbers[k] for k in (np.cumsum(head) - 1).tolist())


def credit_limits(rng: np.random.Generator, world: World, documents: Documents) -> Ints:
    """A limit in cents that fits normal trade, too tight for some; -1 (none) for cash buyers and others."""
    customers = world.customers
    sold = np.bincount(documents.customer, np.maximum(documents.amount, 0), minlength=len(customers))
    months = np.clip(len(MONTHS) - np.maximum(customers.opened, 0), 1, None)
    need = sold / months * (customers.terms / 30 + 1.0) * rng.uniform(1.1, 1.9, len(customers))
    need = np.where(rng.random(len(customers)) < 0.05, need * 0.45, need)
    limit = np.maximum(1, np.round(need / 1_000_000)).astype(np.int64) * 1_000_000
    return np.where((customers.terms == 0) | (rng.random(len(customers)) < 0.06), -1, limit)
