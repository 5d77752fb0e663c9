"""What the warehouse derives from a dataset, for every dataset and for one with every kind of mention."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from sales_core.catalogue.catalogue import Catalogue, product
from sales_core.catalogue.dataset import (
    ColumnRole,
    CoverageRule,
    Dataset,
    DatasetGrain,
    EntityRef,
    ExpectedSign,
    PartitionGrain,
    ValueKind,
    column,
)
from sales_core.kernel.settings import Home
from sales_core.warehouse.build import build, format_hash
from sales_core.warehouse.change import Change, Load
from sales_core.warehouse.snapshot import Snapshot
from sales_core.warehouse.store import Store
from tests.support.stores import FixedBook, table_of

#: Samples given to customers: an event with every kind of mention, which nothing outside this test names.
SAMPLES = Dataset(
    id="samples",
    grain=DatasetGrain.EVENT,
    columns=(
        column("date", ValueKind.DATE, required=True, role=ColumnRole.DATE),
        column("country", ValueKind.NAME),
        column("region", ValueKind.NAME),
        column("branch", ValueKind.NAME),
        column("rep", ValueKind.CODE),
        column("rep_name", ValueKind.NAME),
        column("customer", ValueKind.CODE),
        column("customer_name", ValueKind.NAME),
        column("product", ValueKind.CODE),
        column("product_name", ValueKind.NAME),
        column("purpose", ValueKind.TEXT),
        column("cost", ValueKind.MONEY, role=ColumnRole.AMOUNT, sign=ExpectedSign.MOSTLY_POSITIVE),
        column("currency", ValueKind.CODE),
        column("exchange_rate", ValueKind.RATE),
    ),
    primary_key=("date", "customer", "product"),
    partition=("date", "branch"),
    partition_grain=PartitionGrain.MONTH,
    period="date",
    locks_with_period=True,
    coverage=CoverageRule.OWN_DAY,
    as_of_precedence=3,
    entities=(
        EntityRef("rep", "rep", "rep_name"),
        EntityRef("customer", "customer", "customer_name"),
        EntityRef("product", "product", "product_name"),
        EntityRef("branch", "branch", "branch", ("country", "region")),
    ),
    measures=("cost",),
    defaults=(("purpose", "taste"),),
)
TOYS = product().extended(datasets=(SAMPLES,))
MASTERS: dict[str, list[dict[str, object]]] = {
    "branches": [{"branch": "SH", "branch_name": "Shanghai", "region": "East", "country": "CN"}],
    "reps": [{"rep": "E1", "rep_name": "Ann", "branch": "Shanghai"}],
    "customers": [{"customer": "C1", "customer_name": "Hualian", "rep": "E1"}],
}
ROWS: list[dict[str, object]] = [
    {"date": "2026-04-02", "branch": "SH", "customer": "C1", "product": "P1", "product_name": "Tea", "cost": 5},
    {"date": "2026-04-03", "branch": "SH", "customer_name": "Hualian", "product_name": "Tea", "cost": 7},
    {"date": "2026-05-04", "customer": "C9", "customer_name": "Newcomer", "rep": "E9", "rep_name": "Bob", "cost": 11},
]


class _Company:
    def __init__(self, root: Path, catalogue: Catalogue) -> None:
        self.home, self.catalogue, self.book, self.uploads = Home(root).make(), catalogue, FixedBook({}), 0
        self.store = Store(self.home, self.book, catalogue)
        self.kept: dict[int, Path] = {}

    def load(self, **datasets: list[dict[str, object]]) -> Snapshot:
        loads = []
        for name, rows in datasets.items():
            self.uploads += 1
            table = table_of(self.catalogue.dataset(name), rows)
            path = self.home.root / "uploads" / f"{self.uploads}.arrow"
            with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
                writer.write_table(table)
            self.kept[self.uploads] = path
            loads.append(Load(self.uploads, name, table, precedence=self.uploads))
        return self._next(Change(add=tuple(loads)))

    def undo(self) -> Snapshot:
        return self._next(Change(drop=(self.uploads,), kept=self.kept))

    def _next(self, change: Change) -> Snapshot:
        version = max(self.book.files, default=0) + 1
        self.store.build(version - 1, self.home.root / "versions" / f"{version}.duckdb", version, change)
        self.book.files[version] = f"{version}.duckdb"
        return self.store.current()


@pytest.fixture
def company(tmp_path: Path) -> _Company:
    return _Company(tmp_path, TOYS)


def test_names_mean_codes_and_places_are_filled_in(company: _Company) -> None:
    snapshot = company.load(**MASTERS, samples=ROWS)
    found = snapshot.rows(
        "SELECT customer, rep, branch, region, country, product, purpose, cost FROM samples ORDER BY date"
    )
    placed = {"rep": "E1", "branch": "SH", "region": "East", "country": "CN", "purpose": "taste"}
    assert found[0] == placed | {"customer": "C1", "product": "P1", "cost": Decimal(5)}
    assert found[1] == placed | {"customer": "C1", "product": "P1", "cost": Decimal(7)}
    assert (found[2]["customer"], found[2]["rep"], found[2]["branch"]) == ("C9", "E9", "")
    assert snapshot.as_of == date(2026, 5, 4)


def test_what_it_mentions_stands_in_the_dimensions(company: _Company) -> None:
    snapshot = company.load(**MASTERS, samples=ROWS)
    names = {table: snapshot.rows(f"SELECT * FROM {table}") for table in ("dim_customer", "dim_product", "dim_rep")}
    assert {row["customer"]: row["name"] for row in names["dim_customer"]} == {"C1": "Hualian", "C9": "Newcomer"}
    assert {row["product"]: row["name"] for row in names["dim_product"]} == {"P1": "Tea"}
    assert {row["rep"]: row["name"] for row in names["dim_rep"]} == {"E1": "Ann", "E9": "Bob"}


def test_its_names_give_codes_to_other_datasets(company: _Company) -> None:
    company.load(samples=ROWS)
    snapshot = company.load(
        sales=[{"date": "2026-05-09", "customer_name": "Newcomer", "product_name": "Tea", "amount": 1}]
    )
    assert snapshot.rows("SELECT customer, product FROM sales") == [{"customer": "C9", "product": "P1"}]


def test_a_load_replaces_its_partitions_and_the_undo_brings_them_back(company: _Company) -> None:
    before = company.load(**MASTERS, samples=ROWS)
    after = company.load(samples=[{"date": "2026-04-20", "branch": "SH", "customer": "C1", "cost": 100}])
    costs = "SELECT sum(cost) AS total, count(*) AS n FROM samples"
    assert before.rows(costs) == [{"total": Decimal(23), "n": 3}]
    assert after.rows(costs) == [{"total": Decimal(111), "n": 2}]
    company.undo()
    assert company.store.content_hash(3) == company.store.content_hash(1)


def test_it_is_measured_aliased_and_named_by_the_format(company: _Company) -> None:
    company.load(**MASTERS, samples=ROWS)
    measured = company.store.measure(1)
    assert (measured.rows["samples"], measured.sums["samples.cost"]) == (3, Decimal(23))
    assert measured.periods["samples"] == {"2026-04": (2, Decimal(12)), "2026-05": (1, Decimal(11))}
    merged = company.load(aliases=[{"entity": "customer", "alias": "C9", "code": "C1"}])
    assert {row["customer"] for row in merged.rows("SELECT customer FROM samples")} == {"C1"}
    assert format_hash(TOYS) != format_hash(product())


@pytest.mark.parametrize("kind", TOYS.datasets.values(), ids=lambda kind: kind.id)
def test_every_dataset_has_its_tables_in_an_empty_version(
    tmp_path_factory: pytest.TempPathFactory, kind: Dataset
) -> None:
    snapshot = _empty(tmp_path_factory)
    stated = {row["name"] for row in snapshot.rows(f"PRAGMA table_info('raw_{kind.id}')")}
    assert stated == {*kind.column_ids, "partition", "upload_id", "sheet", "source_row", "source_col"}
    if kind.grain is not DatasetGrain.MASTER:
        resolved = {row["name"] for row in snapshot.rows(f"PRAGMA table_info('{kind.id}')")}
        assert {ref.code for ref in kind.entities} <= resolved
        assert {"upload_id", "sheet", "source_row", "source_col"} <= resolved


_SNAPSHOTS: list[Snapshot] = []


def _empty(factory: pytest.TempPathFactory) -> Snapshot:
    if not _SNAPSHOTS:
        path = factory.mktemp("empty") / "0.duckdb"
        build(TOYS, None, path, 0, Change())
        _SNAPSHOTS.append(Snapshot(path, 0))
    return _SNAPSHOTS[0]
