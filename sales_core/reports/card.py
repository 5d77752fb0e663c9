"""A figure as a slide and a printed page show it."""

from __future__ import annotations

from dataclasses import dataclass

from sales_core.kernel.tone import Tone


@dataclass(frozen=True, slots=True)
class ReportCard:
    """A figure with its name and what it is compared with."""

    label: str
    value: str
    comparisons: tuple[tuple[str, Tone], ...] = ()
    note: str = ""
    is_main: bool = False
    """Whether it is the one figure that the board is about."""
