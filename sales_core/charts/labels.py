"""Numbers as charts write them: 万/亿 in Chinese, K/M/B in English. d3 knows no 万, so all are texts."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from sales_core.i18n import Locale

Number = Decimal | float | int | None

DASH = "—"
_SYMBOLS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "HKD": "HK$"}
_STEPS: dict[Locale, tuple[tuple[float, str], ...]] = {
    "zh": ((1e8, "亿"), (1e4, "万")),
    "en": ((1e9, "B"), (1e6, "M"), (1e3, "K")),
}


class Unit(StrEnum):
    """What a value counts."""

    MONEY = "money"
    COUNT = "count"
    SHARE = "share"
    """A fraction: 0.87 is 87%."""
    DAYS = "days"


def number(value: Number) -> float | None:
    """A float for drawing; None for missing, NaN and infinite."""
    if value is None:
        return None
    plain = float(value)
    return plain if math.isfinite(plain) else None


def numbers(values: Iterable[Number]) -> list[float]:
    """The drawable ones of `values`."""
    return [plain for value in values if (plain := number(value)) is not None]


def text(value: Number, unit: Unit, locale: Locale, *, currency: str = "CNY", signed: bool = False) -> str:
    """`value` written short for a label: ¥1,234万, $1.2M, 87%, 3.2天; a dash when missing."""
    plain = number(value)
    if plain is None:
        return DASH
    sign = "−" if plain < 0 else "+" if signed and plain > 0 else ""
    size = abs(plain)
    if unit is Unit.SHARE:
        return f"{sign}{_decimals(size * 100, 3)}%"
    if unit is Unit.DAYS:
        days = _decimals(size, 2)
        return f"{sign}{days}天" if locale == "zh" else f"{sign}{days} d"
    symbol = _SYMBOLS.get(currency, f"{currency} ") if unit is Unit.MONEY else ""
    return f"{sign}{symbol}{_short(size, locale)}"


def _short(size: float, locale: Locale) -> str:
    for step, suffix in _STEPS[locale]:
        if size >= step * 0.99995:
            return _decimals(size / step, 3) + suffix
    return _decimals(size, 3)


def _decimals(size: float, digits: int) -> str:
    """At least `digits` significant digits for small numbers, none behind the point for large ones."""
    if size >= 10 ** (digits - 1) or size == 0:
        return f"{size:,.0f}"
    places = digits - 1 if size < 10 else digits - 2
    return f"{size:,.{places}f}".rstrip("0").rstrip(".") or "0"


def ticks(low: float, high: float, count: int = 4) -> list[float]:
    """Round values that cover `low`..`high`, about `count` of them; always at least two."""
    if high - low <= 1e-9 * max(abs(low), abs(high), 1e-9):
        high = low + max(1.0, abs(low) * 1e-6)
    rough = (high - low) / max(count, 1)
    power = 10 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough * 0.999)
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    # As fine as the step, however small: a fixed number of places would make all marks of a tiny range one.
    places = 3 - math.floor(math.log10(step))
    return [round(i * step, places) for i in range(first, last + 1)]


def shortened(name: str, width: int = 14) -> str:
    """`name` cut to about `width` Latin letters; a Chinese character counts two. Hovers carry it whole."""
    used = 0
    for place, letter in enumerate(name):
        used += 2 if ord(letter) > 0x2E80 else 1
        if used > width:
            return name[: max(place - 1, 1)] + "…"
    return name
