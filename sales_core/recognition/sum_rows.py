"""Rows that add up the rows above them, told by their figures whatever they say or do not say.

A row that names fewer things than others do, and whose figures equal the sums of a run of rows above, is no sale,
receipt or stock of anything. It is taken out before anything is filled down, and becomes a stated total.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.dataset import ValueKind
from sales_core.kernel.problems import Severity
from sales_core.recognition.column_types import column_shapes
from sales_core.recognition.data_region import TotalRow
from sales_core.recognition.draft import Draft
from sales_core.recognition.grid import Mask, RowNumbers
from sales_core.recognition.parsed import Parsed
from sales_core.recognition.questions import choices, words
from sales_core.recognition.reading import ReadingFigure
from sales_core.recognition.sum_words import may_label_sum

#: A label column names things in at least this share of rows.
_DENSE = 0.3
#: Candidates with one pattern of blanks, when there are so many of them: order heads stated once, lines below.
_MANY, _MANY_SHARE = 20_000, 0.2
#: Rows above a candidate in which a group may begin anywhere.
_WINDOW = 400
_WINDOWS = 5_000
_DATES = (ValueKind.DATE, ValueKind.MONTH)
Parse = Callable[[int], Parsed]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Sum:
    """A body row (position) that equals the sums of the body rows from `start` on; `is_grand`: of all rows."""

    row: int
    start: int
    rows: int
    is_grand: bool


@dataclass(slots=True)
class _Table:
    """The figures and labels of the body. `values`: body rows × measures; `dense`: label columns."""

    draft: Draft
    values: Floats
    factors: Floats
    dense: list[int]
    labels: list[int]
    measures: Sequence[int]
    parsed: Sequence[pa.Array]

    def texts(self, position: int) -> list[tuple[int, str]]:
        """(column, text) of every label of a body row, without days."""
        row = int(self.draft.body.rows[position])
        cells = ((c, self.draft.grid.columns[c][row].as_py()) for c in self.labels)
        return [(c, text.strip()) for c, text in cells if text and text.strip()]


def leave_out_sum_rows(draft: Draft, measures: Sequence[int], parse: Parse) -> bool:
    """Takes rows of sums out of the body; asks where a row may be either. Returns whether rows went.

    `measures` are the grid columns that add up; `parse` gives their values over the body.
    """
    columns = [c for c, f in draft.columns.found.items() if not draft.dataset.column(f.field).kind.is_number]
    if len(draft.body.rows) < 2 or not measures:
        return False
    dense, candidates = _candidates(draft, columns)
    if not len(candidates):
        return False
    parsed = [parse(c).values for c in measures]
    values = np.stack([_floats(v) for v in parsed], axis=1)
    factors = np.array([max(1, draft.factors.get(c, 1)) for c in measures], dtype=np.float64)
    shapes = column_shapes(draft.grid, draft.block.body_start)
    known = {*columns, *draft.columns.found, *measures}
    others = [c for c, s in enumerate(shapes) if c not in known and s == "text" and draft.block.headers[c].key]
    labels = [c for c in (*columns, *others) if not _is_day(draft, c)]
    table = _Table(draft, values, factors, dense, labels, measures, parsed)
    sums, doubtful = _decided(table, candidates)
    if doubtful and _asked(table, sums, doubtful) == "sum":
        sums += doubtful
    if sums:
        _leave_out(table, sums)
    return bool(sums)


def _is_day(draft: Draft, column: int) -> bool:
    found = draft.columns.found.get(column)
    return found is not None and draft.dataset.column(found.field).kind in _DATES


def _floats(values: pa.Array) -> Floats:
    return np.asarray(values.cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)


def _candidates(draft: Draft, columns: Sequence[int]) -> tuple[list[int], RowNumbers]:
    """(dense label columns, body positions of rows that fill at most half of them, or stand last)."""
    rows, count = draft.body.rows, len(draft.body.rows)
    valid = {c: draft.grid.valid(draft.grid.columns[c])[rows] for c in columns}
    dense = [c for c in columns if valid[c].sum() >= _DENSE * count]
    if not dense:
        return [], np.empty(0, dtype=np.int64)
    filled = np.sum([valid[c] for c in dense], axis=0)
    few = filled <= (len(dense) // 2 if len(dense) > 3 else len(dense) - 1)
    few[0] = False
    positions = np.flatnonzero(few)
    if len(positions) > _MANY:
        positions = _rare(positions, [valid[c] for c in dense], count)
    names = [c for c in dense if not _is_day(draft, c)]
    if len(names) <= 1 and count > 2 and not few[-1]:
        positions = np.append(positions, count - 1)
    return dense, positions


def _rare(positions: RowNumbers, valid: Sequence[Mask], count: int) -> RowNumbers:
    """Without the rows whose pattern of blanks a large part of the table shares."""
    pattern = np.zeros(len(positions), dtype=np.int64)
    for number, column in enumerate(valid[:60]):
        pattern |= column[positions].astype(np.int64) << number
    _, inverse, counts = np.unique(pattern, return_inverse=True, return_counts=True)
    rare: RowNumbers = positions[counts[inverse] < _MANY_SHARE * count]
    return rare if len(rare) <= 10 * _MANY else rare[-_MANY:]


def _decided(table: _Table, candidates: RowNumbers) -> tuple[list[_Sum], list[_Sum]]:
    """Rows that are sums, and rows that may be either."""
    first = list(_scan(table, candidates, frozenset()))
    matched = {s.row for s in first}
    unlike = {_pattern(table, int(p)) for p in candidates if int(p) not in matched and np.any(table.values[p] > 0)}
    for _ in range(3):
        verdicts = {s.row: _verdict(table, s, first, unlike) for s in first}
        kept = frozenset(row for row, verdict in verdicts.items() if verdict != "sum")
        again = list(_scan(table, candidates, kept))
        if {s.row for s in again} == {s.row for s in first} - kept:
            break
        first = [*again, *(s for s in first if s.row in kept)]
    sums = [s for s in first if verdicts.get(s.row) == "sum"]
    return sums, [s for s in first if verdicts.get(s.row) == "ask"]


def _pattern(table: _Table, position: int) -> tuple[int, ...]:
    return tuple(c for c, _ in table.texts(position))


def _verdict(table: _Table, one: _Sum, all_: Sequence[_Sum], unlike: set[tuple[int, ...]]) -> str:
    """`sum`, `data` or `ask` for a row whose figures are the sums of rows above it."""
    texts = table.texts(one.row)
    if not texts:
        return "sum" if one.rows > 1 or not _has_day(table, one.row) else "data"
    if any(may_label_sum(text) for _, text in texts):
        return "sum"
    pattern = tuple(c for c, _ in texts)
    if all(_repeats(table, one, column, text) for column, text in texts):
        like = any(o.rows > 1 for o in all_ if _pattern(table, o.row) == pattern)
        return "sum" if like and pattern not in unlike else "data"
    names = [c for c in table.dense if not _is_day(table.draft, c)]
    if pattern in unlike or one.rows < 2 or _is_known(table, texts) or not _adds_up(table, one):
        return "data"
    heads = min(pattern) <= min(names, default=0) and len(pattern) < len(names)
    return "sum" if heads and one.is_grand and one.rows > 2 else "ask"


def _adds_up(table: _Table, one: _Sum) -> bool:
    """Whether the row adds two figures of some column, or states every column that the rows above it have figures in.

    One that repeats single figures and leaves others out is as much like a row as like a sum.
    """
    above, stated = np.nan_to_num(table.values[one.start : one.row]), np.nan_to_num(table.values[one.row]) != 0
    counts = np.count_nonzero(above, axis=0)
    return bool(np.any(stated & (counts > 1)) or not np.any(~stated & (counts > 0)))


def _has_day(table: _Table, position: int) -> bool:
    row, draft = int(table.draft.body.rows[position]), table.draft
    return any(draft.grid.columns[c][row].is_valid for c in table.dense if _is_day(draft, c))


def _repeats(table: _Table, one: _Sum, column: int, text: str) -> bool:
    """Whether every row of the group says the same in the column, or nothing below its first."""
    rows = table.draft.body.rows[one.start : one.row]
    texts = {(t or "").strip() for t in table.draft.grid.columns[column].take(pa.array(rows)).to_pylist()}
    return text in texts and texts <= {text, ""}


def _is_known(table: _Table, texts: Sequence[tuple[int, str]]) -> bool:
    """Whether a label is a code or name that a master or loaded rows hold."""
    reference = table.draft.reference
    stored = [set(m) | set(m.values()) for m in reference.masters.values()] + list(reference.values.values())
    return any(text in names for _, text in texts for names in stored)


def _scan(table: _Table, candidates: RowNumbers, kept: frozenset[int]) -> Iterator[_Sum]:
    """Candidates that equal the sums of a run of rows above, which hold no sums themselves."""
    values = np.nan_to_num(table.values)
    prefix = np.vstack([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)])
    out = np.zeros(values.shape[1])
    bounds = _Bounds(table)
    windows = 0
    totals = iter(sorted(t.row for t in table.draft.body.totals))
    total = next(totals, None)
    for position in candidates.tolist():
        if position in kept:
            continue
        while total is not None and total < table.draft.body.rows[position]:
            above = int(np.searchsorted(table.draft.body.rows, total))
            bounds.add(above, prefix[above] - out)
            total = next(totals, None)
        stated = ~np.isnan(table.values[position]) & (table.values[position] != 0)
        if not stated.any():
            continue
        now = prefix[position] - out
        found = bounds.match(values[position], now, stated, position)
        if found is None and windows < _WINDOWS:
            windows += 1
            found = _in_window(table, values, stated, position, floor=bounds.last)
        if found is None:
            continue
        out = out + values[position]
        bounds.add(position + 1, now)
        bounds.gone += 1
        yield _Sum(position, found[0], found[1], is_grand=found[0] == 0)


class _Bounds:
    """Where groups may begin: the first row, below every row of sums; with the running sums there."""

    def __init__(self, table: _Table) -> None:
        self._table = table
        self.gone = 0
        self._at: list[tuple[int, Floats, int]] = [(0, np.zeros(table.values.shape[1]), 0)]

    @property
    def last(self) -> int:
        """The first row below the last row of sums."""
        return self._at[-1][0]

    def add(self, position: int, running: Floats) -> None:
        """A group may begin at the body position."""
        self._at.append((position, running, self.gone))

    def match(self, row: Floats, now: Floats, stated: Mask, position: int) -> tuple[int, int] | None:
        """(first row, number of rows) of the nearest group whose sums the row states; all rows come first."""
        nearest = self._at[:0:-1][:50]
        for start, running, gone in (self._at[0], *nearest):
            rows = position - start - (self.gone - gone)
            if rows > 0 and _equal(row, now - running, stated, self._table.factors, rows):
                return start, rows
        return None


def _in_window(table: _Table, values: Floats, stated: Mask, position: int, *, floor: int) -> tuple[int, int] | None:
    """A group of two or more rows that begins anywhere below the last row of sums; only for rows without a day."""
    low = max(floor, position - _WINDOW)
    if position - low < 2 or _has_day(table, position):
        return None
    sums = np.cumsum(values[low:position][::-1], axis=0)
    counts = np.arange(1, len(sums) + 1)
    near = np.abs(sums - values[position]) <= _tolerance(values[position], table.factors, counts[:, None])
    hits = np.flatnonzero(near[:, stated].all(axis=1) & (counts > 1))
    return (position - int(counts[hits[0]]), int(counts[hits[0]])) if len(hits) else None


def _equal(row: Floats, sums: Floats, stated: Mask, factors: Floats, rows: int) -> bool:
    return bool((np.abs(sums - row) <= _tolerance(row, factors, np.array(rows)))[stated].all())


def _tolerance(row: Floats, factors: Floats, rows: npt.NDArray[np.int64]) -> Floats:
    """What rounding to the cent can add up to in a sum of so many rows."""
    wide: Floats = 0.011 * factors * np.maximum(1.0, np.sqrt(rows) / 10) + np.abs(row) * 1e-9
    return wide


def _asked(table: _Table, sums: Sequence[_Sum], doubtful: Sequence[_Sum]) -> str | None:
    draft = table.draft
    rows = [draft.grid.number(int(draft.body.rows[s.row])) for s in doubtful]
    shown = ", ".join(map(str, rows[:5])) + ("…" if len(rows) > 5 else "")
    text = words("sum_rows", rows=shown, count=len(rows))
    every = np.ones(len(draft.body.rows), dtype=np.bool_)
    every[[*(s.row for s in sums), *(s.row for s in doubtful)]] = False
    without = _measured(table, every)
    every[[s.row for s in doubtful]] = True
    figures = {"sum": without, "data": _measured(table, every)}
    return draft.ask("sum_rows", text, choices("sum_rows", "sum", "data"), figures=figures)


def _measured(table: _Table, rows: Mask) -> tuple[ReadingFigure, ...]:
    """What the measures of some body rows add up to."""
    layout = table.draft.dataset.month_columns
    found = table.draft.columns.found
    fields = [found[c].field if c in found else layout.value if layout else "" for c in table.measures]
    sums = dict.fromkeys(fields, Decimal(0))
    for field, values in zip(fields, table.parsed, strict=True):
        sums[field] += pc.sum(values.filter(pa.array(rows))).as_py() or Decimal(0)
    return tuple(table.draft.figure(field, pa.array([total])) for field, total in sums.items())


def _leave_out(table: _Table, sums: Sequence[_Sum]) -> None:
    draft, body = table.draft, table.draft.body
    unnamed = [s for s in sums if not any(may_label_sum(text) for _, text in table.texts(s.row))]
    if unnamed:
        rows = body.rows[[s.row for s in unnamed]]
        column = next(c for c in draft.columns.found)
        first = draft.place(f"row {draft.grid.number(int(rows[0]))}")
        draft.report("W_SUM_ROWS", Severity.WARNING, rows, column, place=first, count=len(rows))
    gone = {s.row for s in sums}
    last = next((p for p in range(len(body.rows) - 1, -1, -1) if p not in gone), 0)
    for one in sums:
        row, is_grand = int(body.rows[one.row]), one.is_grand and one.row > last
        body.totals.append(TotalRow(row, "", is_grand, int(body.rows[one.start])))
        body.left_out.append((row, "total" if is_grand else "subtotal"))
    body.totals.sort(key=lambda total: total.row)
    wanted = np.ones(len(body.rows), dtype=np.bool_)
    wanted[[s.row for s in sums]] = False
    body.rows = body.rows[wanted]
