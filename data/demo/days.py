"""The company's days and months: from 1 October 2023 to 22 October 2026, and how busy each of them is."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays
import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

START = date(2023, 10, 1)
AS_OF = date(2026, 10, 22)
DAYS = (AS_OF - START).days + 1
MONTHS: tuple[tuple[int, int], ...] = tuple((2023 + k // 12, k % 12 + 1) for k in range(9, 9 + 37))  # 2023-10 … 2026-10
NEW_YEARS = (date(2024, 2, 10), date(2025, 1, 29), date(2026, 2, 17))


def day_number(day: date) -> int:
    """Days since START; negative before it."""
    return (day - START).days


def day_at(number: int) -> date:
    """The inverse of `day_number`."""
    return START + timedelta(days=int(number))


def month_number(year: int, month: int) -> int:
    """Position in MONTHS; negative before it."""
    return (year - 2023) * 12 + month - 10


def first_day(month: int) -> int:
    """Day number of the first of a month given by its position."""
    year, rest = divmod(2023 * 12 + 9 + month, 12)
    return day_number(date(year, rest + 1, 1))


def last_day(month: int) -> int:
    """Day number of the last day of a month that the data covers."""
    return min(first_day(month + 1) - 1, DAYS - 1)


def dates(numbers: Ints) -> NDArray[np.datetime64]:
    """Day numbers as numpy dates."""
    return np.datetime64(START) + numbers.astype("timedelta64[D]")


@cache
def busyness() -> Floats:
    """Relative sales of each day: workdays, weekends, holidays, the New Year run, the month-end push."""
    off = holidays.country_holidays("CN", years=range(2023, 2027))
    weight = np.ones(DAYS)
    for number in range(DAYS):
        day = day_at(number)
        weight[number] = (1.0, 1.0, 1.0, 1.0, 1.0, 0.38, 0.1)[day.weekday()]
        if day in off:
            weight[number] = 0.08
        left = (first_day(month_number(day.year, day.month) + 1) - 1) - number
        weight[number] *= 1.4 if left < 5 else 0.85 if day.day <= 3 else 1.0
        for new_year in NEW_YEARS:
            ahead = (new_year - day).days
            weight[number] *= 1.45 if 5 <= ahead <= 26 else 0.25 if -9 <= ahead < 5 else 1.0
    return weight


@cache
def month_level() -> Floats:
    """Sales level of each month that the calendar alone explains, around 1; of its days so far."""
    weight = busyness()
    whole = np.array([weight[first_day(m) : last_day(m) + 1].sum() for m in range(len(MONTHS))])
    return np.asarray(whole / whole[:-1].mean())
