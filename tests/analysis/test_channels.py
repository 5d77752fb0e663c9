"""The scorecard of channels worked by hand, again in pandas on random companies and on Contoso."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest

from sales_core.kernel.query import ListQuery
from sales_core.kernel.terms import Period
from sales_core.semantic.reader import FigureReader
from tests.support.readers import reader_of
from tests.support.stores import make_store

CONTOSO = Path(__file__).resolve().parents[3] / "shared" / "data" / "company_contoso"
MAY = Period.parse("2026-05")
Rows = list[dict[str, object]]


def sale(  # noqa: PLR0917 - a line of the table below
    day: str, channel: str, quantity: int, amount: object, cost: object, product: str = "P"
) -> dict[str, object]:
    return {
        "date": day, "channel": channel, "customer": f"c{channel}", "product": product, "quantity": quantity,
        "amount": amount, "cost": cost, "region": "East", "rep": "r",
    }  # fmt: skip


#: May: KA 60 for 6 P, cost 30; Shop 40 for 2 P and 2 Q, cost 30, 8 sent back. A year before: KA 50 at 60 %, Web 50 at 20 %.
SALES = [
    sale("2026-05-31", "KA", 6, 60, 30), sale("2026-05-10", "Shop", 2, 30, 18), sale("2026-05-11", "Shop", 2, 18, 16, "Q"),
    sale("2026-05-12", "Shop", -1, -8, -4, "Q"), sale("2025-05-10", "KA", 5, 50, 20), sale("2025-05-10", "Web", 5, 50, 40),
]  # fmt: skip


def rows_of(reader: FigureReader, period: Period = MAY) -> dict[str, dict[str, Any]]:
    return {str(row["channel"]): dict(row) for row in reader.run_list(ListQuery("channel_scores", period)).rows}


def test_by_hand(tmp_path: Path) -> None:
    """Margin before 40 of 100, now 40 of 100: KA 50 %, Shop 10 of 40. P costs 90 / 8 = 11.25 on average, Q 9."""
    found = rows_of(reader_of(make_store(tmp_path, sales=SALES)))
    ka, shop, web = found["KA"], found["Shop"], found["Web"]
    assert (ka["net_sales"], ka["earlier"], ka["growth"], ka["share"]) == (60, 50, pytest.approx(0.2), 0.6)
    assert (shop["net_sales"], shop["return_rate"]) == (40, pytest.approx(8 / 48))
    assert (web["share_before"], web["growth"], web["margin"]) == (0.5, -1.0, None)
    # KA: 100 (0.6 - 0.5)(0.6 - 0.4) = 2 by mix, 100 x 0.6 (0.5 - 0.6) = -6 by its margin.
    assert (ka["mix_effect"], ka["rate_effect"]) == (2, -6)
    # Shop is of now alone: 100 x 0.4 (0.25 - 0.4); Web of before alone: -100 x 0.5 (0.2 - 0.4).
    assert (shop["mix_effect"], shop["rate_effect"], web["mix_effect"], web["rate_effect"]) == (-6, 0, 10, 0)
    assert ka["price_level"] == pytest.approx(60 / (6 * 11.25))
    assert shop["price_level"] == pytest.approx(48 / (2 * 11.25 + 2 * 9))


def test_one_channel_none_and_no_costs(tmp_path: Path) -> None:
    assert rows_of(reader_of(make_store(tmp_path / "none"))) == {}
    lone = rows_of(reader_of(make_store(tmp_path / "one", sales=[sale("2026-05-31", "KA", 1, 5, None)])))["KA"]
    assert (lone["share"], lone["price_level"], lone["earlier"], lone["growth"]) == (1.0, 1.0, None, None)
    assert (lone["margin"], lone["mix_effect"], lone["rate_effect"]) == (None, None, None)
    back = rows_of(reader_of(make_store(tmp_path / "back", sales=[sale("2026-05-31", "KA", -1, -5, -3)])))["KA"]
    assert (back["net_sales"], back["share"], back["price_level"]) == (-5, None, None)


def _agrees(found: dict[str, dict[str, Any]], now: pd.DataFrame, before: pd.DataFrame) -> None:
    """Columns channel, product, quantity, amount, cost as floats; every line has a cost."""
    whole, earlier = now.amount.sum(), before.amount.sum()
    margin, margin_before = 1 - now.cost.sum() / whole, 1 - before.cost.sum() / earlier
    for channel, row in found.items():
        own, old = now[now.channel == channel], before[before.channel == channel]
        assert float(row["net_sales"] or 0) == pytest.approx(own.amount.sum(), abs=1e-3)
        assert float(row["earlier"] or 0) == pytest.approx(old.amount.sum(), abs=1e-3)
        assert (row["share"] or 0) == pytest.approx(own.amount.sum() / whole, abs=1e-6)
        level = 0.0
        for product, part in own[own.quantity > 0].groupby("product"):
            every = now[(now["product"] == product) & (now.quantity > 0)]
            level += part.quantity.sum() * every.amount.sum() / every.quantity.sum()
        if level:
            bought = own[own.quantity > 0]
            assert row["price_level"] == pytest.approx(bought.amount.sum() / level, rel=1e-9)
    effects = sum(float(row["mix_effect"] or 0) + float(row["rate_effect"] or 0) for row in found.values())
    assert effects == pytest.approx(whole * (margin - margin_before), abs=0.01)
    mix = sum(float(row["mix_effect"] or 0) for row in found.values())
    by_hand = 0.0
    for channel in set(now.channel) | set(before.channel):
        own, old = now[now.channel == channel], before[before.channel == channel]
        part, part_before = own.amount.sum() / whole, old.amount.sum() / earlier
        rate = 1 - (old if len(old) else own).cost.sum() / (old if len(old) else own).amount.sum()
        by_hand += whole * (part - part_before) * (rate - margin_before)
    assert mix == pytest.approx(by_hand, abs=0.01)


@pytest.mark.parametrize("seed", [1, 2])
def test_again_in_pandas(seed: int, tmp_path: Path) -> None:
    chance = Random(seed)
    lines = []
    for year, channels in ((2026, ("KA", "Shop", "Web")), (2025, ("KA", "Shop", "Kiosk"))):
        lines += [
            sale(f"{year}-05-{chance.randrange(1, 32):02}", chance.choice(channels), amount // 9 + 1, amount, amount * chance.randrange(40, 95) / 100,
                 chance.choice("PQR"))
            for amount in (chance.randrange(20, 500) for _ in range(80))
        ]  # fmt: skip
    lines += [sale("2026-05-31", "KA", 1, 20, 5), sale("2026-05-20", "Web", -1, -15, -5)]
    frame = pd.DataFrame(lines)
    now, before = (frame[frame.date.str[:4] == year] for year in ("2026", "2025"))
    _agrees(rows_of(reader_of(make_store(tmp_path, sales=lines))), now, before)


@pytest.mark.shared
@pytest.mark.skipif(not CONTOSO.exists(), reason="../shared/data/company_contoso is not on this machine")
def test_channels_of_contoso_in_pandas(tmp_path: Path) -> None:
    """Its online store against all shops, 2023 beside 2022, in euros of the rows' own rates."""
    frame = pd.read_csv(CONTOSO / "sales.csv")
    frame = frame[frame.OrderDate.str[:4].isin(["2022", "2023"])]
    rate = 1 / frame.ExchangeRate
    frame = pd.DataFrame({
        "date": frame.OrderDate, "channel": ["Online" if store == 999999 else "Shop" for store in frame.StoreKey],
        "customer": frame.CustomerKey.astype(str), "product": frame.ProductKey.astype(str), "quantity": frame.Quantity,
        "amount": (frame.Quantity * frame.NetPrice * rate).round(4), "cost": (frame.Quantity * frame.UnitCost * rate).round(4),
    })  # fmt: skip
    assert set(frame.channel) == {"Online", "Shop"}
    lines: Rows = [
        {**row, "amount": Decimal(str(row["amount"])), "cost": Decimal(str(row["cost"])), "region": "x"}
        for row in ({str(name): value for name, value in line.items()} for line in frame.to_dict("records"))
    ]
    reader = reader_of(make_store(tmp_path, sales=lines))
    now, before = (frame[frame.date.str[:4] == year] for year in ("2023", "2022"))
    assert reader.as_of == date(2023, 12, 31)
    _agrees(rows_of(reader, Period.parse("2023")), now, before)
