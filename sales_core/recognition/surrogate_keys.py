"""Rows that carry no number of their own: told by what the dataset names, and numbered among their equals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.dataset import Dataset
from sales_core.kernel.problems import Severity
from sales_core.recognition.checks.duplicates import tell_copies
from sales_core.recognition.draft import Draft
from sales_core.recognition.header_names import Header
from sales_core.recognition.mapping import ColumnMap

#: A made number: `2026-05-20 C1 #2` is the second receipt of C1 that day. The partition is all but the last part.
_MADE = r"^(\d{4}-\d{2}-\d{2} .+) #\d+$"


def number_rows(draft: Draft) -> None:
    """Gives every row without a number one that the same file makes again, and says so.

    Rows alike in everything are told, as elsewhere; unlike numbered ones they may be two, so both stay.
    """
    name = draft.dataset.document_number
    if name is None:
        return
    given = draft.fields.get(name, pa.nulls(draft.height, pa.string()))
    bare = np.flatnonzero(np.asarray(given.is_null().to_numpy(zero_copy_only=False), dtype=np.bool_))
    if not len(bare):
        return
    tell_copies(draft, bare)
    texts, seen = given.to_pylist(), Counter[str]()
    for position, equal in zip(bare.tolist(), _equals(draft, bare), strict=True):
        seen[equal] += 1
        texts[position] = f"{equal} #{seen[equal]}"
    draft.fields[name] = pa.array(texts, pa.string())
    draft.report("N_NUMBER_MADE", Severity.NOTE, place=draft.place(), value=texts[bare[0]], count=len(bare))


def _equals(draft: Draft, positions: np.ndarray) -> list[str]:
    """What tells each row: the first filled column of every entry of `surrogate_key_columns`."""
    parts = []
    for names in draft.dataset.surrogate_key_columns:
        filled = [draft.fields[name].cast(pa.string()) for name in names if name in draft.fields]
        parts.append(pc.coalesce(*filled, "") if filled else pa.repeat("", draft.height))
    return pc.binary_join_element_wise(*parts, " ").take(pa.array(positions)).to_pylist()  # type: ignore[no-any-return]


def partition_of_equals(dataset: Dataset, partitions: pa.Array) -> pa.Array:
    """The partitions, with those of made numbers shared by all equals."""
    return partitions if dataset.document_number is None else pc.replace_substring_regex(partitions, _MADE, r"\1")


def is_doubtful(
    dataset: Dataset,
    columns: ColumnMap,
    headers: Sequence[Header],
    context: str,
) -> bool:
    """Whether a table without the number could as well be of another kind: nothing calls it by a word of this one."""
    if dataset.document_number is None or dataset.document_number in columns.column_of:
        return False
    return not (any(word in context for word in dataset.subject_words) or is_called(dataset, columns, headers))


def is_called(dataset: Dataset, columns: ColumnMap, headers: Sequence[Header]) -> bool:
    """Whether the header of its day or of a figure says a word of the dataset."""
    named = [columns.column_of.get(name) for name in (dataset.period, *dataset.measures) if name]
    texts = [headers[column].raw.casefold() for column in named if column is not None]
    return any(word in text for word in dataset.subject_words for text in texts)
