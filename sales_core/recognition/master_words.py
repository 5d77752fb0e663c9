"""Columns that a table of events or levels calls as the master of what it is about does: a number, a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sales_core.recognition.grid import Shape
from sales_core.recognition.header_names import Header
from sales_core.recognition.header_synonyms import Vocabulary
from sales_core.recognition.mapping import ColumnMap, map_columns


def with_master_words(
    columns: ColumnMap,
    vocabulary: Vocabulary,
    headers: Sequence[Header],
    shapes: Sequence[Shape],
    *,
    letters: Sequence[str],
    lacking: Sequence[str],
) -> ColumnMap:
    """The columns, with those that say what the rows are about by words of its master alone.

    Only where the table lacks what it is about (`lacking`), and only words that are known: a list of goods in stock may
    head them `Number` and `Name`, as a list of products does.
    """
    found = dict(columns.found)
    for ref in columns.dataset.entities:
        group = next((names for names in columns.dataset.any_of if ref.code in names and names[0] in lacking), None)
        if group is None or ref.is_definition:
            continue
        for master in vocabulary.catalogue.datasets.values():
            definition = master.definition
            if definition is None or definition.entity != ref.entity:
                continue
            theirs = map_columns(master, vocabulary, headers, shapes, letters=letters)
            for mine, known in ((ref.code, definition.code), (ref.name, definition.name)):
                column = theirs.column_of.get(known)
                is_free = column is not None and column not in found and column not in columns.ignored
                if mine in group and column is not None and is_free and theirs.found[column].how != "fuzzy":
                    found[column] = replace(theirs.found[column], field=mine)
    return replace(columns, found=found)
