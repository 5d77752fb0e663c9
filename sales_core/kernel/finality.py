"""Whether figures of a period can still change: its months are open, closed, or some of them are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sales_core.kernel.terms import Text


class FinalState(StrEnum):
    """How final figures are. Their words are `finality.<value>`."""

    OPEN = "open"
    """Loads may still change them."""
    PARTLY = "partly"
    """Some of the months are closed."""
    CLOSED = "closed"
    """No load, undo or restore may change them."""
    SUPERSEDED = "superseded"
    """They are of an earlier version, and what is in force now is something else."""


@dataclass(frozen=True, slots=True)
class Finality:
    """The state of so many months, which of them (YYYY-MM) are closed, and who closed last, and when."""

    state: FinalState
    months: int
    closed: tuple[str, ...] = ()
    by: str = ""
    at: datetime | None = None

    @property
    def text(self) -> Text:
        """The state in words."""
        day = "" if self.at is None else f"{self.at.astimezone():%Y-%m-%d}"
        facts = {"closed": len(self.closed), "months": self.months, "day": day, "who": self.by}
        return Text(f"finality.{self.state}", facts)
