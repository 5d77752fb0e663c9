"""Documents that may not count: what stands behind each status is shown in money; a person says once what counts."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.dataset import ColumnRole
from sales_core.catalogue.status_words import COUNTED, NOT_COUNTED
from sales_core.format import exact
from sales_core.recognition.draft import Draft
from sales_core.recognition.grid import Mask
from sales_core.recognition.header_names import key
from sales_core.recognition.questions import choices, words

_NOT_COUNTED = frozenset(map(key, NOT_COUNTED))
_COUNTED = frozenset(map(key, COUNTED))
_SHOWN = 8


def settle_status(draft: Draft) -> None:
    """Leaves out the rows of documents that do not count, as the user says; nothing where every status counts."""
    status, measure = draft.filled(ColumnRole.DOCUMENT_STATUS), _measure(draft)
    if not status or not measure:
        return
    present = [text for text in pc.unique(draft.fields[status]).to_pylist() if text]
    void = {text for text in present if key(text) in _NOT_COUNTED}
    unknown = {text for text in present if key(text) not in _NOT_COUNTED | _COUNTED}
    if not void and (not unknown or len(present) < 2):
        return
    left_out = {"leave_out": void, "known_only": void | unknown, "keep": set[str]()}
    asked = ["leave_out"] * bool(void) + ["known_only"] * bool(unknown) + ["keep"]
    sums = {choice: (draft.figure(measure, _without(draft, status, measure, left_out[choice])),) for choice in asked}
    names = {"void": _named(void), "unknown": _named(unknown)}
    text = words("status", column=draft.header_of(status), list=_listed(draft, status, measure, present))
    options = choices("status", *asked, **names)
    if not void:
        options = (("known_only", words("status.unknown_only", **names)), *options[1:])
    answer = draft.ask("status", text, options, figures=sums)
    if answer is not None and left_out[answer]:
        counted = ~_rows(draft, status, left_out[answer])
        draft.body.left_out += [(int(row), "status") for row in draft.row_of[~counted]]
        draft.keep(counted)


def _measure(draft: Draft) -> str:
    """The money of the rows, else their pieces."""
    return next((name for name in (draft.filled(ColumnRole.AMOUNT), draft.filled(ColumnRole.QUANTITY)) if name), "")


def _rows(draft: Draft, status: str, texts: Collection[str]) -> Mask:
    found = pc.is_in(draft.fields[status], pa.array(sorted(texts), pa.string()))
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.bool_)


def _without(draft: Draft, status: str, measure: str, texts: Collection[str]) -> pa.Array:
    return draft.fields[measure].filter(pa.array(~_rows(draft, status, texts)))


def _listed(draft: Draft, status: str, measure: str, present: Collection[str]) -> str:
    """Each status with its rows and its sum."""
    parts = []
    for text in sorted(present)[:_SHOWN]:
        mask = _rows(draft, status, (text,))
        total = pc.sum(draft.fields[measure].filter(pa.array(mask))).as_py() or Decimal(0)
        parts.append(f"{text} × {int(mask.sum())} = {exact(total)}")
    return "; ".join(parts) + ("…" if len(present) > _SHOWN else "")


def _named(texts: Collection[str]) -> str:
    return ", ".join(sorted(texts)[:_SHOWN])
