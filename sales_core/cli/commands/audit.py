"""`audit`: who did what, when, from where."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from typing import TYPE_CHECKING

from sales_core.api import Text, UsageError, dumps
from sales_core.cli.console import locale, print_csv, table, word
from sales_core.cli.options import json_option, viewer_option

if TYPE_CHECKING:
    from sales_core.api import AuditLine, FoundLook, Table
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """Which lines, and in which form."""
    parser.add_argument("--who", default="", metavar="NAME", help=word("cli.help.audit_who"))
    parser.add_argument("--what", default="", metavar="EVENT", help=word("cli.help.audit_what"))
    parser.add_argument("--since", type=_day, metavar="2026-05-01", help=word("cli.help.audit_since"))
    parser.add_argument("--until", type=_day, metavar="2026-05-31", help=word("cli.help.audit_until"))
    parser.add_argument("--limit", type=_count, default=100, metavar="N", help=word("cli.help.audit_limit"))
    parser.add_argument("--saw", default="", metavar="DIMENSION=CODE", help=word("cli.help.audit_saw"))
    parser.add_argument("--of", default="", metavar="SUBJECT", help=word("cli.help.audit_of"))
    parser.add_argument("--csv", action="store_true", help=word("cli.help.audit_csv"))
    viewer_option(parser)
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Prints the newest lines first. Raises NotAllowedError for who may not read the trail."""
    from sales_core.api import AuditFilter, audit_table

    if arguments.saw or arguments.of:
        return _looks(arguments, session)
    wanted = AuditFilter(arguments.who, arguments.what, arguments.since, arguments.until)
    lines = session.workspace.audit.lines(session.viewer(arguments.viewer), wanted, arguments.limit)
    if arguments.json:
        print(dumps([_as_json(line) for line in lines]))
        return 0
    header, rows = _texts(audit_table(lines, locale()))
    if arguments.csv:
        print_csv(header, rows)
    else:
        print(table(header[:-1], [row[:-1] for row in rows]))
    return 0


def _looks(arguments: Namespace, session: CommandSession) -> int:
    """Prints who saw it. Raises UsageError for a dimension or a subject that does not exist."""
    from sales_core.api import LookFilter, look_table

    dimension, equals, value = arguments.saw.partition("=")
    if arguments.saw and not (equals and value):
        raise UsageError(Text("looks.form"))
    viewer, trail = session.viewer(arguments.viewer), session.workspace.looks
    subjects = {right.value.removeprefix("view_"): right for right in trail.rights(viewer)}
    if arguments.of and arguments.of not in subjects:
        raise UsageError(Text("looks.unknown_right", {"name": arguments.of}), list(subjects))
    right = subjects.get(arguments.of)
    wanted = LookFilter(dimension, value, right, arguments.who, arguments.since, arguments.until)
    found = trail.lines(viewer, wanted, arguments.limit)
    if arguments.json:
        print(dumps([_look_as_json(one) for one in found]))
        return 0
    header, rows = _texts(look_table(found, locale()))
    if arguments.csv:
        print_csv(header, rows)
    else:
        print(table(header, rows))
    return 0


def _texts(shown: Table) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a table of texts."""
    return [column.label for column in shown.columns], [list(map(str, row.values())) for row in shown.rows]


def _look_as_json(one: FoundLook) -> dict[str, object]:
    look = one.look
    return {
        "who": look.who,
        "first": look.first,
        "last": look.last,
        "times": look.times,
        "version": look.version,
        "seen": one.seen.value,
        "question": dict(look.question),
    }


def _as_json(line: AuditLine) -> dict[str, object]:
    return {"id": line.id, "at": line.at, "who": line.who, "what": line.what, "details": dict(line.details)}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(text) from error


def _count(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) <= 100_000:
        raise ArgumentTypeError(text)
    return int(text)
