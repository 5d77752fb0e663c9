"""`mappings`: what was remembered about headers."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sales_core.api import LOCAL_ADMIN, Text, UsageError
from sales_core.cli.console import say, table, word
from sales_core.cli.json_text import dumps
from sales_core.cli.options import json_option, mapping_option, pairs

if TYPE_CHECKING:
    from sales_core.api import Remembered
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """What to do with which mapping."""
    parser.add_argument("action", choices=("list", "set", "delete"))
    parser.add_argument("signature", nargs="?", metavar="SIGNATURE")
    mapping_option(parser)
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Lists, corrects or deletes what was remembered about headers."""
    uploads = session.workspace.uploads
    known = uploads.mappings.all(LOCAL_ADMIN)
    if arguments.action == "delete":
        chosen = _chosen(known, arguments.signature)
        uploads.mappings.forget(chosen.signature, LOCAL_ADMIN)
        say("cli.mappings.deleted", label=chosen.label)
    elif arguments.action == "set":
        chosen, changes = _chosen(known, arguments.signature), dict(pairs(arguments.map, "--map"))
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


def _chosen(known: Sequence[Remembered], start: str | None) -> Remembered:
    found = [one for one in known if start and one.signature.startswith(start)]
    if len(found) != 1:
        raise UsageError(Text("error.mapping_signature"))
    return found[0]


def _as_json(remembered: Remembered) -> dict[str, object]:
    names = ("signature", "label", "dataset", "mapping", "answers", "updated", "by")
    return {name: getattr(remembered, name) for name in names}
