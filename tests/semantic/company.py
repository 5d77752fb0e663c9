"""A random company: rows for `make_store`, and the same rows as a pandas frame for calculations written independently."""

import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pandas as pd

from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import product
from sales_core.kernel.query import Query
from sales_core.kernel.terms import EVERYTHING
from sales_core.semantic.compiler import Compiled
from sales_core.semantic.service import MetricService
from tests.support.stores import Rows, store_of

FIRST, LAST = date(2024, 1, 1), date(2026, 5, 19)
REGIONS = {"B0": "East", "B1": "East", "B2": "South", "B3": "South"}
BRANCH = {"R0": "B0", "R1": "B0", "R2": "B1", "R3": "B2", "R4": "B2", "R5": "B3"}


def sales_rows(seed: int = 7, lines: int = 4000) -> list[dict[str, object]]:
    """Sales lines with returns, zero amounts, unknown costs and a rep that moved branches mid-way."""
    rng = random.Random(seed)
    span = (LAST - FIRST).days
    rows: list[dict[str, object]] = []
    for number in range(lines):
        day = FIRST + timedelta(days=rng.randrange(span) if number else span)
        rep = rng.choice(sorted(BRANCH))
        branch = "B1" if rep == "R1" and day >= date(2025, 7, 1) else BRANCH[rep]
        quantity = rng.choice([1, 2, 3, 5, 10, -1, -2])
        product = rng.randrange(15)
        amount = (Decimal(quantity) * Decimal(rng.randrange(500, 3000)) / 100).quantize(Decimal("0.01"))
        rows.append(
            {
                "date": day.isoformat(), "order_no": f"O{number // 2}", "region": REGIONS[branch], "branch": branch,
                "rep": rep, "customer": f"C{rng.randrange(60)}", "channel": f"H{rng.randrange(3)}",
                "product": f"P{product}", "category": f"K{product % 4}", "quantity": quantity, "amount": amount,
                "cost": None if rng.random() < 0.2 else (Decimal(quantity) * 4),
            }
        )  # fmt: skip
    return rows


def target_rows() -> list[dict[str, object]]:
    """Targets per rep (R5 without), a region stated above its reps, categories as a second family, other measures."""
    rows: list[dict[str, object]] = []
    for year in (2025, 2026):
        for month in range(1, 13):
            at = f"{year}-{month:02d}"
            for number, rep in enumerate(sorted(BRANCH)):
                if rep != "R5":
                    branch = BRANCH[rep]
                    node = {"region": REGIONS[branch], "branch": branch, "rep": rep}
                    rows.append({"month": at, **node, "target": 1000 + 100 * number})
                    rows.append({"month": at, **node, "measure": "quantity", "target": 60})
            rows.append({"month": at, "region": "East", "target": 5000})
            rows += [{"month": at, "category": f"K{n}", "target": 2000} for n in range(3)]
    return rows


def frame(rows: Rows) -> pd.DataFrame:
    """The rows with real dates, month starts, and float-free amounts."""
    table = pd.DataFrame(rows)
    table["date"] = pd.to_datetime(table["date"]).dt.date
    table["month"] = [day.replace(day=1) for day in table["date"]]
    table["back"] = (table["quantity"] < 0) | (table["amount"] < 0)
    return table


def figures_of(tmp_path: Path, **datasets: Rows) -> MetricService:
    """Figures over a real store with these rows, and a real ledger."""
    return MetricService(store_of(tmp_path, datasets), AppDatabase(tmp_path / "ledger.sqlite"), product())


def compiled(figures: MetricService, query: Query) -> Compiled:
    """The SQL of a question on the current version, of every row."""
    return figures._engine(figures._snapshot(None)).compile(query, EVERYTHING)
