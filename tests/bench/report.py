"""Measurements as a table: what, how much, the limit, kept or not."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "build"


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the report. `limit` None: only told."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """Kept, missed, or nothing to keep."""
        if self.limit is None:
            return ""
        return "kept" if self.value <= self.limit else "**missed**"

    def row(self) -> list[str]:
        """Cells of the report."""
        limit = "" if self.limit is None else f"≤ {self.limit:g} {self.unit}"
        return [self.what, f"{self.value:.2f} {self.unit}", limit, self.verdict, self.note]


def best(action: Callable[[], object], times: int = 3) -> float:
    """Seconds of the fastest of a few runs: noise on a shared machine only adds."""
    found = []
    for _ in range(times):
        gc.collect()
        started = time.perf_counter()
        action()
        found.append(time.perf_counter() - started)
    return min(found)


def table(lines: list[Measured]) -> str:
    """The lines as a Markdown table."""
    head = ["what", "measured", "limit", "verdict", "note"]
    rows = [head, ["---"] * len(head), *(line.row() for line in lines)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)
