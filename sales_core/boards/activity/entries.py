"""Records that people typed about figures, customers, reps, products and branches, each with what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sales_core.access.accounts import Accounts
from sales_core.boards.context import BoardContext
from sales_core.boards.number import NumberAddress
from sales_core.boards.number_records import is_inside, may_view
from sales_core.boards.record_forms import WITHDRAWN
from sales_core.catalogue.record import Record, RecordRow, RecordStanding, SubjectKind
from sales_core.kernel.query import Filter
from sales_core.records.mentions import mentions_of

#: What a thing's row opens: its main figure, whose drawer leads to its page.
_MAIN = "net_sales"


@dataclass(frozen=True, slots=True)
class Activity:
    """One record. `number`: what it is about, or the main figure of the thing that it is about."""

    record: Record
    standing: RecordStanding
    number: NumberAddress

    @property
    def key(self) -> str:
        """Names it among records of all kinds."""
        return f"{self.record.id}-{self.row.id}"

    @property
    def row(self) -> RecordRow:
        """The record as it stands."""
        return self.standing.row

    @property
    def is_of_figure(self) -> bool:
        """Whether it is about one figure, and not about a thing as a whole."""
        return self.record.subject.kind is SubjectKind.FIGURE


def activity_kinds(context: BoardContext) -> tuple[str, ...]:
    """The records that are shown, by id."""
    return tuple(name for name, one in context.catalogue.records.items() if one.in_activity)


def activities(context: BoardContext) -> Sequence[Activity]:
    """What the viewer may see and the filters leave, the latest change first; without what was withdrawn."""
    found = [
        one
        for kind in activity_kinds(context)
        if may_view(context, kind)
        for one in _of_kind(context, kind)
        if one.row.state != WITHDRAWN and _is_within(context, one.number.filters)
    ]
    return sorted(found, key=lambda one: (one.row.changed, one.row.id), reverse=True)


def mentions_viewer(context: BoardContext, found: Sequence[Activity]) -> list[Activity]:
    """Those whose text names the viewer with @."""
    if not found:
        return []
    names = [one.name for one in Accounts(context.company.appdb).list()]
    me = context.viewer.name
    return [one for one in found if me in mentions_of(one.record, one.row.values, names)]


def _of_kind(context: BoardContext, kind: str) -> Iterator[Activity]:
    record, figures = context.company.records.record(kind), context.company.figures
    for standing in context.company.records.list(kind, context.viewer, context.version):
        subject = standing.row.subject
        if record.subject.kind is SubjectKind.FIGURE:
            number = figures.resolve(subject, context.viewer)
            address = NumberAddress.of(number.query, number.metric)
        else:
            is_thing = record.subject.kind is SubjectKind.THING
            entity, _, code = subject.partition("=") if is_thing else (record.subject.entity, "", subject)
            address = NumberAddress.of_codes(_MAIN, None, (entity,), (code,))
        yield Activity(record, standing, address)


def _is_within(context: BoardContext, filters: Sequence[Filter]) -> bool:
    """Whether all of it lies inside every filter of the bar: by the same dimension, or by codes that only occur there
    (a customer of the branch).
    """
    return all(
        is_inside(filters, whole) or any(_belongs(context, one, whole) for one in filters) for whole in context.filters
    )


def _belongs(context: BoardContext, one: Filter, whole: Filter) -> bool:
    inside = context.company.figures.values(one.dimension, context.viewer, context.version, (whole,))
    return set(one.values) <= {code for code, _ in inside}
