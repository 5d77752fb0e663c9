"""How a spreadsheet is told to show a number, so that a cell reads as the full form does while it stays a number."""

from __future__ import annotations

from decimal import Decimal

from sales_core.format.number import MINUS, as_decimal, dressed, places
from sales_core.format.shapes import shapes
from sales_core.i18n import Locale
from sales_core.kernel.query import Value
from sales_core.kernel.units import Unit

_DATES = {"month": "yyyy-mm", "year": "yyyy"}


def cell_format(value: Value, unit: Unit, locale: Locale, currency: str = "CNY", *, red: bool = False) -> str:
    """The number format of a cell with `value`; it depends on the value where only some decimals are shown.

    `red`: negative numbers in red.
    """
    number = as_decimal(value)
    least, most = (0, 0) if number is None else places(number, unit)
    if number is not None and least < most:
        least = most = _decimals(str(round(abs(number), most)))
    pattern = "#,##0" + (f".{'0' * least}" if least else "")
    shown = dressed(pattern, unit, locale, currency)
    before, _, after = shown.partition(pattern)
    end = "%" if unit == Unit.PERCENT else _quoted(after)
    # What is shown as zero has no sign, on pages neither.
    is_zero = number is not None and number < 0 and not round(number * (100 if unit == Unit.PERCENT else 1), least)
    below = _quoted(before) if is_zero else f"{'[Red]' if red else ''}{_quoted(MINUS + before)}"
    return f"{_quoted(before)}{pattern}{end};{below}{pattern}{end}"


def edited_format() -> str:
    """The number format of a cell that is being edited in a page: as the reader's browser writes numbers."""
    return "localized"


def axis_format(most: Value, unit: Unit, locale: Locale, currency: str = "CNY") -> str:
    """The number format of the marks of an axis whose largest value is `most`: without decimals, money and counts in
    the language's steps where a number format can divide so (by thousands; 万 it cannot).
    """
    number = as_decimal(most) or Decimal(0)
    pattern, word = "#,##0", ""
    if unit not in (Unit.PERCENT, Unit.RATIO, Unit.DAYS, Unit.MINUTES):
        # Four digits at least stay before the word, or marks would be alike.
        fitting = (step for step in shapes(locale).steps if abs(number) >= 5 * step[0])
        step, word = next(fitting, (Decimal(1), ""))
        thousands = (len(str(int(step))) - 1) / 3
        if thousands == int(thousands):
            pattern += "," * int(thousands)
        else:
            word = ""
    shown = dressed(pattern + _quoted(word), unit, locale, currency)
    before, _, after = shown.partition(pattern)
    end = "%" if unit == Unit.PERCENT else after if word else _quoted(after)
    return f"{_quoted(before)}{pattern}{end};{_quoted(MINUS + before)}{pattern}{end}"


def date_format(grain: str) -> str:
    """The format of a date that stands for a month, a year or a day."""
    return _DATES.get(grain, "yyyy-mm-dd")


def _decimals(number: str) -> int:
    return len(number.partition(".")[2].rstrip("0"))


def _quoted(words: str) -> str:
    return f'"{words}"' if words else ""
