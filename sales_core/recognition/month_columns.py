"""Months across: which columns are months, which are sums of months, and what a month column holds."""

from __future__ import annotations

from dataclasses import dataclass

from sales_core.catalogue.datasets.targets import MEASURES
from sales_core.recognition.column_types import Shape
from sales_core.recognition.header_names import key
from sales_core.recognition.header_synonyms import vocabulary
from sales_core.recognition.headers import HeaderBlock
from sales_core.recognition.months import is_sum_header, month_header

_MEASURE = {key(word): stored for stored, words in MEASURES for word in (stored, *words)}


@dataclass(frozen=True, slots=True)
class MonthColumn:
    """One month column. `year` None = stated nowhere in the header; `measure` when its group names one."""

    column: int
    year: int | None
    month: int
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Wide:
    """The month columns of a table and the columns that only add them up or hold something else."""

    months: tuple[MonthColumn, ...]
    sums: frozenset[int]

    @property
    def columns(self) -> frozenset[int]:
        """Every column that is no dimension."""
        return frozenset(m.column for m in self.months) | self.sums

    @property
    def needs_year(self) -> bool:
        """Whether a header states no year."""
        return any(m.year is None for m in self.months)


def find_wide(block: HeaderBlock, shapes: tuple[Shape, ...]) -> Wide | None:
    """The months across; None when fewer than two different months head columns of numbers."""
    months: list[MonthColumn] = []
    sums: set[int] = set()
    for column, parts in enumerate(block.parts):
        found = [(i, m) for i, text in enumerate(parts) if (m := month_header(text)) is not None]
        if found and shapes[column] in ("number", "empty"):
            place, (year, month) = found[0]
            rest = [key(text) for i, text in enumerate(parts) if i != place]
            months.append(
                MonthColumn(column, year, month, _measure(rest)) if _is_target(rest) else _other(column, sums)
            )
        elif parts and any(is_sum_header(text) for text in parts) and shapes[column] in ("number", "empty"):
            sums.add(column)
    months = [m for m in months if m.month]
    if len({(m.year, m.month) for m in months}) < 2:
        return None
    return Wide(tuple(months), frozenset(sums))


def _other(column: int, sums: set[int]) -> MonthColumn:
    sums.add(column)
    return MonthColumn(column, None, 0)


def _is_target(rest: list[str]) -> bool:
    """Whether the texts above or below the month name a target or a measure, or say nothing."""
    words = vocabulary("targets")
    return all(
        any(target == "target" for target, _ in words.get(text, ())) or text in _MEASURE or text.endswith("目标")
        for text in rest
    )


def _measure(rest: list[str]) -> str | None:
    return next((_MEASURE[text.removesuffix("目标")] for text in rest if text.removesuffix("目标") in _MEASURE), None)
