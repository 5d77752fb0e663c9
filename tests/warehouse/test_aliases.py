"""Aliases name and merge: history follows, and an undo of the load parts again what it had merged."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from sales_core.catalogue.catalogue import product
from sales_core.kernel.settings import Home
from sales_core.warehouse.change import Change, Load
from sales_core.warehouse.snapshot import Snapshot
from sales_core.warehouse.store import Store
from tests.support.stores import FixedBook, table_of

pytestmark = pytest.mark.slow

ROWS: dict[str, list[dict[str, object]]] = {
    "customers": [
        {"customer": "C1", "customer_name": "Hualian", "region": "East", "branch": "SH", "rep": "E1"},
        {"customer": "C2", "customer_name": "Hualian (old)", "region": "North", "branch": "BJ", "rep": "E2"},
    ],
    "sales": [
        {"date": "2026-04-03", "customer": "C2", "rep": "E2", "product": "P1", "amount": 5},
        {"date": "2026-05-03", "customer": "C1", "rep": "E1", "product": "P1", "amount": 10},
        {"date": "2026-05-04", "customer_name": "Hualian (old)", "rep": "E1", "product": "P1", "amount": 20},
        {"date": "2026-05-05", "customer_name": "HL market", "rep": "E1", "product": "P1", "amount": 40},
    ],
    "receivables": [{"document": "F1", "date": "2026-04-01", "customer": "C2", "amount": 7}],
    "stock": [{"date": "2026-05-31", "holder": "C2", "product": "P9", "quantity": 3}],
}


def _alias_table(entity: str, pairs: Sequence[tuple[str, str]]) -> pa.Table:
    rows: list[dict[str, object]] = [{"entity": entity, "alias": alias, "code": code} for alias, code in pairs]
    return table_of(product().dataset("aliases"), rows)


class _Company:
    """Versions one after another, each from the one before."""

    def __init__(self, root: Path) -> None:
        self._home = Home(root).make()
        self._book = FixedBook({})
        self.store = Store(self._home, self._book, product())
        self.upload = 0

    def load(self, **datasets: Sequence[dict[str, object]]) -> Snapshot:
        return self.change(
            Change(
                add=tuple(
                    self._load(name, table_of(product().dataset(name), [*rows])) for name, rows in datasets.items()
                )
            )
        )

    def alias(self, entity: str, *pairs: tuple[str, str]) -> Snapshot:
        return self.change(Change(add=(self._load("aliases", _alias_table(entity, pairs)),)))

    def change(self, change: Change) -> Snapshot:
        version = max(self._book.files, default=0) + 1
        self.store.build(version - 1, self._home.root / "versions" / f"{version}.duckdb", version, change)
        self._book.files[version] = f"{version}.duckdb"
        return self.store.current()

    def _load(self, name: str, rows: pa.Table) -> Load:
        self.upload += 1
        return Load(self.upload, name, rows, precedence=self.upload)


def _by(snapshot: Snapshot, sql: str) -> dict[object, object]:
    return {row["k"]: row["v"] for row in snapshot.rows(sql)}


SOLD = "SELECT customer AS k, sum(amount) AS v FROM sales GROUP BY 1"


def test_a_merge_of_codes_takes_history_along_and_its_undo_parts_them(tmp_path: Path) -> None:
    company = _Company(tmp_path)
    before = company.load(**ROWS)
    assert _by(before, SOLD) == {"C1": 10, "C2": 25, "HL market": 40}
    content = company.store.content_hash(1)

    merged = company.alias("customer", ("C2", "C1"), ("HL market", "C2"))

    assert _by(merged, SOLD) == {"C1": 75}
    assert merged.rows("SELECT customer FROM receivables UNION SELECT holder FROM stock") == [{"customer": "C1"}]
    (one,) = merged.rows("SELECT customer, name, branch FROM dim_customer")
    assert one == {"customer": "C1", "name": "Hualian", "branch": "SH"}
    assert merged.rows("SELECT sum(amount) AS v FROM sales_month_customer WHERE customer = 'C1'") == [
        {"v": Decimal(75)}
    ]

    parted = company.change(Change(drop=(company.upload,)))
    assert _by(parted, SOLD) == _by(before, SOLD)
    assert company.store.content_hash(3) == content


def test_later_rows_are_read_with_the_aliases_of_before(tmp_path: Path) -> None:
    company = _Company(tmp_path)
    company.load(**ROWS)
    company.alias("customer", ("C2", "C1"))
    after = company.load(sales=[{"date": "2026-06-01", "customer": "C2", "product": "P1", "amount": 100}])
    assert _by(after, SOLD) == {"C1": 135, "HL market": 40}


def test_a_merged_rep_sells_as_one(tmp_path: Path) -> None:
    company = _Company(tmp_path)
    company.load(
        reps=[
            {"rep": "E1", "rep_name": "Ann", "region": "East"},
            {"rep": "E2", "rep_name": "Ann B", "region": "North"},
        ],
        **ROWS,
    )
    merged = company.alias("rep", ("E2", "E1"))
    assert _by(merged, "SELECT rep AS k, sum(amount) AS v FROM sales GROUP BY 1") == {"E1": 75}
    assert _by(merged, "SELECT rep AS k, name AS v FROM dim_rep") == {"E1": "Ann"}
    assert _by(merged, "SELECT customer AS k, rep AS v FROM dim_customer WHERE customer = 'C2'") == {"C2": "E1"}


def test_aliases_that_lead_in_a_circle_end(tmp_path: Path) -> None:
    company = _Company(tmp_path)
    company.load(**ROWS)
    circle = company.alias("customer", ("C1", "C2"), ("C2", "C1"))
    assert sum(_by(circle, SOLD).values()) == 75  # type: ignore[arg-type]
