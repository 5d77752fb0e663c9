"""A formula shown with its values can be worked again by hand and comes to the number it stands for."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from sales_core.catalogue.catalogue import product
from sales_core.forecast.selling_days import SellingDays
from sales_core.kernel.query import Query, Value
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Text
from sales_core.semantic.service import MetricService
from tests.semantic.company import LAST, figures_of
from tests.support.present import cells_of, float_of

pytestmark = pytest.mark.slow

MAY = Period.parse("2026-05")
FIGURE = r"−?[\d,]+(?:\.\d+)?%?"
_SUM = re.compile(rf"[\d.,%()+−×÷\- ]+ = {FIGURE.replace('−', '[−-]')}")


def number(text: str) -> float:
    """A shown figure as a number."""
    plain = text.replace(",", "").replace("−", "-")
    return float(plain[:-1]) / 100 if plain.endswith("%") else float(plain)


def worked(text: str) -> float:
    """What a shown sum comes to, by Python's own arithmetic."""
    plain = re.sub(r"([\d.]+)%", r"(\1/100)", text.replace(",", ""))
    return float(eval(plain.replace("÷", "/").replace("×", "*").replace("−", "-")))  # noqa: S307 - figures and signs only


@pytest.mark.parametrize("metric_id", sorted(product().metrics))
def test_a_formula_of_figures_comes_to_its_result(figures: MetricService, metric_id: str) -> None:
    told = figures.explain(Query((metric_id,), period=MAY), metric_id, LOCAL_ADMIN)
    for text in (told.formula_with_values.in_("zh"), told.formula_with_values.in_("en")):
        if told.value is not None and "{" in product().metric(metric_id).formula.in_("en") and _SUM.fullmatch(text):
            left, right = text.rsplit(" = ", 1)
            assert worked(left) == pytest.approx(number(right), rel=1e-3, abs=0.006)
    if told.value is not None and product().metric(metric_id).named:
        assert "—" not in told.formula_with_values.in_("en"), "an input without its value"


def explained(
    figures: MetricService, metric: str, period: str = "2026-05", as_of: date | None = None
) -> tuple[Value, Text]:
    query = Query((metric,), period=Period.parse(period), as_of=as_of)
    told = figures.explain(query, metric, LOCAL_ADMIN)
    return told.value, told.formula_with_values


def figures_in(text: str) -> list[float]:
    return [number(found) for found in re.findall(r"-?\d[\d,]*(?:\.\d+)?%?", text)]


def selling_left(closes: date, end: date) -> int:
    return sum(SellingDays().is_selling(closes + timedelta(days=n)) for n in range(1, (end - closes).days + 1))


def test_needed_a_day_names_the_days_left(figures: MetricService) -> None:
    value, text = explained(figures, "needed_per_day")
    row = cells_of(figures.run(Query(("target", "net_sales"), period=MAY), LOCAL_ADMIN).one())
    left = selling_left(LAST, MAY.end)
    assert value == ((row["target"] - row["net_sales"]) / left).quantize(Decimal("0.01"))
    target, actual = f"{row['target']:,.2f}", f"{row['net_sales']:,.2f}"
    assert text.in_("en") == f"({target} target − {actual} actual) ÷ {left} remaining selling days = {value:,.2f}"
    assert text.in_("zh") == f"（目标 {target} − 实际 {actual}）÷ 剩余 {left} 个销售日 = {value:,.2f}"


def test_a_target_that_is_reached_says_so(tmp_path: Path) -> None:
    sales = [
        {"date": f"2026-05-{day:02d}", "rep": "a", "amount": 100, "quantity": 1, "customer": "c"} for day in (6, 7)
    ]
    company = figures_of(tmp_path, sales=sales, targets=[{"month": "2026-05", "rep": "a", "target": 150}])
    value, text = explained(company, "needed_per_day")
    assert value == 0
    assert text.in_("en") == "200.00 actual ≥ 150.00 target: reached, so 0.00"


def test_the_landing_adds_up_from_its_parts(figures: MetricService) -> None:
    """Every line is worked again: the sum, the weighing, the curve, and the mean of the past months' own rests."""
    value, text = explained(figures, "landing")
    whole, weighed, curve, mean = text.in_("en").split("\n")
    actual, rest, left, landed = figures_in(whole)
    assert left == selling_left(LAST, MAY.end)
    assert actual + rest == pytest.approx(landed, abs=0.011)
    assert landed == float_of(value)
    amount, share, by_curve, other, usual = figures_in(weighed)
    assert share + other == pytest.approx(1)
    assert amount == rest == pytest.approx(share * by_curve + other * usual, abs=0.02)
    shown, in_month, share_again, other_again = figures_in(curve)
    assert shown == by_curve == pytest.approx(in_month / share_again * other_again, rel=1e-5)
    assert (in_month, share_again) == (actual, share), "the asked month is the closing one"
    shown, *rests, months = figures_in(mean)
    assert (shown, len(rests)) == (usual, months)
    assert usual == pytest.approx(sum(rests) / months, abs=0.01)
    assert len(rests) == 12, "a year of whole months lies before"


def test_the_rests_of_the_landing_are_those_of_the_raw_rows(figures: MetricService, table: pd.DataFrame) -> None:
    """April 2026, the last of the past months: what it sold after the same point in selling days."""
    _, text = explained(figures, "landing")
    *_, april, _ = figures_in(text.in_("en").split("\n")[3])
    days = SellingDays()
    selling = days.month(date(2026, 4, 1))
    reach = round(days.elapsed(LAST) * len(selling) / len(days.month(LAST)))
    mine = table[table.month == date(2026, 4, 1)]
    assert Decimal(str(april)) == sum(mine[[day >= selling[reach] for day in mine.date]].amount, Decimal(0))


@pytest.mark.parametrize(("metric", "bound"), [("landing_low", min), ("landing_high", max)])
def test_an_end_of_the_range_shows_its_factor(
    figures: MetricService, metric: str, bound: Callable[..., object]
) -> None:
    value, text = explained(figures, metric)
    first, factors, whole, *_ = text.in_("en").split("\n")
    actual, ahead, _, factor, end = figures_in(first)
    assert actual + ahead * factor == pytest.approx(end, rel=1e-3)
    assert end == float_of(value)
    assert figures_in(whole)[1] == ahead
    shown = [float(each) for each in factors.split(": ")[1].split(" · ")]
    assert figures_in(factors)[0] == factor
    assert bound(shown) == bound([*shown, factor]), "a percentile lies within"
    assert bound(factor, 1) == factor


def test_a_year_shows_the_later_months(figures: MetricService) -> None:
    value, text = explained(figures, "landing", "2026")
    whole, *_, later = text.in_("en").split("\n")
    actual, rest, left, further, later_left, landed = figures_in(whole)
    assert actual + rest + further == pytest.approx(landed, abs=0.011)
    assert (left, landed) == (selling_left(LAST, MAY.end), float_of(value))
    assert later_left == selling_left(MAY.end, date(2026, 12, 31))
    shown, last_year, now, before = figures_in(later)
    assert shown == further == pytest.approx(last_year * now / before, abs=0.01)
    then = figures.run(Query(("net_sales",), period=Period.parse("2025-06..2025-12")), LOCAL_ADMIN).one()["net_sales"]
    assert last_year == float_of(then)


def test_the_landing_of_what_is_over_and_of_what_has_no_past(figures: MetricService, tmp_path: Path) -> None:
    value, text = explained(figures, "landing", "2026-04")
    assert text.in_("en") == f"The period is over: {value:,.2f} is what it came to"
    sales = [
        {"date": f"2026-05-{day:02d}", "rep": "a", "amount": 100, "quantity": 1, "customer": "c"} for day in (6, 7)
    ]
    young = figures_of(tmp_path, sales=sales, targets=[{"month": "2026-05", "rep": "a", "target": 900}])
    value, text = explained(young, "landing_low")
    first, plain, _, curve = text.in_("en").split("\n")
    actual, ahead, _, factor, end = figures_in(first)
    assert (actual, factor, end) == (200, 0.8, float_of(value))
    assert "fewer than 4 past months" in plain
    days, of = 2, len(SellingDays().month(date(2026, 5, 1)))
    assert days < of
    assert ahead == figures_in(curve)[0]


def test_the_landings_share_of_target(figures: MetricService) -> None:
    value, text = explained(figures, "landing_achievement")
    first, whole, *_ = text.in_("en").split("\n")
    landed, target, share = figures_in(first)
    assert share == pytest.approx(landed / target, abs=5e-5)
    assert share == pytest.approx(value, abs=5e-5)
    assert figures_in(whole)[-1] == landed


def test_days_ahead_shows_its_place_on_the_curve(figures: MetricService) -> None:
    value, text = explained(figures, "days_ahead")
    first, place = text.in_("en").split("\n")
    day, elapsed, ahead = figures_in(first.replace("− ", "").replace("−", "-"))
    assert day - elapsed == pytest.approx(ahead, abs=0.011)
    assert ahead == pytest.approx(value, abs=0.006)
    reached, on, of, again, actual, due, target, usual, below = figures_in(place)
    assert (reached, on, below) == (again, day, target)
    assert of == len(SellingDays().month(LAST))
    assert reached == pytest.approx((actual - due + target * usual) / target, abs=1e-5)


@pytest.mark.parametrize(("period", "months_over"), [("2026-05", 0), ("2026-01..2026-05", 4), ("2026-01..2026-04", 3)])
def test_what_is_due_shows_the_months_over_and_the_share(figures: MetricService, period: str, months_over: int) -> None:
    value, text = explained(figures, "expected_to_date", period)
    over, target, share, elapsed, of, due = figures_in(text.in_("en"))
    stated = figures.run(Query(("target",), ("month",), Period.parse(period)), LOCAL_ADMIN)
    by_month = [float_of(row["target"]) for row in stated]
    assert over == pytest.approx(sum(by_month[:months_over]), abs=0.01)
    assert target == by_month[months_over]
    assert over + target * share == pytest.approx(due, abs=0.01)
    assert due == pytest.approx(float_of(value), abs=0.006)
    assert (share == 1) == (elapsed == of)
