"""What a language says of its numbers, read once: words from its catalogue, separators from CLDR."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel.numbers import get_decimal_symbol, get_group_symbol

from sales_core.i18n import Locale, t


@dataclass(frozen=True, slots=True)
class Shapes:
    """The CLDR name of a language, its words for large numbers (largest first) and its separators."""

    babel: str
    steps: tuple[tuple[Decimal, str], ...]
    group: str
    point: str


@cache
def shapes(locale: Locale) -> Shapes:
    """The shapes of a language."""
    babel = t("format.babel", locale)
    steps = (step.split(":") for step in t("format.steps", locale).split())
    return Shapes(
        babel,
        tuple((Decimal(10) ** int(power), word) for power, word in steps),
        get_group_symbol(babel),
        get_decimal_symbol(babel),
    )
