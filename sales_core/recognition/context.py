"""What the title rows, the sheet name and the file name say: unit, period, year, subject."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from sales_core.kernel.terms import Period
from sales_core.recognition.header_names import comparable_text, normalise_text
from sales_core.recognition.money_units import stated_unit
from sales_core.recognition.months import month_header, named_period, named_year


@dataclass(frozen=True, slots=True)
class Context:
    """`unit` as written (empty = none stated); `period_from`: title, sheet or file."""

    unit: str
    period: Period | None
    period_from: str
    year: int | None
    words: str


def read_context(file: str, sheet: str, titles: tuple[str, ...]) -> Context:
    """Reads titles first, then the sheet name, then the file name; the nearer statement wins."""
    stem = PurePath(file).stem
    title = " ".join(titles)
    sources = (("title", title), ("sheet", sheet), ("file", stem))
    year = next((y for _, text in sources if (y := named_year(text)) is not None), None)
    period, origin = _period(sources, year)
    return Context(_unit(titles), period, origin, year, comparable_text(f"{title} {sheet} {stem}"))


def _period(sources: tuple[tuple[str, str], ...], year: int | None) -> tuple[Period | None, str]:
    for origin, text in sources:
        if (period := named_period(text)) is not None:
            return period, origin
        month = month_header(text) if origin == "sheet" else None
        if month is not None and (month[0] or year):
            return Period.month(month[0] or year or 0, month[1]), origin
    return None, ""


def _unit(titles: tuple[str, ...]) -> str:
    return next((unit for title in titles if (unit := stated_unit(normalise_text(title)))), "")
