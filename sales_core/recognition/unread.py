"""Tables that are not read: of a kind that no dataset holds, of no known kind, or left out on purpose."""

from __future__ import annotations

from dataclasses import replace

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.other_kind import OtherKind
from sales_core.kernel.problems import Place, Problem, Severity
from sales_core.recognition.grid import Grid
from sales_core.recognition.headers import HeaderBlock
from sales_core.recognition.mapping import column_names
from sales_core.recognition.questions import words
from sales_core.recognition.reading import SKIP, Match, Question, TableReading
from sales_core.recognition.recognise import needed_columns

CHOSEN, OTHER, SKIPPED_BEFORE, UNKNOWN = "chosen", "other_kind", "skipped_before", "unknown"
_SAMPLED = 50


def omitted_table(key: str, grid: Grid, block: HeaderBlock | None, why: str) -> TableReading:
    """A table left out, shown as a grid with its columns, so that it can still be said to be something."""
    sheet = grid.sheet
    return TableReading(
        key,
        sheet.file,
        sheet.name,
        None,
        header_rows=tuple(grid.number(row) for row in block.rows) if block else (),
        matches=_columns(grid, block) if block else (),
        encoding=sheet.encoding,
        separator=sheet.separator,
        preview=preview(grid),
        omitted=why,
    )


def skipped_before(key: str, grid: Grid, block: HeaderBlock) -> TableReading:
    """A table of a layout of which it was answered that it is not read: left out again, and said."""
    place = Place(grid.sheet.file, "" if grid.sheet.is_text_file else grid.sheet.name)
    problem = Problem("N_SKIPPED_BEFORE", Severity.NOTE, place, value=grid.sheet.name or grid.sheet.file)
    return replace(omitted_table(key, grid, block, SKIPPED_BEFORE), problems=(problem,))


def of_other_kind(key: str, grid: Grid, block: HeaderBlock, kind: OtherKind) -> TableReading:
    """A table that no dataset holds: it is named, and what to export instead."""
    sheet = grid.sheet
    place = Place(sheet.file, "" if sheet.is_text_file else sheet.name)
    problem = Problem("E_OTHER_KIND", Severity.ERROR, place, facts={"kind": kind.id})
    return replace(omitted_table(key, grid, block, OTHER), problems=(problem,))


def of_unknown_kind(reading: TableReading, catalogue: Catalogue) -> TableReading:
    """A table of a file in which nothing was understood: what it is has to be said; E_NO_TABLE where there is none."""
    place = Place(reading.file, reading.sheet)
    if not reading.matches:
        problem = Problem("E_NO_TABLE", Severity.ERROR, place, facts={"seems": "cells"})
        return replace(reading, problems=(problem,), omitted="", questions=(unknown_dataset(reading.key, catalogue),))
    headers = ", ".join(match.header for match in reading.matches[:6])
    problem = Problem("W_UNKNOWN_TABLE", Severity.WARNING, place, value=headers)
    question = unknown_dataset(reading.key, catalogue, len(reading.matches))
    return replace(reading, problems=(problem,), omitted="", questions=(question,))


def unknown_dataset(key: str, catalogue: Catalogue, width: int | None = None) -> Question:
    """What the table is, of what a table of `width` columns can be loaded as; there is no default."""
    kinds = [
        kind
        for kind in catalogue.datasets.values()
        if width is None or kind.month_columns or needed_columns(kind) <= width
    ]
    choices = tuple((one.id, one.label) for one in kinds)
    return Question("dataset", key, words("dataset"), (*choices, (SKIP, words("dataset.skip"))))


def told_in_passing(reading: TableReading) -> TableReading:
    """A table left out of a file that holds others which were understood: said, and no obstacle."""
    place = Place(reading.file, reading.sheet)
    if any(problem.code == "E_OTHER_KIND" for problem in reading.problems):
        problems = tuple(replace(p, code="W_OTHER_KIND", severity=Severity.WARNING) for p in reading.problems)
        return replace(reading, problems=problems)
    if reading.omitted != UNKNOWN:
        return reading
    problem = Problem("W_SHEET_SKIPPED", Severity.WARNING, place, value=reading.sheet)
    return replace(reading, problems=(problem,))


def preview(grid: Grid) -> tuple[tuple[str, ...], ...]:
    """The first rows of the sheet as text: up to 30 rows × 40 columns."""
    return tuple(tuple(cell[:60] for cell in row[:40]) for row in grid.head(30))


def _columns(grid: Grid, block: HeaderBlock) -> tuple[Match, ...]:
    letters = [grid.letter(column) for column in range(grid.width)]
    return tuple(
        Match(name, letters[column], None, how="", samples=_samples(grid, column, block.body_start))
        for column, name in enumerate(column_names(block.headers, letters))
    )


def _samples(grid: Grid, column: int, start: int) -> tuple[str, ...]:
    cells = (" ".join(text.split())[:30] for text in grid.columns[column].slice(start, _SAMPLED).to_pylist() if text)
    return tuple(dict.fromkeys(filter(None, cells)))[:3]
