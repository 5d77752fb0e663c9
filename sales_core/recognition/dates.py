"""Dates and months as people and programs write them. Day/month order is decided for a column, never for a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np
import pyarrow as pa

from sales_core.kernel.problems import Severity
from sales_core.recognition.date_words import date_word, worded_day
from sales_core.recognition.months import month_header
from sales_core.recognition.numbers import ERRORS, NIL
from sales_core.recognition.parsed import ColumnCells, Parsed, by_text

Order = Literal["dmy", "mdy", "ymd", ""]
_TIME = r"(?:[ t]\s?(?:上午|下午)?\d{1,2}[:时点]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?)?秒?\s?(?:am|pm)?)?"
_YMD = re.compile(
    r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?[日号]?" + _TIME + r"(z|\s?utc|\s?gmt|[+-]\d\d:?\d\d)?"
)
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_YM = re.compile(r"(\d{4})\s?[-/年]\s?(\d{1,2})\s?月?(?:份)?")
_YM_DOT = re.compile(r"(\d{4})\.(\d{1,2})")
_YM_COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])")
#: A month in a column of months that says nothing of years.
_MONTH_NUMBER = re.compile(r"0?[1-9]|1[0-2]")
_MD = re.compile(r"(\d{1,2})月(\d{1,2})[日号]?")
_XY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})" + _TIME)
_ROC = re.compile(r"(?:民国)?\s?(1\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_WORDY = (
    re.compile(r"(\d{1,2})[-/ ]([a-z]{3,9})\.?[-/ ,]+(\d{4}|\d{2})" + _TIME),
    re.compile(r"([a-z]{3,9})\.?[-/ ](\d{1,2})(?:st|nd|rd|th)?[-/ ,]+(\d{4})" + _TIME),
)
#: More different last parts than this, beside one first part, are days.
_MANY_DAYS = 3
_SERIAL = re.compile(r"-?\d{1,6}(?:\.\d+)?")
EPOCH = date(1899, 12, 30)
#: The code of a day or month whose year is stated nowhere.
NO_YEAR = "E_DATE_NO_YEAR"
FIRST, LAST = date(1990, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How a column is read. `year`: for cells that state none, from `first_month` to the month before it a year later;
    `month_end`: a bare month means its last day."""

    is_month: bool = False
    order: Order = ""
    year: int | None = None
    first_month: int = 1
    month_end: bool = False
    dot_month_safe: bool = True

    def year_of(self, month: int) -> int | None:
        """The year of a month that states none."""
        return None if self.year is None else self.year + (month < self.first_month)


#: Both ways to read `3/4/2000`; a day without a year has one.
_EITHER_ORDER = (DateStyle(order="dmy", year=2000), DateStyle(order="mdy", year=2000))


def day_month_order(cells: ColumnCells, today: date) -> tuple[Order, bool]:
    """(order, is ambiguous) of `3/4/2026`: a part above 12 decides the column, years that make sense `26-05-02`."""
    parts = [(f[1], f[2], f[3]) for t in cells.distinct.to_pylist() if (f := _XY.fullmatch(date_word(t)))]
    if not parts:
        return "", False
    if all(len(year) == 2 for _, _, year in parts) and (order := _year_first(parts, today)) is not None:
        return order
    first, second = (max(int(p[place]) for p in parts) for place in (0, 1))
    if (first > 12) == (second > 12):
        return "", True
    return ("dmy" if first > 12 else "mdy"), False


def _year_first(parts: list[tuple[str, str, str]], today: date) -> tuple[Order, bool] | None:
    """Whether two-digit years stand first: they never or hardly change, and as days they would scatter the years."""
    first, last = {int(p[0]) for p in parts}, {int(p[2]) for p in parts}
    if any(int(p[1]) > 12 or int(p[2]) > 31 for p in parts) or not all(_is_near(year, today) for year in first):
        return None
    if all(_is_near(year, today) for year in last):
        # 25-05-24: either may be the year; one that never changes, beside many days, is.
        return ("ymd", False) if len(first) == 1 and len(last) > _MANY_DAYS else ("", True)
    return "ymd", False


def _is_near(year: int, today: date) -> bool:
    return today.year - 15 <= 2000 + year <= today.year + 2


def day_texts(cells: ColumnCells) -> list[tuple[int, int]]:
    """First and second part of every different text like `3/4/2026`."""
    found = (_XY.fullmatch(date_word(text)) for text in cells.distinct.to_pylist())
    return [(int(one[1]), int(one[2])) for one in found if one]


def parse_dates(cells: ColumnCells, style: DateStyle) -> Parsed:
    """date32 values with findings; a cell that cannot be read is null."""
    if (quick := _quick(cells, style)) is not None:
        return quick
    numeric = _numeric_texts(cells)
    values, found = by_text(cells, lambda text: read_date(text, style, numeric=text in numeric), pa.date32())
    parsed = Parsed(values)
    for code, positions in found.items():
        severity = Severity.ERROR if code.startswith("E_") else Severity.WARNING
        parsed.add(code, severity, cells.rows_of(positions))
    return parsed


def _quick(cells: ColumnCells, style: DateStyle) -> Parsed | None:
    """All distinct texts at once when every one is an ISO day in range and months are not wanted."""
    if style.is_month or not len(cells.distinct):
        return None
    try:
        days = cells.distinct.cast(pa.date32())
    except pa.ArrowInvalid:
        return None
    numbers = np.asarray(days.cast(pa.int32()).to_numpy(zero_copy_only=False))
    low, high = (FIRST - date(1970, 1, 1)).days, (LAST - date(1970, 1, 1)).days
    return Parsed(cells.spread(days)) if ((numbers >= low) & (numbers <= high)).all() else None


def _numeric_texts(cells: ColumnCells) -> set[str]:
    if not cells.numeric.any():
        return set()
    ids = np.unique(cells.codes[cells.numeric])
    return {cells.distinct[int(i)].as_py() for i in ids if i >= 0}


def read_date(text: str, style: DateStyle, *, numeric: bool) -> tuple[date | None, str]:
    """(day, code): code is empty, a W_ that goes with a day, or an E_ that goes with None."""
    return _read_word(date_word(text), style, numeric=numeric)


def month_of(text: str) -> int | None:
    """The month of a day or month that states no year, or of its number; None for any other text."""
    word = date_word(text)
    if found := _MD.fullmatch(word):
        return int(found[1])
    if _MONTH_NUMBER.fullmatch(word):
        return int(word)
    month = month_header(word)
    return month[1] if month and month[0] is None else None


def is_day(text: str) -> bool:
    """Whether a text reads as a day, whichever of day and month stands first; without a year, as one of 2000."""
    word = date_word(text)
    styles = _EITHER_ORDER if _XY.fullmatch(word) else _EITHER_ORDER[:1]
    return any(_read_word(word, style, numeric=False)[0] is not None for style in styles)


def _read_word(word: str, style: DateStyle, *, numeric: bool) -> tuple[date | None, str]:
    if word in ERRORS:
        return None, "E_CELL_ERROR"
    if word in NIL or not word:
        return None, "W_NIL"
    day, code = _read(word, style, numeric=numeric)
    if day is None:
        return None, code or "E_DATE"
    if not FIRST <= day <= LAST:
        return None, "E_DATE_RANGE"
    return (day.replace(day=1) if style.is_month else day), code


def _read(  # noqa: PLR0911 - one return a way to write a date, in the order in which they are tried
    word: str, style: DateStyle, *, numeric: bool
) -> tuple[date | None, str]:
    if found := _YMD.fullmatch(word):
        return _day(found[1], found[2], found[3]), "W_DATE_TZ" if found[4] else ""
    if found := _COMPACT.fullmatch(word):
        return _day(found[1], found[2], found[3]), ""
    if numeric and not _YM_COMPACT.fullmatch(word):
        return _serial(word, style)
    if found := _YM.fullmatch(word) or _YM_COMPACT.fullmatch(word):
        return _month(found[1], found[2], style)
    if found := _YM_DOT.fullmatch(word):
        return _month(found[1], found[2], style) if style.dot_month_safe or found[2] != "1" else (None, "E_DATE")
    if found := _XY.fullmatch(word):
        return _ordered(found, style.order)
    if found := _MD.fullmatch(word):
        year = style.year_of(int(found[1]))
        return (_day(str(year), found[1], found[2]), "") if year else (None, NO_YEAR)
    if _ROC.fullmatch(word):
        return None, "E_DATE_AMBIGUOUS"
    return _worded(word, style)


def _worded(word: str, style: DateStyle) -> tuple[date | None, str]:
    for place, form in enumerate(_WORDY):
        if found := form.fullmatch(word):
            name, day = (found[2], found[1]) if place == 0 else (found[1], found[2])
            month = month_header(name)
            return (_day(_long_year(found[3]), str(month[1]), day), "") if month else (None, "E_DATE")
    if (worded := worded_day(word)) is not None:
        return _day(_long_year(worded[0]), str(worded[1]), worded[2]), ""
    if (month := month_header(word)) is not None:
        year = month[0] or style.year_of(month[1])
        return _month(str(year), str(month[1]), style) if year else (None, NO_YEAR)
    return _serial(word, style) if _SERIAL.fullmatch(word) else (None, "E_DATE")


def _ordered(found: re.Match[str], order: Order) -> tuple[date | None, str]:
    if not order:
        return None, "ambiguous"
    if order == "ymd":
        return _day(_long_year(found[1]), found[2], found[3]), ""
    day, month = (found[1], found[2]) if order == "dmy" else (found[2], found[1])
    return _day(_long_year(found[3]), month, day), ""


def _serial(word: str, style: DateStyle) -> tuple[date | None, str]:
    if (found := _YM_DOT.fullmatch(word)) and style.is_month and found[2] != "1":
        return _month(found[1], found[2], style)
    if style.is_month and _MONTH_NUMBER.fullmatch(word):
        year = style.year_of(int(word))
        return _month(str(year), word, style) if year else (None, NO_YEAR)
    number = float(word) if _SERIAL.fullmatch(word) else 0.0
    if not 20_000 <= number < 110_000:
        return None, "E_DATE"
    return EPOCH + timedelta(days=int(number)), "W_DATE_SERIAL"


def _month(year: str, month: str, style: DateStyle) -> tuple[date | None, str]:
    first = _day(year, month, "1")
    if first is None or style.is_month:
        return first, ""
    if style.month_end:
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return following - timedelta(days=1), ""
    return first, "W_DATE_MONTH"


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _long_year(year: str) -> str:
    if len(year) == 4:
        return year
    return f"20{year}" if int(year) < 70 else f"19{year}"
