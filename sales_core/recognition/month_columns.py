"""Months across: which columns are months, which are sums of months, and what a month column holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import ColumnRole, Dataset
from sales_core.recognition.bare_months import adds_up, holds_years, numbered_months
from sales_core.recognition.grid import Grid, Shape
from sales_core.recognition.header_names import key, normalise_text
from sales_core.recognition.header_synonyms import Vocabulary, Words
from sales_core.recognition.headers import HeaderBlock
from sales_core.recognition.months import is_sum_header, month_among_months, month_header, span_header, year_header

#: What a header may say beside a measure's name: 销售额目标 is the target of 销售额.
_TARGET = "目标"
#: Months beside which a doubtful word is one.
_MONTHS_BESIDE = 4
#: What stands beside the year and the word in such a header.
_AROUND = re.compile(r"销售|sales|annual|yearly|额|金额|数|值")


@dataclass(frozen=True, slots=True)
class MonthColumn:
    """One month column. `year` None = stated nowhere in the header; `measure` when its group names one."""

    column: int
    year: int | None
    month: int
    measure: str | None = None
    span: int = 1
    """Months that its values are for: 3 for a quarter."""


@dataclass(frozen=True, slots=True)
class PivotedLayout:
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


def find_month_layout(
    grid: Grid, block: HeaderBlock, shapes: tuple[Shape, ...], vocabulary: Vocabulary, title: str
) -> PivotedLayout | None:
    """The months across, or longer spans; None when fewer than two different ones head columns of numbers.

    `title`: what titles, sheet and file name say, normalised. Whole years count only where it or a header says that
    they are what a dataset with months across holds. A column that states the year of each row is no sum.
    """
    years = stated_years(grid, block, vocabulary)
    layout = _layout(block, shapes, vocabulary, title, has_year=bool(years))
    if layout is None:
        return None
    months = [month.column for month in layout.months]
    sums = {c for c in layout.sums if c not in years or adds_up(grid, block.body_start, c, months)}
    return PivotedLayout(layout.months, frozenset(sums))


def stated_years(grid: Grid, block: HeaderBlock, vocabulary: Vocabulary) -> frozenset[int]:
    """The columns that a header calls years and that hold nothing else."""
    named = [
        (vocabulary.words(dataset), role)
        for dataset in across(vocabulary.catalogue)
        if (role := dataset.role(ColumnRole.YEAR))
    ]
    return frozenset(
        column
        for column, header in enumerate(block.headers)
        if any(field == role for words, role in named for one in header.keys for field, _ in words.get(one, ()))
        and holds_years(grid, block.body_start, column)
    )


def _layout(
    block: HeaderBlock, shapes: tuple[Shape, ...], vocabulary: Vocabulary, title: str, *, has_year: bool
) -> PivotedLayout | None:
    meanings = [_Meaning.of(dataset, vocabulary) for dataset in across(vocabulary.catalogue)]
    numbered = numbered_months(block.parts, shapes, title, has_year=has_year)
    months: list[MonthColumn] = []
    sums: set[int] = set()
    for column, parts in enumerate(block.parts):
        found = [(i, m) for i, text in enumerate(parts) if (m := month_header(text)) is not None]
        if column in numbered:
            found = [(len(parts) - 1, (None, numbered[column]))]
        if found and shapes[column] in ("number", "empty"):
            place, (year, month) = found[0]
            years = [y for i, text in enumerate(parts) if i != place and (y := year_header(text)) is not None]
            year = year or (years[0] if len(years) == 1 else None)
            rest = [key(text) for i, text in enumerate(parts) if i != place and year_header(text) is None]
            meaning = next((one for one in meanings if one.fits(rest)), None)
            months.append(MonthColumn(column, year, month, meaning.measure(rest)) if meaning else _other(column, sums))
        elif parts and any(is_sum_header(text) for text in parts) and shapes[column] in ("number", "empty"):
            sums.add(column)
    months = [m for m in months if m.month]
    if len(months) >= _MONTHS_BESIDE:
        months = sorted((*months, *_among_months(block, shapes, months)), key=lambda one: one.column)
    if len({(m.year, m.month) for m in months}) < 2:
        months = _spans(block, shapes)
        sums -= {m.column for m in months}
    if not months and (whole := _years(block, shapes, vocabulary.catalogue, title)):
        return PivotedLayout(tuple(whole), frozenset(sums - {m.column for m in whole}))
    if len({(m.year, m.month) for m in months}) < 2:
        return None
    return PivotedLayout(tuple(months), frozenset(sums))


def _among_months(
    block: HeaderBlock, shapes: tuple[Shape, ...], months: Sequence[MonthColumn]
) -> Iterator[MonthColumn]:
    """Months whose short name is a word of other headers too, between the others."""
    taken = {one.month for one in months}
    for column, parts in enumerate(block.parts):
        month = next((m for text in parts if (m := month_among_months(text)) is not None), None)
        if month is not None and month not in taken and shapes[column] in ("number", "empty"):
            yield MonthColumn(column, None, month)


def _spans(block: HeaderBlock, shapes: tuple[Shape, ...]) -> list[MonthColumn]:
    """Quarters or half years across, of one length."""
    found = []
    for column, parts in enumerate(block.parts):
        span = next((s for text in parts if (s := span_header(text)) is not None), None)
        if span is not None and shapes[column] in ("number", "empty"):
            found.append(MonthColumn(column, span[0], span[1], None, span[2]))
    shortest = min((m.span for m in found), default=0)
    return [m for m in found if m.span == shortest]


def _years(block: HeaderBlock, shapes: tuple[Shape, ...], catalogue: Catalogue, title: str) -> list[MonthColumn]:
    """Whole years across: `2026年`, `FY2026`, `2026 budget`."""
    hints = [(*one.subject_words, *(one.month_columns.words if one.month_columns else ())) for one in across(catalogue)]
    is_said = any(word in title for words in hints for word in words)
    columns: list[MonthColumn] = []
    for column, parts in enumerate(block.parts):
        text = " ".join(parts)
        bare = year_header(text)
        told = None if bare else next((year for words in hints if (year := _told_year(text, words))), None)
        year = (bare if is_said else None) or told
        if year and shapes[column] in ("number", "empty"):
            columns.append(MonthColumn(column, year, 1, None, 12))
    return columns if len({m.year for m in columns}) == len(columns) else []


def _told_year(text: str, words: tuple[str, ...]) -> int | None:
    """The year of a header that says a year and one of the words and nothing else: `2026年销售目标`."""
    rest = normalise_text(text)
    for word in sorted(words, key=len, reverse=True):
        if word in rest:
            return year_header(_AROUND.sub("", rest.replace(word, " ")).strip(" _-"))
    return None


def across(catalogue: Catalogue) -> tuple[Dataset, ...]:
    """The datasets that may have months across."""
    return tuple(dataset for dataset in catalogue.datasets.values() if dataset.month_columns is not None)


def _other(column: int, sums: set[int]) -> MonthColumn:
    sums.add(column)
    return MonthColumn(column, None, 0)


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What the texts beside a month may say when the values are of one dataset."""

    value: str
    time: frozenset[str]
    """The columns that a word above the months may name instead: 月份."""
    words: Words
    measures: Mapping[str, str]

    @classmethod
    def of(cls, dataset: Dataset, vocabulary: Vocabulary) -> _Meaning:
        """The words of the dataset's value column and of its measures."""
        layout = dataset.month_columns
        if layout is None:
            raise ValueError(f"{dataset.id} has no months across")
        choices = dataset.column(layout.measure).choices if layout.measure else ()
        measures = {key(word): stored for stored, words in choices for word in (stored, *words)}
        time = frozenset((layout.month, dataset.role(ColumnRole.YEAR_PART)))
        return cls(layout.value, time, vocabulary.words(dataset), measures)

    def fits(self, rest: list[str]) -> bool:
        """Whether the texts above or below the month name the value, a measure or months, or say nothing."""
        return all(
            any(field == self.value or field in self.time for field, _ in self.words.get(text, ()))
            or text in self.measures
            or text.endswith(_TARGET)
            for text in rest
        )

    def measure(self, rest: list[str]) -> str | None:
        """The measure that the texts name."""
        names = [text.removesuffix(_TARGET) for text in rest]
        return next((self.measures[name] for name in names if name in self.measures), None)
