"""The amount of documents of which only what is open is read: a column beside it that is never below what is open."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.columns import NOT_MONEY
from sales_core.catalogue.dataset import ValueKind
from sales_core.recognition.column_types import column_shapes
from sales_core.recognition.date_columns import NONE
from sales_core.recognition.draft import Draft
from sales_core.recognition.grid import Mask
from sales_core.recognition.header_names import says
from sales_core.recognition.mapping import FoundColumn, rules_out
from sales_core.recognition.questions import words
from sales_core.recognition.values import read_column

_CENT = 0.011


def find_original_amount(draft: Draft, balance: str, amount: str) -> None:
    """Fills the amount from the column that holds it, where that is proved; asks with both sums where it may.

    The open part of a document is no more than the whole and of its sign. Proved: every row has a figure, some document
    is open as a whole to the cent, and the column's word is one of the dataset. Numbers of documents in the table are
    no amounts.
    """
    found = {column: values for column in _columns(draft, amount) if (values := _whole(draft, column, balance, amount))}
    if not found:
        return
    known = [c for c in found if c in draft.columns.found]
    proved = [c for c in known if _same(draft, found[c], balance).any()]
    if len(proved) == 1:
        _take(draft, proved[0], amount, found[proved[0]])
        return
    names = {draft.header(column): column for column in found}
    figures = {name: (draft.figure(amount, found[column]),) for name, column in names.items()}
    figures[NONE] = (draft.figure(amount, draft.fields[balance]),)
    options = [(name, words("field.column", header=name)) for name in names]
    text = words("field", field=draft.dataset.column(amount).label)
    answer = draft.ask(f"field:{amount}", text, [*options, (NONE, words("field.none"))], figures=figures)
    if (chosen := names.get(answer or "")) is not None:
        _take(draft, chosen, amount, found[chosen])


def _columns(draft: Draft, amount: str) -> list[int]:
    """Columns of numbers that are read as nothing, or as a code only because their word may mean one."""
    headers, shapes = draft.block.headers, column_shapes(draft.grid, draft.block.body_start)
    declared, documents = draft.dataset.column(amount), set(draft.dataset.document_key)
    return [
        column
        for column, shape in enumerate(shapes)
        if shape == "number"
        and headers[column].key
        and column not in draft.columns.ignored
        and (column not in draft.columns.found or _is_code(draft, draft.columns.found[column], documents))
        and not rules_out(declared, headers[column])
    ]


def _is_code(draft: Draft, found: FoundColumn, documents: set[str]) -> bool:
    is_said = found.how in ("chosen", "remembered")
    references = {ref.code for ref in draft.dataset.entities} | documents
    return not is_said and found.field not in references and draft.dataset.column(found.field).kind is ValueKind.CODE


def _whole(draft: Draft, column: int, balance: str, amount: str) -> pa.Array | None:
    """The values of a column that may be the amounts; None where they are not, or name documents of the table."""
    texts = pc.utf8_trim_whitespace(draft.grid.columns[column].take(pa.array(draft.row_of)))
    named = [draft.fields[name] for name in draft.dataset.document_key if name in draft.fields]
    if any(pc.any(pc.is_in(texts.drop_null(), value_set=documents)).as_py() for documents in named):
        return None
    trial = replace(draft, problems=[], wrong=[], bad_rows={})
    values = read_column(trial, column, amount)
    if trial.has_errors or len(values) != draft.height or values.null_count:
        return None
    whole, open_ = _floats(values), _floats(draft.fields[balance])
    if says(draft.header(column), NOT_MONEY) and (whole == np.rint(whole)).all():
        return None
    is_part = (np.abs(open_) <= np.abs(whole) + _CENT) & (open_ * whole >= 0)
    return values if is_part.all() else None


def _same(draft: Draft, values: pa.Array, balance: str) -> Mask:
    whole, open_ = _floats(values), _floats(draft.fields[balance])
    same: Mask = (np.abs(whole - open_) <= _CENT) & (np.abs(open_) > _CENT)
    return same


def _floats(values: pa.Array) -> np.ndarray:
    return np.nan_to_num(np.asarray(values.cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64))


def _take(draft: Draft, column: int, amount: str, values: pa.Array) -> None:
    """The column is the amount, and no code."""
    if before := draft.columns.found.get(column):
        draft.fields.pop(before.field, None)
    draft.columns.found[column] = FoundColumn(amount, 1.0, "alias")
    draft.fields[amount] = values
