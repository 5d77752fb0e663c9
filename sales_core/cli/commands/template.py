"""`template`: the empty workbook of a dataset."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from sales_core.cli.console import locale, say

if TYPE_CHECKING:
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """Of which dataset, and where to."""
    parser.add_argument("dataset", metavar="DATASET")
    parser.add_argument("out", metavar="OUT.xlsx")


def run(arguments: Namespace, session: CommandSession) -> int:
    """Writes the empty workbook of a dataset, with examples and notes."""
    out = Path(arguments.out)
    session.workspace.documents.template(arguments.dataset, out, locale())
    say("cli.template.done", path=out)
    return 0
