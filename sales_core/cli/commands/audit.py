"""`audit`: who did what, when, from where."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from typing import TYPE_CHECKING

from sales_core.api import dumps
from sales_core.cli.console import locale, print_csv, table, word
from sales_core.cli.options import json_option, viewer_option

if TYPE_CHECKING:
    from sales_core.api import AuditLine
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """Which lines, and in which form."""
    parser.add_argument("--who", default="", metavar="NAME", help=word("cli.help.audit_who"))
    parser.add_argument("--what", default="", metavar="EVENT", help=word("cli.help.audit_what"))
    parser.add_argument("--since", type=_day, metavar="2026-05-01", help=word("cli.help.audit_since"))
    parser.add_argument("--until", type=_day, metavar="2026-05-31", help=word("cli.help.audit_until"))
    parser.add_argument("--limit", type=_count, default=100, metavar="N", help=word("cli.help.audit_limit"))
    parser.add_argument("--csv", action="store_true", help=word("cli.help.audit_csv"))
    viewer_option(parser)
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Prints the newest lines first. Raises NotAllowedError for who may not read the trail."""
    from sales_core.api import AuditFilter, audit_table

    wanted = AuditFilter(arguments.who, arguments.what, arguments.since, arguments.until)
    lines = session.workspace.audit.lines(session.viewer(arguments.viewer), wanted, arguments.limit)
    shown = audit_table(lines, locale())
    header, rows = [column.label for column in shown.columns], [list(map(str, row.values())) for row in shown.rows]
    if arguments.json:
        print(dumps([_as_json(line) for line in lines]))
    elif arguments.csv:
        print_csv(header, rows)
    else:
        print(table(header[:-1], [row[:-1] for row in rows]))
    return 0


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
