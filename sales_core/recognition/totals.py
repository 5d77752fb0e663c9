"""The file's own total rows against the sums of its rows."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.format import exact
from sales_core.kernel.problems import Severity
from sales_core.recognition.data_region import TotalRow
from sales_core.recognition.draft import Draft
from sales_core.recognition.numbers import NumberCell, read_cell
from sales_core.recognition.reading import TieOut

_NOISE = Decimal("0.00005")
#: Rows of sums above another one that are looked at, the nearest ones, for sums that stand within sums.
_LEVELS = 40


def tie_out(draft: Draft, month_values: dict[int, pa.Array] | None = None) -> None:
    """Compares every stated sum of a measure; a grand total that fits no sum of rows stops the load."""
    if not draft.body.totals or not len(draft.body.rows):
        return
    columns = month_values or {
        draft.columns.column_of[m]: draft.fields[m] for m in draft.dataset.measures if m in draft.fields
    }
    field_of = {c: f.field for c, f in draft.columns.found.items()}
    before = -1
    for total in draft.body.totals:
        for column, values in columns.items():
            field = field_of.get(column, draft.dataset.month_columns.value if draft.dataset.month_columns else "")
            _compare(draft, total, column, values, field=field, before=before)
        before = total.row


def _compare(draft: Draft, total: TotalRow, column: int, values: pa.Array, *, field: str, before: int) -> None:
    text = draft.grid.columns[column][total.row].as_py()
    style = draft.styles.get(column)
    cell = read_cell(text, comma_decimal=bool(style and style.comma)) if text and text.strip() else NumberCell(None)
    if cell.value is None:
        return
    factor = draft.factors.get(column, 1)
    stated = cell.value * (1 if cell.has_unit else factor)
    sums = _candidates(draft, total, values, before)
    nearest = min(sums, key=lambda s: abs(s - stated))
    place = draft.grid.sheet.address(total.row, column)
    tolerance = Decimal("0.011") * factor * max(1, int(len(values) ** 0.5) // 10) + abs(stated) * Decimal("1e-9")
    if abs(nearest - stated) > tolerance:
        nearest = min([nearest, *_nested(draft, total, values)], key=lambda s: abs(s - stated))
    matched = abs(nearest - stated) <= tolerance
    # Noise of a binary fraction in the stated sum is no difference.
    stated = nearest if abs(nearest - stated) < _NOISE else stated
    draft.tie_outs.append(TieOut(place, field, stated, nearest if matched else sums[0]))
    if not matched:
        row = draft.grid.number(total.row)
        code = "E_TOTAL_MISMATCH" if total.is_grand else "W_SUBTOTAL_MISMATCH"
        severity = Severity.ERROR if total.is_grand else Severity.WARNING
        where = draft.place(f"row {row}", draft.header(column))
        facts = {"stated": exact(stated), "computed": exact(sums[0])}
        if total.is_grand:
            _offer_nil(draft, column, values)
        draft.report(code, severity, [total.row], column, place=where, facts=facts)


def _offer_nil(draft: Draft, column: int, values: pa.Array) -> None:
    """Cells taken as empty (n/a, –) may be what the total has more: they are shown to be mended."""
    texts = draft.grid.columns[column].take(pa.array(draft.body.rows))
    is_nil = pc.and_(pc.is_null(values), pc.not_equal(pc.utf8_trim_whitespace(texts), "").fill_null(False))
    rows = draft.body.rows[np.asarray(is_nil.to_numpy(zero_copy_only=False), dtype=np.bool_)]
    if len(rows):
        draft.wrong.append(("W_NIL", rows, column))


def _candidates(draft: Draft, total: TotalRow, values: pa.Array, before: int) -> list[Decimal]:
    """Sums that the row may state, likeliest first: all rows above, since the row before, of the label, below, all."""
    rows = draft.body.rows
    above, since = rows < total.row, (rows < total.row) & (rows > before)
    masks = [above, since] if total.is_grand else [since, above]
    if total.label:
        masks.insert(0, _labelled(draft, total.label))
    if total.start is not None:
        masks.insert(0, above & (rows >= total.start))
    masks += [rows > total.row, np.ones(len(rows), dtype=np.bool_)]
    return [_sum(values, mask) for mask in masks if mask.any()] or [Decimal(0)]


def _nested(draft: Draft, total: TotalRow, values: pa.Array) -> list[Decimal]:
    """What the row may state when sums stand within sums: the rows since each earlier row of sums."""
    rows = draft.body.rows
    starts = [one.row for one in draft.body.totals if one.row < total.row][-_LEVELS:]
    return [_sum(values, (rows > start) & (rows < total.row)) for start in starts]


def _labelled(draft: Draft, label: str) -> np.ndarray:
    found = np.zeros(len(draft.body.rows), dtype=np.bool_)
    for column in sorted(draft.columns.found):
        values = draft.fields.get(draft.columns.found[column].field)
        if values is not None and pa.types.is_string(values.type) and len(values) == len(found):
            same = pc.equal(pc.utf8_lower(values), label).fill_null(False)
            found |= np.asarray(same.to_numpy(zero_copy_only=False), dtype=np.bool_)
    return found


def _sum(values: pa.Array, mask: np.ndarray) -> Decimal:
    return pc.sum(values.filter(pa.array(mask))).as_py() or Decimal(0)
