"""A file that is read into a sheet to type in: its rows, without a plan and without keeping the file."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sales_core.catalogue.dataset import Dataset
from sales_core.kernel.errors import RefusedError
from sales_core.kernel.problems import errors_in
from sales_core.kernel.terms import Text
from sales_core.loading.load_units import read_rows
from sales_core.loading.reader import Reader
from sales_core.recognition.months import month_header
from sales_core.recognition.reading import Answers, ReferenceData


@dataclass(frozen=True, slots=True)
class TypedFile:
    """Rows by column id, as the file states them. `months`: those that head a column, 1 to 12, whatever it holds."""

    rows: tuple[Mapping[str, Any], ...]
    months: frozenset[int]


def read_typed_file(
    reader: Reader, reference: ReferenceData, dataset: Dataset, file: tuple[str, Path], answers: Answers
) -> TypedFile:
    """Reads `file` (name, path) as rows of the dataset.

    Raises RefusedError for errors, open questions, or a file without rows.
    """
    name, path = file
    with tempfile.TemporaryDirectory() as folder:
        reading = reader(
            path,
            name=name,
            reference=reference,
            answers=answers,
            out=Path(folder),
            progress=lambda _stage, _fraction: None,
            cancel=threading.Event(),
        )
        if errors := errors_in(reading.all_problems):
            raise RefusedError(Text("error.typed_file_refused", {"file": name}), errors)
        asked = [one for table in reading.tables for one in table.questions if one.default is None and not one.answer]
        if asked:
            raise RefusedError(Text("error.typed_file_asks", {"file": name, "question": asked[0].text}))
        files = [one.rows_file for one in reading.tables if one.dataset == dataset.id and one.rows_file is not None]
        rows = [row for one in files for row in read_rows(one, dataset.column_ids).to_pylist()]
    if not rows:
        raise RefusedError(Text("error.typed_file_empty", {"file": name}))
    headers = (match.header for table in reading.tables for match in table.matches if match.how == "month")
    return TypedFile(tuple(rows), frozenset(found[1] for one in headers if (found := month_header(one)) is not None))
