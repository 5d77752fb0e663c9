"""`read_file`: one uploaded file from bytes to typed rows with addresses. Runs inside the worker process."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.schema import arrow_schema
from sales_core.formats.cells import RawSheet
from sales_core.formats.read import read_sheets
from sales_core.kernel.problems import Place, Problem, Severity, errors_in
from sales_core.kernel.settings import Limits
from sales_core.kernel.terms import Text
from sales_core.recognition.grid import Grid
from sales_core.recognition.header_synonyms import vocabulary_of
from sales_core.recognition.progress_stages import bytes_stage
from sales_core.recognition.questions import words
from sales_core.recognition.reading import (
    Answers,
    FileReading,
    ProgressCallback,
    Question,
    ReadingOption,
    ReferenceData,
    TableReading,
)
from sales_core.recognition.reading_options import option_label, option_reason
from sales_core.recognition.repeats import leave_out_repeats
from sales_core.recognition.returned_documents import RETURNS
from sales_core.recognition.sheet_reader import SheetReader
from sales_core.recognition.unread import (
    CHOSEN,
    OTHER,
    SKIPPED_BEFORE,
    UNKNOWN,
    of_unknown_kind,
    omitted_table,
    told_in_passing,
)

__all__ = ["arrow_schema", "read_file", "read_raw_sheets"]

_NOTES = ("说明", "notes", "instructions", "readme", "目录", "封面", "问题清单", "problems")
_ENCODINGS = (
    *("utf-8", "gb18030", "big5", "cp932", "cp949", "cp936"),
    *("cp1252", "cp1250", "cp1251", "koi8_r", "mac_roman", "latin-1"),
)


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
    if answers.skips_file(name):
        return FileReading(
            name, _digest(path, limits), size, "", (TableReading(f"{name}!", name, "", None, omitted=CHOSEN),)
        )
    encoding = _given_encoding(answers, name)

    def read(encoding: str | None) -> tuple[str, list[RawSheet], list[Problem]]:
        done = partial(_tell_read, progress, size)
        return read_sheets(path, name=name, limits=limits, encoding=encoding, progress=done)

    with ThreadPoolExecutor(1) as pool:
        hashing = pool.submit(_digest, path, limits)
        format_, sheets, problems = read(encoding)
        if encoding is not None and any(problem.code == "E_ENCODING" for problem in problems):
            # The bytes cannot be what was said: that is told, beside the table as it is, so that it can be said anew.
            format_, sheets, others = read(None)
            problems += others
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
    tables = _ask_encoding(tables, problems, encoding, reference)
    if not errors_in(problems):
        problems = [*problems, *found]
    progress("done", 1.0)
    return FileReading(name, digest, size, format_, tuple(tables), tuple(problems))


def _given_encoding(answers: Answers, name: str) -> str | None:
    """What was answered for the file or for its table, which is named like it; else for every file."""
    own = [key for key in answers.answers if key.partition("!")[0] == name]
    found = (answers.answers.get(key, {}).get("encoding") for key in (*own, "*"))
    return next((encoding for encoding in found if encoding is not None), None)


def _tell_read(progress: ProgressCallback, size: int, done: float) -> None:
    progress(bytes_stage(int(done * size), size), 0.5 * done)


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
    notes: list[RawSheet] = []
    reader = SheetReader(vocabulary_of(catalogue, reference.own_words), reference, answers, limits, out)
    for index, sheet in enumerate(sheets):

        def tell(stage: str, share: float, index: int = index) -> None:
            progress(stage, 0.5 + 0.5 * (index + share) / len(sheets))

        tell("understand", 0.0)
        if len(sheets) > 1 and _is_notes(sheet, answers):
            notes.append(sheet)
            continue
        tables += reader.read(sheet, tell)
    tables = reader.joined(sheets, tables, progress)
    if any(table.dataset is not None or table.omitted in (CHOSEN, SKIPPED_BEFORE) for table in tables):
        passed = [told_in_passing(t) if t.omitted in (OTHER, RETURNS, UNKNOWN) else t for t in tables]
        return leave_out_repeats(passed, sheets, answers), [_notes_skipped(sheet) for sheet in notes]
    tables += [omitted_table(f"{sheet.file}!{sheet.name}", Grid(sheet), None, UNKNOWN) for sheet in notes]
    if not tables:
        seems = {"seems": "nothing"}
        return [], [Problem("E_NO_TABLE", Severity.ERROR, Place(sheets[0].file), facts=seems)] if sheets else []
    if any(table.matches for table in tables):
        tables = [table if table.matches else told_in_passing(table) for table in tables]
    return [of_unknown_kind(t, catalogue) if t.omitted == UNKNOWN and not t.problems else t for t in tables], []


def _is_notes(sheet: RawSheet, answers: Answers) -> bool:
    """Whether a sheet is named as notes (ours or anybody's) and the user has not said otherwise."""
    chosen = answers.dataset(f"{sheet.file}!{sheet.name}")
    return chosen is None and sheet.name.strip().rstrip("_").casefold().endswith(_NOTES)


def _notes_skipped(sheet: RawSheet) -> Problem:
    return Problem("N_SHEET_SKIPPED", Severity.NOTE, Place(sheet.file, sheet.name), value=sheet.name)


def _ask_encoding(
    tables: list[TableReading], problems: list[Problem], encoding: str | None, reference: ReferenceData
) -> list[TableReading]:
    """A guessed encoding is a question with the guess as its default, answered where the layout was loaded with it."""
    if not tables:
        return tables
    guess = next((p.value for p in problems if p.code == "W_ENCODING_GUESSED"), encoding)
    if guess is None:
        return [_with_encoding(tables[0]), *tables[1:]] if tables[0].encoding else tables
    before = reference.remembered.get(tables[0].signature)
    if encoding is None and before is not None and before[2].get("encoding") == guess:
        encoding = guess
    names = tuple(dict.fromkeys((guess, *_ENCODINGS)))
    choices = tuple((n, Text.verbatim(n)) for n in names)
    question = Question("encoding", tables[0].key, words("encoding", guess=guess), choices, guess, encoding)
    return [replace(tables[0], encoding=guess, questions=(*tables[0].questions, question)), *tables[1:]]


def _with_encoding(table: TableReading) -> TableReading:
    """The table with the encoding of its text file, which the bytes prove and the user may say otherwise."""
    found = table.encoding
    names = tuple((name, Text.verbatim(name)) for name in dict.fromkeys((found, *_ENCODINGS)))
    label, why = option_label("encoding"), option_reason("bytes")
    return replace(table, options=(*table.options, ReadingOption("encoding", table.key, label, found, why, names)))
