"""A remembered mapping with some of its columns corrected by a person."""

from __future__ import annotations

from collections.abc import Mapping

from sales_core.appdb.records import Remembered
from sales_core.catalogue.dataset import Dataset
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text


def corrected(remembered: Remembered, changes: Mapping[str, str], dataset: Dataset) -> dict[str, str]:
    """Header → field id ('' = ignored) with the changes in it.

    Raises UsageError for a header or field that is unknown, and for a field that two columns would be.
    """
    result = {**remembered.mapping, **changes}
    for header, target in changes.items():
        if header not in remembered.mapping:
            known = tuple(remembered.mapping)
            raise UsageError(Text("error.mapping_header", {"header": header, "known": known}))
        known = tuple(column.id for column in dataset.readable_columns)
        if target and target not in known:
            raise UsageError(Text("error.mapping_field", {"field": target, "known": known}))
        others = [name for name, field in result.items() if target and field == target and name != header]
        if others:
            label = dataset.column(target).label
            raise UsageError(Text("error.mapping_twice", {"header": header, "other": others[0], "label": label}))
    return result
