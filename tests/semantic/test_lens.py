"""Amounts behind the screen-share lens: an index of a named base, or bands; ratios stay what they are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from sales_core.format import full, short, signed, tick
from sales_core.kernel.money_scale import MoneyScale
from sales_core.kernel.query import Compare, ListQuery, Query
from sales_core.kernel.terms import LOCAL_ADMIN, MoneyForm, Period, Right, Text
from sales_core.kernel.units import Unit
from sales_core.semantic.service import MetricService
from tests.pages.stage import Stage
from tests.pages.tiny import everything

MAY = Period.parse("2026-05")
INDEX = replace(LOCAL_ADMIN, amounts=MoneyForm.INDEX)
BANDS = replace(LOCAL_ADMIN, amounts=MoneyForm.BANDS)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> MetricService:
    """A company with everything loaded."""
    return Stage.of(tmp_path_factory.mktemp("lens"), **everything()).workspace.figures


def scale(service: MetricService) -> MoneyScale:
    """That of who sees everything."""
    found = service.money_scale(INDEX)
    assert found is not None
    return found


def test_the_base_is_the_last_whole_month_that_sold(service: MetricService) -> None:
    months = service.run(Query(("net_sales",), by=("month",)), LOCAL_ADMIN)
    sold = {row["month"]: row["net_sales"] for row in months if row["net_sales"]}
    whole = [month for month in sold if Period.month_of(month).end <= service.as_of()]  # type: ignore[arg-type]
    last = max(whole or sold)  # type: ignore[type-var]
    assert scale(service).base == sold[last]
    assert str(last)[:7] in scale(service).name.in_("en")


def test_amounts_are_scaled_and_ratios_and_counts_are_not(service: MetricService) -> None:
    asked = Query(("net_sales", "margin", "quantity"), ("customer",), MAY, compare=Compare.LAST_MONTH)
    exact, shown = service.run(asked, LOCAL_ADMIN), service.run(asked, INDEX)
    base = scale(service).base
    assert (str(shown.currency), exact.currency) == ("INDEX", "CNY")
    for one, other in zip(exact, shown, strict=True):
        for name in ("margin", "quantity", "customer"):
            assert one[name] == other[name]
        for name in ("net_sales", "net_sales__before"):
            amount = one[name]
            wanted = None if amount is None else round(Decimal(str(amount)) / base * 100, 4)
            assert other[name] == wanted


def test_lists_explanations_and_rows_are_scaled_too(service: MetricService) -> None:
    base = scale(service).base
    exact, shown = (service.run_list(ListQuery("open_items"), one) for one in (LOCAL_ADMIN, INDEX))
    assert exact.rows
    for one, other in zip(exact, shown, strict=True):
        assert other["open"] == round(Decimal(str(one["open"])) / base * 100, 4)
        assert other["days_late"] == one["days_late"] if "days_late" in one else True
    asked = Query(("net_sales",), period=MAY)
    told, seen = service.explain(asked, "net_sales", INDEX), service.explain(asked, "net_sales", LOCAL_ADMIN)
    assert told.value == round(Decimal(str(seen.value)) / base * 100, 4)
    assert {one.file for one in told.uploads} <= {"•••"}
    page, rows = service.rows(asked, "net_sales", INDEX), service.rows(asked, "net_sales", LOCAL_ADMIN)
    assert [row["amount"] for row in page.rows] == [
        round(Decimal(str(row["amount"])) / base * 100, 4) for row in rows.rows
    ]


def test_nobody_writes_or_reads_files_while_he_sees_no_exact_amounts() -> None:
    for right in (Right.VIEW_UPLOADS, Right.ADD_RECORDS, Right.CLOSE_MONTH, Right.UPLOAD, Right.MANAGE_USERS):
        assert LOCAL_ADMIN.may(right)
        assert not INDEX.may(right)
        assert INDEX.without_lens.may(right)
    assert INDEX.sight != LOCAL_ADMIN.sight != BANDS.sight != INDEX.sight


@pytest.mark.parametrize(
    ("amount", "band"),
    [
        ("0", "¥0"),
        ("0.4", "¥0–1"),
        ("1", "¥1–2"),
        ("1999.99", "¥1K–2K"),
        ("2000", "¥2K–5K"),
        ("4321987.65", "¥2M–5M"),
        ("-4321987.65", "−¥2M–5M"),
        ("9999999", "¥5M–10M"),
    ],
)
def test_a_band_is_the_span_that_an_amount_lies_in(amount: str, band: str) -> None:
    held = MoneyScale(MoneyForm.BANDS, Decimal(320_000), "CNY", Text.verbatim("base"))
    scaled = Decimal(amount) * 100 / held.base
    assert short(scaled, Unit.MONEY, "en", held) == band
    assert full(scaled, Unit.MONEY, "en", held) == band
    assert signed(scaled, Unit.MONEY, "en", held).lstrip("+−±") == band.lstrip("−")
    assert "¥" not in tick(scaled, Unit.MONEY, "en", held)


def test_texts_of_two_scales_are_never_taken_for_each_other() -> None:
    one, other = (MoneyScale(MoneyForm.BANDS, Decimal(base), "CNY", Text.verbatim("b")) for base in (100, 100_000))
    assert (short(Decimal(50), Unit.MONEY, "en", one), short(Decimal(50), Unit.MONEY, "en", other)) == (
        "¥50–100",
        "¥50K–100K",
    )
    assert one != other
    assert MoneyScale(MoneyForm.INDEX, Decimal(1), "CNY", Text.verbatim("b")) != "INDEX"
