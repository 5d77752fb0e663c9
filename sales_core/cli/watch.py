"""`watch`: a drop folder. What arrives is loaded and moved to done/ or refused/, with a report beside it."""

from __future__ import annotations

import time
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from sales_core import clock
from sales_core.cli.load import outcome_of
from sales_core.cli.main import viewer, workspace
from sales_core.cli.speech import locale, say
from sales_core.errors import ConflictError, SalesError, UsageError
from sales_core.terms import Text

if TYPE_CHECKING:
    from sales_core.terms import Viewer
    from sales_core.workspace import Workspace

ATTEMPTS = 5


def watch(arguments: Namespace) -> int:
    """Runs until stopped; with --once it takes what lies there, and exit code 3 means one was refused."""
    folder = Path(arguments.folder).resolve()
    if not folder.is_dir():
        raise UsageError(Text(f"找不到文件夹 {folder}。", f"There is no folder {folder}."))
    opened = workspace()
    who = viewer(opened, arguments.viewer)
    if arguments.once:
        taken = [_take(opened, who, path, yes=arguments.yes) for path in _waiting(folder)]
        return 0 if all(taken) else 3
    say("cli.watch.start", folder=folder)
    seen: dict[Path, tuple[int, float]] = {}
    while True:
        now = {path: (path.stat().st_size, path.stat().st_mtime) for path in _waiting(folder)}
        # A file that is still being copied changes between two looks.
        for path in [path for path, state in now.items() if seen.get(path) == state]:
            _take(opened, who, path, yes=arguments.yes)
        seen = now
        time.sleep(arguments.every)


def _waiting(folder: Path) -> list[Path]:
    """Files to load, oldest first; hidden ones and Excel's lock files are left alone."""
    files = [p for p in folder.iterdir() if p.is_file() and not p.name.startswith((".", "~$"))]
    return sorted(files, key=lambda p: (p.stat().st_mtime, p.name))


def _take(opened: Workspace, who: Viewer, path: Path, *, yes: bool) -> bool:
    """Loads one file and moves it; True when it was loaded."""
    version, report = _attempt(opened, who, path, yes=yes)
    place = path.parent / ("refused" if version is None else "done")
    place.mkdir(exist_ok=True)
    target = _free(place / path.name)
    path.replace(target)
    beside = target.with_name(target.name + ".report.txt")
    beside.write_text(report + "\n", encoding="utf-8")
    if version is None:
        say("cli.watch.refused", file=path.name, report=beside)
    else:
        say("cli.watch.loaded", file=path.name, version=version)
    return version is not None


def _attempt(opened: Workspace, who: Viewer, path: Path, *, yes: bool) -> tuple[int | None, str]:
    """(version or None, report). Somebody else's commit in between means planning again."""
    from sales_core.cli.plans import as_text

    for _ in range(ATTEMPTS):
        try:
            plan = opened.uploads.plan([(path.name, path)], who)
            report = as_text(plan, locale())
            if outcome_of(plan, dry_run=False, yes=yes) != "loaded":
                opened.uploads.discard(plan.id, who)
                return None, report
            return opened.uploads.commit(plan.id, who, confirmed=yes).version, report
        except ConflictError:
            continue
        except SalesError as error:
            return None, error.describe(locale())
    return None, Text("别人一直在导入，请稍后再试。", "Others kept loading; try again later.").in_(locale())


def _free(path: Path) -> Path:
    """The path itself, or with the time added when the name is taken."""
    if not path.exists():
        return path
    return path.with_name(f"{path.stem}_{clock.now():%Y%m%d%H%M%S%f}{path.suffix}")
