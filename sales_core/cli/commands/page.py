"""`page`: what a page says, printed; the same figures, as JSON or as a file, whole or one chart or table of it."""

from __future__ import annotations

import difflib
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sales_core.api import Text, UsageError, dumps, typed_filters, typed_pairs
from sales_core.cli.console import locale, table, word
from sales_core.cli.options import json_option, period, set_option, viewer_option
from sales_core.i18n import locales, t

if TYPE_CHECKING:
    from sales_core.api import Ask, Block, BoardContext, CardRow, Locale, OpenBoard, RecordForm, Table
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """Which page, at which choices, of which rows and days, in which form."""
    parser.add_argument("id", nargs="?", default="", metavar="PAGE")
    set_option(parser, "cli.help.set")
    where = word("cli.help.where")
    parser.add_argument("--where", "--filter", action="append", default=[], metavar="DIM=VALUE", help=where)
    parser.add_argument("--period", type=period, metavar="2026-05", help=word("cli.help.period"))
    parser.add_argument("--version", type=int, metavar="N", help=word("cli.help.version"))
    parser.add_argument("--lang", choices=locales(), help=word("cli.help.lang"))
    parser.add_argument("--to", type=Path, metavar="FILE", help=word("cli.help.to"))
    parser.add_argument("--block", metavar="BLOCK", help=word("cli.help.block"))
    viewer_option(parser)
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Prints a page; without an id the pages there are."""
    from sales_core.api import OpenBoard, board, board_json, pinned_views

    language = arguments.lang or locale()
    if not arguments.id:
        _list(session, language)
        return 0
    chosen = board(arguments.id, session.workspace.boards)
    ask = _ask(arguments, language, session)
    opened = OpenBoard(chosen, ask, session.workspace, strict=True)
    if arguments.to:
        arguments.to.write_bytes(_file(opened, arguments.block, arguments.to.suffix.removeprefix(".").lower()))
    elif arguments.block:
        print(block_text(opened.context, _block(opened, arguments.block)))
    else:
        pinned = pinned_views(replace(ask, choices={}), session.workspace, chosen.id)
        if arguments.json:
            print(dumps(board_json(opened) | {"pinned": [one.as_json() for one in pinned]}))
        else:
            views = (f"## {one.view.name}\n{block_text(one.opened.context, one.block)}" for one in pinned)
            print("\n\n".join((board_text(opened), *views)))
    return 0


def _file(opened: OpenBoard, block_id: str | None, ending: str) -> bytes:
    """The page, or one block of it, in the form that a file's name ends in. Raises UsageError for a form it lacks."""
    from sales_core.api import BOARD_FORMS, FileForm, block_file, block_forms, board_file

    block = _block(opened, block_id) if block_id else None
    forms = block_forms(block) if block_id else BOARD_FORMS
    if ending not in forms:
        raise UsageError(Text("error.no_such_form", {"form": ending}), [f".{form}" for form in forms])
    form = FileForm(ending)
    return block_file(opened.context, block, form) if block_id else board_file(opened, form)


def _block(opened: OpenBoard, block_id: str) -> Block:
    """A block that is there at the choices made. Raises UsageError for another."""
    found = dict(opened.blocks())
    if block_id not in found:
        near = difflib.get_close_matches(block_id, found, n=3, cutoff=0.3) or list(found)
        raise UsageError(Text("error.no_such_block", {"block": block_id, "page": opened.board.id}), near)
    return found[block_id]


def _list(session: CommandSession, language: Locale) -> None:
    boards = session.workspace.boards
    rows = [(name, t(f"page.{name}", language), t(one.question, language)) for name, one in boards.items()]
    print(table(("id", t("boards.page", language), t("boards.question", language)), rows))


def _ask(arguments: Namespace, language: Locale, session: CommandSession) -> Ask:
    from sales_core.api import Ask, Period

    opened = session.workspace
    snapshot = opened.store.current() if arguments.version is None else opened.store.snapshot(arguments.version)
    return Ask(
        session.viewer(arguments.viewer),
        snapshot.version,
        arguments.period or Period.month_of(snapshot.as_of),
        tuple(sorted(typed_filters(arguments.where, "--where"))),
        dict(typed_pairs(arguments.set, "--set")),
        language,
    )


def board_text(opened: OpenBoard) -> str:
    """A board as text: every block that is there, one below the other, then the choices that change it."""
    from sales_core.api import stale_text

    context = opened.context
    if (reason := opened.empty()) is not None:
        return "\n".join(line for line in (reason, opened.left_out_text()) if line)
    parts = [text for _, block in opened.blocks() if (text := block_text(context, block))]
    if left_out := opened.left_out_text():
        parts.insert(1, left_out)
    parts.insert(0, f"{context.span(context.period)} · {context.say(context.finality.text)}")
    if old := stale_text(context.as_of, context.locale):
        parts.insert(0, old)
    choices = [
        f"--set {choice.id}={opened.value(choice.id)}  ({opened.label(choice.id)}: {_options(opened, choice.id)})"
        for choice in opened.board.choices
    ]
    return "\n\n".join([*parts, "\n".join(choices)] if choices else parts)


#: Options printed of one choice.
_MOST_OPTIONS = 12


def _options(opened: OpenBoard, choice_id: str) -> str:
    options = opened.options(choice_id)
    more = " …" if len(options) > _MOST_OPTIONS else ""
    return " | ".join(option or '""' for option in options[:_MOST_OPTIONS]) + more


def block_text(context: BoardContext, block: Block) -> str:  # noqa: PLR0911 - one return a form of block
    """One block as text."""
    from sales_core.api import CardRow, Chart, Downloads, Headline, Narrative, RecordForm, Table, chart_table

    match block:
        case Headline():
            return "\n".join(line for line in (block.sentence, block.detail) if line)
        case CardRow():
            return _cards(context, block)
        case Table():
            return _table(context, block)
        case Chart():
            return _table(context, chart_table(context, block))
        case Narrative():
            return _lines(block.title, block.note, *(f"- {sentence}" for sentence in block.sentences))
        case RecordForm():
            return _form(context, block)
        case Downloads():
            return _lines("", "", *(f"{document.label}: {document.name}" for document in block.documents))


def _lines(title: str, note: str, *lines: str) -> str:
    return "\n".join(line for line in (f"## {title}" if title else "", note, *lines) if line)


def _cards(context: BoardContext, row: CardRow) -> str:
    from sales_core.api import card_text

    lines = []
    for card in row.cards:
        text = card_text(context, card)
        compared = "；".join(f"{one.sign} {one.text} {one.label}".strip() for one in card.comparisons)
        lines.append((text.label, text.value, compared, text.note))
    # The rule under an empty header would be a line for nothing.
    return "\n".join(table(("", "", "", ""), lines, frozenset({1})).splitlines()[2:])


def _form(context: BoardContext, block: RecordForm) -> str:
    """The records, each with the command that moves it, then the command that adds one."""
    record, lines = block.form.record, []
    for entry in block.entries:
        lines.append(entry.line)
        if entry.moves:
            states = "|".join(move.state for move in entry.moves)
            lines.append(context.t("boards.record_move_command", record=record, id=entry.id, states=states))
    if block.is_open:
        lines.append(context.t("boards.record_command", record=record, subject=block.form.subject))
    return _lines(block.title, "", *lines)


def _table(context: BoardContext, block: Table) -> str:
    from sales_core.api import foot_text, row_texts, written_columns

    if not block.rows:
        return _lines(block.title, block.note, block.foot)
    columns = written_columns(block)
    header = [column.label for column in columns]
    rows = [row_texts(context, block, row) for row in block.rows]
    right = frozenset(at for at, column in enumerate(columns) if column.unit)
    return _lines(block.title, block.note, table(header, rows, right), foot_text(context, block))
