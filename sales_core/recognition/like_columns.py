"""Columns whose words mean one field equally: which of them it is gets asked, with what each gives.

Money that stands under a header nobody knows, where a table of sales would otherwise have none, is asked about alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.columns import NOT_MONEY
from sales_core.catalogue.dataset import ColumnRole
from sales_core.recognition.column_types import column_shapes
from sales_core.recognition.date_columns import NONE
from sales_core.recognition.derived_amounts import is_priced, tax_basis_of
from sales_core.recognition.draft import Draft
from sales_core.recognition.exact_money import times
from sales_core.recognition.header_names import says
from sales_core.recognition.mapping import FoundColumn, column_names, is_of_other_unit, rules_out
from sales_core.recognition.questions import words
from sales_core.recognition.values import read_column

#: Share of the rows that quantity × price has to explain before it decides between amounts, and how near it comes.
_MOST, _CLOSE, _CENT = 0.95, 0.005, 0.011


def ask_like_dates(draft: Draft) -> None:
    """Asks which of several columns of dates, all called by words of the date, is the date of the rows."""
    name = draft.dataset.period or ""
    columns = _like(draft, name, draft.columns.alike.get(name, ()))
    if len(columns) < 2:
        return
    declared = draft.dataset.column(name)
    names = _names(draft, columns)
    options = [(header, words("field.column", header=header)) for header in names.values()]
    answer = draft.ask(f"field:{name}", words("field", field=declared.label), options)
    chosen = next((c for c, header in names.items() if header == answer), columns[0])
    choose_column(draft, name, chosen)


def settle_like_amounts(draft: Draft) -> None:
    """Asks which of several columns is the amount, with their sums: where words mean it equally, or none is known."""
    name = draft.dataset.role(ColumnRole.AMOUNT)
    if not name or draft.wide is not None or not is_priced(draft.dataset):
        return
    columns = _rivals(draft, name) if name in draft.fields else _money(draft, name)
    if len(columns) < (2 if name in draft.fields else 1):
        return
    values = {c: draft.fields[name] if draft.column(name) == c else read_column(draft, c, name) for c in columns}
    names = _names(draft, columns)
    options = [(header, words("field.column", header=header)) for header in names.values()]
    figures = {header: (draft.figure(name, values[c]),) for c, header in names.items()}
    if name not in draft.fields:
        options.append((NONE, words("field.none")))
    text = words("field", field=draft.dataset.column(name).label)
    answer = draft.ask(f"field:{name}", text, options, figures=figures)
    chosen = next((c for c, header in names.items() if header == answer), None)
    if chosen is not None:
        draft.fields[name] = values[chosen]
        choose_column(draft, name, chosen)


def ask_price_as_amount(draft: Draft) -> None:
    """Prices without pieces and amounts: whether each row is one piece that came to its price, with their sum."""
    dataset = draft.dataset
    name, quantity = dataset.role(ColumnRole.AMOUNT), dataset.role(ColumnRole.QUANTITY)
    if not is_priced(dataset) or draft.wide is not None or {name, quantity} & draft.columns.column_of.keys():
        return
    if draft.dataset.role(ColumnRole.DOCUMENT_AMOUNT) in draft.columns.column_of:
        return
    column = draft.column(dataset.role(ColumnRole.PRICE)) or draft.column(dataset.role(ColumnRole.LIST_PRICE))
    if column is None:
        return
    header = draft.header(column)
    trial = replace(draft, problems=[], wrong=[], bad_rows={}, styles={}, factors={})
    figure = trial.figure(name, read_column(trial, column, name))
    options = [(header, words("field.price_as_amount", header=header)), (NONE, words("field.none"))]
    text = words("field", field=dataset.column(name).label)
    if draft.ask(f"field:{name}", text, options, figures={header: (figure,)}) == header:
        choose_column(draft, name, column)


def _names(draft: Draft, columns: Sequence[int]) -> dict[int, str]:
    """What each column is called; of two that are called the same, one by its letter too."""
    every = column_names(draft.block.headers, [draft.grid.letter(c) for c in range(draft.grid.width)])
    return {column: every[column] for column in columns}


def choose_column(draft: Draft, name: str, column: int, how: str = "chosen") -> None:
    """The field is the column, and no other; `how` it was found out."""
    before = draft.column(name)
    if before is not None and before != column:
        del draft.columns.found[before]
        draft.columns.ignored[before] = how
    draft.columns.found[column] = FoundColumn(name, 1.0, how)


def _rivals(draft: Draft, name: str) -> list[int]:
    """Columns of which each may be the amount: another word of it does not decide, words of tax and arithmetic do."""
    columns = _like(draft, name, draft.columns.rivals.get(name, ()))
    bases = {column: tax_basis_of(draft.header(column)) for column in columns}
    if "untaxed" in bases.values():
        columns = [column for column in columns if bases[column] == "untaxed"]
    return [] if draft.column(name) in columns and is_product(draft, name) else columns


def is_product(draft: Draft, name: str) -> bool:
    """Whether quantity × price gives the amount that is read, so that no other column is it."""
    quantity, price = draft.filled(ColumnRole.QUANTITY), draft.filled(ColumnRole.PRICE)
    if not quantity or not price or {quantity, price} & draft.columns.rivals.keys():
        return False
    product, stated = times(draft.fields[quantity], draft.fields[price]), draft.floats(name)
    computed = np.asarray(product.cast(pa.float64()).to_numpy(zero_copy_only=False))
    with np.errstate(invalid="ignore"):
        near = np.abs(stated - computed) <= np.maximum(_CLOSE * np.abs(computed), _CENT)
    return bool(near.mean() >= _MOST)


def _like(draft: Draft, name: str, columns: Sequence[int]) -> list[int]:
    """Those of the columns that hold anything, and not what an earlier one says."""
    if not columns or draft.wide is not None or draft.column(name) != columns[0]:
        return []
    kept = [columns[0]]
    for column in columns[1:]:
        texts = _texts(draft, column)
        if texts.null_count < len(texts) and not any(texts.equals(_texts(draft, other)) for other in kept):
            kept.append(column)
    return kept


def _texts(draft: Draft, column: int) -> pa.Array:
    return pc.utf8_trim_whitespace(draft.grid.columns[column].take(pa.array(draft.body.rows)))


def _money(draft: Draft, name: str) -> Sequence[int]:
    """Unread columns of numbers that may be the amount, where nothing gives one: neither a column nor a price."""
    if draft.filled(ColumnRole.PRICE) or draft.filled(ColumnRole.LIST_PRICE):
        return ()
    if draft.filled(ColumnRole.DOCUMENT_AMOUNT) or draft.dataset.column(name).required:
        return ()
    declared, known = draft.dataset.column(name), draft.vocabulary.words(draft.dataset)
    headers, shapes = draft.block.headers, column_shapes(draft.grid, draft.block.body_start)
    return [
        column
        for column, shape in enumerate(shapes)
        if shape == "number"
        and headers[column].key
        and column not in draft.columns.found
        and column not in draft.columns.ignored
        and not any(spelling in known for spelling in headers[column].keys)
        and not says(headers[column].raw, NOT_MONEY)
        and not rules_out(declared, headers[column])
        and not is_of_other_unit(declared, headers[column])
    ]
