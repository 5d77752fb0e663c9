"""A currency that only the unit of a header or the title names is the amounts' own, as if a column stated it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sales_core.recognition.reading import ReferenceData
from tests.recognition.conftest import TODAY, Read, Result, Rows

#: How a header says it → the currency, and what one figure stands for.
HEADERS = {
    "Amount (EUR)": ("EUR", 1), "Montant HT (k€)": ("EUR", 1000), "Amount (USD '000)": ("USD", 1000), "金额（美元）": ("USD", 1),
    "売上金額(千円)": ("JPY", 1000), "销售额（万欧元）": ("EUR", 10000), "Betrag (TEUR)": ("EUR", 1000), "金额（人民币）": ("CNY", 1),
}  # fmt: skip
TITLES = {
    "Sales in thousands of USD": ("USD", 1000),
    "Ventes (en milliers d'euros)": ("EUR", 1000),
    "売上明細（千円）": ("JPY", 1000),
    "Sales 2026, k USD": ("USD", 1000),
    "Umsatz 2026 – Tsd. EUR": ("EUR", 1000),
}
#: Of several countries: nothing is named.
BARE = {"Amount ($)": 1, "金额（元）": 1, "金额（万元）": 10000, "Amount ($000)": 1000, "Amount": 1}
MONEY = (Decimal("1250.5"), Decimal(-30), Decimal(7))


def _rows(header: str, title: str = "") -> Rows:
    lines = [[date(2026, 5, n + 3), f"S{n}", "K", "P", n + 1, money] for n, money in enumerate(MONEY)]
    head = ["Date", "Order", "Customer", "Product", "Quantity", header]
    return [*([[title]] if title else []), head, *lines]


def _known(currency: str, rates: frozenset[tuple[str, str]] = frozenset()) -> ReferenceData:
    return ReferenceData(today=TODAY, reporting_currency=currency, rates=rates)


def _is_of(result: Result, currency: str, factor: int) -> None:
    assert result.table.sums["amount"] == sum(MONEY) * factor
    held = set(result.column("currency"))
    assert held == {currency}, held


CASES = [(header, "", *true) for header, true in HEADERS.items()]
CASES += [("Amount", title, *true) for title, true in TITLES.items()]


@pytest.mark.parametrize("header, title, currency, factor", CASES)
def test_a_named_currency_is_kept_converted_or_refused(
    read: Read, header: str, title: str, currency: str, factor: int
) -> None:
    rows = _rows(header, title)
    _is_of(read(rows), currency, factor)
    same = read(rows, reference=_known(currency))
    assert same.table.sums["amount"] == sum(MONEY) * factor
    _is_of(read(rows, reference=_known("GBP", frozenset({(currency, "GBP")}))), currency, factor)
    foreign = read(rows, reference=_known("GBP"))
    assert "E_CURRENCY_MIX" in foreign.codes
    assert foreign.table.rows_file is None
    assert foreign.problem("N_RATES_NEEDED").value == currency


@pytest.mark.parametrize("header, factor", BARE.items())
def test_a_sign_of_several_countries_names_none(read: Read, header: str, factor: int) -> None:
    for company in ("", "GBP"):
        found = read(_rows(header), reference=_known(company))
        assert found.table.sums["amount"] == sum(MONEY) * factor
        assert not any(found.column("currency"))


@pytest.mark.parametrize("text", ["△35", "▲35", "△ 35"])
def test_a_triangle_is_a_minus(read: Read, text: str) -> None:
    rows: Rows = [
        ["売上日", "伝票番号", "得意先名", "商品名", "売上金額"],
        [date(2026, 5, 3), "D1", "A", "P", 120], [date(2026, 5, 4), "D2", "B", "P", text],
    ]  # fmt: skip
    assert read(rows).table.sums["amount"] == 85
