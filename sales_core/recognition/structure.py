"""What the shape of the table itself says: header spelling, extra columns, hidden and blank rows, a second table."""

from __future__ import annotations

import numpy as np

from sales_core.catalogue.dataset import ValueKind
from sales_core.formats.cells import column_letters
from sales_core.i18n import locales
from sales_core.kernel.problems import Severity
from sales_core.recognition.draft import Draft
from sales_core.recognition.headers import looks_like_header
from sales_core.recognition.mapping import SURE
from sales_core.recognition.money_units import unknown_unit
from sales_core.recognition.questions import choices, words
from sales_core.recognition.unread_columns import ask_unread_columns


def check_structure(draft: Draft) -> None:
    """Reports before any value is read."""
    _more_fields(draft)
    _unknown_units(draft)
    _header_noise(draft)
    _extra_columns(draft)
    _hidden(draft)
    _blank_rows(draft)
    check_side_by_side(draft)


def _more_fields(draft: Draft) -> None:
    """E_MORE_FIELDS for records of a text file that are longer than its header: every column may be shifted."""
    sheet, rows = draft.grid.sheet, draft.body.rows
    last = max((c for c, header in enumerate(draft.block.headers) if header.key), default=draft.grid.width)
    if not sheet.separator or last + 1 >= draft.grid.width or not len(rows):
        return
    longer = np.zeros(len(rows), dtype=np.bool_)
    for column in draft.grid.columns[last + 1 :]:
        longer |= draft.grid.valid(column)[rows]
    if longer.sum() * 2 > len(rows):
        first = rows[np.flatnonzero(longer)]
        place = draft.place(f"row {draft.grid.number(int(first[0]))}")
        facts = {"headers": str(last + 1), "fields": str(draft.grid.width)}
        draft.report("E_MORE_FIELDS", Severity.ERROR, place=place, count=len(first), facts=facts)


def _unknown_units(draft: Draft) -> None:
    """E_UNIT_UNKNOWN for a money column whose header states a magnitude that nobody here knows."""
    for column, found in draft.columns.found.items():
        unit = unknown_unit(draft.block.headers[column].raw.casefold())
        if unit and draft.dataset.column(found.field).kind is ValueKind.MONEY:
            place = draft.place(_header_cell(draft, column), draft.header(column))
            draft.report("E_UNIT_UNKNOWN", Severity.ERROR, column=column, place=place, value=unit)


def _header_cell(draft: Draft, column: int) -> str:
    return draft.grid.sheet.address(draft.block.rows[-1], column)


def _header_noise(draft: Draft) -> None:
    noisy = {c: f for c, f in draft.columns.found.items() if f.noisy}
    if noisy:
        pairs = [(draft.header(c), draft.dataset.column(f.field).label) for c, f in noisy.items()]
        facts = {
            f"matched_{locale}": "; ".join(f"{header} → {label.in_(locale)}" for header, label in pairs)
            for locale in locales()
        }
        row = draft.grid.number(draft.block.rows[-1])
        place = draft.place(f"row {row}")
        draft.report(
            "W_HEADER_MATCHED",
            Severity.WARNING,
            place=place,
            count=len(noisy),
            facts=facts,
        )


def ask_doubtful_columns(draft: Draft) -> None:
    """A question for every fuzzy match that is weak or has a near rival; the answer may be another field or none."""
    for column, found in list(draft.columns.found.items()):
        near = [(t, s) for t, s in found.rivals if found.confidence - s < 0.1 and t not in draft.columns.column_of]
        if found.how != "fuzzy" or (found.confidence >= SURE and not near):
            continue
        options = [found.field, *(t for t, _ in near)]
        texts = [(t, draft.dataset.column(t).label) for t in options]
        texts.append(("ignore", words("column.ignore")))
        text = words("column", header=draft.header(column), letter=draft.grid.letter(column))
        answer = draft.ask(f"column:{draft.header(column)}", text, texts, found.field)
        if answer == "ignore":
            del draft.columns.found[column]
            draft.columns.ignored[column] = "chosen"
        elif answer is not None and answer != found.field:
            draft.columns.found[column] = type(found)(answer, found.confidence, "chosen")


def _extra_columns(draft: Draft) -> None:
    used = set(draft.columns.found) | (set(draft.wide.columns) if draft.wide else set()) | draft.columns.ignored.keys()
    body = draft.grid.columns
    extra = [
        c
        for c, header in enumerate(draft.block.headers)
        if c not in used and (header.key or body[c].null_count < len(body[c])) and _holds(draft, c)
    ]
    if not extra:
        return
    cells = ", ".join(_header_cell(draft, c) for c in extra)
    if draft.grid.sheet.is_text_file:
        cells = f"row {draft.grid.number(draft.block.rows[-1])}"
    ask_unread_columns(draft, extra)
    names = ", ".join(draft.header(c) for c in extra)
    draft.report(
        "W_EXTRA_COLUMN",
        Severity.WARNING,
        place=draft.place(cells),
        value=names,
        count=len(extra),
        facts={"columns": names},
    )


def _holds(draft: Draft, column: int) -> bool:
    """Whether the column has a header or any cell below it."""
    below = draft.grid.columns[column].slice(draft.block.body_start)
    return bool(draft.block.headers[column].key) or below.null_count < len(below)


def _hidden(draft: Draft) -> None:
    sheet, hidden = draft.grid.sheet, []
    first, last = draft.grid.number(0), draft.grid.number(draft.grid.height - 1)
    rows = [r for r in sheet.hidden_rows if first <= r <= last]
    columns = [c for c in sheet.hidden_columns if sheet.first_col <= c < sheet.first_col + draft.grid.width]
    if rows:
        hidden.append("row " + _listed([str(r) for r in rows]))
    if columns:
        hidden.append("col " + _listed([column_letters(c) for c in columns]))
    if hidden:
        draft.report(
            "W_HIDDEN_ROWS", Severity.WARNING, place=draft.place(", ".join(hidden)), count=len(rows) + len(columns)
        )


def _listed(names: list[str]) -> str:
    return ", ".join(names[:5]) + ("…" if len(names) > 5 else "")


def _blank_rows(draft: Draft) -> None:
    blanks = [draft.grid.number(r) for r in draft.body.blanks]
    if not blanks:
        return
    together = blanks[-1] - blanks[0] == len(blanks) - 1
    shown = (
        f"rows {blanks[0]}-{blanks[-1]}" if together and len(blanks) > 1 else "row " + _listed([str(b) for b in blanks])
    )
    draft.report("W_BLANK_ROWS", Severity.WARNING, place=draft.place(shown), count=len(blanks))


def check_side_by_side(draft: Draft) -> None:
    """E_TWO_TABLES for tables beside each other: a gap between headers, and unlike lengths or one header twice."""
    grid, headers = draft.grid, draft.block.headers
    below = [len(c) - c.slice(draft.block.body_start).null_count - draft.block.body_start for c in grid.columns]
    used = [c for c, header in enumerate(headers) if header.key]
    for gap in range(min(used, default=0) + 1, max(used, default=0)):
        left, right = [c for c in used if c < gap], [c for c in used if c > gap]
        if headers[gap].key or below[gap] or min(len(left), len(right)) < 2:
            continue
        twice = {headers[c].key for c in left} & {headers[c].key for c in right}
        if twice or max(below[c] for c in left) != max(below[c] for c in right):
            address = grid.sheet.address(draft.block.rows[-1], right[0])
            draft.report("E_TWO_TABLES", Severity.ERROR, place=draft.place(address), value="2")
            return


def ask_second_table(draft: Draft) -> bool:
    """Whether a second table below is read too; without an answer the sheet is refused."""
    if draft.body.second_table is None:
        return False
    row = draft.grid.number(draft.body.second_table)
    answer = draft.ask("tables", words("tables", row=row), choices("tables", "all", "first"))
    if answer is None:
        count = str(1 + _tables_below(draft, draft.body.second_table))
        draft.report("E_TWO_TABLES", Severity.ERROR, place=draft.place(f"row {row}"), value=count)
    return answer == "all"


def _tables_below(draft: Draft, start: int) -> int:
    """How many headers stand at or below a table row, each the first row or below a blank one."""
    grid = draft.grid
    firsts = [r for r in range(start, grid.height) if r == start or (grid.filled[r - 1] == 0 and grid.filled[r] > 1)]
    return 1 + sum(looks_like_header(grid.row(r), draft.vocabulary) for r in firsts[1:200])
