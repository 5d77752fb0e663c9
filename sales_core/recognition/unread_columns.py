"""Columns that nothing was found for although they look like something: asked about together, once a layout."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow.compute as pc

from sales_core.catalogue.dataset import ColumnRole
from sales_core.catalogue.status_words import NOT_COUNTED
from sales_core.catalogue.unread_kinds import UNREAD_KINDS, UnreadKind
from sales_core.kernel.terms import Text
from sales_core.recognition.column_types import Shape, column_shapes
from sales_core.recognition.draft import Draft
from sales_core.recognition.header_names import Header, key, says
from sales_core.recognition.questions import choices, words

QUESTION = "unread"
LEAVE = "leave"
_NOT_COUNTED = frozenset(map(key, NOT_COUNTED))


def ask_unread_columns(draft: Draft, unread: Iterable[int]) -> None:
    """Asks whether the load goes on without the columns that look like an id, cost, profit, date, status or balance.

    There is no default where figures rest on one of them: documents that do not count, what is open of a document.
    """
    shapes = column_shapes(draft.grid, draft.block.body_start)
    kinds = {c: kind for c in unread if c not in draft.columns.losers and (kind := _kind(draft, c, shapes[c]))}
    if not kinds:
        return
    is_open = any(_decides(draft, column, kind) for column, kind in kinds.items())
    listed = tuple(
        Text("unread.column", {"header": draft.header(column), "kind": Text(f"unread.{kind.id}")})
        for column, kind in kinds.items()
    )
    draft.ask(QUESTION, words(QUESTION, columns=listed), choices(QUESTION, LEAVE), None if is_open else LEAVE)


def _kind(draft: Draft, column: int, shape: Shape) -> UnreadKind | None:
    header = draft.block.headers[column]
    return next((kind for kind in UNREAD_KINDS if header.key and _is(kind, header, shape)), None)


def _is(kind: UnreadKind, header: Header, shape: Shape) -> bool:
    is_named = not kind.words or says(header.raw, kind.words)
    return is_named and shape in kind.shapes and not says(header.raw, kind.excluded)


def _decides(draft: Draft, column: int, kind: UnreadKind) -> bool:
    """Whether figures may be wrong without the column."""
    role = kind.decides
    if role is ColumnRole.NONE or not draft.dataset.role(role) or draft.dataset.role(role) in draft.columns.column_of:
        return False
    if role is not ColumnRole.DOCUMENT_STATUS:
        return True
    present = pc.unique(draft.grid.columns[column].take(draft.body.rows)).to_pylist()
    return any(text and key(text) in _NOT_COUNTED for text in present)
