"""`months`: which months no load may change, and who closes them until when."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import TYPE_CHECKING

from sales_core.api import MonthOwner, Period, Text, UsageError, dumps
from sales_core.cli.console import say, word
from sales_core.cli.options import json_option, viewer_option

if TYPE_CHECKING:
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """What to do with which month, and why; whom to name."""
    parser.add_argument("action", choices=("list", "close", "reopen", "assign"))
    parser.add_argument("month", nargs="?", metavar="2026-05")
    parser.add_argument("--reason", default="", metavar="TEXT", help=word("cli.help.month_reason"))
    parser.add_argument("--dataset", default="", metavar="DATASET", help=word("cli.help.month_dataset"))
    parser.add_argument("--owner", default="", metavar="NAME", help=word("cli.help.month_owner"))
    parser.add_argument("--due", type=date.fromisoformat, metavar="2026-06-05", help=word("cli.help.month_due"))
    viewer_option(parser)
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Lists, closes or reopens months, or names who closes one."""
    months = session.workspace.uploads.months
    if arguments.action == "list":
        lines = (f"{one.month}  {one.closed:%Y-%m-%d}  {one.by}  {one.reason}" for one in months.closes().values())
        print(dumps(months.closed()) if arguments.json else "\n".join(map(str.rstrip, lines)))
        return 0
    month, who = _month(arguments.month), session.viewer(arguments.viewer)
    if arguments.action == "close":
        months.close(month, who, arguments.reason)
        say("cli.month.closed", month=month)
    elif arguments.action == "reopen":
        months.reopen(month, who, arguments.reason)
        say("cli.month.reopened", month=month)
    else:
        months.assign(MonthOwner(month, arguments.dataset, arguments.owner, arguments.due), who)
        say("cli.month.assigned", month=month, who=arguments.owner or "–", day=arguments.due or "–")
    return 0


def _month(text: str | None) -> str:
    try:
        period = Period.parse(text or "")
    except ValueError:
        period = None
    if period is None or len(list(period.months())) != 1:
        raise UsageError(Text("error.month_missing"))
    return f"{period.start:%Y-%m}"
