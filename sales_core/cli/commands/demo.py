"""`demo`: the invented company, written as an ERP exports and loaded through the ordinary upload path."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from sales_core.api import (
    BACKUP_ENABLED,
    LOCAL_ADMIN,
    MAIN,
    ConfirmationNeededError,
    RefusedError,
    Text,
    UsageError,
    current_company,
)
from sales_core.cli.console import locale, say, word
from sales_core.cli.outcomes import outcome_of

if TYPE_CHECKING:
    from pathlib import Path

    from data.demo import Load
    from sales_core.api import Workspace
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """How large."""
    parser.add_argument("--scale", type=float, default=1.0, help=word("cli.help.scale"))
    parser.add_argument("--remove", action="store_true", help=word("cli.help.remove_demo"))
    parser.add_argument("--yes", action="store_true", help=word("cli.help.yes"))


def run(arguments: Namespace, session: CommandSession) -> int:
    """Writes the files below the state directory and loads them, one version a drop; goes on where it was stopped."""
    from data.demo import AS_OF, LOADS, write_company
    from sales_core.api import DemoProgress, note_demo

    opened = session.workspace
    if arguments.remove:
        return _remove(opened, is_meant=arguments.yes)
    there = {entry.upload.file for entry in opened.uploads.history.entries(LOCAL_ADMIN)}
    if there - {name for load in LOADS for name in load.files}:
        raise UsageError(Text("error.demo_not_empty"))
    started = time.monotonic()
    missing = [load for load in LOADS if not there.issuperset(load.files)]
    folder = opened.settings.home.root / "demo_files"
    note_demo(opened.appdb, DemoProgress(len(LOADS) - len(missing), len(LOADS)))
    if current_company() != MAIN:
        # It can be made again at any time: nights need not copy it.
        opened.appdb.company.set(BACKUP_ENABLED.id, False, LOCAL_ADMIN)
    if missing:
        say("cli.demo.writing", folder=folder)
        write_company(folder, arguments.scale)
    for number, load in enumerate(missing, start=1):
        _load(opened, folder, load)
        note_demo(opened.appdb, DemoProgress(len(LOADS) - len(missing) + number, len(LOADS)))
    rows = opened.appdb.history.versions()[0].rows
    lines = sum(rows.get(dataset.id, 0) for dataset in next(iter(opened.catalogue.dated_datasets), ()))
    say("cli.demo.done", lines=lines, as_of=AS_OF, seconds=time.monotonic() - started)
    return 0


def _load(opened: Workspace, folder: Path, load: Load) -> None:
    """One drop: plan, consent to what the plan asks, commit. Raises RefusedError when it cannot be loaded."""
    from sales_core.cli.plans import plan_text

    started = time.monotonic()
    say("cli.demo.loading", name=load.name, count=len(load.files))
    plan = opened.uploads.plan([(name, folder / name) for name in load.files], LOCAL_ADMIN)
    if outcome_of(plan, dry_run=False, yes=True) != "loaded":
        print(plan_text(plan, locale()))
        raise RefusedError(Text("error.demo_refused", {"name": load.name}))
    done = opened.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
    say("cli.demo.loaded", version=done.version, seconds=time.monotonic() - started)


def _remove(opened: Workspace, *, is_meant: bool) -> int:
    from sales_core.api import remove_demo

    if not is_meant:
        raise ConfirmationNeededError(Text("error.demo_remove", {"folder": opened.settings.home.root}))
    remove_demo(opened.settings.home, opened.appdb)
    say("cli.demo.removed")
    return 0
