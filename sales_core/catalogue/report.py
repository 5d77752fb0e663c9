"""How a report is declared: blocks of boards in order, so that a report says what the pages say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sales_core.kernel.terms import Text


class ReportSpan(StrEnum):
    """The days that one report is about."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class BoardPart:
    """Blocks of one board at given choices (id, value). `most`: rows of a table or cards that are shown; 0 = all."""

    board: str
    blocks: tuple[str, ...]
    choices: tuple[tuple[str, str], ...] = ()
    most: int = 0


@dataclass(frozen=True, slots=True)
class ReportSection:
    """One subject. Its name is `report_section.<id>`."""

    id: str
    parts: tuple[BoardPart, ...]


@dataclass(frozen=True, slots=True)
class ReportSpec:
    """A report as a declared thing. Its name is `report.<id>.label`, what it is for `report.<id>.help`.

    `message` is the first page: its first headline is the message, further ones and narratives are sentences below the
    cards; then its tables. `one_of`: the dimension of which the report is about exactly one value; empty = about all.
    `order`: its place among reports.
    """

    id: str
    order: int
    span: ReportSpan
    message: tuple[BoardPart, ...]
    sections: tuple[ReportSection, ...]
    one_of: str = ""

    @property
    def label(self) -> Text:
        """Its name."""
        return Text(f"report.{self.id}.label")

    @property
    def help(self) -> Text:
        """What it is for."""
        return Text(f"report.{self.id}.help")

    @property
    def parts(self) -> tuple[BoardPart, ...]:
        """Everything it takes from boards."""
        return (*self.message, *(part for section in self.sections for part in section.parts))
