"""Values for more than a month: quarters, halves and years across or in rows, and windows from one day to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pyarrow as pa

from sales_core.catalogue.dataset import ColumnRole
from sales_core.kernel.problems import Severity
from sales_core.kernel.terms import Period
from sales_core.recognition.draft import Draft
from sales_core.recognition.exact_money import money
from sales_core.recognition.header_names import normalise_text
from sales_core.recognition.mapping import FoundColumn
from sales_core.recognition.months import month_header, span_header, year_header
from sales_core.recognition.questions import choices, words

_SAMPLED = 50
_YEARS = ("calendar_year", "fiscal_start", "fiscal_end")
_UNIT = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class _Share:
    """One month of a row and what falls on it, as a part of all `whole` of the row."""

    row: int
    month: date
    upto: Decimal
    before: Decimal
    whole: Decimal


def find_year_parts(draft: Draft) -> None:
    """Takes a column of months in which quarters, halves or years stand for what it is."""
    layout = draft.dataset.month_columns
    part = draft.dataset.role(ColumnRole.YEAR_PART)
    if layout is None or draft.wide is not None or not part or part in draft.columns.column_of:
        return
    column = draft.column(layout.month)
    if column is None:
        return
    cells = draft.grid.columns[column].take(pa.array(draft.body.rows[:_SAMPLED])).drop_null().to_pylist()
    if cells and all(span_header(text) or year_header(text) for text in cells):
        draft.columns.found[column] = FoundColumn(part, 1.0, "shape")


def spread_spans(draft: Draft) -> None:
    """Values for longer spans become values for months, in the way that the user says."""
    layout = draft.dataset.month_columns
    if layout is None or layout.value not in draft.fields or not draft.height:
        return
    spans = _spans_across(draft) if draft.wide is not None else _spans_in_rows(draft)
    if spans is None:
        return
    spans = _of_the_year_meant(draft, spans)
    whole_months = all(span is None or _is_whole_months(span) for span in spans)
    if whole_months and all(span is None or _months(span) == 1 for span in spans):
        draft.fields[layout.month] = pa.array([span.start if span else None for span in spans], pa.date32())
        return
    way = "days"
    if not whole_months:
        cut = sum(span is not None and not _is_whole_months(span) for span in spans)
        draft.report("N_TARGET_WINDOW", Severity.NOTE, place=draft.place(), count=cut)
    if any(span is not None and _whole_months(span) > 1 for span in spans):
        names = ("even", "days", "curve") if _seasons(draft) else ("even", "days")
        answer = draft.ask("target_spread", words("target_spread"), choices("target_spread", *names))
        if answer is None:
            draft.fields[layout.month] = pa.array([span.start if span else None for span in spans], pa.date32())
            return
        way = answer
    _spread(draft, spans, _weights(draft, way))


def _of_the_year_meant(draft: Draft, spans: list[Period | None]) -> list[Period | None]:
    """Years and their parts as the company counts them, where its year does not start in January: that is asked.

    A fiscal year is named by the calendar year in which it starts, or by the one in which it ends.
    """
    start = draft.reference.fiscal_start
    has_dates = bool(draft.filled(ColumnRole.SPAN_START) and draft.filled(ColumnRole.SPAN_END))
    if start == 1 or has_dates or all(span is None or _months(span) == 1 for span in spans):
        return spans
    answer = draft.ask("target_year", words("target_year", month=start), choices("target_year", *_YEARS))
    later = {"fiscal_start": start - 1, "fiscal_end": start - 13}.get(answer or "", 0)
    return [
        _span(_after(span.start, later), _months(span)) if span is not None and _months(span) > 1 else span
        for span in spans
    ]


def _seasons(draft: Draft) -> Mapping[int, Decimal]:
    return draft.reference.seasons.get(draft.dataset.id, {})


def _weights(draft: Draft, answer: str) -> Callable[[Period], Decimal]:
    """What a part of a month weighs: its days; or what the whole month does, which is as much as every month or what
    was sold in such a month, by the days of it that are covered."""
    seasons = _seasons(draft)

    def weight(covered: Period) -> Decimal:
        if answer == "days":
            return Decimal(covered.days)
        whole = seasons[covered.start.month] if answer == "curve" else Decimal(1)
        return whole * covered.days / Period.month_of(covered.start).days

    return weight


def _spans_across(draft: Draft) -> list[Period | None] | None:
    layout, wide = draft.dataset.month_columns, draft.wide
    if layout is None or wide is None or draft.column_of is None or all(m.span == 1 for m in wide.months):
        return None
    lengths = {m.column: m.span for m in wide.months}
    starts = draft.fields[layout.month].to_pylist()
    columns = draft.column_of.tolist()
    return [start and _span(start, lengths[column]) for start, column in zip(starts, columns, strict=True)]


def _spans_in_rows(draft: Draft) -> list[Period | None] | None:
    """The days that each row is for, by its first and last day, or by its year and the part of it; else None."""
    starts, ends = (draft.filled(role) for role in (ColumnRole.SPAN_START, ColumnRole.SPAN_END))
    if starts and ends:
        return _windows(draft, starts, ends)
    year, part = (draft.filled(role) for role in (ColumnRole.YEAR, ColumnRole.YEAR_PART))
    layout = draft.dataset.month_columns
    if not (year or part) or (layout is not None and layout.month in draft.fields):
        return None
    years, parts = (draft.fields[n].to_pylist() if n else [None] * draft.height for n in (year, part))
    stated = [_part(text) for text in parts]
    own = [year_header(text) if text else None for text in years]
    missing = [n for n, one in enumerate(stated) if (one is None) or not (one[0] or own[n] or draft.context.year)]
    asked = _year(draft) if any(stated[n] is not None for n in missing) else None
    spans: list[Period | None] = []
    for one, row_year in zip(stated, own, strict=True):
        known = (one[0] if one else None) or row_year or draft.context.year or asked
        spans.append(_span(date(known, one[1], 1), one[2]) if one and known else None)
    _tell_unread(draft, spans, part or year)
    return spans


def _windows(draft: Draft, starts: str, ends: str) -> list[Period | None]:
    pairs = zip(draft.fields[starts].to_pylist(), draft.fields[ends].to_pylist(), strict=True)
    spans = [Period(first, last) if first and last and first <= last else None for first, last in pairs]
    _tell_unread(draft, spans, ends)
    return spans


def _tell_unread(draft: Draft, spans: Sequence[Period | None], field: str) -> None:
    rows = np.flatnonzero([span is None for span in spans])
    if not draft.waits:
        draft.report_rows("E_DATE", Severity.ERROR, rows, field)


def _part(text: str | None) -> tuple[int | None, int, int] | None:
    """(year or None, first month, months) of a part of a year; an empty one is the whole year."""
    if not text or (year := year_header(text)) is not None:
        return (year if text else None), 1, 12
    if (span := span_header(text)) is not None:
        return span
    plain = normalise_text(text).removesuffix(".0")
    if plain.isdecimal() and 1 <= int(plain) <= 12:
        return None, int(plain), 1
    month = month_header(text)
    return (month[0], month[1], 1) if month else None


def _year(draft: Draft) -> int | None:
    answer = draft.ask("year", words("year"))
    return int(answer) if answer and answer.isdigit() and len(answer) == 4 else None


def _span(start: date, months: int) -> Period:
    return Period(start, _after(start, months) - timedelta(days=1))


def _after(start: date, months: int) -> date:
    number = start.year * 12 + start.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _months(span: Period) -> int:
    return (span.end.year - span.start.year) * 12 + span.end.month - span.start.month + 1


def _whole_months(span: Period) -> int:
    """How many months lie in it from their first day to their last."""
    is_cut = [span.start.day != 1, (span.end + timedelta(days=1)).day != 1]
    return max(0, _months(span) - sum(is_cut))


def _is_whole_months(span: Period) -> bool:
    return span.start.day == 1 and (span.end + timedelta(days=1)).day == 1


def _spread(draft: Draft, spans: Sequence[Period | None], weight: Callable[[Period], Decimal]) -> None:
    """One row per month of each row's span; the parts of a row add up to the whole to the last decimal."""
    layout = draft.dataset.month_columns
    assert layout is not None  # noqa: S101 - the caller has looked
    shares = [share for row, span in enumerate(spans) if span for share in _shares(row, span, weight)]
    values = draft.fields[layout.value].to_pylist()
    take = np.array([share.row for share in shares], dtype=np.int64)
    parts = [_amount(values[share.row], share) for share in shares]
    draft.fields = {name: array.take(pa.array(take)) for name, array in draft.fields.items()}
    draft.fields[layout.month] = pa.array([share.month for share in shares], pa.date32())
    draft.fields[layout.value] = money(pa.array(parts, pa.decimal128(28, 6)))
    draft.row_of = draft.row_of[take]
    draft.column_of = None if draft.column_of is None else draft.column_of[take]
    _add_up_months(draft, layout.value, [spans[row] for row in take.tolist()])


def _add_up_months(draft: Draft, value: str, spans: Sequence[Period | None]) -> None:
    """Windows of one target that follow each other in a month are one value of it; those that overlap stay apart."""
    apart = {value, draft.dataset.role(ColumnRole.SPAN_START), draft.dataset.role(ColumnRole.SPAN_END)}
    names = [name for name in draft.fields if name not in apart]
    groups: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for position, key in enumerate(zip(*(draft.fields[name].to_pylist() for name in names), strict=True)):
        groups[key].append(position)
    values, wanted = draft.fields[value].to_pylist(), np.ones(draft.height, dtype=np.bool_)
    for positions in groups.values():
        parts = [values[position] for position in positions]
        windows = sorted((span for position in positions if (span := spans[position])), key=lambda span: span.start)
        if len(parts) == 1 or None in parts or any(a.end >= b.start for a, b in pairwise(windows)):
            continue
        values[positions[0]] = sum(parts, Decimal(0))
        wanted[positions[1:]] = False
    if not wanted.all():
        draft.fields[value] = money(pa.array(values, pa.decimal128(28, 6)))
        draft.keep(wanted)


def _shares(row: int, span: Period, weight: Callable[[Period], Decimal]) -> list[_Share]:
    firsts = [_after(span.start.replace(day=1), n) for n in range(_months(span))]
    weights = [
        weight(Period(max(first, span.start), min(_after(first, 1) - timedelta(days=1), span.end))) for first in firsts
    ]
    upto = [sum(weights[: n + 1], Decimal(0)) for n in range(len(weights))]
    return [_Share(row, first, upto[n], upto[n] - weights[n], upto[-1]) for n, first in enumerate(firsts)]


def _amount(whole: Decimal | None, share: _Share) -> Decimal | None:
    if whole is None:
        return None
    upto, before = ((whole * part / share.whole).quantize(_UNIT) for part in (share.upto, share.before))
    return upto - before
