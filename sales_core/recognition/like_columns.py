"""Columns that could all be one field and whose words do not decide: the one is taken that the user names."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.dataset import ColumnRole
from sales_core.recognition.derived_amounts import tax_basis_of
from sales_core.recognition.draft import Draft
from sales_core.recognition.exact_money import times
from sales_core.recognition.mapping import Found, column_names
from sales_core.recognition.questions import words
from sales_core.recognition.values import read_column

#: Share of the rows that quantity × price has to explain before it decides between two amounts.
_MOST = 0.95


def settle_like_columns(draft: Draft) -> None:
    """Asks which of several like columns a measure is, with the sum of each; none where their figures agree.

    Quantity × price decides between amounts where it gives the one and not the other.
    """
    if draft.wide is not None:
        return
    for name, columns in draft.columns.alike.items():
        if name in draft.dataset.measures and name in draft.fields:
            readings = {column: _values(draft, name, column) for column in _of_one_basis(draft, columns)}
            used = draft.columns.column_of[name]
            first = readings.get(used, next(iter(readings.values())))
            rivals = {c: v for c, v in readings.items() if v is first or _differs(v, first)}
            chosen = _chosen(draft, name, rivals) if len(rivals) > 1 else next(iter(rivals))
            _take(draft, name, used, chosen, rivals)


def _of_one_basis(draft: Draft, columns: tuple[int, ...]) -> tuple[int, ...]:
    """Of columns that say whether they are with tax, those of the basis of the store; without tax while it has none."""
    bases = {column: tax_basis_of(draft.header(column)) for column in columns}
    wanted = draft.reference.tax_basis or "untaxed"
    return tuple(c for c in columns if bases[c] == wanted) if wanted in bases.values() else columns


def _values(draft: Draft, name: str, column: int) -> pa.Array:
    if column == draft.column(name):
        return draft.fields[name]
    told = len(draft.problems)
    values = read_column(draft, column, name)
    del draft.problems[told:]  # what is odd in a column matters once it is the one
    return values


def _differs(values: pa.Array, used: pa.Array) -> bool:
    """Whether another column holds other figures, and any at all."""
    total = pc.sum(pc.abs(values)).as_py() or Decimal(0)
    return total != 0 and bool(pc.any(pc.not_equal(values, used)).as_py())


def _chosen(draft: Draft, name: str, rivals: Mapping[int, pa.Array]) -> int:
    """The column that arithmetic or the user names; until then the first."""
    if (proved := _proved(draft, name, rivals)) is not None:
        return proved
    names = column_names(draft.block.headers, [draft.grid.letter(c) for c in range(draft.grid.width)])
    options = [(names[c], words("field.column", header=names[c])) for c in rivals]
    figures = {names[c]: (draft.figure(name, values),) for c, values in rivals.items()}
    label = draft.dataset.column(name).label
    answer = draft.ask(f"field:{name}", words("field", field=label), options, figures=figures)
    return next((c for c in rivals if names[c] == answer), next(iter(rivals)))


def _proved(draft: Draft, name: str, rivals: Mapping[int, pa.Array]) -> int | None:
    quantity, price = draft.filled(ColumnRole.QUANTITY), draft.filled(ColumnRole.PRICE)
    is_clear = not {quantity, price} & draft.columns.alike.keys()
    if not is_clear or not quantity or not price or name != draft.dataset.role(ColumnRole.AMOUNT):
        return None
    product = np.asarray(
        times(draft.fields[quantity], draft.fields[price]).cast(pa.float64()).to_numpy(zero_copy_only=False)
    )
    found = []
    for column, values in rivals.items():
        stated = np.asarray(values.cast(pa.float64()).to_numpy(zero_copy_only=False))
        with np.errstate(invalid="ignore"):
            near = np.abs(stated - product) <= np.maximum(0.005 * np.abs(product), 0.011)
        if near.mean() >= _MOST:
            found.append(column)
    return found[0] if len(found) == 1 else None


def _take(draft: Draft, name: str, used: int, column: int, rivals: Mapping[int, pa.Array]) -> None:
    if column == used:
        return
    found = draft.columns.found.pop(used)
    draft.columns.found[column] = Found(name, found.confidence, "chosen")
    draft.fields[name] = rivals[column]
    read_column(draft, column, name)  # what is odd in its cells is told now
