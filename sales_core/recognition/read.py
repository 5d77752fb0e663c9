"""`read_file`: one uploaded file from bytes to typed rows with addresses. Runs inside the worker process."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.schema import arrow_schema
from sales_core.formats.cells import RawSheet
from sales_core.formats.read import read_sheets
from sales_core.kernel.problems import Place, Problem, Severity, errors_in
from sales_core.kernel.settings import Limits
from sales_core.kernel.terms import Text
from sales_core.recognition.context import read_context
from sales_core.recognition.grid import Grid
from sales_core.recognition.header_synonyms import Vocabulary, vocabulary_of
from sales_core.recognition.headers import HeaderBlock, find_header
from sales_core.recognition.questions import words
from sales_core.recognition.reading import Answers, FileReading, ProgressCallback, Question, ReferenceData, TableReading
from sales_core.recognition.table import close_table, fill_table, open_table, preview

__all__ = ["arrow_schema", "read_file", "read_raw_sheets"]

_NOTES = ("说明", "notes", "instructions", "readme", "目录", "封面", "问题清单", "problems")
_ENCODINGS = ("utf-8", "gb18030", "big5", "mac_roman", "cp1252", "latin-1")
SKIP = "skip"


def read_file(
    path: Path,
    *,
    name: str,
    catalogue: Catalogue,
    reference: ReferenceData,
    answers: Answers,
    limits: Limits,
    out: Path,
    progress: ProgressCallback,
) -> FileReading:
    """How every table of the file was understood, its problems and questions, and a rows file for each clean table.

    `name` is what the user called the file (a label, never a path). Rows files are written into the folder `out`.
    Never raises for what is in the file.
    """
    progress("read", 0.0)
    size = path.stat().st_size
    encoding = _encoding_answer(answers, name)
    with ThreadPoolExecutor(1) as pool:
        hashing = pool.submit(_digest, path, limits)
        format_, sheets, problems = read_sheets(
            path, name=name, limits=limits, encoding=encoding, progress=lambda done: progress("read", 0.5 * done)
        )
        digest = hashing.result()
    progress("read", 0.5)
    if digest in reference.loaded_files:
        same = {"label": reference.loaded_files[digest]}
        problems = [*problems, Problem("W_SAME_FILE", Severity.WARNING, Place(name), facts=same)]
    tables, found = read_raw_sheets(
        sheets,
        catalogue=catalogue,
        reference=reference,
        answers=answers,
        limits=limits,
        out=out,
        progress=progress,
    )
    tables = _ask_encoding(tables, problems, encoding)
    if not errors_in(problems):
        problems = [*problems, *found]
    progress("done", 1.0)
    return FileReading(name, digest, size, format_, tuple(tables), tuple(problems))


def _digest(path: Path, limits: Limits) -> str:
    """SHA-256 of the file; of nothing when it is too large to be read."""
    if path.stat().st_size > limits.file_bytes:
        return hashlib.sha256().hexdigest()
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_raw_sheets(
    sheets: list[RawSheet],
    *,
    catalogue: Catalogue,
    reference: ReferenceData,
    answers: Answers,
    limits: Limits,
    out: Path,
    progress: ProgressCallback,
) -> tuple[list[TableReading], list[Problem]]:
    """Tables of all sheets, and the problems that belong to no table."""
    tables: list[TableReading] = []
    unrecognised: list[TableReading] = []
    for index, sheet in enumerate(sheets):

        def tell(stage: str, share: float, index: int = index) -> None:
            progress(stage, 0.5 + 0.5 * (index + share) / len(sheets))

        tell("understand", 0.0)
        if len(sheets) > 1 and _is_notes(sheet, answers):
            unrecognised.append(_unrecognised(f"{sheet.file}!{sheet.name}", Grid(sheet), None))
            continue
        here, other = _read_sheet(
            sheet,
            len(tables),
            vocabulary=vocabulary_of(catalogue, reference.own_words),
            reference=reference,
            answers=answers,
            limits=limits,
            out=out,
            progress=tell,
        )
        tables += here
        unrecognised += [other] if other is not None else []
    understood = [t for t in tables if t.dataset is not None]
    if unrecognised and not understood:
        return [*tables, *(_refused(s, catalogue) for s in unrecognised)], []
    if not sheets or (not tables and not unrecognised):
        return tables, [
            Problem("E_NO_TABLE", Severity.ERROR, Place(sheets[0].file if sheets else ""))
        ] if sheets else []
    return tables, [_skipped(s) for s in unrecognised]


def _read_sheet(
    sheet: RawSheet,
    number: int,
    *,
    vocabulary: Vocabulary,
    reference: ReferenceData,
    answers: Answers,
    limits: Limits,
    out: Path,
    progress: ProgressCallback,
) -> tuple[list[TableReading], TableReading | None]:
    """Tables of one sheet; a sheet that holds no known table comes back as the second value."""
    grid, first = Grid(sheet), f"{sheet.file}!{sheet.name}"
    tables: list[TableReading] = []
    start, key = 0, first
    while True:
        if answers.datasets.get(key) == SKIP:
            return tables, None
        forced = answers.header_rows.get(key)
        at = forced - sheet.first_row if forced is not None else None
        block = find_header(grid, vocabulary, at, start=start) if grid.height else None
        draft = None
        if block is not None:
            context = read_context(sheet.file, sheet.name, block.titles)
            draft = open_table(
                key,
                grid,
                block,
                context=context,
                vocabulary=vocabulary,
                reference=reference,
                answers=answers,
                limits=limits,
            )
        if draft is None:
            return tables, None if tables or not grid.height else _unrecognised(key, grid, block)
        progress("check", 0.3)
        more = fill_table(draft)
        tables.append(close_table(draft, out, number + len(tables)))
        if not more or draft.body.second_table is None:
            return tables, None
        start, key = draft.body.second_table, f"{first}#{len(tables) + 1}"


def _unrecognised(key: str, grid: Grid, block: HeaderBlock | None) -> TableReading:
    sheet = grid.sheet
    rows = tuple(grid.number(r) for r in block.rows) if block else ()
    return TableReading(key, sheet.file, sheet.name, None, header_rows=rows, preview=preview(grid))


def _refused(reading: TableReading, catalogue: Catalogue) -> TableReading:
    """A sheet of a file in which nothing was understood: which dataset it is has to be said."""
    choices = tuple((d.id, d.label) for d in catalogue.datasets.values())
    question = Question("dataset", reading.key, words("dataset"), (*choices, ("skip", words("dataset.skip"))))
    place = Place(reading.file, reading.sheet)
    return replace(reading, problems=(Problem("E_NO_TABLE", Severity.ERROR, place),), questions=(question,))


def _is_notes(sheet: RawSheet, answers: Answers) -> bool:
    """Whether a sheet is named as notes (ours or anybody's) and the user has not said otherwise."""
    chosen = f"{sheet.file}!{sheet.name}" in answers.datasets
    return not chosen and sheet.name.strip().rstrip("_").casefold().endswith(_NOTES)


def _skipped(other: TableReading) -> Problem:
    is_notes = other.sheet.strip().rstrip("_").casefold().endswith(_NOTES)
    severity = Severity.NOTE if is_notes else Severity.WARNING
    code = "N_SHEET_SKIPPED" if is_notes else "W_SHEET_SKIPPED"
    return Problem(code, severity, Place(other.file, other.sheet), value=other.sheet)


def _encoding_answer(answers: Answers, name: str) -> str | None:
    for key, given in answers.answers.items():
        if (key == "*" or key.startswith(f"{name}!")) and "encoding" in given:
            return given["encoding"]
    return None


def _ask_encoding(tables: list[TableReading], problems: list[Problem], encoding: str | None) -> list[TableReading]:
    """A guessed encoding is a question with the guess as its default."""
    guess = next((p.value for p in problems if p.code == "W_ENCODING_GUESSED"), encoding)
    if guess is None or not tables:
        return tables
    names = tuple(dict.fromkeys((guess, *_ENCODINGS)))
    choices = tuple((n, Text.verbatim(n)) for n in names)
    question = Question("encoding", tables[0].key, words("encoding", guess=guess), choices, guess, encoding)
    return [replace(tables[0], encoding=guess, questions=(*tables[0].questions, question)), *tables[1:]]
