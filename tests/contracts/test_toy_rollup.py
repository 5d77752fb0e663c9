"""A rollup is one declaration: figures come from it and are those of the lines, whether it is stored or not."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from sales_core.forecast.selling_days import CalendarRules
from sales_core.kernel.query import Query, Value
from sales_core.kernel.settings import Home
from sales_core.kernel.terms import EVERYTHING, Period
from sales_core.semantic.engine import Engine
from sales_core.warehouse.change import Change, Load
from sales_core.warehouse.snapshot import Snapshot
from sales_core.warehouse.store import Store
from tests.contracts import toy
from tests.support.stores import FixedBook, table_of

Rows = Sequence[dict[str, object]]
SUMS = tuple(one.name for one in toy.TASTINGS.rollups.sums)
MONTHLY = toy.TASTINGS.rollups.tables[1]


def tastings(promoters: int, month: int = 5, branch: str = "SH", cost: int = 10) -> list[dict[str, object]]:
    """A tasting of every day from the 1st to the 24th; the fewer promoters there are, the shorter is their rollup."""
    return [
        {
            "date": f"2026-{month:02d}-{day:02d}", "region": "East", "branch": branch, "promoter": f"T{day % promoters}",
            "guests": day % 3, "cost": cost + day,
        }
        for day in range(1, 25)
    ]  # fmt: skip


class _Company:
    """Versions one after another, each from the one before."""

    def __init__(self, root: Path) -> None:
        self._home, self._book = Home(root).make(), FixedBook({})
        self._store = Store(self._home, self._book, toy.CATALOGUE)

    def load(self, rows: Rows) -> Snapshot:
        """The next version, with one more upload of tastings."""
        version = len(self._book.files) + 1
        load = Load(version, "tastings", table_of(toy.TASTINGS, rows), precedence=version)
        return self.change(Change(add=(load,)))

    def change(self, change: Change) -> Snapshot:
        """The next version."""
        version = len(self._book.files) + 1
        self._store.build(version - 1, self._home.root / "versions" / f"{version}.duckdb", version, change)
        self._book.files[version] = f"{version}.duckdb"
        return self._store.current()


def stored(snapshot: Snapshot) -> set[str]:
    """Rollups that have rows of their own."""
    tables = {row["table_name"] for row in snapshot.rows("SELECT table_name FROM duckdb_tables()")}
    return {one.table for one in toy.TASTINGS.rollups.tables if f"{one.table}_stored" in tables}


def sums(snapshot: Snapshot, table: str, by: str) -> list[dict[str, object]]:
    """The sums of a table by a column and month."""
    summed = ", ".join(f"sum({name}) AS {name}" for name in SUMS)
    return snapshot.rows(f"SELECT {by}, month, {summed} FROM {table} GROUP BY ALL ORDER BY ALL")


def by_hand(rows: Rows, by: str) -> dict[object, tuple[int, ...]]:
    """The same of one month's rows, counted here."""
    found: dict[object, tuple[int, ...]] = {}
    for row in rows:
        guests, cost = int(str(row["guests"])), int(str(row["cost"]))
        added = (guests, cost, cost if guests else 0, 1)
        found[row[by]] = tuple(map(sum, zip(found.get(row[by], (0, 0, 0, 0)), added, strict=True)))
    return found


@pytest.mark.parametrize(("promoters", "is_short"), [(2, True), (24, False)])
def test_it_sums_alike_whether_stored_or_not(tmp_path: Path, promoters: int, is_short: bool) -> None:
    rows = tastings(promoters)
    snapshot = _Company(tmp_path).load(rows)
    assert (MONTHLY.table in stored(snapshot)) is is_short
    assert snapshot.rows(f"SELECT count(*) AS n FROM {MONTHLY.table}") == [{"n": 2 if is_short else 24}]
    assert snapshot.rows("SELECT count(*) AS n FROM tastings_day") == [{"n": 24}], "stored however long it is"
    found = {row["promoter"]: tuple(row[name] for name in SUMS) for row in sums(snapshot, MONTHLY.table, "promoter")}
    assert found == by_hand(rows, "promoter")
    for table in ("tastings_day", "tastings_lines"):
        assert sums(snapshot, table, "branch") == sums(snapshot, MONTHLY.table, "branch")


@pytest.mark.parametrize(("promoters", "is_short"), [(2, True), (24, False)])
def test_figures_come_from_it_and_are_those_of_the_lines(tmp_path: Path, promoters: int, is_short: bool) -> None:
    rows = tastings(promoters)
    engine = Engine(_Company(tmp_path).load(rows), CalendarRules(), toy.CATALOGUE)
    whole, part = Period.month(2026, 5), Period.parse("2026-05-01..2026-05-09")

    def asked(by: tuple[str, ...], period: Period) -> tuple[tuple[str, ...], dict[Value, Value]]:
        query = Query(("tasting_cost",), by, period)
        found = {row[by[0]]: row["tasting_cost"] for row in engine.run(query, EVERYTHING)}
        return engine.compile(query, EVERYTHING).tables, found

    expected = {name: values[1] for name, values in by_hand(rows, "promoter").items()}
    assert asked(("promoter",), whole) == ((MONTHLY.table,), expected)
    days = {name: values[1] for name, values in by_hand(rows[:9], "promoter").items()}
    assert asked(("promoter",), part) == (("tastings_lines",), days)
    assert asked(("branch",), part) == (("tastings_day",), {"SH": Decimal(sum(range(11, 20)))})


def test_a_load_sums_the_months_it_touches_and_an_undo_brings_back_what_was(tmp_path: Path) -> None:
    company = _Company(tmp_path)
    company.load(tastings(2, month=4))
    before = sums(company.load(tastings(2)), MONTHLY.table, "promoter")
    after = company.load(tastings(2, cost=100))
    assert stored(after) == {one.table for one in toy.TASTINGS.rollups.tables}
    found = {(row["promoter"], str(row["month"])): row["cost"] for row in sums(after, MONTHLY.table, "promoter")}
    april, may = by_hand(tastings(2, month=4), "promoter"), by_hand(tastings(2, cost=100), "promoter")
    assert found == {
        **{(name, "2026-04-01"): values[1] for name, values in april.items()},
        **{(name, "2026-05-01"): values[1] for name, values in may.items()},
    }
    kept = tmp_path / "kept.arrow"
    with pa.OSFile(str(kept), "wb") as sink:
        table = table_of(toy.TASTINGS, tastings(2))
        with pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
    undone = company.change(Change(drop=(3,), kept={2: kept}))
    assert sums(undone, MONTHLY.table, "promoter") == before == sums(undone, "tastings_lines", "promoter")


def test_one_that_becomes_short_holds_the_earlier_months_too(tmp_path: Path) -> None:
    company = _Company(tmp_path)
    assert MONTHLY.table not in stored(company.load(tastings(24, month=4)))
    for month in (5, 6, 7):
        snapshot = company.load(tastings(1, month=month))
    assert MONTHLY.table in stored(snapshot)
    assert sums(snapshot, MONTHLY.table, "promoter") == sums(snapshot, "tastings_lines", "promoter")
