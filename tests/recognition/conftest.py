"""Writes small real files and reads them through `read_file`, as the worker does."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest

from sales_core.catalogue.catalogue import product
from sales_core.kernel.problems import Problem, Severity
from sales_core.kernel.settings import Limits
from sales_core.recognition.read import read_file
from sales_core.recognition.reading import Answers, FileReading, ReferenceData, TableReading

TODAY = date(2026, 6, 10)
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
NOTHING_KNOWN = ReferenceData(today=TODAY)

#: A sheet's rows of cells.
Rows = Sequence[Sequence[object]]


@dataclass(frozen=True)
class Result:
    """A reading with its rows at hand."""

    reading: FileReading

    @property
    def tables(self) -> tuple[TableReading, ...]:
        return self.reading.tables

    @property
    def table(self) -> TableReading:
        assert len(self.reading.tables) == 1, [t.key for t in self.reading.tables]
        return self.reading.tables[0]

    @property
    def rows(self) -> pa.Table:
        path = self.table.rows_file
        assert path is not None, [(p.code, str(p.place), p.value) for p in self.reading.all_problems]
        return load(path)

    @property
    def codes(self) -> list[str]:
        """Codes of errors and warnings."""
        return [p.code for p in self.reading.all_problems if p.severity is not Severity.NOTE]

    @property
    def open_questions(self) -> list[str]:
        return [q.id for t in self.tables for q in t.questions if q.answer is None]

    def problem(self, code: str) -> Problem:
        return next(p for p in self.reading.all_problems if p.code == code)

    def column(self, name: str) -> list[Any]:
        rows = self.rows
        return rows.column(name).to_pylist() if name in rows.column_names else [None] * rows.num_rows


def load(path: Path) -> pa.Table:
    with pa.OSFile(str(path)) as source:
        return pa.ipc.open_file(source).read_all()


def write_csv(path: Path, rows: Rows, *, encoding: str = "utf-8", delimiter: str = ",") -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([["" if c is None else c for c in row] for row in rows])


def write_xlsx(path: Path, sheets: Mapping[str, Rows], merges: Mapping[str, Sequence[str]] | None = None) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
        for area in (merges or {}).get(name, ()):
            page.merge_cells(area)
    book.save(path)


#: `read(rows | {sheet: rows} | path, name=…, reference=…, answers=…, merges=…)`.
Read = Callable[..., Result]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """read(rows | {sheet: rows} | path, name=…, reference=…, answers=…, merges=…)."""

    def run(
        what: Rows | Mapping[str, Rows] | Path,
        name: str = "a.xlsx",
        *,
        reference: ReferenceData = NOTHING_KNOWN,
        answers: Answers | None = None,
        merges: Mapping[str, Sequence[str]] | None = None,
        encoding: str = "utf-8",
        delimiter: str = ",",
    ) -> Result:
        if isinstance(what, Path):
            path, name = what, what.name
        else:
            path = tmp_path / "upload"
            sheets = what if isinstance(what, Mapping) else {"Sheet1": what}
            if name.endswith(".csv"):
                write_csv(path, sheets["Sheet1"], encoding=encoding, delimiter=delimiter)
            else:
                write_xlsx(path, sheets, merges)
        out = tmp_path / "out"
        out.mkdir(exist_ok=True)
        reading = read_file(
            path,
            name=name,
            catalogue=product(),
            reference=reference,
            answers=answers or Answers(),
            limits=Limits(),
            out=out,
            progress=lambda stage, share: None,
        )
        return Result(reading)

    return run


def answer(**given: str) -> Answers:
    """Answers for every table."""
    return Answers(answers={"*": given})
