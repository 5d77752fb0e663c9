"""Names that one file of a drop writes in a column of codes, while a master of the same drop says whose they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pyarrow.compute as pc

from sales_core.catalogue.catalogue import Catalogue
from sales_core.loading.load_units import read_rows
from sales_core.recognition.reading import FileReading, TableReading


def arriving_names(readings: Sequence[FileReading], catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """Entity → name → code, of the masters among the readable tables; names that one code alone has."""
    found: dict[str, dict[str, str]] = {}
    for table in (table for reading in readings for table in reading.tables):
        ref = catalogue.dataset(table.dataset).definition if table.dataset and table.rows_file is not None else None
        if ref is None or table.rows_file is None or not ref.name or ref.name == ref.code:
            continue
        rows = read_rows(table.rows_file, {ref.code, ref.name})
        if {ref.code, ref.name} <= set(rows.column_names):
            pairs = {
                (code, name) for code, name in zip(*(rows[c].to_pylist() for c in (ref.code, ref.name)), strict=True)
            }
            counts = Counter(name for _, name in pairs)
            named = {name: code for code, name in pairs if code and name and counts[name] == 1}
            found.setdefault(catalogue.entity(ref.entity).resolved_as, {}).update(named)
    return found


def writes_names_as_codes(reading: FileReading, names: Mapping[str, Mapping[str, str]], catalogue: Catalogue) -> bool:
    """Whether a column of codes of the file holds a name of the drop's masters that is none of their codes."""
    return any(_writes(table, names, catalogue) for table in reading.tables if table.dataset and names)


def _writes(table: TableReading, names: Mapping[str, Mapping[str, str]], catalogue: Catalogue) -> bool:
    fields = {match.field for match in table.matches}
    for ref in catalogue.dataset(table.dataset or "").entities:
        known = names.get(catalogue.entity(ref.entity).resolved_as, {})
        if not known or ref.is_definition or ref.code not in fields or ref.name in fields or table.rows_file is None:
            continue
        rows = read_rows(table.rows_file, {ref.code})
        held = set(pc.unique(rows[ref.code]).to_pylist()) if ref.code in rows.column_names else set()
        if held & known.keys() - set(known.values()):
            return True
    return False
