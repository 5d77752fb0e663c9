"""`watch`: a drop folder. What arrives is loaded and moved to done/ or refused/, with a report beside it."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sales_core.api import ConflictError, SalesError, Text, UsageError, now
from sales_core.cli.console import complain, locale, say, word
from sales_core.cli.options import viewer_option
from sales_core.cli.outcomes import outcome_of

if TYPE_CHECKING:
    from sales_core.api import Plan, Viewer, Workspace
    from sales_core.cli.session import CommandSession

ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class _Attempt:
    """How loading one file went: the version it made, or the plan that could not be carried out."""

    version: int | None
    report: str
    plan: Plan | None = None


def add_arguments(parser: ArgumentParser) -> None:
    """Which folder, how often, and what may be loaded unasked."""
    parser.add_argument("folder", metavar="DIR")
    parser.add_argument("--yes", action="store_true", help=word("cli.help.yes"))
    parser.add_argument("--once", action="store_true", help=word("cli.help.once"))
    parser.add_argument("--every", type=float, default=5.0, metavar="SECONDS", help=word("cli.help.every"))
    viewer_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Runs until stopped; with --once it takes what lies there, and exit code 3 means one was refused."""
    folder = Path(arguments.folder).resolve()
    if not folder.is_dir():
        raise UsageError(Text("error.folder_unknown", {"folder": folder}))
    opened, who = session.workspace, session.viewer(arguments.viewer)
    if arguments.once:
        taken = [_take(opened, who, path, yes=arguments.yes) for path in _waiting(folder)]
        return 0 if all(taken) else 3
    say("cli.watch.start", folder=folder)
    seen: dict[Path, tuple[int, float]] = {}
    while True:
        state_now = {path: (path.stat().st_size, path.stat().st_mtime) for path in _waiting(folder)}
        # A file that is still being copied changes between two looks.
        for path in [path for path, state in state_now.items() if seen.get(path) == state]:
            _take(opened, who, path, yes=arguments.yes)
        seen = state_now
        time.sleep(arguments.every)


def _waiting(folder: Path) -> list[Path]:
    """Files to load, oldest first; hidden ones and Excel's lock files are left alone."""
    files = [p for p in folder.iterdir() if p.is_file() and not p.name.startswith((".", "~$"))]
    return sorted(files, key=lambda p: (p.stat().st_mtime, p.name))


def _take(opened: Workspace, who: Viewer, path: Path, *, yes: bool) -> bool:
    """Loads one file and moves it; True when it was loaded."""
    attempt = _attempt(opened, who, path, yes=yes)
    place = path.parent / ("refused" if attempt.version is None else "done")
    place.mkdir(exist_ok=True)
    target = _free(place / path.name)
    path.replace(target)
    beside = target.with_name(target.name + ".report.txt")
    beside.write_text(attempt.report + "\n", encoding="utf-8")
    if attempt.version is not None:
        say("cli.watch.loaded", file=path.name, version=attempt.version)
        return True
    if attempt.plan is not None:
        _mark(opened, attempt.plan, target)
    say("cli.watch.refused", file=path.name, report=beside)
    return False


def _attempt(opened: Workspace, who: Viewer, path: Path, *, yes: bool) -> _Attempt:
    """Plans and, when nothing stands against it, commits. Somebody else's commit in between means planning again."""
    from sales_core.cli.plans import plan_text

    for _ in range(ATTEMPTS):
        try:
            plan = opened.uploads.plan([(path.name, path)], who)
            report = plan_text(plan, locale())
            if outcome_of(plan, dry_run=False, yes=yes) == "loaded":
                return _Attempt(opened.uploads.commit(plan.id, who, confirmed=yes).version, report)
        except ConflictError:
            continue
        except SalesError as error:
            return _Attempt(None, error.describe(locale()))
        opened.uploads.discard(plan.id, who)
        return _Attempt(None, report, plan)
    return _Attempt(None, Text("error.others_loading").in_(locale()))


def _mark(opened: Workspace, plan: Plan, target: Path) -> None:
    """The sender's own workbook with its bad cells marked, where there are cells to mark."""
    for reading in plan.readings:
        if reading.tables and reading.all_problems:
            try:
                out = target.with_name(target.name + ".marked.xlsx")
                opened.documents.marked(plan, reading.sha256, out, locale())
            except SalesError as error:
                complain(error.describe(locale()))


def _free(path: Path) -> Path:
    """The path itself, or with the time added when the name is taken."""
    if not path.exists():
        return path
    return path.with_name(f"{path.stem}_{now():%Y%m%d%H%M%S%f}{path.suffix}")
