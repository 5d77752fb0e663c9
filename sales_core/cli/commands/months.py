"""`months`: which months no load may change."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from sales_core.api import Period, Text, UsageError, dumps
from sales_core.cli.console import say
from sales_core.cli.options import json_option, viewer_option

if TYPE_CHECKING:
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """What to do with which month."""
    parser.add_argument("action", choices=("list", "close", "reopen"))
    parser.add_argument("month", nargs="?", metavar="2026-05")
    viewer_option(parser)
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Lists, closes or reopens months."""
    uploads = session.workspace.uploads
    if arguments.action == "list":
        closed = uploads.months.closed()
        print(dumps(closed) if arguments.json else "\n".join(closed))
        return 0
    month = _month(arguments.month)
    who = session.viewer(arguments.viewer)
    if arguments.action == "close":
        uploads.months.close(month, who)
        say("cli.month.closed", month=month)
    else:
        uploads.months.reopen(month, who)
        say("cli.month.reopened", month=month)
    return 0


def _month(text: str | None) -> str:
    try:
        period = Period.parse(text or "")
    except ValueError:
        period = None
    if period is None or len(list(period.months())) != 1:
        raise UsageError(Text("error.month_missing"))
    return f"{period.start:%Y-%m}"
