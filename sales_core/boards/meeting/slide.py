"""A slide and a meeting as values, read from their records and written to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sales_core.catalogue.record import RecordRow, Values
from sales_core.format import as_decimal
from sales_core.kernel.query import Filter
from sales_core.kernel.question_text import typed_pairs
from sales_core.kernel.terms import Period
from sales_core.records.visibility import BETWEEN_FILTERS, typed_in

MEETING, SLIDE = "meeting", "meeting_slide"
PLANNED, RUNNING, CLOSED = "planned", "running", "closed"


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: blocks of a board at its choices, about a metric narrowed to `filters` beside those of the meeting.

    `question` and `points` are what was typed; `row` is its record, None for one that is not saved.
    """

    board: str
    blocks: tuple[str, ...]
    metric: str
    choices: Mapping[str, str] = field(default_factory=dict)
    filters: tuple[Filter, ...] = ()
    question: str = ""
    points: str = ""
    row: RecordRow | None = None

    def values(self, meeting: int, place: int, *, shared: bool) -> dict[str, str | int | bool]:
        """What its record holds."""
        return {
            "question": self.question, "points": self.points, "meeting": meeting, "place": place, "board": self.board,
            "blocks": BETWEEN_FILTERS.join(self.blocks), "metric": self.metric, "shared": shared,
            "choices": BETWEEN_FILTERS.join(f"{name}={value}" for name, value in self.choices.items()),
            "filters": filters_text(self.filters),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as it stands."""

    row: RecordRow

    @property
    def id(self) -> int:
        """Its number."""
        return self.row.id

    @property
    def name(self) -> str:
        """What it is called, as it was typed."""
        return str(self.row.values["name"])

    @property
    def day(self) -> date:
        """When it is held."""
        found = self.row.values["day"]
        return found if isinstance(found, date) else self.row.as_of

    @property
    def period(self) -> Period:
        """The days it is about. Raises ValueError for what is no period."""
        return Period.parse(str(self.row.values["period"]))

    @property
    def filters(self) -> tuple[Filter, ...]:
        """The part of the company it is about. Raises UsageError for what is no filter."""
        return typed_in(str(self.row.values["filters"] or ""))

    @property
    def place(self) -> int:
        """Which slide the room looks at, from 0."""
        return int(as_decimal(self.row.values["place"]) or 0)

    @property
    def view(self) -> tuple[Filter, ...]:
        """What the slide that the room looks at is narrowed to. Raises UsageError for what is no filter."""
        return typed_in(str(self.row.values["view"] or ""))

    @property
    def has_lens(self) -> bool:
        """Whether the room sees it as through the screen-share lens while it runs."""
        return bool(self.row.values["lens"])

    @property
    def is_shared(self) -> bool:
        """Whether others may see it."""
        return bool(self.row.values["shared"])

    @property
    def is_running(self) -> bool:
        """Whether it is held now."""
        return self.row.state == RUNNING


def filters_text(filters: tuple[Filter, ...]) -> str:
    """Filters as a record keeps them."""
    return BETWEEN_FILTERS.join(f"{item.dimension}={code}" for item in filters for code in item.values)


def slide_of(row: RecordRow) -> Slide:
    """The slide that a record holds. Raises UsageError for what is no filter or choice."""
    values: Values = row.values
    choices = typed_pairs((part for part in _parts(values["choices"])), "choices")
    return Slide(
        str(values["board"]), tuple(_parts(values["blocks"])), str(values["metric"]), dict(choices),
        typed_in(str(values["filters"] or "")), str(values["question"] or ""), str(values["points"] or ""), row,
    )  # fmt: skip


def _parts(text: object) -> list[str]:
    return [part for part in str(text or "").split(BETWEEN_FILTERS) if part.strip()]
