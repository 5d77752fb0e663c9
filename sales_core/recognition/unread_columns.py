"""Columns that nothing was found for although they look like something: asked about together, once a layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import pyarrow.compute as pc

from sales_core.catalogue.dataset import ColumnRole, DatasetGrain, ValueKind
from sales_core.catalogue.status_words import NOT_COUNTED
from sales_core.catalogue.unread_kinds import AMONG_MONTHS, UNREAD_KINDS, UnreadKind
from sales_core.kernel.terms import Text
from sales_core.recognition.column_types import column_shapes
from sales_core.recognition.draft import Draft
from sales_core.recognition.grid import Shape
from sales_core.recognition.header_names import Header, key, says
from sales_core.recognition.questions import choices, words

_QUESTION = "unread"
_LEAVE = "leave"
_NOT_COUNTED = frozenset(map(key, NOT_COUNTED))


def columns_beside(draft: Draft) -> list[int]:
    """Columns that nothing was found for and that hold what was planned beside what came of it, or the reverse."""
    shapes = column_shapes(draft.grid, draft.block.body_start)
    free = (c for c in range(draft.grid.width) if c not in draft.columns.found and c not in draft.columns.ignored)
    unread = (c for c in free if c not in draft.columns.losers)
    return [c for c in unread if (kind := _kind(draft, c, shapes[c])) and kind.among_targets is not None]


def ask_unread_columns(draft: Draft, unread: Iterable[int]) -> None:
    """Asks whether the load goes on without the columns that look like an id, cost, profit, date, status or balance.

    There is no default where figures rest on one of them: documents that do not count, what is open of a document, a
    target beside what came of it.
    """
    shapes = column_shapes(draft.grid, draft.block.body_start)
    unread = list(unread)
    kinds = {c: kind for c in unread if c not in draft.columns.losers and (kind := _kind(draft, c, shapes[c]))}
    kinds |= {c: AMONG_MONTHS for c in _among_months(draft, unread) if shapes[c] == "number"}
    if not kinds:
        return
    is_open = any(_decides(draft, column, kind) for column, kind in kinds.items())
    listed = tuple(
        Text("unread.column", {"header": draft.header(column), "kind": Text(f"unread.{kind.id}")})
        for column, kind in kinds.items()
    )
    draft.ask(_QUESTION, words(_QUESTION, columns=listed), choices(_QUESTION, _LEAVE), None if is_open else _LEAVE)


def _among_months(draft: Draft, unread: Sequence[int]) -> Iterator[int]:
    """Unread columns that stand where a month is lacking: between two months across that do not follow each other."""
    months = sorted(draft.wide.months, key=lambda one: one.column) if draft.wide else ()
    for left, right in pairwise(months):
        lacking = (right.month - left.month) % 12 - 1
        between = [column for column in unread if left.column < column < right.column]
        if left.span == right.span == 1 and lacking > 0 and len(between) == lacking:
            yield from between


def _kind(draft: Draft, column: int, shape: Shape) -> UnreadKind | None:
    header = draft.block.headers[column]
    found = (kind for kind in UNREAD_KINDS if header.key and _is(kind, header, shape) and _is_lacking(draft, kind))
    return next(found, None)


def _is(kind: UnreadKind, header: Header, shape: Shape) -> bool:
    is_named = not kind.words or says(header.raw, kind.words)
    return is_named and shape in kind.shapes and not says(header.raw, kind.excluded)


def _is_lacking(draft: Draft, kind: UnreadKind) -> bool:
    """Whether the table may do with such a column: what it could be is not read from another."""
    dataset, have = draft.dataset, draft.columns.column_of
    if kind.among_targets is not None:
        return dataset.grain is DatasetGrain.EVENT and kind.among_targets is (dataset.month_columns is not None)
    if kind.roles:
        names = [name for name in map(dataset.role, kind.roles) if name]
        return bool(names) and not any(name in have for name in names)
    if kind.kind is ValueKind.CODE:
        codes = {ref.code for ref in dataset.entities if ref.name != ref.code} | {*dataset.document_key}
        return not codes <= have.keys()
    return any(column.id not in have for column in dataset.columns if column.kind is kind.kind)


def _decides(draft: Draft, column: int, kind: UnreadKind) -> bool:
    """Whether figures may be wrong without the column: a status only where documents are among its rows that never
    count."""
    if not kind.decides or ColumnRole.DOCUMENT_STATUS not in kind.roles:
        return kind.decides
    present = pc.unique(draft.grid.columns[column].take(draft.body.rows)).to_pylist()
    return any(text and key(text) in _NOT_COUNTED for text in present)
