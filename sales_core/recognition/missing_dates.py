"""What a file says outside its rows: the day of a stock list, the month of a sheet, the year of a header."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import numpy as np
import pyarrow as pa

from sales_core.catalogue.dataset import ColumnRole, Dataset, DatasetGrain, DateSource, ValueKind
from sales_core.kernel.problems import Severity
from sales_core.kernel.terms import Period
from sales_core.recognition.dates import DateStyle, month_of, read_date
from sales_core.recognition.draft import Draft
from sales_core.recognition.mapping import FoundColumn
from sales_core.recognition.month_columns import MonthColumn, across
from sales_core.recognition.months import year_header
from sales_core.recognition.questions import choices, words
from sales_core.recognition.reading_options import is_valid, option_label, option_reason

_HALF_YEAR = 6
#: What a year of months that goes over the end of one may be named after.
_YEAR_NAMES = ("fiscal_start", "fiscal_end")


def supply_period(draft: Draft) -> None:
    """Fills the dating column from the answer, the title or the name when the table has none."""
    dating = draft.dataset.period
    if dating is None or dating in draft.fields or not draft.dataset.column(dating).required:
        return
    if DateSource.CONTEXT not in draft.dataset.date_sources and not draft.given("period"):
        return  # refused for its missing column: an answer would not help
    day = _supplied(draft, is_level=draft.dataset.grain is DatasetGrain.SNAPSHOT)
    draft.fields[dating] = pa.repeat(pa.scalar(day, pa.date32()), draft.height)
    if day is not None:
        draft.report("N_DATE_SUPPLIED", Severity.NOTE, place=draft.place(), value=day.isoformat())


def _supplied(draft: Draft, *, is_level: bool) -> date | None:
    """The day that was stated, or the one that the user says; asked where nothing states it surely."""
    stated, origin = draft.answers.period or draft.context.period, draft.context.period_from
    if any(one.id == f"field:{draft.dataset.period}" and one.answer is None for one in draft.questions):
        return None  # which column it is comes first
    default = _day(stated, is_level=is_level)
    is_exact = not is_level or (stated is not None and stated.start == stated.end)
    is_stated = is_exact and (is_level or origin in ("title", "sheet"))
    question, typed = ("stock_date", "day") if is_level else ("period", "month")
    shown = None if default is None else default.isoformat() if is_level else f"{default:%Y-%m}"
    answer: str | None
    why = draft.period_origin
    if draft.answers.period is not None:
        why, is_stated = "chosen", True
    if shown is not None and (is_stated or draft.signature in draft.reference.remembered):
        answer = draft.offer(question, option_label(question), shown, option_reason(why), typed=typed)
    else:
        answer = draft.ask(question, words(question), default=shown)
    if answer is None:
        return None
    day, _ = read_date(answer, DateStyle(month_end=is_level, is_month=not is_level), numeric=False)
    if day is None:
        draft.report("E_ANSWER", Severity.ERROR, place=draft.place(), value=answer)
    return day


def _day(period: Period | None, *, is_level: bool) -> date | None:
    if period is None:
        return None
    return period.end if is_level else period.start.replace(day=1)


def month_days(draft: Draft) -> dict[int, pa.Array] | None:
    """Grid column → first of its month, for each row of the body; the year stands in the header, in a column of the
    table, or outside. None (and E_LAYOUT_WIDE) when no year is stated anywhere."""
    assert draft.wide is not None  # noqa: S101 - the caller has looked
    years = _years_of_rows(draft) if draft.wide.needs_year else [0] * len(draft.body.rows)
    if years is None:
        if not draft.asks("target_year"):
            row = draft.grid.number(draft.block.rows[-1])
            draft.report("E_LAYOUT_WIDE", Severity.ERROR, place=draft.place(f"row {row}"))
        return None
    days: dict[int, pa.Array] = {}
    for month, later in zip(draft.wide.months, _years_later(draft.wide.months), strict=True):
        own = [month.year or (year and year + later) for year in years]
        days[month.column] = pa.array([date(year, month.month, 1) if year else None for year in own], pa.date32())
    return days


def _years_later(months: Sequence[MonthColumn]) -> list[int]:
    """Per month how many times the months before it have gone over the end of a year."""
    turns = [0]
    for last, month in pairwise(months):
        is_new = month.year is None and last.year is None and month.month < last.month - _HALF_YEAR
        turns.append(turns[-1] + is_new)
    return turns


def _years_of_rows(draft: Draft) -> list[int | None] | None:
    """The year in which the months of each row begin; None while nobody has said it."""
    name = draft.filled(ColumnRole.YEAR)
    if not name:
        year = _year(draft)
        return None if year is None else [year] * len(draft.body.rows)
    years = [year_header(text) if text else None for text in draft.fields[name].to_pylist()]
    draft.report_rows("E_DATE", Severity.ERROR, np.flatnonzero([year is None for year in years]), name)
    months = draft.wide.months if draft.wide else ()
    if not any(_years_later(months)):
        return years
    start = months[0].month
    answer = draft.ask("target_year", words("target_year.across", month=start), choices("target_year", *_YEAR_NAMES))
    earlier = {"fiscal_start": 0, "fiscal_end": 1}.get(answer or "")
    return None if earlier is None else [year and year - earlier for year in years]


def _year(draft: Draft) -> int | None:
    months = draft.wide.months if draft.wide else ()
    stated = next((m.year for m in months if m.year), None)
    known = _year_outside(draft, [m.month for m in months]) or ((stated, "headers") if stated else None)
    if known is not None:
        year, origin = known
        return int(draft.offer("year", option_label("year"), str(year), option_reason(origin), typed="year"))
    answer = draft.ask("year", words("year"))
    return int(answer) if answer and answer.isdigit() and len(answer) == 4 else None


def year_of_cells(draft: Draft, column: int, texts: Sequence[str]) -> tuple[int, int] | None:
    """(year, its first month) of days and months of a column that state no year; None until the user says it.

    `texts`: the different ones in the order of the rows. Twelve months that begin in April go on in the year after.
    A day in the file's name is the day of the export: it says the year of its own month only.
    """
    months = list(dict.fromkeys(one for text in texts if (one := month_of(text)) is not None))
    given = next((one.value for one in draft.options if one.id == "year"), None)
    given = given or next((one.answer for one in draft.questions if one.id == "year"), None)
    if given is None and (known := _year_outside(draft, months)) is not None:
        year, origin = known
        given = draft.offer("year", option_label("year"), str(year), option_reason(origin), typed="year")
    if given is None and not draft.asks("year"):
        given = draft.ask("year", words("year.cells", column=draft.header(column), example=texts[0]))
    if given is None or not is_valid("year", given):
        return None
    return int(given), _first_month(months)


def _year_outside(draft: Draft, months: Sequence[int]) -> tuple[int, str] | None:
    """The year that was said, or that title, sheet or file name state, and who says so."""
    period, context = draft.answers.period, draft.context
    if period is not None:
        return period.start.year, "chosen"
    year = context.year or (context.period.start.year if context.period else None)
    if year is None:
        return None
    nearer = (*draft.block.titles, "" if draft.grid.sheet.is_text_file else draft.grid.sheet.name)
    is_day = context.period is not None and context.period.start == context.period.end
    if any(str(year) in text for text in nearer) or not is_day:
        return year, "names"
    return (year, "names") if context.period and set(months) == {context.period.start.month} else None


def _first_month(months: Sequence[int]) -> int:
    """The month in which a year of months begins that follow each other over its end; 1 for any other order."""
    follows = all(later == earlier % 12 + 1 for earlier, later in pairwise(months))
    return months[0] if follows and len(months) > 1 and months[-1] < months[0] else 1


def ask_unnamed_dimension(draft: Draft) -> None:
    """Months across under a label column without a header: asks what the labels are."""
    if draft.columns.found or draft.wide is None:
        return
    column = next((c for c in range(draft.grid.width) if c not in draft.wide.columns), None)
    if column is None:
        return
    labels = [t for t in draft.grid.columns[column].take(pa.array(draft.body.rows[:200])).to_pylist() if t]
    if not labels:
        return
    if (known := _proven_dimension(draft, {t.strip() for t in labels})) is not None:
        draft.columns.found[column] = FoundColumn(known, 1.0, "shape")
        return
    default = _known_dimension(draft, [t.strip() for t in labels])
    options = grouping_columns(draft.dataset)
    texts = tuple((d, draft.dataset.column(d).label) for d in options)
    sample = tuple(labels[:3])
    answer = draft.ask("dimension", words("dimension", letter=draft.grid.letter(column), sample=sample), texts, default)
    if answer is None:
        draft.columns.ignored[column] = "chosen"
    else:
        draft.columns.found[column] = FoundColumn(answer, 1.0, "chosen")


def grouping_columns(dataset: Dataset) -> tuple[str, ...]:
    """The names of things that a row may be about, in the order in which the dataset declares them."""
    about = dict.fromkeys(name for group in dataset.any_of for name in group)
    return tuple(name for name in about if dataset.column(name).kind is ValueKind.NAME)


def _proven_dimension(draft: Draft, labels: set[str]) -> str | None:
    """The one dimension whose stored values hold every label: there is nothing to ask."""
    stored = draft.reference.values
    holding = [name for name in grouping_columns(draft.dataset) if labels <= stored.get(name, frozenset())]
    return holding[0] if len(holding) == 1 else None


def _known_dimension(draft: Draft, labels: list[str]) -> str:
    """The dimension whose stored values hold most of the labels; else what they look like."""
    shares = {d: sum(x in values for x in labels) / len(labels) for d, values in draft.reference.values.items()}
    best = max(shares, key=lambda d: shares[d], default=None)
    options = grouping_columns(draft.dataset)
    return best if best in options and shares[best] >= 0.5 else _by_ending(draft.dataset, options, labels)


def _by_ending(dataset: Dataset, options: Sequence[str], labels: list[str]) -> str:
    """What the labels look like; lines that carry no header at all are most often the last, categories in a budget."""
    for name in options:
        endings = dataset.column(name).value_endings
        if endings and sum(label.casefold().endswith(endings) for label in labels) * 2 > len(labels):
            return name
    return options[-1]


def ask_pivoted_dataset(draft: Draft) -> None:
    """Months across that nothing calls by the dataset's words: asks what they are, unless somebody has said so."""
    layout = draft.dataset.month_columns
    hints = (*draft.dataset.subject_words, *(layout.words if layout else ()))
    months = draft.wide.months if draft.wide else ()
    stated = any(h in draft.context.words for h in hints) or any(m.measure for m in months)
    named = any(h in text.casefold() for parts in draft.block.parts for text in parts for h in hints)
    if not stated and not named and not draft.is_chosen and not draft.asks("dataset"):
        options = [(one.id, one.label) for one in across(draft.catalogue)]
        draft.ask("dataset", words("wide_kind"), [*options, *choices("dataset", "skip")])
