"""How one number is written. Every form is built from `_body`; nothing else rounds."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from babel.numbers import get_currency_symbol

from sales_core.format.dates import day
from sales_core.format.shapes import shapes
from sales_core.i18n import Locale, t
from sales_core.kernel.money_scale import MoneyScale
from sales_core.kernel.query import Value
from sales_core.kernel.terms import MoneyForm
from sales_core.kernel.units import Unit

DASH = "—"
PLUS, MINUS, EVEN = "+", "−", "±"
#: Decimals of a quantity that states so many; one that is a quotient has two.
_STORED = 4
_NO_STEP = (Decimal(1), "")
#: Spans of time have one decimal, in a formula two: there it has to come out.
_SPANS = (Unit.DAYS, Unit.MINUTES)
#: Where bands of amounts begin, in each decade.
_BAND_STEPS = (Decimal(1), Decimal(2), Decimal(5))
#: Texts that are kept: a page is drawn again with the same figures most of the time. Some 5 MB of each form.
_KEPT = 20_000


@cache
def currency_symbol(currency: str) -> str:
    """The sign of an ISO currency: `¥` for CNY, `A$` for AUD; nothing for a scale, whose amounts are of none."""
    if isinstance(currency, MoneyScale):
        return ""
    return "¥" if currency == "CNY" else str(get_currency_symbol(currency, locale="en_US"))


def short(value: Value, unit: Unit, locale: Locale, currency: str = "CNY") -> str:
    """A figure as a headline: three or four significant digits and its unit; a dash for None."""
    return _short(value, unit, locale, currency)


@lru_cache(maxsize=_KEPT)
def _short(value: Value, unit: Unit, locale: Locale, currency: str) -> str:
    number = as_decimal(value)
    return (
        _other(value, locale) if number is None else _with_sign(number, _headline(abs(number), unit, locale, currency))
    )


def full(value: Value, unit: Unit, locale: Locale, currency: str = "CNY") -> str:
    """A figure in full: money with two decimals, a fraction as a percentage with two; a dash for None."""
    return _full(value, unit, locale, currency)


@lru_cache(maxsize=_KEPT)
def _full(value: Value, unit: Unit, locale: Locale, currency: str) -> str:
    number = as_decimal(value)
    if number is None:
        return _other(value, locale)
    if unit == Unit.MONEY and (band := _band(abs(number), locale, currency)):
        return _with_sign(number, band)
    body = _body(abs(number), *places(number, unit), locale, percent=unit == Unit.PERCENT)
    return _with_sign(number, dressed(body, unit, locale, currency))


def formula_number(value: Value, unit: Unit, locale: Locale, decimals: int | None = None) -> str:
    """A figure as part of a formula: in full, without currency, days and minutes to the hundredth; a dash for None.

    `decimals`: so many instead, where the formula would not come out with fewer.
    """
    number = as_decimal(value)
    if number is None:
        return _other(value, locale)
    least, most = (2, 2) if unit in _SPANS else places(number, unit)
    if decimals is not None:
        least = most = decimals
    body = _body(abs(number), least, most, locale, percent=unit == Unit.PERCENT)
    return _with_sign(number, f"{body}%" if unit == Unit.PERCENT else body)


def signed(value: Value, unit: Unit, locale: Locale, currency: str = "CNY") -> str:
    """A difference with its sign always written; a difference of percentages is in percentage points."""
    number = as_decimal(value)
    if number is None:
        return DASH
    if unit == Unit.PERCENT:
        body = t("format.points", locale, number=_body(abs(number), 1, 1, locale, percent=True))
        return _with_sign(number, body, always=True)
    return _with_sign(number, _headline(abs(number), unit, locale, currency), always=True)


def growth(value: Value, locale: Locale) -> str:
    """A relative change with its sign: `+12.3%`; a dash for None."""
    number = as_decimal(value)
    if number is None:
        return DASH
    return _with_sign(number, f"{_body(abs(number), 1, 1, locale, percent=True)}%", always=True)


def tick(value: Value, unit: Unit, locale: Locale, currency: str = "CNY") -> str:
    """A round value at an axis: as short, without decimals that are zero."""
    number = as_decimal(value)
    if number is None:
        return DASH
    size = abs(number)
    if unit == Unit.PERCENT:
        return f"{_sign(number)}{_body(size, 0, 2, locale, percent=True)}%"
    if unit in {*_SPANS, Unit.RATIO}:
        return _sign(number) + dressed(_body(size, 0, 2, locale), unit, locale, currency)
    return _sign(number) + dressed(_scaled(size, unit, locale, trimmed=True), unit, locale, currency)


def bare_percent(value: Value, locale: Locale, digits: int = 0) -> str:
    """A fraction in hundredths where the unit stands elsewhere: 0.876 is `88`; a dash for None."""
    number = as_decimal(value)
    return DASH if number is None else _with_sign(number, _body(abs(number), digits, digits, locale, percent=True))


def count(value: int, locale: Locale) -> str:
    """A number of things, thousands apart."""
    return full(value, Unit.COUNT, locale)


def as_decimal(value: Value) -> Decimal | None:
    """A numeric value exactly; None for what is not a finite number."""
    if value is None or isinstance(value, str | date):
        return None
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    return number if number.is_finite() else None


def places(number: Decimal, unit: Unit) -> tuple[int, int]:
    """The least and the most decimals of `number` in full."""
    if unit in {Unit.MONEY, Unit.PERCENT, Unit.RATIO}:
        return (2, 2)
    if unit in _SPANS:
        return (1, 1)
    exponent = number.normalize().as_tuple().exponent
    return (0, _STORED if isinstance(exponent, int) and exponent >= -_STORED else 2)


def dressed(body: str, unit: Unit, locale: Locale, currency: str) -> str:
    """A bare number with the sign or word of its unit."""
    if unit == Unit.MONEY:
        return currency_symbol(currency) + body
    if unit == Unit.PERCENT:
        return f"{body}%"
    if unit in _SPANS:
        return t(f"format.{unit}", locale, number=body)
    return f"{body}×" if unit == Unit.RATIO else body


def _headline(size: Decimal, unit: Unit, locale: Locale, currency: str) -> str:
    if unit == Unit.PERCENT:
        body = _body(size, 1, 1, locale, percent=True)
    elif unit in _SPANS:
        body = _body(size, 1, 1, locale)
    elif unit == Unit.RATIO:
        body = _body(size, 2, 2, locale)
    elif unit == Unit.MONEY and (band := _band(size, locale, currency)):
        return band
    else:
        body = _scaled(size, unit, locale)
    return dressed(body, unit, locale, currency)


def _band(scaled: Decimal, locale: Locale, currency: str) -> str:
    """The span that an amount lies in where only that is shown (1–2–5–10 …), `¥2M–5M`; empty for other currencies."""
    if not isinstance(currency, MoneyScale) or currency.form is not MoneyForm.BANDS:
        return ""
    size, sign = currency.amount(scaled), currency_symbol(currency.currency)
    if size < 1:
        return f"{sign}0–1" if size else f"{sign}0"
    decade = Decimal(1).scaleb(size.adjusted())
    low = max(step for step in _BAND_STEPS if step * decade <= size)
    high = min(step for step in (*_BAND_STEPS, Decimal(10)) if step > low)
    ends = (_scaled(step * decade, Unit.MONEY, locale, trimmed=True) for step in (low, high))
    return sign + "–".join(ends)


def _scaled(size: Decimal, unit: Unit, locale: Locale, *, trimmed: bool = False) -> str:
    """`size` in the largest step that leaves a whole digit after rounding: 999,999 is 1.0M, not 1,000K."""
    step, word = next((one for one in shapes(locale).steps if size >= one[0]), _NO_STEP)
    digits = _digits(size / step, unit, is_base=not word)
    rounded = _rounded(size / step, digits)
    higher = [one for one in shapes(locale).steps if one[0] > step]
    if higher and rounded * step >= higher[-1][0]:
        (step, word), digits, rounded = higher[-1], 2, Decimal(1)
    if not word and rounded == rounded.to_integral_value():
        digits = 0
    return _body(rounded, 0 if trimmed else min(digits, 1), digits, locale) + word


def _digits(part: Decimal, unit: Unit, *, is_base: bool) -> int:
    """Decimals of a headline's number: enough for three or four significant digits."""
    if part >= 1000:
        return 0
    return (2 if part < 10 else 1) if not is_base else 2 if unit == Unit.MONEY else 1


def _body(size: Decimal, least: int, most: int, locale: Locale, *, percent: bool = False) -> str:
    """`size` with its thousands apart, rounded to `most` decimals; zeros at the end are left out down to `least`."""
    whole, _, decimals = f"{_rounded(size * 100 if percent else size, most):,f}".partition(".")
    kept = decimals[:least] + decimals[least:].rstrip("0")
    group, point = shapes(locale).group, shapes(locale).point
    return whole.replace(",", group) + (point + kept if kept else "")


def _rounded(size: Decimal, digits: int) -> Decimal:
    return size.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def _with_sign(number: Decimal, written: str, *, always: bool = False) -> str:
    """The size as written with the sign of the number; what is written as zero is neither above nor below it."""
    is_zero = not any(digit in "123456789" for digit in written)
    return _sign(Decimal(0) if is_zero else number, always=always) + written


def _sign(number: Decimal, *, always: bool = False) -> str:
    if number < 0:
        return MINUS
    return "" if not always else PLUS if number > 0 else EVEN


def _other(value: Value, locale: Locale) -> str:
    """What is no number: a day, a text, nothing."""
    if isinstance(value, date):
        return day(value, locale)
    return value if isinstance(value, str) else DASH
