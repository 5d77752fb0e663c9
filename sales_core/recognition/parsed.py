"""Cells of one column turned into typed values, with what was found on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.kernel.problems import Severity
from sales_core.recognition.grid import Mask, RowNumbers


@dataclass(frozen=True, slots=True)
class CellFinding:
    """A code with the body rows (0-based) it holds for. `values`: one text a row, or one for all."""

    code: str
    severity: Severity
    rows: RowNumbers
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Parsed:
    """Typed values of one column, as long as the body."""

    values: pa.Array
    findings: list[CellFinding] = field(default_factory=list)
    currencies: dict[str, RowNumbers] = field(default_factory=dict)
    """Body rows of the cells that state a currency of their own."""

    def add(self, code: str, severity: Severity, rows: RowNumbers, **facts: str) -> None:
        """Notes a finding unless it holds for no row."""
        if len(rows):
            self.findings.append(CellFinding(code, severity, rows, tuple(facts.items())))


class ColumnCells:
    """The texts of one column of the body; the distinct ones are found once."""

    def __init__(self, texts: pa.Array, numeric: Mask) -> None:
        self.texts = texts
        self.numeric = numeric

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def _encoded(self) -> pa.DictionaryArray:
        return self.texts.dictionary_encode()

    @cached_property
    def distinct(self) -> pa.Array:
        """Distinct texts."""
        return self._encoded.dictionary

    @property
    def known_distinct(self) -> int | None:
        """How many distinct texts there are where somebody has asked for them, else None."""
        return len(self.distinct) if "_encoded" in self.__dict__ else None

    @cached_property
    def codes(self) -> RowNumbers:
        """Per cell the position of its text in `distinct`; -1 for an empty cell."""
        return np.asarray(self._encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False), dtype=np.int64)

    @cached_property
    def empty(self) -> RowNumbers:
        """Rows of empty cells."""
        return np.flatnonzero(np.asarray(self.texts.is_null().to_numpy(zero_copy_only=False), dtype=np.bool_))

    def rows_of(self, distinct_ids: Iterable[int]) -> RowNumbers:
        """Rows whose text is one of the named distinct ones."""
        ids = np.fromiter(distinct_ids, dtype=np.int64)
        if not len(ids):
            return np.empty(0, dtype=np.int64)
        wanted = np.zeros(len(self.distinct) + 1, dtype=np.bool_)
        wanted[ids] = True
        return np.flatnonzero(wanted[self.codes])

    def spread(self, values: pa.Array) -> pa.Array:
        """One value per distinct text → one value per cell."""
        return values.take(self._encoded.indices)

    def odd(self, pattern: str) -> list[tuple[int, str]]:
        """(position, text) of the distinct texts that match a regular expression."""
        hits = pc.match_substring_regex(self.distinct, pattern)
        ids = np.flatnonzero(np.asarray(hits.to_numpy(zero_copy_only=False), dtype=np.bool_))
        return [(int(i), self.distinct[int(i)].as_py()) for i in ids]


def by_text(
    cells: ColumnCells, read: Callable[[str], tuple[Any, str]], type_: pa.DataType
) -> tuple[pa.Array, dict[str, list[int]]]:
    """Applies `read` to every distinct text: values per cell, and distinct positions per code that `read` gave."""
    found: dict[str, list[int]] = {}
    values = []
    for position, text in enumerate(cells.distinct.to_pylist()):
        value, code = read(text)
        values.append(value)
        if code:
            found.setdefault(code, []).append(position)
    return cells.spread(pa.array(values, type=type_)), found
