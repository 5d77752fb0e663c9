"""`backup`: a checked copy of everything, and its way back."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from sales_core.api import Settings
from sales_core.cli.console import say, word

if TYPE_CHECKING:
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """Where to, or where from."""
    parser.add_argument("folder", metavar="DIR")
    parser.add_argument("--accounts", action="store_true", help=word("cli.help.backup_accounts"))
    parser.add_argument("--restore", action="store_true", help=word("cli.help.backup_restore"))


def run(arguments: Namespace, session: CommandSession) -> int:
    """Copies application database, versions, originals and typed rows to a dated folder, then checks the copy.

    Sessions and sign-in links stay behind, accounts too without --accounts.

    With --restore it brings the backup DIR into the state directory, which has to be empty.
    """
    from sales_core.api import Workspace, make_backup

    if arguments.restore:
        settings = Settings.from_environment()
        Workspace.restore(Path(arguments.folder).resolve(), settings)
        say("cli.backup.restored", folder=settings.home.root)
        return 0
    opened = session.workspace
    folder = make_backup(
        opened.settings, opened.appdb, opened.catalogue, Path(arguments.folder), with_accounts=arguments.accounts
    )
    say("cli.backup.done", folder=folder)
    return 0
