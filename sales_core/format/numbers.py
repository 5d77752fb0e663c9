"""How one figure is written: 万/亿 in Chinese, K/M in English, a dash for what is not defined. Pure functions."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.numbers import format_decimal, get_currency_symbol

from sales_core.i18n import Locale
from sales_core.kernel.query import Value
from sales_core.kernel.terms import Period

DASH = "—"
MINUS = "−"
_BABEL: dict[Locale, str] = {"zh": "zh_Hans_CN", "en": "en_US"}
_STEPS: dict[Locale, tuple[tuple[Decimal, str], ...]] = {
    "zh": ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")),
    "en": ((Decimal(10) ** 9, "B"), (Decimal(10) ** 6, "M"), (Decimal(10) ** 3, "K")),
}
_DAYS: dict[Locale, str] = {"zh": " 天", "en": " d"}
_POINTS: dict[Locale, str] = {"zh": " 个百分点", "en": " pp"}
MONEY, PERCENT, DAYS, RATIO, COUNT = "money", "percent", "days", "ratio", "count"


def currency_symbol(currency: str) -> str:
    """The short sign of an ISO currency: `¥` for CNY."""
    return "¥" if currency == "CNY" else get_currency_symbol(currency, locale="en_US")


def compact(value: Value, unit: str, locale: Locale, currency: str = "CNY") -> str:
    """A figure as a headline: three or four significant digits and its unit; a dash for None."""
    return _written(value, unit, locale, currency, short=True)


def exact(value: Value, unit: str, locale: Locale, currency: str = "CNY") -> str:
    """A figure in full: money with cents, a fraction as a percentage with two decimals; a dash for None."""
    return _written(value, unit, locale, currency, short=False)


def signed(value: Value, unit: str, locale: Locale, currency: str = "CNY") -> str:
    """A difference with its sign always written; percent differences are percentage points."""
    number = as_decimal(value)
    if number is None:
        return DASH
    sign = "+" if number > 0 else MINUS if number < 0 else "±"
    if unit == PERCENT:
        return f"{sign}{_plain(abs(number) * 100, 1, locale)}{_POINTS[locale]}"
    return f"{sign}{compact(abs(number), unit, locale, currency)}"


def change(now: Value, before: Value) -> float | None:
    """now / before - 1; None when either is missing or `before` is not above zero."""
    new, old = as_decimal(now), as_decimal(before)
    return None if new is None or old is None or old <= 0 else float(new / old) - 1


def growth(value: float | None, locale: Locale) -> str:
    """A relative change with its sign: `+12.3%`; a dash for None."""
    if value is None:
        return DASH
    sign = "+" if value > 0 else MINUS if value < 0 else "±"
    return f"{sign}{_plain(Decimal(str(abs(value) * 100)), 1, locale)}%"


def as_decimal(value: Value) -> Decimal | None:
    """A numeric value exactly; None for what is not a finite number."""
    if value is None or isinstance(value, (str, date)):
        return None
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    return number if number.is_finite() else None


def day(value: date, locale: Locale) -> str:
    """A date in words of the locale: `2026年5月31日`, `31 May 2026`."""
    pattern = "y年M月d日" if locale == "zh" else "d MMM y"
    return format_date(value, pattern, locale=_BABEL[locale])


def period(value: Period, locale: Locale) -> str:
    """A period in words: `2026年5月`, `2026 Q2`, `Jan–May 2026`, else its two days."""
    first, last = value.start, value.end
    if not value.is_whole_months:
        return day(first, locale) if first == last else _days(first, last, locale)
    if value == Period.year(first.year):
        return f"{first.year}年" if locale == "zh" else str(first.year)
    if value == Period.month_of(first):
        return format_date(first, "y年M月" if locale == "zh" else "MMM y", locale=_BABEL[locale])
    quarter = (first.month + 2) // 3
    if value == Period.quarter(first.year, quarter):
        return f"{first.year}年第{quarter}季度" if locale == "zh" else f"Q{quarter} {first.year}"
    return _span(first, last, locale)


def _days(first: date, last: date, locale: Locale) -> str:
    if first.year != last.year:
        return f"{day(first, locale)} – {day(last, locale)}"
    same_month = first.month == last.month
    if locale == "zh":
        tail = f"{last.day}日" if same_month else f"{last.month}月{last.day}日"
        return f"{day(first, locale)}–{tail}"
    head = str(first.day) if same_month else format_date(first, "d MMM", locale="en_US")
    return f"{head}–{day(last, locale)}"


def _span(first: date, last: date, locale: Locale) -> str:
    if locale == "zh":
        tail = f"{last.month}月" if first.year == last.year else f"{last.year}年{last.month}月"
        return f"{first.year}年{first.month}月–{tail}"
    head = "MMM" if first.year == last.year else "MMM y"
    return f"{format_date(first, head, locale='en_US')}–{format_date(last, 'MMM y', locale='en_US')}"


def _written(  # noqa: PLR0911 - one return a unit
    value: Value, unit: str, locale: Locale, currency: str, *, short: bool
) -> str:
    if isinstance(value, date):
        return day(value, locale)
    if isinstance(value, str):
        return value
    number = as_decimal(value)
    if number is None:
        return DASH
    sign, size = (MINUS if number < 0 else ""), abs(number)
    if unit == PERCENT:
        return f"{sign}{_plain(size * 100, 1 if short else 2, locale)}%"
    if unit == DAYS:
        return f"{sign}{_plain(size, 1, locale)}{_DAYS[locale]}"
    if unit == RATIO:
        return f"{sign}{_plain(size, 2, locale, fixed=True)}×"
    symbol = currency_symbol(currency) if unit == MONEY else ""
    body = _scaled(size, unit, locale) if short else _plain(size, 2, locale, fixed=unit == MONEY)
    return f"{sign}{symbol}{body}"


def _scaled(size: Decimal, unit: str, locale: Locale) -> str:
    for step, word in _STEPS[locale]:
        if size >= step:
            part = size / step
            digits = 2 if part < 10 else 1 if part < 1000 else 0
            return f"{_plain(part, digits, locale)}{word}"
    if size == size.to_integral_value():
        return _plain(size, 0, locale)
    return _plain(size, 2 if unit == MONEY and size < 1000 else 1 if size < 1000 else 0, locale)


def _plain(size: Decimal, digits: int, locale: Locale, *, fixed: bool = False) -> str:
    rounded = size.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    zeros = "0" * digits if fixed else "0" * min(digits, 1) + "#" * (digits - 1)
    pattern = "#,##0" + (f".{zeros}" if digits else "")
    return str(format_decimal(rounded, format=pattern, locale=_BABEL[locale]))


def month(value: date, locale: Locale, *, short: bool = False) -> str:
    """A month as a chart names it: `5月` or `May`, with the year in January; `short` is the number alone."""
    if short:
        return str(value.month)
    if locale == "zh":
        return f"{value.year % 100}年{value.month}月" if value.month == 1 else f"{value.month}月"
    return f"{value:%b} {value:%y}" if value.month == 1 else f"{value:%b}"
