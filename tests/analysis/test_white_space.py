"""White space worked by hand, again in pandas on random companies and on Superstore."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest

from sales_core.kernel.query import Filter, ListQuery
from sales_core.kernel.terms import Period
from sales_core.semantic.reader import FigureReader
from tests.support.readers import reader_of
from tests.support.stores import make_store

SUPERSTORE = Path(__file__).resolve().parents[3] / "shared" / "data" / "company_superstore"
YEAR = Period(date(2025, 6, 1), date(2026, 5, 31))
Rows = list[dict[str, object]]
Cell = tuple[str, str]


def sale(customer: str, channel: str, category: str, amount: object, day: str = "2026-05-20") -> dict[str, object]:
    return {
        "date": day, "customer": customer, "channel": channel, "category": category, "amount": amount, "quantity": 1,
        "region": "East", "rep": "r",
    }  # fmt: skip


#: KA: a and b buy tea and water, c tea only and sends more water back than he ever buys, d water of last year only.
#: Shop: e alone. x has no channel; y of KA only returns; the water of z lies before these days.
SALES = [
    sale("a", "KA", "tea", 100), sale("a", "KA", "water", 30), sale("a", "KA", "water", 10), sale("b", "KA", "tea", 60),
    sale("b", "KA", "water", 20), sale("c", "KA", "tea", 40), sale("c", "KA", "water", -5), sale("d", "KA", "juice", 7),
    sale("d", "KA", "water", 90, "2025-05-31"), sale("e", "Shop", "tea", 3), sale("x", "", "tea", 999),
    sale("y", "KA", "tea", -50), sale("z", "KA", "water", 80, "2025-05-31"), sale("a", "KA", "", 1),
]  # fmt: skip


def cells_of(reader: FigureReader, period: Period = YEAR, *cuts: str) -> dict[Cell, dict[str, Any]]:
    rows = reader.run_list(_asked("segment_penetration", period, *cuts)).rows
    return {(str(row["segment"]), str(row["product_group"])): dict(row) for row in rows}


def customers_of(reader: FigureReader, period: Period = YEAR, *cuts: str) -> dict[tuple[str, str, str], Decimal]:
    rows = reader.run_list(_asked("white_space", period, *cuts)).rows
    found = {(str(row["segment"]), str(row["product_group"]), str(row["customer"])): row["white_space"] for row in rows}
    assert len(found) == len(rows)
    return found  # type: ignore[return-value]


def _asked(list_id: str, period: Period, segment_by: str = "channel", group_by: str = "category") -> ListQuery:
    return ListQuery(list_id, period, parameters=(("segment_by", segment_by), ("group_by", group_by)))


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> FigureReader:
    return reader_of(make_store(tmp_path_factory.mktemp("space"), sales=SALES))


def test_by_hand(reader: FigureReader) -> None:
    """KA has four (a, b, c, d). Tea 0, 40, 60, 100: median 50. Water -5, 0, 20, 40: median 10. Juice 0, 0, 0, 7: none."""
    cells = cells_of(reader)
    assert set(cells) == {(segment, group) for segment in ("KA", "Shop") for group in ("tea", "water", "juice")}
    said = {key: (row["customers"], row["buyers"], row["peer_median"]) for key, row in cells.items() if key[0] == "KA"}
    assert said == {
        ("KA", "tea"): (4, 3, Decimal(50)), ("KA", "water"): (4, 2, Decimal(10)), ("KA", "juice"): (4, 1, Decimal(0)),
    }  # fmt: skip
    assert cells["KA", "tea"]["penetration"] == pytest.approx(0.75)
    # Tea: d is 50 below, c 10. Water: c, who sent 5 back, 15 below, d 10.
    assert customers_of(reader) == {
        ("KA", "tea", "d"): Decimal(50), ("KA", "tea", "c"): Decimal(10), ("KA", "water", "c"): Decimal(15),
        ("KA", "water", "d"): Decimal(10),
    }  # fmt: skip
    assert (cells["KA", "tea"]["white_space"], cells["KA", "water"]["customers_below"]) == (Decimal(60), 2)
    # Who is alone in his segment is its median.
    assert (cells["Shop", "tea"]["peer_median"], cells["Shop", "tea"]["white_space"]) == (Decimal(3), 0)


def test_one_cell_is_asked_for(reader: FigureReader) -> None:
    asked = ListQuery("white_space", YEAR, parameters=(("segment", "KA"), ("product_group", "water")))
    assert [row["customer"] for row in reader.run_list(asked)] == ["c", "d"]


def test_nobody_one_customer_and_one_product(tmp_path: Path) -> None:
    assert cells_of(reader_of(make_store(tmp_path / "none"))) == {}
    lone = reader_of(make_store(tmp_path / "one", sales=[sale("a", "KA", "tea", 5)]))
    assert [row["white_space"] for row in cells_of(lone).values()] == [0]
    assert customers_of(lone) == {}
    without = reader_of(make_store(tmp_path / "without", sales=[sale("a", "", "tea", 5), sale("b", "", "tea", 1)]))
    assert cells_of(without) == {}, "who is in no segment has no peers"


def test_a_part_of_the_company_is_compared_within_itself(tmp_path: Path) -> None:
    lines = [sale("a", "KA", "tea", 100), sale("b", "KA", "tea", 10) | {"rep": "s"}]
    reader = reader_of(make_store(tmp_path, sales=lines))
    assert customers_of(reader) == {("KA", "tea", "b"): Decimal(45)}
    own = ListQuery("white_space", YEAR, (Filter("rep", ("s",)),))
    assert reader.run_list(own).rows == ()


def in_pandas(frame: pd.DataFrame) -> tuple[dict[Cell, tuple[int, int, Decimal]], dict[tuple[str, str, str], Decimal]]:
    """Cells and customers worked out one by one: columns customer, segment, group, amount (Decimal)."""
    segments = {
        str(name): sorted(part[part.amount > 0].customer.unique()) for name, part in frame[frame.segment != ""].groupby("segment")
    }  # fmt: skip
    members = frame[
        [customer in segments.get(segment, ()) for customer, segment in zip(frame.customer, frame.segment, strict=True)]
    ]
    groups = sorted(set(members[members.amount > 0].group) - {""})
    cells: dict[Cell, tuple[int, int, Decimal]] = {}
    below: dict[tuple[str, str, str], Decimal] = {}
    for segment, customers in segments.items():
        for group in groups:
            own = members[(members.segment == segment) & (members.group == group)]
            amounts = {one: sum(own[own.customer == one].amount, Decimal(0)) for one in customers}
            if not amounts:
                continue
            ordered = sorted(amounts.values())
            middle = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
            cells[segment, group] = (len(customers), own[own.amount > 0].customer.nunique(), middle)
            if middle > 0:
                below |= {(segment, group, one): middle - amount for one, amount in amounts.items() if amount < middle}
    return cells, below


def _agrees(reader: FigureReader, period: Period, frame: pd.DataFrame, *cuts: str) -> None:
    cells, below = in_pandas(frame)
    found = cells_of(reader, period, *cuts)
    assert {key: (row["customers"], row["buyers"], row["peer_median"]) for key, row in found.items()} == cells
    listed = customers_of(reader, period, *cuts)
    assert listed == below
    assert listed, "somebody is below a median"
    for segment in {key[0] for key in found}:
        of_cells = sum(row["white_space"] for key, row in found.items() if key[0] == segment)
        assert of_cells == sum(amount for key, amount in listed.items() if key[0] == segment)


@pytest.mark.parametrize("seed", [1, 2])
def test_again_in_pandas(seed: int, tmp_path: Path) -> None:
    chance = Random(seed)
    lines = [
        sale(f"c{chance.randrange(40)}", chance.choice(("KA", "Shop", "Web", "")), chance.choice(("tea", "water", "juice")),
             Decimal(chance.randrange(-300, 2000)) / 100)
        for _ in range(300)
    ]  # fmt: skip
    frame = pd.DataFrame(lines).rename(columns={"channel": "segment", "category": "group"})
    _agrees(reader_of(make_store(tmp_path, sales=lines)), YEAR, frame)


@pytest.mark.endure
@pytest.mark.shared
@pytest.mark.skipif(not SUPERSTORE.exists(), reason="../shared/data/company_superstore is not on this machine")
def test_white_space_of_superstore_in_pandas(tmp_path: Path) -> None:
    """Segments by subcategories of 2022."""
    frame = pd.read_csv(SUPERSTORE / "Superstore Sales 2022.csv", encoding="mac_roman", dtype=str)
    frame = frame.rename(columns={"Customer ID": "customer", "Segment": "segment", "Sub-Category": "group"})
    frame = frame.assign(amount=frame.Sales.map(lambda text: Decimal(text).quantize(Decimal("0.0001"))))
    lines: Rows = [
        {"date": day, "customer": one.customer, "segment": one.segment, "subcategory": one.group, "amount": one.amount,
         "quantity": 1, "region": "US"}
        for one, day in zip(frame.itertuples(), frame["Order Date"], strict=True)
    ]  # fmt: skip
    _agrees(reader_of(make_store(tmp_path, sales=lines)), Period.parse("2022"), frame, "segment", "subcategory")
