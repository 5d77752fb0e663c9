"""`backup`: a checked copy of everything."""

from __future__ import annotations

import shutil
import sqlite3
from argparse import ArgumentParser, Namespace
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sales_core.api import Home, Settings, Text, UnhealthyError, UsageError, now
from sales_core.cli.console import say

if TYPE_CHECKING:
    from sales_core.cli.session import Session


def add_arguments(parser: ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("folder", metavar="DIR")


def run(arguments: Namespace, session: Session) -> int:
    """Copies the application database, versions, originals and typed rows to a dated folder, then checks the copy."""
    home = session.workspace.settings.home
    target = Path(arguments.folder).resolve() / f"sales-backup-{now():%Y%m%d-%H%M%S}"
    if target.is_relative_to(home.root):
        raise UsageError(Text("error.backup_inside"))
    copy = Home(target)
    target.mkdir(parents=True)
    # The database first: files are only added, so every file that its copy names is there to be copied.
    _copy_database(home.appdb, copy.appdb)
    for source, into in (
        (home.versions, copy.versions),
        (home.originals, copy.originals),
        (home.uploads, copy.uploads),
    ):
        shutil.copytree(source, into)
    findings = type(session.workspace).open(Settings(copy)).uploads.check()
    if findings:
        raise UnhealthyError(Text("error.backup_check", {"target": target, "finding": findings[0].text}))
    say("cli.backup.done", folder=target)
    return 0


def _copy_database(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
