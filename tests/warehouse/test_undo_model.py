"""Loads and undos in any order equal a plain Python model: of the active loads that claim a slice, the newest own it."""

import tempfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sales_core.catalogue.catalogue import product
from sales_core.kernel.settings import Home
from sales_core.warehouse.change import Change, Load
from sales_core.warehouse.store import Store
from tests.support.stores import FixedBook, table_of

pytestmark = pytest.mark.slow

Slice = tuple[str, str]
SLICES: list[Slice] = [("2026-04", "SH"), ("2026-04", "BJ"), ("2026-05", "SH"), ("2026-05", "BJ")]
loads = st.tuples(
    st.just("load"),
    st.lists(st.tuples(st.sampled_from(SLICES), st.integers(1, 99)), min_size=1, max_size=4),
    st.lists(st.sampled_from(SLICES), max_size=2),  # slices replaced without rows of its own
    st.booleans(),  # of the same plan as the load before
)
undos = st.tuples(st.just("undo"), st.integers(0, 9))

LoadStep = tuple[str, list[tuple[Slice, int]], list[Slice], bool]
UndoStep = tuple[str, int]
#: Upload, rank, rows (slice, amount), slices replaced without rows.
Active = tuple[int, int, list[tuple[Slice, int]], list[Slice]]


def text(one: Slice) -> str:
    return f"{one[0]}|||{one[1]}"


def live(active: Sequence[Active]) -> set[tuple[int, int, Decimal]]:
    """(upload, row number, amount) that must be in the store."""
    found = set()
    for upload, rank, rows, _ in active:
        for number, (where, amount) in enumerate(rows, start=2):
            top = max(r for _, r, theirs, more in active if where in {w for w, _ in theirs} | set(more))
            if rank == top:
                found.add((upload, number, Decimal(amount)))
    return found


orders = st.lists(st.one_of(loads, loads, undos), min_size=3, max_size=8)
#: A few orders, which are other ones each time.
few = settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@few
@given(orders)
def test_any_order_of_loads_and_undos(steps: Sequence[LoadStep | UndoStep]) -> None:
    assert_is_the_model(steps)


@pytest.mark.endure
@settings(few, max_examples=100)
@given(orders)
def test_a_hundred_orders_of_loads_and_undos(steps: Sequence[LoadStep | UndoStep]) -> None:
    assert_is_the_model(steps)


def assert_is_the_model(steps: Sequence[LoadStep | UndoStep]) -> None:
    """The store after each step, against the model."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder)).make()
        book = FixedBook({})
        store = Store(home, book, product())
        active: list[Active] = []
        kept: dict[int, Path] = {}
        upload, rank = 0, 0
        for step in steps:
            if len(step) == 4:
                _, rows, extra, same_plan = step
                upload += 1
                rank = rank if same_plan and upload > 1 else upload
                table = table_of(
                    product().dataset("sales"), [{"date": f"{m}-01", "branch": b, "amount": a} for (m, b), a in rows]
                )
                kept[upload] = Path(folder) / f"{upload}.arrow"
                with pa.OSFile(str(kept[upload]), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
                    writer.write_table(table)
                change = Change(add=(Load(upload, "sales", table, rank, tuple(text(e) for e in extra)),))
                active.append((upload, rank, rows, extra))
            elif active:
                gone = active.pop(step[1] % len(active))
                change = Change(drop=(gone[0],), kept=kept)
            else:
                continue
            version = book.current_version() + 1
            store.build(version - 1, home.root / "versions" / f"{version}.duckdb", version, change)
            book.files[version] = f"{version}.duckdb"
            stored = store.current().rows("SELECT upload_id u, source_row n, amount a FROM sales")
            assert {(r["u"], r["n"], r["a"]) for r in stored} == live(active)
            (total,) = store.current().rows("SELECT coalesce(sum(amount), 0) a FROM sales_day")
            assert total["a"] == sum((a for _, _, a in live(active)), Decimal(0))
