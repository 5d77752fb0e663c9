"""`mappings`: what was remembered about headers."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sales_core.api import LOCAL_ADMIN, Text, UsageError, dumps, typed_pairs
from sales_core.cli.console import say, table, word
from sales_core.cli.options import json_option, mapping_option

if TYPE_CHECKING:
    from sales_core.api import Remembered
    from sales_core.cli.session import CommandSession

_WORD_PARTS = 3


def add_arguments(parser: ArgumentParser) -> None:
    """What to do with which mapping."""
    parser.add_argument("action", choices=("list", "set", "delete", "words"))
    parser.add_argument("signature", nargs="?", metavar="SIGNATURE")
    parser.add_argument("word", nargs="*", metavar="DATASET COLUMN WORD")
    mapping_option(parser)
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Lists, corrects or deletes what was remembered about headers; keeps the company's own words for columns."""
    if arguments.action == "words":
        return _words(arguments, session)
    if arguments.word:
        raise UsageError(Text("error.own_word_usage"))
    uploads = session.workspace.uploads
    known = uploads.mappings.all(LOCAL_ADMIN)
    if arguments.action == "delete":
        chosen = _chosen(known, arguments.signature)
        uploads.mappings.forget(chosen.signature, LOCAL_ADMIN)
        say("cli.mappings.deleted", label=chosen.label)
    elif arguments.action == "set":
        chosen, changes = _chosen(known, arguments.signature), dict(typed_pairs(arguments.map, "--map"))
        if not changes:
            raise UsageError(Text("error.mapping_correction_missing"))
        uploads.mappings.correct(chosen.signature, changes, LOCAL_ADMIN)
        say("cli.mappings.corrected", label=chosen.label, count=len(changes))
    elif arguments.json:
        print(dumps([_as_json(m) for m in known]))
    else:
        header = [word(f"cli.column.{name}") for name in ("signature", "file", "dataset", "columns")]
        rows = [[m.signature[:12], m.label, m.dataset, str(len(m.mapping))] for m in known]
        print(table(header, rows))
    return 0


def _words(arguments: Namespace, session: CommandSession) -> int:
    """`mappings words [add|remove DATASET COLUMN WORD]`: without more, the list."""
    words = session.workspace.uploads.words
    if arguments.signature is None:
        listed = [{"dataset": one.dataset, "column": one.column, "word": one.word} for one in words.all()]
        header = [word(f"cli.column.{name}") for name in ("dataset", "column", "word")]
        print(dumps(listed) if arguments.json else table(header, [[*one.values()] for one in listed]))
        return 0
    if arguments.signature not in {"add", "remove"} or len(arguments.word) != _WORD_PARTS:
        raise UsageError(Text("error.own_word_usage"))
    change = words.add if arguments.signature == "add" else words.remove
    dataset, column, header = arguments.word
    change(dataset, column, header, LOCAL_ADMIN)
    say(f"cli.mappings.word_{arguments.signature}", word=header, column=f"{dataset}.{column}")
    return 0


def _chosen(known: Sequence[Remembered], start: str | None) -> Remembered:
    found = [one for one in known if start and one.signature.startswith(start)]
    if len(found) != 1:
        raise UsageError(Text("error.mapping_signature"))
    return found[0]


def _as_json(remembered: Remembered) -> dict[str, object]:
    names = ("signature", "label", "dataset", "mapping", "answers", "updated", "by")
    return {name: getattr(remembered, name) for name in names}
