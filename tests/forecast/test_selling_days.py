"""Selling days with Chinese holidays and 调休, and the curve learned on them."""

import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal

import pytest

from sales_core.forecast.curve import LINE, learn
from sales_core.forecast.selling_days import CalendarRules, SellingDays, _public, calendar_countries
from sales_core.kernel.errors import UsageError
from sales_core.kernel.settings import PROJECT
from sales_core.kernel.terms import Period
from sales_core.semantic.pacing import PacingModel

CHINA = SellingDays()


# State Council notices: 2025 spring festival 28 Jan - 4 Feb off, Sunday 26 Jan and Saturday 8 Feb worked; 1-5 May off,
# Sunday 27 April worked; 1-8 October off, Sunday 28 September and Saturday 11 October worked.
@pytest.mark.parametrize(
    ("day", "selling"),
    [
        ("2025-01-01", False), ("2025-01-26", True), ("2025-01-27", True), ("2025-01-28", False), ("2025-02-04", False),
        ("2025-02-05", True), ("2025-02-08", True), ("2025-02-09", False), ("2025-04-27", True), ("2025-05-01", False),
        ("2025-05-05", False), ("2025-05-06", True), ("2025-09-28", True), ("2025-10-08", False), ("2025-10-09", True),
        ("2025-10-11", True), ("2025-10-12", False), ("2025-06-14", False), ("2025-06-13", True),
    ],
)  # fmt: skip
def test_chinese_days(day: str, selling: bool) -> None:
    assert CHINA.is_selling(date.fromisoformat(day)) is selling


@pytest.mark.parametrize(("month", "count"), [("2025-01", 19), ("2025-02", 19), ("2025-05", 19), ("2025-10", 18)])
def test_days_of_a_month(month: str, count: int) -> None:
    assert len(CHINA.month(Period.parse(month).start)) == count


def test_six_day_week_keeps_breaks_free() -> None:
    six = SellingDays(CalendarRules(six_day_week=True))
    assert six.is_selling(date(2025, 6, 14))
    assert not six.is_selling(date(2025, 6, 15))
    assert not six.is_selling(date(2025, 2, 1)), "the Saturday inside the spring festival"


def test_own_calendar_wins() -> None:
    own = SellingDays(overrides={date(2025, 5, 1): True, date(2025, 6, 13): False})
    assert own.is_selling(date(2025, 5, 1))
    assert not own.is_selling(date(2025, 6, 13))


def test_unknown_country() -> None:
    with pytest.raises(UsageError):
        SellingDays(CalendarRules("XX")).is_selling(date(2025, 5, 1))


def test_other_country() -> None:
    assert not SellingDays(CalendarRules("US")).is_selling(date(2025, 7, 4))
    assert SellingDays(CalendarRules("US")).is_selling(date(2025, 5, 1))


def test_cutoff_and_elapsed() -> None:
    """May 2025 sells on 6-9, 12-16, 19-23, 26-30. On Sunday the 11th four days are over; they end on the 11th."""
    assert CHINA.elapsed(date(2025, 5, 11)) == 4
    assert CHINA.cutoff(date(2025, 5, 1), 4) == date(2025, 5, 11)
    assert CHINA.cutoff(date(2025, 5, 1), 0) == date(2025, 5, 5)
    assert CHINA.cutoff(date(2025, 5, 1), 19) == date(2025, 5, 31)


def loaded_at_the_end() -> dict[date, Decimal]:
    """Every selling day sells 1, the last of the month as much as all the others together."""
    daily: dict[date, Decimal] = {}
    for month in range(1, 7):
        days = CHINA.month(date(2025, month, 1))
        daily |= {day: Decimal(1) for day in days[:-1]}
        daily[days[-1]] = Decimal(len(days) - 1)
    return daily


def test_a_curve_learns_the_month_end() -> None:
    months = [date(2025, month, 1) for month in range(1, 7)]
    curve = learn(loaded_at_the_end(), months, CHINA)
    assert curve.months == 6
    assert curve.share(0, 20) == 0
    assert curve.share(20, 20) == 1
    assert curve.share(19, 20) == pytest.approx(0.5, abs=0.03)
    assert curve.share(10, 20) == pytest.approx(0.265, abs=0.01)
    for day in range(21):
        assert curve.position(curve.share(day, 20), 20) == pytest.approx(day, abs=0.21)


def test_too_little_history_is_a_straight_line() -> None:
    assert learn(loaded_at_the_end(), [date(2025, 1, 1), date(2025, 2, 1)], CHINA) is LINE
    assert learn({}, [date(2025, m, 1) for m in range(1, 7)], CHINA) is LINE
    assert LINE.share(5, 20) == 0.25
    assert LINE.position(1.1, 20) == pytest.approx(22)
    assert LINE.position(-0.1, 20) == pytest.approx(-2)


def test_curve_rises_whatever_the_data() -> None:
    start = date(2025, 1, 1)
    daily = {start + timedelta(days=n): Decimal((n * 37) % 11 - 4) for n in range(180)}
    curve = learn(daily, [date(2025, month, 1) for month in range(1, 7)], CHINA)
    assert list(curve.shares) == sorted(curve.shares)
    assert (curve.shares[0], curve.shares[-1]) == (0, 1)


def test_the_curve_uses_only_months_before() -> None:
    pacer = PacingModel(CHINA, loaded_at_the_end())
    assert pacer.curve(date(2025, 3, 1)).months == 0
    assert pacer.curve(date(2025, 5, 1)).months == 4
    assert pacer.share(date(2025, 6, 30)) == 1


_MODULES = (
    "import sys; from datetime import date; from sales_core.forecast.selling_days import SellingDays; "
    "SellingDays().is_selling(date(2026, 5, 1)); "
    "print(*(name.rpartition('.')[2] for name in sys.modules if name.startswith('holidays.countries.')))"
)
#: The same days from the library alone, which imports every country for them.
_DAYS = (
    "import sys, holidays; "
    "print(*(f'{code}:{day}' for code in sys.argv[1:] for day in sorted(holidays.country_holidays(code, years=2026))))"
)


def _printed(code: str, *arguments: str) -> list[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout.split()


def test_only_the_calendar_that_is_asked_for_is_imported() -> None:
    assert _printed(_MODULES) == ["china"]


def test_every_country_has_the_days_that_the_library_gives() -> None:
    countries = calendar_countries()
    days = (date(2026, 1, 1) + timedelta(days=number) for number in range(365))
    expected = {tuple(one.split(":")) for one in _printed(_DAYS, *countries)}
    calendars = {code: _public(code, 2026)[0] for code in countries}
    assert {(code, str(day)) for day in days for code in countries if day in calendars[code]} == expected
    assert len(countries) > 200
