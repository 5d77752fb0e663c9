"""The mapped columns of the body as typed values, in the user's layout; months across are turned down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.dataset import ColumnRole, DatasetColumn, DatasetGrain, ValueKind
from sales_core.formats.cells import CellMark
from sales_core.kernel.problems import Severity
from sales_core.recognition.bad_rows import leave_out_named_rows
from sales_core.recognition.date_columns import written_months
from sales_core.recognition.date_order import date_orders, settle_swapped
from sales_core.recognition.dates import NO_YEAR, DateStyle, Order, parse_dates
from sales_core.recognition.draft import Draft
from sales_core.recognition.fill import fill_down
from sales_core.recognition.grid import RowNumbers, side_by_side
from sales_core.recognition.missing_dates import year_of_cells
from sales_core.recognition.number_style import declared_columns, number_style, number_styles, style_beside
from sales_core.recognition.numbers import as_integers, parse_numbers
from sales_core.recognition.parsed import ColumnCells, Parsed
from sales_core.recognition.percents import settle_percents
from sales_core.recognition.progress_stages import columns_stage
from sales_core.recognition.sum_rows import leave_out_sum_rows
from sales_core.recognition.terms import parse_terms
from sales_core.recognition.text_values import parse_choices, parse_flags, parse_words

#: Share of a table's reading that is done when its columns are read.
COLUMNS_READ = 0.5


def read_values(draft: Draft) -> None:
    """Fills `draft.fields` and `draft.row_of` from the body, without the rows that only add up others."""
    if draft.wide is None:
        measures = [c for c, f in draft.columns.found.items() if f.field in draft.dataset.measures]
    else:
        measures = [month.column for month in draft.wide.months]
    leave_out_named_rows(draft, measures, lambda column: _measure(draft, column))
    if measures:
        leave_out_sum_rows(draft, measures, lambda column: _measure(draft, column))
    filled = fill_down(draft)
    draft.row_of = draft.body.rows
    cells = {column: _cells(draft, column, filled) for column in draft.columns.found}
    settle_swapped(draft, cells)
    orders = date_orders(draft, cells)
    months = {m.column: _cells(draft, m.column, {}) for m in draft.wide.months} if draft.wide else {}
    number_styles(draft, {**cells, **months})

    def parse(column: int) -> Parsed:
        declared = draft.dataset.column(draft.columns.found[column].field)
        return _parse(draft, column, declared, cells[column], orders.get(column, ""))

    columns = side_by_side(parse, cells, lambda done: _tell_columns(draft, done, len(cells)))
    columns = _with_year(draft, cells, columns, orders)
    for (column, found), parsed in zip(draft.columns.found.items(), columns, strict=True):
        declared = draft.dataset.column(found.field)
        if declared.kind is ValueKind.PERCENT:
            settle_percents(draft, column, parsed, cells[column])
        if parsed.currencies:
            draft.currencies[column] = {name: draft.body.rows[rows] for name, rows in parsed.currencies.items()}
        _tell(draft, column, parsed, declared)
        _tell_marks(draft, column, declared)
        draft.fields[found.field] = parsed.values
    as_typed = {column: one for column, one in cells.items() if column not in filled}
    draft.different = {column: n for column, one in as_typed.items() if (n := one.known_distinct) is not None}


def _with_year(
    draft: Draft, cells: dict[int, ColumnCells], columns: Sequence[Parsed], orders: Mapping[int, Order]
) -> list[Parsed]:
    """The columns; days and months that state no year are read with the one that is stated outside or said."""
    found = list(columns)
    for place, (column, mapped) in enumerate(draft.columns.found.items()):
        bare = [one for one in found[place].findings if one.code == NO_YEAR]
        if not bare:
            continue
        texts = pick(cells[column].texts, np.sort(np.concatenate([one.rows for one in bare])))
        known = year_of_cells(draft, column, pc.unique(texts).to_pylist())
        if known is not None:
            declared = draft.dataset.column(mapped.field)
            plain = _date_style(draft, declared, cells[column], orders.get(column, ""))
            style = replace(plain, year=known[0], first_month=known[1])
            found[place] = parse_dates(cells[column], style)
        elif draft.waits:  # told with the question, and no error of its own
            found[place].findings = [
                replace(one, severity=Severity.WARNING) if one.code == NO_YEAR else one for one in found[place].findings
            ]
    return found


def _tell_columns(draft: Draft, done: int, columns: int) -> None:
    draft.progress(columns_stage(len(draft.body.rows), done, columns), COLUMNS_READ * done / columns)


def read_column(draft: Draft, column: int, field_id: str, *, like: Draft | None = None) -> pa.Array:
    """The values of a further column as those of a field; what is wrong in it is reported.

    `like`: the reading of the same table whose numbers are written like these.
    """
    declared, cells = draft.dataset.column(field_id), _cells(draft, column, {})
    if like is not None:
        draft.styles[column] = style_beside(draft, column, declared, cells, like)
    parsed = _parse(draft, column, declared, cells, "")
    _tell(draft, column, parsed, declared)
    return parsed.values


def read_month_values(draft: Draft) -> dict[int, pa.Array]:
    """Months across: grid column → parsed values of the body."""
    assert draft.wide is not None  # noqa: S101 - the caller has looked
    declared = draft.dataset.column(draft.dataset.month_columns.value if draft.dataset.month_columns else "")
    result = {}
    found: dict[tuple[str, Severity], list[tuple[int, RowNumbers]]] = {}
    for month in draft.wide.months:
        cells = _cells(draft, month.column, {})
        parsed = _parse(draft, month.column, declared, cells, "")
        if declared.kind is ValueKind.PERCENT:
            settle_percents(draft, month.column, parsed, cells)
        for finding in parsed.findings:
            if finding.code != "W_NIL":
                at = (month.column, draft.body.rows[finding.rows])
                found.setdefault((finding.code, finding.severity), []).append(at)
        _tell_marks(draft, month.column, declared)
        result[month.column] = parsed.values
    for (code, severity), spots in found.items():
        draft.report_spots(code, severity, spots)
    return result


def unpivot(
    draft: Draft, values: dict[int, pa.Array], months: Mapping[int, pa.Array], measures: dict[int, str]
) -> None:
    """One row per body row and month that holds a value; dimensions are repeated. `months`: per body row."""
    layout = draft.dataset.month_columns
    assert layout is not None  # noqa: S101 - the caller has looked
    month_field, value_field = layout.filled
    count, across = len(draft.body.rows), list(values)
    repeat = pa.array(np.tile(np.arange(count), len(across)))
    fields = {name: array.take(repeat) for name, array in draft.fields.items()}
    fields[value_field] = pa.concat_arrays([values[c] for c in across])
    fields[month_field] = pa.concat_arrays([months[c] for c in across])
    if measures and layout.measure:
        texts = [pa.repeat(pa.scalar(measures.get(c), pa.string()), count) for c in across]
        fields[layout.measure] = pa.concat_arrays(texts)
    draft.fields = fields
    draft.row_of = np.tile(draft.body.rows, len(across))
    draft.column_of = np.repeat(np.array(across, dtype=np.int64), count)
    draft.keep(np.asarray(fields[value_field].is_valid().to_numpy(zero_copy_only=False), dtype=np.bool_))


def _measure(draft: Draft, column: int) -> Parsed:
    """The values of a measure over the body; what is odd in them is told when they are read for good."""
    declared = declared_columns(draft)[column]
    return _parse(draft, column, declared, _cells(draft, column, {}), "")


def _cells(draft: Draft, column: int, filled: dict[int, pa.Array]) -> ColumnCells:
    texts = filled.get(column)
    if texts is None:
        texts = pick(draft.grid.columns[column], draft.body.rows)
    numeric = draft.grid.numeric_at(column, draft.body.rows)
    found = draft.columns.found.get(column)
    if found is not None and found.field == draft.dataset.period:
        written = written_months(draft, column, texts)
        numeric = numeric & (written is texts)
        texts = written
    return ColumnCells(texts, numeric)


def pick(column: pa.Array, rows: RowNumbers) -> pa.Array:
    """The named cells; no copy when they lie together."""
    if len(rows) and int(rows[-1]) - int(rows[0]) + 1 == len(rows):
        return column.slice(int(rows[0]), len(rows))
    return column.take(pa.array(rows))


def _parse(draft: Draft, column: int, declared: DatasetColumn, cells: ColumnCells, order: Order) -> Parsed:
    if declared.kind in (ValueKind.DATE, ValueKind.MONTH):
        return parse_dates(cells, _date_style(draft, declared, cells, order))
    if declared.kind.is_number:
        return _number(draft, column, declared, cells)
    if declared.kind is ValueKind.FLAG:
        return parse_flags(cells)
    if declared.choices:
        return parse_choices(cells, declared)
    return parse_words(cells, declared, draft.limits.cell_chars)


def _number(draft: Draft, column: int, declared: DatasetColumn, cells: ColumnCells) -> Parsed:
    if declared.role is ColumnRole.TERM_DAYS:
        return parse_terms(cells)
    parsed = parse_numbers(cells, draft.styles.get(column) or number_style(draft, column, declared))
    return as_integers(parsed) if declared.kind is ValueKind.INTEGER else parsed


def _date_style(draft: Draft, declared: DatasetColumn, cells: ColumnCells, order: Order) -> DateStyle:
    texts = draft.grid.sheet.is_text_file
    safe = not texts or bool(cells.odd(r"^\d{4}\.10$"))
    month_end = draft.dataset.grain is DatasetGrain.SNAPSHOT and declared.role is ColumnRole.DATE
    return DateStyle(declared.kind is ValueKind.MONTH, order, month_end=month_end, dot_month_safe=safe)


def _tell(draft: Draft, column: int, parsed: Parsed, declared: DatasetColumn) -> None:
    for finding in parsed.findings:
        code, severity = finding.code, finding.severity
        if code == "E_CELL_ERROR" and _is_optional(draft, declared):
            code, severity = "W_CELL_ERROR", Severity.WARNING
        if code != "ambiguous":
            draft.report(code, severity, draft.body.rows[finding.rows], column, facts=dict(finding.facts))


def _is_optional(draft: Draft, declared: DatasetColumn) -> bool:
    """Whether an error value in the column leaves no figure and no day in doubt: it is read as nothing, and told."""
    is_needed = declared.required or declared.filled_when_present or declared.id in draft.dataset.measures
    return not is_needed and declared.role is ColumnRole.NONE


def _tell_marks(draft: Draft, column: int, declared: DatasetColumn) -> None:
    """What only the reader saw: values that are missing, logical, wrong or imprecise although their text looks well."""
    marks = draft.grid.sheet.marks
    if not marks:
        return
    inside = set(draft.body.rows.tolist())
    found: dict[str, list[int]] = {}
    for (row, at), mark in marks.items():
        if at == column and row in inside and (code := _mark_code(mark, declared)):
            found.setdefault(code, []).append(row)
    reported = {p.code for p in draft.problems if p.places and p.facts.get("column") == draft.header(column)}
    for code, rows in found.items():
        is_optional = code == "E_CELL_ERROR" and _is_optional(draft, declared)
        if code not in reported and not (is_optional and "W_CELL_ERROR" in reported):
            name, severity = ("W_CELL_ERROR", Severity.WARNING) if is_optional else (code, Severity.ERROR)
            draft.report(name, severity, sorted(rows), column)


def _mark_code(mark: CellMark, declared: DatasetColumn) -> str:
    if CellMark.NO_VALUE in mark:
        return "E_FORMULA_NO_VALUE"
    if CellMark.ERROR in mark:
        return "E_CELL_ERROR"
    if CellMark.IMPRECISE in mark and declared.kind is ValueKind.CODE:
        return "E_CODE_PRECISION"
    if CellMark.BOOL in mark and (declared.kind.is_number or declared.kind in (ValueKind.DATE, ValueKind.MONTH)):
        return "E_NUMBER" if declared.kind.is_number else "E_DATE"
    return ""
