"""`backup`: a checked copy of everything."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from sales_core.cli.console import say

if TYPE_CHECKING:
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("folder", metavar="DIR")


def run(arguments: Namespace, session: CommandSession) -> int:
    """Copies application database, versions, originals and typed rows to a dated folder, then checks the copy."""
    from sales_core.api import make_backup

    opened = session.workspace
    folder = make_backup(opened.settings, opened.appdb, opened.catalogue, Path(arguments.folder))
    say("cli.backup.done", folder=folder)
    return 0
