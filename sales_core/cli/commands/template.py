"""`template`: the empty workbook of a dataset."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from sales_core.cli.console import locale, say, word

if TYPE_CHECKING:
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """Of which dataset, and where to."""
    parser.add_argument("dataset", metavar="DATASET")
    parser.add_argument("out", metavar="OUT.xlsx")
    parser.add_argument("--sample", action="store_true", help=word("cli.help.sample"))


def run(arguments: Namespace, session: CommandSession) -> int:
    """Writes the empty workbook of a dataset, with examples and notes, or a small one to load for a trial."""
    out, documents = Path(arguments.out), session.workspace.documents
    write = documents.sample if arguments.sample else documents.template
    write(arguments.dataset, out, locale())
    say("cli.template.done", path=out)
    return 0
