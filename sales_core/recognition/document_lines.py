"""Documents of several lines: what only the first line states, and totals that are repeated on every line."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.dataset import ColumnRole
from sales_core.kernel.problems import Severity
from sales_core.recognition.draft import Draft
from sales_core.recognition.exact_money import times
from sales_core.recognition.grid import Mask, RowNumbers
from sales_core.recognition.mapping import FoundColumn
from sales_core.recognition.questions import choices, words

#: How far a total may lie from the sum of its lines: half a cent a line, half a percent.
_CLOSE = 0.005
#: Share of the documents whose lines have to add up before the arithmetic is believed.
_MOST = 0.8


@dataclass(frozen=True, slots=True)
class _Documents:
    """`of`: number of each row's document. `first`: its first row. `several`: whether it has further rows."""

    of: RowNumbers
    first: RowNumbers
    several: Mask

    @property
    def is_first(self) -> Mask:
        found = np.zeros(len(self.of), dtype=np.bool_)
        found[self.first] = True
        return found


def settle_document_lines(draft: Draft) -> None:
    """Fills what only the head of a document states and keeps its total from being counted on every line."""
    documents = _documents(draft)
    if documents is None:
        return
    if documents.several.any():
        _fill_heads(draft, documents)
    _settle_total(draft, documents)


def _documents(draft: Draft) -> _Documents | None:
    if draft.wide is not None or not draft.dataset.role(ColumnRole.DOCUMENT_AMOUNT):
        return None
    names = [name for name in draft.dataset.document_key if name in draft.fields]
    if not names or len(names) < len(draft.dataset.document_key) or not draft.height:
        return None
    if draft.fields[names[0]].null_count:
        return None
    codes = draft.fields[names[0]].dictionary_encode().indices
    of = np.asarray(codes.to_numpy(zero_copy_only=False)).astype(np.int64)
    # Codes are given in the order of the rows: a document begins where a code is larger than all before.
    first = np.flatnonzero(np.diff(np.maximum.accumulate(of), prepend=-1))
    return _Documents(of, first, np.bincount(of) > 1)


def _fill_heads(draft: Draft, documents: _Documents) -> None:
    """Words and dates that stand on the first line of each document only hold for its other lines too."""
    things = {
        name
        for ref in draft.dataset.entities
        if draft.catalogue.entity(ref.entity).is_priced
        for name in (ref.code, ref.name)
    }
    rest = ~documents.is_first
    for name, values in list(draft.fields.items()):
        if draft.dataset.column(name).kind.is_number or name in things or not values.null_count:
            continue
        filled = np.asarray(values.is_valid().to_numpy(zero_copy_only=False), dtype=np.bool_)
        if filled[rest].any() or not filled[documents.first[documents.several]].any():
            continue
        draft.fields[name] = values.take(pa.array(documents.first[documents.of]))
        draft.report("N_HEAD_FILLED", Severity.NOTE, column=draft.column(name))


def _settle_total(draft: Draft, documents: _Documents) -> None:
    """Keeps the total of a document from being counted once a line; asks where its lines do not say what it is."""
    amount, total = draft.dataset.role(ColumnRole.AMOUNT), draft.dataset.role(ColumnRole.DOCUMENT_AMOUNT)
    name = next((one for one in (amount, total) if one in draft.fields), "")
    if not name or (name == total and _factors(draft)):
        return
    if not documents.several.any() or not _is_repeated(draft, name, documents):
        if name == total:
            _use_as_amount(draft, amount, total, draft.fields[total])
        return
    once = pc.if_else(pa.array(documents.is_first), draft.fields[name], pa.scalar(Decimal(0), draft.fields[name].type))
    found = {"once": once, "as_is": draft.fields[name]}
    if factors := _factors(draft):
        product = times(*(draft.fields[one] for one in factors))
        if _agrees(draft, amount, product, documents):
            return
        is_head = _is_head_only(draft, name, documents)
        if is_head or _adds_up(draft, name, product, documents):
            draft.head_total = draft.header_of(name) if is_head and name == amount else ""
            _set_aside(draft, amount, total)
            return
        found = {"quantity_price": product, **found}
    figures = {choice: (draft.figure(amount, values),) for choice, values in found.items()}
    text = words("document_total", column=draft.header_of(name))
    answer = draft.ask("document_total", text, choices("document_total", *found), figures=figures)
    if answer == "quantity_price":
        _set_aside(draft, amount, total)
    elif answer == "once" or name == total:
        _use_as_amount(draft, amount, name, found[answer or "once"])


def _factors(draft: Draft) -> tuple[str, str] | None:
    """The fields whose product a line's amount is."""
    quantity = draft.filled(ColumnRole.QUANTITY)
    price = draft.filled(ColumnRole.PRICE) or draft.filled(ColumnRole.LIST_PRICE)
    return (quantity, price) if quantity and price else None


def _is_repeated(draft: Draft, name: str, documents: _Documents) -> bool:
    """Whether every document of several lines says one figure: on each line or on its first only, and they differ."""
    values = np.asarray(draft.floats(name))
    heads = values[documents.first]
    same = (values == heads[documents.of]) | (np.isnan(values) & ~documents.is_first)
    inside = documents.several[documents.of]
    lines = int(inside.sum())
    if not same[inside].all() or not (heads[documents.several] != 0).any():
        return False
    return bool(_differ_within(draft, documents) and (len(np.unique(heads)) > 1 or lines == len(values)))


def _differ_within(draft: Draft, documents: _Documents) -> bool:
    """Whether lines of one document differ in product, pieces or price: so one amount for all is no chance."""
    inside = documents.several[documents.of]
    things = [ref.code for ref in draft.dataset.entities if draft.catalogue.entity(ref.entity).is_priced]
    things += [ref.name for ref in draft.dataset.entities if draft.catalogue.entity(ref.entity).is_priced]
    roles = (ColumnRole.QUANTITY, ColumnRole.PRICE)
    for name in (*things, *map(draft.filled, roles)):
        if name in draft.fields:
            codes = np.asarray(
                draft.fields[name].dictionary_encode().indices.fill_null(-1).to_numpy(zero_copy_only=False)
            )
            if (codes != codes[documents.first][documents.of])[inside].any():
                return True
    return False


def _priced(draft: Draft) -> tuple[str, ...]:
    """The columns that name what is sold."""
    refs = [ref for ref in draft.dataset.entities if draft.catalogue.entity(ref.entity).is_priced]
    return tuple(name for ref in refs for name in (ref.code, ref.name) if name)


def _is_head_only(draft: Draft, name: str, documents: _Documents) -> bool:
    filled = np.asarray(draft.fields[name].is_valid().to_numpy(zero_copy_only=False), dtype=np.bool_)
    return not filled[~documents.is_first].any()


def _agrees(draft: Draft, amount: str, product: pa.Array, documents: _Documents) -> bool:
    """Whether quantity × price is the amount on the lines of documents of several lines."""
    stated, computed = draft.floats(amount), np.asarray(product.cast(pa.float64()).to_numpy(zero_copy_only=False))
    inside = documents.several[documents.of]
    return bool(np.mean(_near(stated, computed)[inside]) >= _MOST)


def _adds_up(draft: Draft, name: str, product: pa.Array, documents: _Documents) -> bool:
    """Whether the lines of most documents add up to the total that they repeat."""
    computed = np.nan_to_num(np.asarray(product.cast(pa.float64()).to_numpy(zero_copy_only=False)))
    sums = np.bincount(documents.of, weights=computed)
    heads = np.asarray(draft.floats(name))[documents.first]
    return bool(np.mean(_near(heads, sums)[documents.several]) >= _MOST)


def _near(left: np.ndarray | None, right: np.ndarray) -> Mask:
    with np.errstate(invalid="ignore"):
        return np.asarray(np.abs(left - right) <= np.maximum(_CLOSE * np.abs(right), 0.05), dtype=np.bool_)


def _set_aside(draft: Draft, amount: str, total: str) -> None:
    """The column of the amount is the total of the document; the amount is computed from quantity and price."""
    column = draft.column(amount)
    if column is not None:
        found = draft.columns.found.pop(column)
        if total in draft.columns.column_of:
            draft.columns.ignored[column] = "shape"
        else:
            draft.columns.found[column] = FoundColumn(total, found.confidence, "shape")
        draft.report("N_DOCUMENT_TOTAL", Severity.NOTE, column=column)
    draft.fields[total] = draft.fields.pop(amount)


def _use_as_amount(draft: Draft, amount: str, name: str, values: pa.Array) -> None:
    column = draft.column(name)
    draft.fields.pop(name, None)
    draft.fields[amount] = values
    if column is not None:
        draft.columns.found[column] = FoundColumn(amount, draft.columns.found[column].confidence, "shape")
