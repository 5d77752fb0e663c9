"""A customer's products and prices beside the others', by hand and again in pandas."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest

from sales_core.kernel.query import Filter, ListQuery
from sales_core.kernel.terms import Period
from tests.support.readers import reader_of
from tests.support.stores import make_store

MAY = Period.parse("2026-05")


def sale(customer: str, product: str, quantity: int, amount: int, channel: str = "KA") -> dict[str, object]:
    return {
        "date": "2026-05-31", "customer": customer, "product": product, "quantity": quantity, "amount": amount,
        "channel": channel, "region": "East",
    }  # fmt: skip


def products_of(tmp_path: Path, lines: list[dict[str, object]], customer: str) -> dict[str, dict[str, Any]]:
    asked = ListQuery("customer_products", MAY, (Filter("channel", ("KA",)),), parameters=(("customer", customer),))
    return {str(row["product"]): dict(row) for row in reader_of(make_store(tmp_path, sales=lines)).run_list(asked)}


def test_by_hand(tmp_path: Path) -> None:
    """The others paid 30 for 4 P; the cheap P of another channel, what was sent back and what b gave away do not count."""
    lines = [
        sale("a", "P", 2, 20), sale("a", "Q", 1, 9), sale("a", "P", -1, -10), sale("b", "P", 1, 12), sale("c", "P", 3, 18),
        sale("c", "R", 1, 5), sale("d", "P", 9, 9, "Shop"), sale("b", "S", -1, -2), sale("b", "T", 1, 0),
    ]  # fmt: skip
    found = products_of(tmp_path, lines, "a")
    assert set(found) == {"P", "Q", "R"}
    p, q, r = found["P"], found["Q"], found["R"]
    assert (p["bought"], p["paid_price"], p["others_price"], p["paid_more"]) == (20, 10, Decimal("7.5"), 5)
    assert (p["price_gap"], p["penetration"]) == (pytest.approx(1 / 3), 1.0)
    assert (q["bought"], q["others_price"], q["price_gap"], q["paid_more"], q["penetration"]) == (
        9,
        None,
        None,
        None,
        0,
    )
    assert (r["bought"], r["paid_price"], r["penetration"], r["buyers"]) == (0, None, 0.5, 1)


def test_who_is_alone_has_no_others(tmp_path: Path) -> None:
    (row,) = products_of(tmp_path / "one", [sale("a", "P", 2, 20)], "a").values()
    assert (row["penetration"], row["others_price"], row["buyers"]) == (None, None, 0)
    assert products_of(tmp_path / "none", [], "a") == {}


def test_again_in_pandas(tmp_path: Path) -> None:
    chance = Random(3)
    lines = [
        sale(f"c{chance.randrange(12)}", chance.choice("PQRSTU"), chance.randrange(1, 9), chance.randrange(5, 90))
        for _ in range(120)
    ]
    found, frame = products_of(tmp_path, lines, "c1"), pd.DataFrame(lines)
    own, others = frame[frame.customer == "c1"], frame[frame.customer != "c1"]
    assert {name for name, row in found.items() if row["bought"]} == set(own["product"])
    for name, row in found.items():
        mine, theirs = own[own["product"] == name], others[others["product"] == name]
        assert row["buyers"] == theirs.customer.nunique()
        assert row["penetration"] == pytest.approx(theirs.customer.nunique() / others.customer.nunique())
        price = theirs.amount.sum() / theirs.quantity.sum()
        assert float(row["others_price"]) == pytest.approx(price, abs=1e-4)
        if len(mine):
            assert float(row["paid_more"]) == pytest.approx(mine.amount.sum() - price * mine.quantity.sum(), abs=1e-3)
