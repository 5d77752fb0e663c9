"""The mapped columns of the body as typed values, in the user's layout; months across are turned down."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.dataset import ColumnRole, DatasetColumn, DatasetGrain, ValueKind
from sales_core.catalogue.schema import arrow_type
from sales_core.formats.cells import CellMark
from sales_core.kernel.problems import Severity
from sales_core.recognition.dates import DateStyle, Order, day_month_order, parse_dates
from sales_core.recognition.draft import Draft
from sales_core.recognition.fill import fill_down
from sales_core.recognition.grid import RowNumbers, side_by_side
from sales_core.recognition.header_names import unit_factor
from sales_core.recognition.numbers import NumberStyle, as_integers, parse_numbers
from sales_core.recognition.parsed import ColumnCells, Parsed
from sales_core.recognition.questions import choices, words
from sales_core.recognition.text_values import parse_choices, parse_flags, parse_words

#: Money of one unit of goods: a unit line (单位：万元) does not scale it.
PER_UNIT = frozenset((ColumnRole.PRICE, ColumnRole.UNIT_COST, ColumnRole.LIST_PRICE))
#: 03.05.2026: where dots are used the day comes first.
_DOTTED = re.compile(r"\d+\.\d+\.\d+.*")


def read_values(draft: Draft) -> None:
    """Fills `draft.fields` and `draft.row_of` from the body."""
    filled = fill_down(draft)
    draft.row_of = draft.body.rows
    cells = {column: _cells(draft, column, filled) for column in draft.columns.found}
    orders = _date_orders(draft, cells)

    def parse(column: int) -> Parsed:
        declared = draft.dataset.column(draft.columns.found[column].field)
        return _parse(draft, column, declared, cells[column], orders.get(column, ""))

    for (column, found), parsed in zip(draft.columns.found.items(), side_by_side(parse, cells), strict=True):
        declared = draft.dataset.column(found.field)
        if declared.kind is ValueKind.PERCENT:
            _percent_points(draft, column, parsed)
        _tell(draft, column, parsed)
        _tell_marks(draft, column, declared)
        draft.fields[found.field] = parsed.values


def read_column(draft: Draft, column: int, field_id: str) -> pa.Array:
    """The values of a further column as those of a field; what is wrong in it is reported."""
    parsed = _parse(draft, column, draft.dataset.column(field_id), _cells(draft, column, {}), "")
    _tell(draft, column, parsed)
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
            _percent_points(draft, month.column, parsed)
        for finding in parsed.findings:
            if finding.code != "W_NIL":
                at = (month.column, draft.body.rows[finding.rows])
                found.setdefault((finding.code, finding.severity), []).append(at)
        _tell_marks(draft, month.column, declared)
        result[month.column] = parsed.values
    for (code, severity), spots in found.items():
        draft.report_spots(code, severity, spots)
    return result


def unpivot(draft: Draft, values: dict[int, pa.Array], months: dict[int, date], measures: dict[int, str]) -> None:
    """One row per body row and month that holds a value; dimensions are repeated."""
    layout = draft.dataset.month_columns
    assert layout is not None  # noqa: S101 - the caller has looked
    month_field, value_field = layout.filled
    count, across = len(draft.body.rows), list(values)
    repeat = pa.array(np.tile(np.arange(count), len(across)))
    fields = {name: array.take(repeat) for name, array in draft.fields.items()}
    fields[value_field] = pa.concat_arrays([values[c] for c in across])
    fields[month_field] = pa.concat_arrays([pa.repeat(pa.scalar(months[c], pa.date32()), count) for c in across])
    if measures and layout.measure:
        texts = [pa.repeat(pa.scalar(measures.get(c), pa.string()), count) for c in across]
        fields[layout.measure] = pa.concat_arrays(texts)
    draft.fields = fields
    draft.row_of = np.tile(draft.body.rows, len(across))
    draft.column_of = np.repeat(np.array(across, dtype=np.int64), count)
    draft.keep(np.asarray(fields[value_field].is_valid().to_numpy(zero_copy_only=False), dtype=np.bool_))


def _cells(draft: Draft, column: int, filled: dict[int, pa.Array]) -> ColumnCells:
    texts = filled.get(column)
    if texts is None:
        texts = pick(draft.grid.columns[column], draft.body.rows)
    return ColumnCells(texts, draft.grid.numeric_at(column, draft.body.rows))


def pick(column: pa.Array, rows: RowNumbers) -> pa.Array:
    """The named cells; no copy when they lie together."""
    if len(rows) and int(rows[-1]) - int(rows[0]) + 1 == len(rows):
        return column.slice(int(rows[0]), len(rows))
    return column.take(pa.array(rows))


def _date_orders(draft: Draft, cells: dict[int, ColumnCells]) -> dict[int, Order]:
    """Day/month order per date column: proven, taken from a proven one beside it, or asked."""
    orders: dict[int, Order] = {}
    doubtful = []
    for column, found in draft.columns.found.items():
        if draft.dataset.column(found.field).kind in (ValueKind.DATE, ValueKind.MONTH):
            order, ambiguous = day_month_order(cells[column])
            orders[column] = order
            doubtful += [column] if ambiguous else []
    proven = {o for o in orders.values() if o}
    for column in doubtful:
        field = draft.columns.found[column].field
        example = next((t for t in cells[column].distinct.to_pylist() if re.search(r"\d+[-/.]\d+[-/.]\d+", t)), "")
        text = words("date_order", column=draft.header(column), example=example)
        default = proven.copy().pop() if len(proven) == 1 else "dmy" if _DOTTED.fullmatch(example) else None
        answer = draft.ask(f"date_order:{field}", text, choices("date_order", "dmy", "mdy"), default)
        orders[column] = "dmy" if answer == "dmy" else "mdy" if answer == "mdy" else ""
    return orders


def _parse(draft: Draft, column: int, declared: DatasetColumn, cells: ColumnCells, order: Order) -> Parsed:
    if declared.kind in (ValueKind.DATE, ValueKind.MONTH):
        return parse_dates(cells, _date_style(draft, declared, cells, order))
    if declared.kind.is_number:
        factor = _factor(draft, column, declared)
        draft.factors[column] = factor
        parsed = parse_numbers(cells, NumberStyle(declared.kind, factor, declared.role in PER_UNIT))
        if declared.kind is ValueKind.INTEGER:
            return as_integers(parsed)
        return parsed
    if declared.kind is ValueKind.FLAG:
        return parse_flags(cells)
    if declared.choices:
        return parse_choices(cells, declared)
    return parse_words(cells, declared, draft.limits.cell_chars)


def _date_style(draft: Draft, declared: DatasetColumn, cells: ColumnCells, order: Order) -> DateStyle:
    texts = draft.grid.sheet.is_text_file
    safe = not texts or bool(cells.odd(r"^\d{4}\.10$"))
    period = draft.answers.period or draft.context.period
    year = draft.context.year or (period.start.year if period else None)
    month_end = draft.dataset.grain is DatasetGrain.SNAPSHOT and declared.role is ColumnRole.DATE
    return DateStyle(declared.kind is ValueKind.MONTH, order, year, month_end, safe)


def _factor(draft: Draft, column: int, declared: DatasetColumn) -> int:
    own = draft.block.headers[column].unit
    if own and unit_factor(own) != 1:
        return unit_factor(own)
    if own or declared.kind is not ValueKind.MONEY or declared.role in PER_UNIT:
        return 1
    return unit_factor(draft.context.unit)


def _percent_points(draft: Draft, column: int, parsed: Parsed) -> None:
    """5 for 5 %: when the usual value that is not zero is above one, or the header says %."""
    used = parsed.values.drop_null().filter(pc.not_equal(parsed.values.drop_null(), 0))
    if not len(used):
        return
    floats = np.abs(np.asarray(used.cast(pa.float64()).to_numpy(zero_copy_only=False)))
    texts = draft.grid.columns[column].slice(draft.block.body_start, 200).to_pylist()
    if np.median(floats) > 1 or (draft.block.headers[column].unit == "%" and not any("%" in (t or "") for t in texts)):
        shares = pc.multiply(parsed.values, pa.scalar(Decimal("0.01"), pa.decimal128(3, 2)))
        parsed.values = pc.round(shares, ndigits=6, round_mode="half_to_even").cast(arrow_type(ValueKind.PERCENT))
        draft.report("N_PERCENT_POINTS", Severity.NOTE, column=column)


def _tell(draft: Draft, column: int, parsed: Parsed) -> None:
    for finding in parsed.findings:
        if finding.code != "ambiguous":
            draft.report(
                finding.code, finding.severity, draft.body.rows[finding.rows], column, facts=dict(finding.facts)
            )


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
    told = {p.code for p in draft.problems if p.places and p.facts.get("column") == draft.header(column)}
    for code, rows in found.items():
        if code not in told:
            draft.report(code, Severity.ERROR, sorted(rows), column)


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
