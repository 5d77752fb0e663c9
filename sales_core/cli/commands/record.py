"""`record`: what people type and the application keeps: promises, aliases, …; the same for every declared record."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from sales_core.api import Text, UsageError, dumps, exact_value, json_value, typed_pairs
from sales_core.cli.console import locale, say, table
from sales_core.cli.options import consent_options, json_option, set_option, viewer_option
from sales_core.cli.outcomes import carry_out, load_plan

if TYPE_CHECKING:
    from sales_core.api import Act, RecordList, RecordRow
    from sales_core.cli.session import CommandSession

ACTIONS = ("list", "show", "add", "edit", "move", "undo")


def add_arguments(parser: ArgumentParser) -> None:
    """Which record, what to do with it, and the values of its fields."""
    parser.add_argument("record", metavar="ID")
    parser.add_argument("action", choices=ACTIONS)
    parser.add_argument("items", nargs="*", metavar="SUBJECT | NUMBER [STATE]")
    set_option(parser, "cli.help.record_set")
    consent_options(parser)
    viewer_option(parser)
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Lists, shows, adds, edits, moves or undoes records."""
    actions: dict[str, Callable[[Namespace, CommandSession], int]] = {
        "list": _list, "show": _show, "add": _add, "edit": _edit, "move": _move, "undo": _undo,
    }  # fmt: skip
    return actions[arguments.action](arguments, session)


def _list(arguments: Namespace, session: CommandSession) -> int:
    _items(arguments, 0)
    found = session.workspace.records.list(arguments.record, session.viewer(arguments.viewer))
    if arguments.json:
        rows = [{name: json_value(value, name) for name, value in row.items()} for row in found.rows]
        print(dumps({"record": found.record.id, "revision": found.revision, "as_of": found.as_of, "rows": rows}))
        return 0
    header = [column.label.in_(locale()) for column in found.columns]
    right = frozenset(place for place, column in enumerate(found.columns) if column.kind.is_number)
    print(table(header, _texts(found), right))
    return 0


def _texts(found: RecordList) -> list[list[str]]:
    states = {state: found.record.text("state", state).in_(locale()) for state in found.record.all_states}
    rows = [row | {"state": states[str(row["state"])]} for row in found.rows]
    return [[exact_value(row[column.id], column.id) for column in found.columns] for row in rows]


def _show(arguments: Namespace, session: CommandSession) -> int:
    (number,) = _items(arguments, 1)
    records, who = session.workspace.records, session.viewer(arguments.viewer)
    row = records.show(arguments.record, who, _number(number))
    acts = records.history(arguments.record, who, row.id)
    if arguments.json:
        print(dumps(_as_json(row) | {"history": [_act(one) for one in acts]}))
        return 0
    record = records.record(arguments.record)
    print(f"{record.text('label').in_(locale())} {row.id}  {record.text('state', row.state).in_(locale())}")
    print(f"  {record.text('subject').in_(locale())}: {row.subject or '—'}")
    for field in record.fields:
        print(f"  {record.text(field.id, 'label').in_(locale())}: {exact_value(row.values[field.id], field.id) or '—'}")
    for one in acts:
        print(f"  {one.at:%Y-%m-%d %H:%M}  {one.by}  {record.text('event', one.event).in_(locale())}")
    return 0


def _add(arguments: Namespace, session: CommandSession) -> int:
    record, typed = session.workspace.records.record(arguments.record), dict(typed_pairs(arguments.set, "--set"))
    if record.dataset:
        if arguments.items:
            raise UsageError(Text("cli.record.usage_add_load"))
        plan = session.workspace.records.plan_add(record.id, session.viewer(arguments.viewer), [typed])
        return load_plan(session, arguments, plan)
    if arguments.dry_run:
        raise UsageError(Text("cli.record.no_dry_run", {"record": record.text("label")}))
    (subject,) = _items(arguments, 1) if arguments.items else ("",)
    number = session.workspace.records.add(arguments.record, session.viewer(arguments.viewer), subject, typed)
    return _done(arguments, "added", number)


def _edit(arguments: Namespace, session: CommandSession) -> int:
    (number,) = _items(arguments, 1)
    typed = dict(typed_pairs(arguments.set, "--set"))
    session.workspace.records.edit(arguments.record, session.viewer(arguments.viewer), _number(number), typed)
    return _done(arguments, "edited", _number(number))


def _move(arguments: Namespace, session: CommandSession) -> int:
    number, state = _items(arguments, 2)
    session.workspace.records.move(arguments.record, session.viewer(arguments.viewer), _number(number), state)
    return _done(arguments, "moved", _number(number))


def _undo(arguments: Namespace, session: CommandSession) -> int:
    (number,) = _items(arguments, 1)
    plan = session.workspace.records.plan_undo(arguments.record, session.viewer(arguments.viewer), _number(number))
    return carry_out(session, arguments, plan, "cli.undo.done")


def _done(arguments: Namespace, outcome: str, number: int) -> int:
    if arguments.json:
        print(dumps({"status": outcome, "record": arguments.record, "id": number}))
    else:
        say(f"cli.record.{outcome}", id=number)
    return 0


def _items(arguments: Namespace, count: int) -> tuple[str, ...]:
    """The words after the action. Raises UsageError when they are not as many as it takes."""
    if len(arguments.items) != count:
        raise UsageError(Text(f"cli.record.usage_{arguments.action}"))
    return tuple(arguments.items)


def _number(text: str) -> int:
    if not text.isdecimal():
        raise UsageError(Text("record.error.unknown_row", {"id": text}))
    return int(text)


def _as_json(row: RecordRow) -> dict[str, object]:
    return {
        "record": row.record,
        "id": row.id,
        "revision": row.revision,
        "subject": row.subject,
        "state": row.state,
        **{name: json_value(value, name) for name, value in row.values.items()},
        "by": row.by,
        "created": row.created,
        "as_of": row.as_of,
    }


def _act(one: Act) -> dict[str, object]:
    return {
        "event": one.event,
        "at": one.at,
        "by": one.by,
        "as_of": one.as_of,
        "state": one.state,
        "values": {name: json_value(value, name) for name, value in one.values.items()},
    }
