"""A decision beside its number: as it was when it was decided, and as it is over the days that are asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sales_core.boards.context import BoardContext
from sales_core.boards.number import NumberAddress
from sales_core.boards.record_forms import figure_records
from sales_core.catalogue.metric import Polarity
from sales_core.catalogue.record import RecordRow
from sales_core.format import as_decimal
from sales_core.kernel import clock
from sales_core.kernel.errors import DamagedVersionError, StorageError, UsageError
from sales_core.kernel.query import Query, Value
from sales_core.kernel.terms import Period
from sales_core.kernel.tone import Tone
from sales_core.semantic.codes import NumberDefinition

DECISION = "decision"
#: States of one.
OPEN, DROPPED = "open", "dropped"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One decision. `then` is its number over `then_period` on the version on which it was decided, `now` over the
    days asked on the version asked; None where there is no value.
    """

    row: RecordRow
    metric: str
    number: NumberAddress
    then: Value
    now: Value
    then_period: Period | None
    now_period: Period | None

    @property
    def due(self) -> date | None:
        """By when it was to be done."""
        found = self.row.values["due"]
        return found if isinstance(found, date) else None

    @property
    def is_late(self) -> bool:
        """Whether it is open after its day."""
        return self.row.state == OPEN and self.due is not None and self.due < clock.today()

    @property
    def meeting(self) -> int | None:
        """The meeting in which it was decided."""
        found = as_decimal(self.row.values["meeting"])
        return None if found is None else int(found)

    def text(self, field: str) -> str:
        """What was typed into a field."""
        return str(self.row.values[field] or "")


def follow_ups(context: BoardContext) -> tuple[FollowUp, ...]:
    """Every decision that the viewer may see, the newest first."""
    return tuple(_follow_up(context, row, number) for row, number in figure_records(context, DECISION))


def _follow_up(context: BoardContext, row: RecordRow, number: NumberDefinition) -> FollowUp:
    metric = number.metric
    asked = replace(number.query, metrics=(metric,), by=(), compare=None, order_by=None, limit=None)
    moved = asked if asked.period is None else replace(asked, period=context.period, as_of=None)
    return FollowUp(
        row, metric, NumberAddress(metric, moved.period, moved.filters), _value(context, asked, number.version),
        _value(context, moved, context.version), asked.period, moved.period,
    )  # fmt: skip


def _value(context: BoardContext, query: Query, version: int) -> Value:
    """The number; None where the version is gone or cannot be read."""
    try:
        found = context.company.figures.run(query, context.viewer, version)
    except (DamagedVersionError, StorageError, UsageError):
        return None
    return found.one().get(query.metrics[0])


def change_tone(context: BoardContext, one: FollowUp) -> Tone:
    """Whether the number moved the way its metric calls good."""
    then, now = as_decimal(one.then), as_decimal(one.now)
    if then is None or now is None or then == now:
        return Tone.NEUTRAL
    polarity = context.catalogue.metric(one.metric).polarity
    if polarity is Polarity.NEUTRAL:
        return Tone.NEUTRAL
    return Tone.GOOD if (now > then) == (polarity is Polarity.HIGHER_IS_BETTER) else Tone.BAD
