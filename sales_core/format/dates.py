"""Days, months and periods in words of a language."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date

from sales_core.format.shapes import shapes
from sales_core.i18n import Locale, t
from sales_core.kernel.terms import Period

#: Days and periods whose words are kept: the bar of every page lists the same four dozen again.
_KEPT = 8_192


def day(value: date, locale: Locale) -> str:
    """A date in words: `2026年5月31日`, `31 May 2026`."""
    return _dated(value, t("format.day", locale), locale)


def month(value: date, locale: Locale) -> str:
    """The month of a date in words: `2026年5月`, `May 2026`."""
    return _dated(value, t("format.month", locale), locale)


def short_month(value: date, locale: Locale) -> str:
    """`5月` or `May`; a January carries the year."""
    return _dated(value, t("format.january_short" if value.month == 1 else "format.month_short", locale), locale)


def moment(value: datetime) -> str:
    """A moment to the minute, in the time zone of this machine: `2026-05-31 14:05`."""
    return f"{value.astimezone():%Y-%m-%d %H:%M}"


@lru_cache(_KEPT)
def period_text(value: Period, locale: Locale) -> str:
    """A period in words: `2026年5月`, `Q2 2026`, `Jan–May 2026`, else its two days."""
    first, last = value.start, value.end
    if not value.is_whole_months:
        return day(first, locale) if first == last else _span("days", first, last, locale)
    if value == Period.year(first.year):
        return _dated(first, t("format.year", locale), locale)
    if value == Period.month_of(first):
        return month(first, locale)
    quarter = (first.month + 2) // 3
    if value == Period.quarter(first.year, quarter):
        return t("format.quarter", locale, year=first.year, quarter=quarter)
    return _span("months", first, last, locale)


def _span(kind: str, first: date, last: date, locale: Locale) -> str:
    same_year = first.year == last.year
    within = "month" if kind == "days" and same_year and first.month == last.month else "year" if same_year else "years"
    opening, _, closing = t(f"format.{kind}_of_{within}", locale).partition("|")
    return _dated(first, opening, locale) + _dated(last, closing, locale)


@lru_cache(_KEPT)
def _dated(value: date, pattern: str, locale: Locale) -> str:
    return str(format_date(value, pattern, locale=shapes(locale).babel))
