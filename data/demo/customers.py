"""About 3,000 customers: territory, channel, class, size, life span, terms and paying habits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.demo import stories
from data.demo.company import CHANNELS, DISTRIBUTOR, SHOP_KINDS, SHOP_WORDS, Channel
from data.demo.days import MONTHS, Flags, Floats, Ints
from data.demo.people import People


@dataclass(frozen=True, slots=True)
class Cast:
    """Customer numbers of the planted stories."""

    stuffed: int
    quiet: int
    carried: int


@dataclass(frozen=True, slots=True)
class Customers:
    """One entry a customer; months are positions in MONTHS; `opened` may be negative, `closed` exclusive."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    territory: Ints
    branch: Ints
    channel: Ints
    is_distributor: Flags
    size: Floats
    opened: Ints
    closed: Ints
    terms: Ints
    lateness: Floats
    cast: Cast

    def __len__(self) -> int:
        return len(self.codes)

    def style(self, customer: int) -> Channel:
        """How this customer buys."""
        return DISTRIBUTOR if self.is_distributor[customer] else CHANNELS[int(self.channel[customer])]

    def per_customer(self, name: str) -> Floats:
        """One number of each customer's channel (`lines`, `cases`, `discount`)."""
        plain = np.array([getattr(channel, name) for channel in CHANNELS])[self.channel]
        return np.where(self.is_distributor, getattr(DISTRIBUTOR, name), plain)

    def classes(self) -> tuple[str, ...]:
        """A for the largest tenth by expected sales, B for the next 30 %, else C."""
        expected = self.size * self.per_customer("lines") * self.per_customer("cases")
        rank = np.argsort(np.argsort(-expected)) / len(self)
        return tuple("A" if r < 0.1 else "B" if r < 0.4 else "C" for r in rank)


def make_customers(rng: np.random.Generator, people: People, scale: float) -> Customers:
    """Customers spread over territories by branch weight; the stories' customers are set by hand."""
    count = max(40, round(3000 * scale))
    territories = people.territory_branch
    attraction = rng.uniform(0.7, 1.3, len(territories))
    territory = rng.choice(len(territories), count, p=attraction / attraction.sum()).astype(np.int64)
    channel = rng.choice(len(CHANNELS), count, p=[c.share for c in CHANNELS]).astype(np.int64)
    flowing = next(k for k, c in enumerate(CHANNELS) if c.name == DISTRIBUTOR.name)
    is_distributor = (channel == flowing) & (rng.random(count) < DISTRIBUTOR.share / CHANNELS[flowing].share)
    size = rng.lognormal(-0.25, 0.7, count)
    opened = np.where(rng.random(count) < 0.80, -1, rng.integers(0, len(MONTHS), count)).astype(np.int64)
    closes = (rng.random(count) < 0.13) & ~is_distributor
    closed = np.where(closes, opened + rng.integers(5, 40, count), len(MONTHS) + 1).astype(np.int64)
    cast = _cast(people, territory, channel, is_distributor, size, opened, closed)
    branch = territories[territory]
    names = _names(rng, people, branch, channel, is_distributor)
    terms = np.array([rng.choice(CHANNELS[int(c)].terms) for c in channel], dtype=np.int64)
    terms[is_distributor] = rng.choice(DISTRIBUTOR.terms, int(is_distributor.sum()))
    lateness = np.where(rng.random(count) < 0.07, rng.uniform(25, 80, count), rng.normal(2.0, 6.0, count))
    codes = tuple(f"C{10001 + k}" for k in range(count))
    return Customers(
        codes, names, territory, branch, channel, is_distributor, size, opened, closed, terms, lateness, cast
    )


def _cast(  # noqa: PLR0917 - the columns that are being filled
    people: People,
    territory: Ints,
    channel: Ints,
    is_distributor: Flags,
    size: Floats,
    opened: Ints,
    closed: Ints,
) -> Cast:
    """Places the three story customers as numbers 0, 1 and 2, in the first territory of their branch."""
    names = [b.name for b in people.branches]
    key_account = next(k for k, c in enumerate(CHANNELS) if c.name == "KA")
    flowing = next(k for k, c in enumerate(CHANNELS) if c.name == DISTRIBUTOR.name)
    homes = (stories.STUFFED_BRANCH, stories.QUIET_BRANCH, stories.CARRIED_BRANCH)
    for customer, home in enumerate(homes):
        territory[customer] = int(np.flatnonzero(people.territory_branch == names.index(home))[0])
        is_distributor[customer] = customer == 0
        channel[customer] = flowing if customer == 0 else key_account
        opened[customer], closed[customer] = -1, len(MONTHS) + 1
    size[0], size[1], size[2] = 1.7, 6.0, 3.6
    opened[2] = stories.CARRIED_FROM
    return Cast(0, 1, 2)


def _names(
    rng: np.random.Generator, people: People, branch: Ints, channel: Ints, is_distributor: Flags
) -> tuple[str, ...]:
    words = list(SHOP_WORDS)
    names: dict[str, None] = {}
    for b, c, distributor in zip(branch, channel, is_distributor, strict=True):
        kinds = SHOP_KINDS["经销商" if distributor else CHANNELS[int(c)].name]
        while True:
            name = people.branches[int(b)].name + "".join(rng.choice(words, 2)) + str(rng.choice(kinds))
            if name not in names:
                break
        names[name] = None
    return tuple(names)
