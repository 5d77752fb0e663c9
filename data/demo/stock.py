"""Month-end stock: own warehouses by batch with expiry, and distributors' opening, in, out and closing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.demo import stories
from data.demo.days import DAYS, MONTHS, Floats, Ints, first_day, last_day
from data.demo.products import FLOP
from data.demo.sales import Lines, World

#: Month-ends reported: the last seventeen, the last of them being the as-of date.
SNAPSHOTS = 17
DISTRIBUTOR_SNAPSHOTS = 13
OLDEST_BATCHES = 10


@dataclass(frozen=True, slots=True)
class OwnStock:
    """One row a month-end, branch warehouse, article and batch; days as day numbers, cost in cents."""

    month: Ints
    branch: Ints
    product: Ints
    received: Ints
    made: Ints
    expiry: Ints
    quantity: Ints
    unit_cost: Ints


@dataclass(frozen=True, slots=True)
class DistributorStock:
    """One row a month-end, distributor and article, in cases; opening + inbound − outbound = closing."""

    month: Ints
    customer: Ints
    product: Ints
    opening: Ints
    inbound: Ints
    outbound: Ints
    closing: Ints


def _flows(world: World, lines: Lines, holder: Ints, holders: int) -> Ints:
    """Cases by month, holder and article."""
    shape = (len(MONTHS), holders, len(world.products))
    index = (lines.month * holders + holder) * len(world.products) + lines.product
    return np.bincount(index, lines.quantity, minlength=int(np.prod(shape))).astype(np.int64).reshape(shape)


def make_own_stock(rng: np.random.Generator, world: World, lines: Lines) -> OwnStock:
    """Replenished each month to a cover of 20 to 60 days; what lies there is what came last."""
    branches = len(world.people.branches)
    out = _flows(world, lines, lines.branch, branches)
    cover = rng.uniform(20, 55, (branches, len(world.products)))
    closing, inbound = _replenish(rng, out, cover)
    flop_home = [b.name for b in world.people.branches].index(stories.EXPIRING_BRANCH)
    flop = round(stories.EXPIRING_CASES * min(1.0, world.scale * 2))
    inbound[stories.EXPIRING_MADE, flop_home, FLOP] += flop
    closing[stories.EXPIRING_MADE :, flop_home, FLOP] += flop
    parts = [_batches(world, m, closing, inbound) for m in range(len(MONTHS) - SNAPSHOTS, len(MONTHS))]
    return OwnStock(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _replenish(rng: np.random.Generator, out: Ints, cover: Floats) -> tuple[Ints, Ints]:
    """(closing, inbound) of each month: filled up to the cover of recent outflow, surplus moved away."""
    closing, inbound = np.zeros_like(out), np.zeros_like(out)
    held = np.zeros(out.shape[1:], dtype=np.int64)
    for month in range(len(out)):
        recent = np.maximum(out[max(0, month - 2) : month + 1], 0).mean(axis=0)
        wanted = np.round(recent * cover / 30 * rng.uniform(0.8, 1.2, cover.shape)).astype(np.int64)
        dry = rng.random(cover.shape) < 0.025
        after = held - out[month]
        cleared = np.maximum(after - 2 * wanted, 0) // 2
        after = after - cleared
        held = np.maximum(np.where(dry, 0, wanted), after)
        inbound[month] = held - after - cleared
        closing[month] = held
    return closing, inbound


def _batches(world: World, month: int, closing: Ints, inbound: Ints) -> tuple[Ints, ...]:
    """Walks back through what came in until closing stock is covered; empty shelves of listed arti"""
    left = closing[month].copy()
    listed = inbound[: month + 1].sum(axis=0) > 0
    rows: list[tuple[Ints, Ints, Ints, int]] = []
    empty = np.nonzero(listed & (left == 0))
    rows.append((empty[0], empty[1], np.zeros(len(empty[0]), dtype=np.int64), month))
    for source in range(month, max(-1, month - OLDEST_BATCHES), -1):
        last = source == max(0, month - OLDEST_BATCHES + 1)
        taken = left if last else np.minimum(left, np.maximum(inbound[source], 0))
        where = np.nonzero(taken > 0)
        rows.append((where[0], where[1], taken[where], source))
        left = left - taken
    branch, product, quantity = (np.concatenate([row[k] for row in rows]) for k in range(3))
    source_month = np.concatenate([np.full(len(row[0]), row[3]) for row in rows])
    received = np.array([first_day(int(m)) for m in source_month]) + (product * 7 + branch * 3) % 26
    received = np.minimum(received, last_day(month))
    made = received - 4 - (product * 5) % 17
    expiry = made + world.products.shelf_life[product]
    cost = np.round(world.products.cost[product] * 1.018 ** (month / 12)).astype(np.int64)
    return np.full(len(branch), month), branch, product, received, made, expiry, quantity, cost


def make_distributor_stock(world: World, lines: Lines) -> DistributorStock:
    """Sell-out follows the usual sell-in of half a year, so goods that were pushed in stay."""
    who = np.flatnonzero(world.customers.is_distributor)
    place = np.full(len(world.customers), -1, dtype=np.int64)
    place[who] = np.arange(len(who))
    mine = lines.take(place[lines.customer] >= 0)
    inbound = _flows(world, mine, place[mine.customer], len(who))
    opening, outbound = np.zeros_like(inbound), np.zeros_like(inbound)
    held = np.zeros(inbound.shape[1:], dtype=np.int64)
    for month in range(len(MONTHS)):
        usual = np.median(np.maximum(inbound[max(0, month - 6) : month + 1], 0), axis=0)
        share = (last_day(month) - first_day(month) + 1) / 30.5
        there = np.maximum(held + inbound[month], 0)
        sold = np.minimum(there, np.round(np.maximum(usual * 1.15, there * 0.35) * share).astype(np.int64))
        stuffed = place[world.customers.cast.stuffed]
        sold[stuffed] = np.minimum(there[stuffed], np.round(usual[stuffed] * share + there[stuffed] * 0.04))
        opening[month], outbound[month] = held, sold
        held = held + inbound[month] - sold
    months = np.arange(len(MONTHS) - DISTRIBUTOR_SNAPSHOTS, len(MONTHS))
    closing = opening + inbound - outbound
    live = (opening[months] != 0) | (inbound[months] != 0) | (outbound[months] != 0)
    m, c, p = np.nonzero(live)
    at = (months[m], c, p)
    return DistributorStock(months[m], who[c], p, opening[at], inbound[at], outbound[at], closing[at])


def snapshot_day(month: int) -> int:
    """The day a month's stock was counted."""
    return min(last_day(month), DAYS - 1)
