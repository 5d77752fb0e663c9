"""Rows with cells that cannot be read: the file is refused, or loaded without them where the user says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.format import grouped
from sales_core.kernel.problems import Severity
from sales_core.recognition.draft import Draft
from sales_core.recognition.parsed import Parsed
from sales_core.recognition.questions import choices, words
from sales_core.recognition.reading import LEAVE_OUT_ROWS

_RANGE = re.compile(r"(\d{1,7})(?:\s*[-–]\s*(\d{1,7}))?")
_LONGEST = 1_000_000
#: Errors of single cells: without their rows the others can be loaded.
_OF_CELLS = frozenset((
    "E_NUMBER", "E_DATE", "E_DATE_NO_YEAR", "E_DATE_RANGE", "E_CELL_ERROR", "E_CELL_TOO_LONG", "E_CHOICE", "E_RANGE",
    "E_REQUIRED", "E_CODE_PRECISION", "E_CONTROL_CHAR", "E_FORMULA_NO_VALUE",
))  # fmt: skip


def leave_out_named_rows(draft: Draft, measures: Sequence[int], parse: Callable[[int], Parsed]) -> None:
    """Takes the rows that the user names out of the body before they are read, and says what they come to.

    `measures` are the grid columns that add up; `parse` gives their values over the body.
    """
    named = draft.given(LEAVE_OUT_ROWS)
    if not named:
        return
    body = draft.body
    gone = np.isin(body.rows, [number - draft.grid.sheet.first_row for number in _numbers(named)])
    if not gone.any():
        return
    draft.edits[LEAVE_OUT_ROWS] = named
    lost = Decimal(0)
    if measures:
        lost = pc.sum(parse(measures[-1]).values.filter(pa.array(gone))).as_py() or lost
    first = draft.grid.number(int(body.rows[gone][0]))
    draft.report(
        "W_ROWS_LEFT_OUT", Severity.WARNING, place=draft.place(f"row {first}"), count=int(gone.sum()),
        facts={"lost": grouped(lost), "column": draft.header(measures[-1]) if measures else ""},
    )  # fmt: skip
    body.left_out += [(int(row), "by_hand") for row in body.rows[gone]]
    body.rows = body.rows[~gone]


def _numbers(text: str) -> Iterator[int]:
    """`5, 9-12` → 5, 9, 10, 11, 12; what is no number names no row."""
    for first, last in _RANGE.findall(text):
        yield from range(int(first), min(int(last or first), int(first) + _LONGEST) + 1)


def settle_bad_rows(draft: Draft) -> None:
    """Offers to leave out the rows with errors where every error is one of cells and other rows remain.

    Unless the user says so, the errors stay and refuse the table.
    """
    errors = [p for p in draft.problems if p.severity is Severity.ERROR]
    codes = {p.code for p in errors}
    if not codes or not codes <= _OF_CELLS & draft.bad_rows.keys():
        return
    bad = np.isin(draft.row_of, sorted(set().union(*(draft.bad_rows[code] for code in codes))))
    if not bad.any() or bad.all():
        return
    measure = next((m for m in reversed(draft.dataset.measures) if m in draft.fields), "")
    lost, figures = "", {}
    if measure:
        kept = draft.fields[measure].filter(pa.array(~bad))
        figures = {"leave_out": (draft.figure(measure, kept),)}
        lost = grouped(pc.sum(draft.fields[measure].filter(pa.array(bad))).as_py() or Decimal(0))
    text = words("bad_rows", count=int(bad.sum()), all=draft.height, lost=lost or "0")
    options = choices("leave_out", "refuse", "leave_out")
    if draft.ask("bad_rows", text, options, "refuse", figures=figures) != "leave_out":
        return
    draft.wrong.clear()
    draft.problems = [p for p in draft.problems if p.severity is not Severity.ERROR]
    first = errors[0]
    draft.report(
        "W_BAD_ROWS", Severity.WARNING, place=first.place, value=first.value, count=int(bad.sum()),
        facts={"column": first.facts.get("column", "")},
    )  # fmt: skip
    draft.body.left_out += [(int(row), "bad_rows") for row in draft.row_of[bad]]
    draft.keep(~bad)
