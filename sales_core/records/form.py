"""What a form of a record asks: fields with kinds, defaults, limits and labels, as values; each renderer draws it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.record import Field, FieldValue, Record, RecordRow, Values
from sales_core.kernel.terms import Text, Viewer
from sales_core.records.validation import Limit, default_of, limit_of


@dataclass(frozen=True, slots=True)
class FormField:
    """One thing to fill in. `choices` are (value, words) to choose from; empty = free entry."""

    id: str
    kind: ValueKind
    label: Text
    required: bool
    default: FieldValue
    minimum: Limit
    maximum: Limit
    choices: tuple[tuple[str, Text], ...] = ()
    is_given: bool = False
    """Its default is what the page shows; nobody is asked."""


@dataclass(frozen=True, slots=True)
class RecordInput:
    """A form of one record about one subject. What is typed goes to `Records.add` (`Records.edit` with an `id`)."""

    record: str
    label: Text
    subject: str
    fields: tuple[FormField, ...]
    id: int | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class RecordMove:
    """A state that a record can be moved to: what goes to `Records.move`."""

    state: str
    label: Text


def moves_of(record: Record, state: str, viewer: Viewer) -> tuple[RecordMove, ...]:
    """The states that the viewer may move a record in `state` to, in the order in which they are declared."""
    targets = dict.fromkeys(
        one.target for one in record.transitions if one.source == state and viewer.may(one.right or record.rights.add)
    )
    return tuple(RecordMove(target, record.text("state", target)) for target in targets)


def edit_form_of(
    record: Record, row: RecordRow, choices: Mapping[str, Sequence[tuple[str, Text]]] | None = None
) -> RecordInput:
    """The form of a record that exists, filled with its values; its limits are those of the day it was added on."""
    blank = form_of(record, row.subject, row.as_of, row.values, choices)
    return replace(blank, id=row.id, revision=row.revision)


def form_of(
    record: Record,
    subject: str,
    as_of: date,
    defaults: Values | None = None,
    choices: Mapping[str, Sequence[tuple[str, Text]]] | None = None,
) -> RecordInput:
    """The form of a new record on data of `as_of`.

    `defaults` and `choices` are what the page knows better than the declaration: the amount that is overdue, the
    documents that are open.
    """
    fields = tuple(_field(record, one, as_of, defaults or {}, choices or {}) for one in record.fields)
    return RecordInput(record.id, record.text("label"), subject, fields)


def _field(
    record: Record,
    one: Field,
    as_of: date,
    defaults: Values,
    choices: Mapping[str, Sequence[tuple[str, Text]]],
) -> FormField:
    declared = tuple((choice, record.choice_text(one, choice)) for choice in one.choices)
    return FormField(
        id=one.id,
        kind=one.kind,
        label=record.text(one.id, "label"),
        required=one.required,
        default=defaults.get(one.id, default_of(one, as_of)),
        minimum=limit_of(one.minimum, as_of),
        maximum=limit_of(one.maximum, as_of),
        choices=tuple(choices.get(one.id, declared)),
        is_given=one.is_given,
    )
