"""The product range: about 400 articles with launches, withdrawals, shelf life, list price and cost."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product as combinations

import numpy as np

from data.demo.company import CATEGORIES
from data.demo.days import MONTHS, Floats, Ints, first_day

NEVER = 99_999
#: The flopped yoghurt of the expiry story is always the first article.
FLOP = 0


@dataclass(frozen=True, slots=True)
class Products:
    """One entry an article; money in cents without tax, days as day numbers."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    category: Ints
    kinds: tuple[str, ...]
    brands: tuple[str, ...]
    packs: tuple[str, ...]
    price: Ints
    cost: Ints
    shelf_life: Ints
    launched: Ints
    withdrawn: Ints
    lead_time: Ints
    popularity: Floats

    def __len__(self) -> int:
        return len(self.codes)

    def on_sale(self, month: int) -> Floats:
        """Weight of each article in a month: 0 before launch and after withdrawal, ramping half a year."""
        day = first_day(month)
        age = np.clip((day - self.launched) / 180 + 0.25, 0.0, 1.0)
        return np.asarray(self.popularity * age * (self.launched <= day) * (self.withdrawn > day))


def make_products(rng: np.random.Generator, scale: float) -> Products:
    """A range in proportion to `scale`, equally many articles a category."""
    each = max(4, round(56 * scale))
    rows = [row for index in range(len(CATEGORIES)) for row in _category_rows(rng, index, each)]
    flop = next(k for k, row in enumerate(rows) if CATEGORIES[row[0]].name == "乳品")
    rows.insert(0, rows.pop(flop))
    count = len(rows)
    price = np.array([row[4] for row in rows], dtype=np.int64)
    share = np.array([CATEGORIES[row[0]].cost_share for row in rows])
    launched = np.where(rng.random(count) < 0.24, _launches(rng, count), -400).astype(np.int64)
    leaves = (rng.random(count) < 0.07) & (launched < 0)
    withdrawn = np.where(leaves, rng.integers(300, 1000, count), NEVER).astype(np.int64)
    popularity = rng.lognormal(0.0, 0.85, count) * np.array([CATEGORIES[row[0]].weight for row in rows])
    launched[FLOP], withdrawn[FLOP], popularity[FLOP] = first_day(len(MONTHS) - 5), NEVER, 0.12
    shelf_life = np.array([row[6] for row in rows], dtype=np.int64)
    shelf_life[FLOP] = 180
    return Products(
        tuple(f"{row[0] + 1:02d}.{row[1] + 1:02d}.{k + 1:04d}" for k, row in enumerate(rows)),
        tuple(row[2] for row in rows),
        np.array([row[0] for row in rows], dtype=np.int64),
        tuple(CATEGORIES[row[0]].kinds[row[1]] for row in rows),
        tuple(row[3] for row in rows),
        tuple(row[5] for row in rows),
        price,
        np.round(price * share * rng.uniform(0.93, 1.07, count)).astype(np.int64),
        shelf_life,
        launched,
        withdrawn,
        rng.choice([7, 10, 14, 21], count).astype(np.int64),
        popularity,
    )


def _launches(rng: np.random.Generator, count: int) -> Ints:
    return np.array([first_day(int(m)) for m in rng.integers(2, len(MONTHS) - 2, count)], dtype=np.int64)


def _category_rows(rng: np.random.Generator, index: int, count: int) -> list[tuple[int, int, str, str, int, str, int]]:
    """(category, kind, name, brand, price, pack, shelf life), drawn from all combinations without repeats."""
    category = CATEGORIES[index]
    every = list(combinations(range(len(category.kinds)), category.flavours, category.packs, category.brands))
    picks = sorted(rng.choice(len(every), size=min(count, len(every)), replace=False).tolist())
    low, high = category.price
    rows = []
    for pick in picks:
        kind, flavour, pack, brand = every[pick]
        name = f"{brand}{flavour}{category.kinds[kind]} {pack}"
        price = round(float(rng.uniform(low, high)), 1)
        rows.append((index, kind, name, brand, round(price * 100), pack, int(rng.choice(category.shelf_life))))
    return rows
