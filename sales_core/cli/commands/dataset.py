"""`dataset`: what can be loaded, and the documentation page of each."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from sales_core.cli.console import locale, table, word

if TYPE_CHECKING:
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """Which dataset; without one, which there are."""
    parser.add_argument("dataset", nargs="?", metavar="DATASET")


def run(arguments: Namespace, session: CommandSession) -> int:
    """Prints the datasets, or the documentation page of one as Markdown."""
    if arguments.dataset:
        print(session.workspace.documents.dataset_page(arguments.dataset, locale()))
        return 0
    known = session.workspace.catalogue.datasets.values()
    rows = [(one.id, one.label.in_(locale()), one.purpose.in_(locale())) for one in known]
    print(table(("id", word("cli.dataset.name"), word("cli.dataset.row")), rows))
    return 0
