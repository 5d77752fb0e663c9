"""`masters`: customers, reps, products, branches, outlets; what lacks, what is one twice, values, merges, aliases."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING

from sales_core.api import Text, UsageError, dumps, exact_value, typed_pairs
from sales_core.cli.console import locale, table, word
from sales_core.cli.options import consent_options, json_option, set_option, viewer_option
from sales_core.cli.outcomes import load_plan

if TYPE_CHECKING:
    from sales_core.api import BoardContext, MasterDraft, OpenBoard
    from sales_core.cli.session import CommandSession

ACTIONS = ("list", "gaps", "near", "spellings", "set", "merge", "unalias")


def add_arguments(parser: ArgumentParser) -> None:
    """What to do with which kind of thing and which codes."""
    parser.add_argument("action", choices=ACTIONS)
    parser.add_argument("entity", metavar="ENTITY")
    parser.add_argument("codes", nargs="*", metavar="CODE")
    parser.add_argument("--find", default="", metavar="TEXT", help=word("cli.help.masters_find"))
    parser.add_argument("--missing", default="", metavar="COLUMN", help=word("cli.help.masters_missing"))
    parser.add_argument("--reason", default="", metavar="TEXT", help=word("cli.help.masters_reason"))
    set_option(parser, "cli.help.masters_set")
    consent_options(parser)
    viewer_option(parser)
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Lists masters and aliases, or changes them as one load that is previewed."""
    from sales_core.api import board_json, plan_draft

    opened = _opened(arguments, session)
    if arguments.action in {"set", "merge", "unalias"}:
        workspace, who = session.workspace, session.viewer(arguments.viewer)
        draft = _draft(arguments, opened.context)
        plan = plan_draft(draft, workspace.uploads, workspace.catalogue, who, opened.context.version)
        return load_plan(session, arguments, plan)
    if arguments.action == "gaps":
        shown = [one for one in board_json(opened)["blocks"] if one["id"] == "gaps"]
        rows = [{"column": key, **row} for one in shown for key, row in zip(one["keys"], one["rows"], strict=True)]
    else:
        rows = _rows(arguments, opened.context)
    if arguments.json:
        print(dumps(rows))
    elif rows:
        texts = [[exact_value(value, name) for name, value in row.items()] for row in rows]
        print(table(list(rows[0]), texts))
    return 0


def _opened(arguments: Namespace, session: CommandSession) -> OpenBoard:
    from sales_core.api import Ask, OpenBoard, Period, board

    workspace = session.workspace
    version = workspace.appdb.current_version()
    day = workspace.figures.as_of(version)
    choices = {"entity": arguments.entity}
    ask = Ask(session.viewer(arguments.viewer), version, Period.month_of(day), choices=choices, locale=locale())
    opened = OpenBoard(board("masters", workspace.boards), ask, workspace, strict=True)
    opened.value("entity")
    return opened


def _rows(arguments: Namespace, context: BoardContext) -> list[dict[str, object]]:
    from sales_core.api import found_items, master_aliases, missing_items, near_names

    if arguments.action == "near":
        return [
            {"code": one.kept.code, "name": one.kept.name, "other": one.other.code, "other_name": one.other.name}
            for one in near_names(context)
        ]
    if arguments.action == "spellings":
        return [asdict(one) for one in master_aliases(context)]
    items = found_items(missing_items(context, arguments.entity, arguments.missing), arguments.find)
    return [{"code": one.code, "name": one.name, **one.stated, "money": one.money} for one in items]


def _draft(arguments: Namespace, context: BoardContext) -> MasterDraft:
    """What was asked for. Raises UsageError for too few codes, unknown ones, or values that cannot be."""
    from sales_core.api import MasterDraft, checked_alias, checked_edit, checked_merge

    codes = tuple(arguments.codes)
    if not codes:
        raise UsageError(Text("masters.error.merge"))
    if arguments.action == "merge":  # the first stays
        return MasterDraft(aliases=checked_merge(context, arguments.entity, codes, codes[0], arguments.reason))
    if arguments.action == "unalias":
        return MasterDraft(aliases=tuple(checked_alias(context, one, "", arguments.reason) for one in codes))
    draft = MasterDraft()
    for code in codes:
        for column, value in typed_pairs(arguments.set, "--set"):
            draft = draft.with_edit(checked_edit(context, arguments.entity, code, column, value))
    return draft
