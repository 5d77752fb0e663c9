"""The form block of a record, derived from its declaration: records about a subject, their moves, and a new one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from sales_core.boards.blocks import RecordEntry, RecordForm
from sales_core.boards.context import BoardContext
from sales_core.boards.number import NumberAddress
from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.record import Field, FieldValue, Record, RecordRow, RecordStanding, Values
from sales_core.kernel.terms import Period, Text, Viewer
from sales_core.kernel.units import Unit
from sales_core.records.visibility import sees_free_text, within_scope
from sales_core.semantic.codes import NumberDefinition
from sales_core.semantic.service import MetricService

#: The state of a record that was taken back.
WITHDRAWN = "withdrawn"

FieldChoices = Mapping[str, Sequence[tuple[str, Text]]]


def record_form(
    context: BoardContext,
    record_id: str,
    subject: str = "",
    *,
    title: str = "",
    defaults: Values | None = None,
    choices: FieldChoices | None = None,
    line: Callable[[RecordStanding], str] | None = None,
) -> RecordForm:
    """The records about `subject` that the viewer may see, newest first, and the form of a new one.

    `title` names the form (by default the record does), `defaults` and `choices` are what the board knows better than
    the declaration, `line` writes a record (by default state, fields and author). Raises UsageError, NotAllowedError.
    """
    records = context.company.records
    record = records.record(record_id)
    is_masked = context.is_masked_subject(record.subject.entity)
    found = records.list(record_id, context.viewer, context.version, context.day)
    write = line or (lambda standing: record_line(context, record, standing))
    return RecordForm(
        records.form(record_id, subject, defaults=defaults, choices=choices),
        title or context.say(record.text("label")),
        tuple(_entry(context, record, one, write(one), choices) for one in found if one.row.subject == subject),
        is_open=context.is_latest and context.may(record.rights.add) and not is_masked,
    )


def _entry(
    context: BoardContext, record: Record, standing: RecordStanding, line: str, choices: FieldChoices | None = None
) -> RecordEntry:
    """A record with what the viewer may do with it: nothing on data of before."""
    records, row = context.company.records, standing.row
    if not context.is_latest:
        return RecordEntry(row.id, row.revision, line)
    moves = records.moves(record.id, context.viewer, row)
    return RecordEntry(row.id, row.revision, line, moves, records.edit_form(record.id, context.viewer, row, choices))


def figure_form(
    context: BoardContext, record_id: str, number: NumberAddress, *, title: str = "", defaults: Values | None = None
) -> RecordForm:
    """The records about the metric of `number` that the viewer may see, and the form of a new one about `number`.

    A figure of another day or version is another figure with the same metric: what was decided about it still stands.
    Whoever does not see names adds none either: what is typed may name anybody.
    """
    records = context.company.records
    record = records.record(record_id)
    standings = [
        one
        for one in records.list(record_id, context.viewer, context.version)
        if context.company.figures.resolve(one.row.subject, context.viewer).metric == number.metric
    ]
    return RecordForm(
        records.form(record_id, str(number), defaults=defaults),
        title or context.say(record.text("label")),
        tuple(_entry(context, record, one, record_line(context, record, one)) for one in standings),
        is_open=context.is_latest and context.may(record.rights.add) and sees_free_text(context.viewer),
        number=number,
    )


def entries_of(context: BoardContext, record_id: str, ids: Collection[int]) -> RecordForm:
    """These of the records that the viewer may see, each with what he may do with it; no entry of a new one."""
    records = context.company.records
    record = records.record(record_id)
    found = [one for one in records.list(record_id, context.viewer, context.version) if one.row.id in ids]
    entries = tuple(_entry(context, record, one, record_line(context, record, one)) for one in found)
    return RecordForm(records.form(record_id), context.say(record.text("label")), entries, is_open=False)


def figure_records(context: BoardContext, record_id: str) -> list[tuple[RecordRow, NumberDefinition]]:
    """Records about figures that the viewer may see, newest first, each with its figure."""
    figures = context.company.figures
    found = context.company.records.list(record_id, context.viewer, context.version)
    return [(one.row, figures.resolve(one.row.subject, context.viewer)) for one in found]


def figure_subject(figures: MetricService, number: NumberAddress, viewer: Viewer, version: int | None = None) -> str:
    """The code under which a record about a figure is kept: with the viewer's scope, the same figure for everybody.

    Stores what the code stands for. Raises UsageError, NotAllowedError.
    """
    return figures.keep_code(within_scope(number.query, viewer), number.metric, viewer, version)


def record_line(context: BoardContext, record: Record, standing: RecordStanding) -> str:
    """What was typed, with its state and author, in one line."""
    by = context.t("record.line_by", who=standing.row.by)
    parts = (state_words(context, record, standing.state), record_words(context, record, standing), by)
    return " · ".join(part for part in parts if part)


def state_words(context: BoardContext, record: Record, state: str) -> str:
    """A record's state; nothing where it can only stand or be withdrawn, and stands."""
    is_plain = state == record.states[0] and set(record.all_states) == {state, WITHDRAWN}
    return "" if is_plain else context.say(record.text("state", state))


def record_words(context: BoardContext, record: Record, standing: RecordStanding) -> str:
    """What was typed, in one line: each filled field with its label, or the only one alone."""
    if len(record.fields) == 1:
        return _value(context, record, record.fields[0], standing.row.values[record.fields[0].id])
    return " · ".join(_filled(context, record, standing))


def _filled(context: BoardContext, record: Record, standing: RecordStanding) -> list[str]:
    """Every filled field with its label."""
    derived = record.derived.fields if record.derived else ()
    values = {**standing.row.values, **standing.derived}
    return [
        f"{context.say(record.text(one.id, 'label'))} {written}"
        for one in (*record.fields, *derived)
        if (written := _value(context, record, one, values.get(one.id)))
    ]


def _value(context: BoardContext, record: Record, one: Field, value: FieldValue) -> str:
    if value in {None, ""}:
        return ""
    if one.choices:
        return context.say(record.text(one.id, str(value)))
    if isinstance(value, bool):
        return context.t(f"record.flag.{'yes' if value else 'no'}")
    if isinstance(value, date):
        return context.span(Period.month_of(value)) if one.kind is ValueKind.MONTH else context.date(value)
    if one.kind.is_number and not isinstance(value, str):
        return context.write(value, _UNITS.get(one.kind, Unit.QUANTITY))
    return str(value)


#: How numbers of a kind are written.
_UNITS = {ValueKind.MONEY: Unit.MONEY, ValueKind.PERCENT: Unit.PERCENT, ValueKind.INTEGER: Unit.COUNT}
