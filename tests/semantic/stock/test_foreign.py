"""Stock of a hospital we did not make up (openboxes, EPL-1.0): the upload path reads it, pandas computes the figures again."""

from datetime import date
from pathlib import Path

import pytest

from sales_core.kernel.terms import Period
from tests.semantic.receivables.asking import ask
from tests.support.present import Cells, decimal_of, float_of
from tests.support.stores import make_store

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "inventory_openboxes"
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not SHARED.exists(), reason="no ../shared")]
COUNTED = date(2025, 11, 30)


def sheet(name: str) -> list[Cells]:
    calamine = pytest.importorskip("python_calamine")
    header, *rows = calamine.CalamineWorkbook.from_path(str(SHARED / name)).get_sheet_by_index(0).to_python()
    return [dict(zip(header, row, strict=True)) for row in rows if any(row)]


def amount(cell: object) -> float:
    return float(str(cell)) if cell not in {"", None} else 0.0


def test_lots_and_expiry(tmp_path: Path) -> None:
    rows = sheet("inventory.xls")
    store = make_store(
        tmp_path,
        stock=[
            {"date": COUNTED, "product": row["Product code"], "product_name": row["Product name"], "batch": row["Lot number"],
             "expiry": row["Expiration date"] or None, "warehouse": row["Bin location"], "quantity": row["OB QOH"], "unit_cost": 1}
            for row in rows
        ],
    )  # fmt: skip
    # A year's end that lies behind the count has to be asked as of the count.
    got = ask(store, "stock_quantity", "expired_value", "stock_products", period=Period.month_of(COUNTED)).one()
    assert float_of(got["stock_quantity"]) == sum(amount(row["OB QOH"]) for row in rows)
    expired = [row for row in rows if row["Expiration date"] and row["Expiration date"] < COUNTED]
    assert expired
    assert float_of(got["expired_value"]) == sum(amount(row["OB QOH"]) for row in expired)
    assert got["stock_products"] == len({row["Product code"] for row in rows if amount(row["OB QOH"]) > 0})
    by_bin = ask(store, "stock_quantity", by=("warehouse",), period=Period.month_of(COUNTED)).rows
    expected: dict[str, float] = {}
    for row in rows:
        expected[row["Bin location"]] = expected.get(row["Bin location"], 0) + amount(row["OB QOH"])
    assert {row["warehouse"]: float_of(row["stock_quantity"]) for row in by_bin} == expected


def test_levels_values_and_stock_outs(tmp_path: Path) -> None:
    rows = [row for row in sheet("inventoryLevelImportData-partial.xls") if row["Product code"]]
    store = make_store(
        tmp_path,
        stock=[
            {"date": COUNTED, "product": row["Product code"], "product_name": row["Product"], "category": row["Category"],
             "warehouse": row["Bin location"], "batch": str(number), "quantity": amount(row["Current quantity"]),
             "unit_cost": amount(row["Price per unit (static)"]), "min_quantity": amount(row["Min quantity"])}
            for number, row in enumerate(rows)
        ],
    )  # fmt: skip
    names = (
        "stock_quantity",
        "stock_value",
        "stock_out_count",
        "stock_products",
        "days_of_supply",
        "slow_moving_count",
    )
    got = ask(store, *names, period=Period.month_of(COUNTED)).one()
    assert float_of(got["stock_quantity"]) == sum(amount(row["Current quantity"]) for row in rows)
    # Unit costs are kept to four decimals, as declared.
    value = sum(amount(row["Current quantity"]) * round(amount(row["Price per unit (static)"]), 4) for row in rows)
    assert float_of(got["stock_value"]) == pytest.approx(value, abs=0.01)
    held = {row["Product code"] for row in rows if amount(row["Current quantity"]) > 0}
    assert got["stock_products"] == len(held)
    assert got["stock_out_count"] == len({row["Product code"] for row in rows} - held)
    # No sales are known: nothing is said about movement.
    assert (got["days_of_supply"], got["slow_moving_count"]) == (None, None)
    categories = ask(store, "stock_quantity", by=("category",), period=Period.month_of(COUNTED)).rows
    assert sum(decimal_of(row["stock_quantity"]) for row in categories) == got["stock_quantity"]
