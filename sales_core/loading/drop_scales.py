"""What tables of one drop are measured by when nothing of it is loaded: values that another file of the drop holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from sales_core.catalogue.catalogue import Catalogue
from sales_core.loading.load_units import read_rows
from sales_core.recognition.reading import FileReading, ReferenceData

_LARGEST = 0.999


def waits_for_scale(reading: FileReading, reference: ReferenceData, catalogue: Catalogue) -> bool:
    """Whether a table is measured by values of which none are loaded."""
    unknown = _unknown(reference, catalogue)
    return any(catalogue.dataset(one.dataset).scale_reference in unknown for one in reading.tables if one.dataset)


def with_scales(reference: ReferenceData, readings: Iterable[FileReading], catalogue: Catalogue) -> ReferenceData:
    """What is known once the sizes of values count that the readings hold and of which none are loaded."""
    unknown = _unknown(reference, catalogue)
    values: dict[str, list[float]] = {name: [] for name in unknown}
    for table in (table for reading in readings for table in reading.tables):
        for name in unknown:
            dataset, _, column = name.partition(".")
            if table.dataset == dataset and table.rows_file is not None:
                rows = read_rows(table.rows_file, {column})
                stated = rows[column].drop_null().to_pylist() if column in rows.column_names else []
                values[name] += [abs(float(value)) for value in stated if value]
    found = {
        name: (float(np.median(some)), float(np.quantile(some, _LARGEST))) for name, some in values.items() if some
    }
    return replace(reference, typical={**reference.typical, **found})


def _unknown(reference: ReferenceData, catalogue: Catalogue) -> frozenset[str]:
    """`dataset.column` by which datasets are measured and of which nothing is loaded."""
    named = {kind.scale_reference for kind in catalogue.datasets.values() if kind.scale_reference}
    return frozenset(named - reference.typical.keys())
