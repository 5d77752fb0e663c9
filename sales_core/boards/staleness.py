"""How old the data are, measured against the calendar: figures that stopped long ago look like today's."""

from __future__ import annotations

from datetime import date

from sales_core import format as formatter
from sales_core.i18n import Locale, t
from sales_core.kernel import clock

#: Data whose last day lies longer ago are said to be old wherever figures are shown.
STALE_DAYS = 7


def stale_text(as_of: date, locale: Locale) -> str:
    """`数据到 2026年10月22日 为止，距今 35 天`; empty while the data are at most STALE_DAYS old."""
    days = (clock.today() - as_of).days
    if days <= STALE_DAYS:
        return ""
    return t("shell.data_age", locale, day=formatter.day(as_of, locale), days=days)
