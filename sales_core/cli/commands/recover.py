"""`recover`: rebuilds a lost or damaged application database."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from sales_core.api import ConfirmationNeededError, Settings, dumps
from sales_core.cli.console import complain, locale, say, word
from sales_core.cli.options import json_option

if TYPE_CHECKING:
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """Where to; whether it is meant."""
    parser.add_argument("--to", metavar="DIR", help=word("cli.help.recover_to"))
    parser.add_argument("--yes", action="store_true", help=word("cli.help.recover_yes"))
    parser.add_argument("--journal", action="store_true", help=word("cli.help.recover_journal"))
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Says what a new database would hold and what is lost; `--yes` puts it in place, `--to` writes it elsewhere."""
    from sales_core.api import Workspace

    del session  # the company cannot be opened
    settings = Settings.from_environment()
    if arguments.journal:
        Workspace.begin_journal(settings)
        say("recover.journal_begun")
        return 0
    found = Workspace.plan_recovery(settings)
    texts = [one.in_(locale()) for one in (*found.sources, *found.found, *found.lost)]
    is_meant = arguments.yes or arguments.to is not None
    target = Path(arguments.to).resolve() if arguments.to else None
    kept = Workspace.recover(found, settings, target) if is_meant else None
    if arguments.json:
        lost = [one.in_(locale()) for one in found.lost]
        print(dumps({"status": "done" if is_meant else "needs_confirmation", "found": texts, "lost": lost}))
    else:
        print("\n".join(texts))
        _closing(is_meant, target or settings.home.root, kept)
    return 0 if is_meant else ConfirmationNeededError.exit_code


def _closing(is_meant: bool, folder: Path, kept: Path | None) -> None:
    if not is_meant:
        complain(word("recover.dry_run"))
        return
    say("recover.done", folder=folder)
    if kept is not None:
        say("recover.kept", file=kept.name)
