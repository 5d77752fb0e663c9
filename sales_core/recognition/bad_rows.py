"""Rows with cells that cannot be read: the file is refused, or loaded without them where the user says so."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.format import exact
from sales_core.kernel.problems import Severity
from sales_core.recognition.draft import Draft
from sales_core.recognition.questions import choices, words

#: Errors of single cells: without their rows the others can be loaded.
_OF_CELLS = frozenset((
    "E_NUMBER", "E_DATE", "E_DATE_NO_YEAR", "E_DATE_RANGE", "E_CELL_ERROR", "E_CELL_TOO_LONG", "E_CHOICE", "E_RANGE",
    "E_REQUIRED", "E_CODE_PRECISION", "E_CONTROL_CHAR", "E_FORMULA_NO_VALUE",
))  # fmt: skip


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
        lost = exact(pc.sum(draft.fields[measure].filter(pa.array(bad))).as_py() or Decimal(0))
    text = words("bad_rows", count=int(bad.sum()), all=draft.height, lost=lost or "0")
    options = choices("leave_out", "refuse", "leave_out")
    if draft.ask("bad_rows", text, options, "refuse", figures=figures) != "leave_out":
        return
    draft.problems = [p for p in draft.problems if p.severity is not Severity.ERROR]
    first = errors[0]
    draft.report(
        "W_BAD_ROWS", Severity.WARNING, place=first.place, value=first.value, count=int(bad.sum()),
        facts={"column": first.facts.get("column", "")},
    )  # fmt: skip
    draft.body.left_out += [(int(row), "bad_rows") for row in draft.row_of[bad]]
    draft.keep(~bad)
