"""Cells that stop a load, as a person can mend them: each with its text and reason, and equal ones counted together."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow as pa

from sales_core.recognition.draft import Draft
from sales_core.recognition.reading import WrongCell, WrongValue

#: Cells and values that a reading lists; the errors count all of them.
MOST_CELLS, MOST_VALUES = 500, 50


def wrong_cells(draft: Draft) -> tuple[WrongCell, ...]:
    """The first cells with an error, by row."""
    found: dict[tuple[int, int], WrongCell] = {}
    for code, rows, column in draft.wrong:
        for row in rows[:MOST_CELLS].tolist():
            if (row, column) not in found:
                number, letter = draft.grid.number(row), draft.grid.letter(column)
                text = draft.grid.columns[column][row].as_py() or ""
                found[row, column] = WrongCell(f"{letter}{number}", number, draft.header(column), text[:200], code)
    return tuple(found[place] for place in sorted(found))[:MOST_CELLS]


def wrong_values(draft: Draft) -> tuple[WrongValue, ...]:
    """The texts of cells with an error, the most frequent first."""
    counts: Counter[tuple[str, str, str]] = Counter()
    seen: dict[int, set[int]] = {}
    for code, rows, column in draft.wrong:
        new = [row for row in np.unique(rows).tolist() if row not in seen.setdefault(column, set())]
        seen[column].update(new)
        texts = draft.grid.columns[column].take(pa.array(new, pa.int64())).to_pylist()
        counts.update((draft.header(column), text or "", code) for text in texts)
    return tuple(WrongValue(*key, count) for key, count in counts.most_common(MOST_VALUES))
