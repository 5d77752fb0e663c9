"""`versions`, `undo`, `restore` and `months`: what happened to the data, and taking it back."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sales_core.cli.commands.load import exit_code
from sales_core.cli.console import complain, locale, say, table, word
from sales_core.cli.json_text import dumps
from sales_core.cli.main import viewer, workspace
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Period, Text

if TYPE_CHECKING:
    from sales_core.api.workspace import Workspace
    from sales_core.appdb.records import Version
    from sales_core.loading.plan import HistoryEntry, Plan


def versions(arguments: Namespace) -> int:
    """Lists versions, newest first, and the uploads, as far as the viewer may see them."""
    opened = workspace()
    who = viewer(opened, arguments.viewer)
    current = opened.appdb.current_version()
    history = opened.uploads.history(who)
    known = opened.uploads.versions(who)
    if arguments.json:
        print(
            dumps(
                {
                    "current": current,
                    "versions": [_version(v, current) for v in known],
                    "uploads": [_upload(entry) for entry in history],
                }
            )
        )
        return 0
    print(_versions_table(known, current))
    print()
    print(_uploads_table(history))
    return 0


def _versions_table(known: Sequence[Version], current: int) -> str:
    names = ("version", "created", "by", "kind", "reason", "as_of")
    rows = [
        [
            f"{v.id} *" if v.id == current else str(v.id),
            f"{v.created:%Y-%m-%d %H:%M}",
            v.by,
            v.kind,
            v.reason,
            v.as_of,
        ]
        for v in known
    ]
    return table([word(f"cli.column.{name}") for name in names], rows)


def _uploads_table(history: Sequence[HistoryEntry]) -> str:
    names = ("upload", "version", "dataset", "rows", "status", "file", "sheet")
    rows = [
        [str(u.id), str(u.version), u.dataset, f"{entry.live_rows}/{u.rows}", u.status, u.file, u.sheet]
        for entry in history
        for u in [entry.upload]
    ]
    return table([word(f"cli.column.{name}") for name in names], rows, frozenset({3}))


def _version(version: Version, current: int) -> dict[str, object]:
    return {
        "version": version.id,
        "current": version.id == current,
        "created": version.created,
        "by": version.by,
        "base": version.base,
        "kind": version.kind,
        "reason": version.reason,
        "as_of": version.as_of,
        "rows": dict(version.rows),
    }


def _upload(entry: HistoryEntry) -> dict[str, object]:
    upload = entry.upload
    return {
        "upload": upload.id,
        "version": upload.version,
        "created": upload.created,
        "by": upload.by,
        "file": upload.file,
        "sheet": upload.sheet,
        "sha256": upload.sha256,
        "dataset": upload.dataset,
        "rows": upload.rows,
        "live_rows": entry.live_rows,
        "sums": dict(upload.sums),
        "first_month": upload.first_month,
        "last_month": upload.last_month,
        "status": upload.status,
        "replaced_by": entry.replaced_by,
    }


def undo(arguments: Namespace) -> int:
    """Takes one upload back, whenever it was loaded."""
    opened = workspace()
    plan = opened.uploads.plan_undo(arguments.id, viewer(opened, arguments.viewer))
    return _carry_out(opened, arguments, plan, "cli.undo.done")


def restore(arguments: Namespace) -> int:
    """Makes the data of an earlier version current, as a new version."""
    opened = workspace()
    plan = opened.uploads.plan_restore(arguments.id, viewer(opened, arguments.viewer))
    return _carry_out(opened, arguments, plan, "cli.restore.done")


def _carry_out(opened: Workspace, arguments: Namespace, plan: Plan, done: str) -> int:
    from sales_core.cli.plans import as_json, as_text

    who = viewer(opened, arguments.viewer)
    outcome = "dry_run" if arguments.dry_run else "done" if arguments.yes else "needs_confirmation"
    version = None
    if outcome == "done":
        version = opened.uploads.commit(plan.id, who, confirmed=True).version
    else:
        opened.uploads.discard(plan.id, who)
    if arguments.json:
        print(dumps({"status": outcome, "version": version, **as_json(plan, locale())}))
        return exit_code(outcome)
    print(as_text(plan, locale()))
    if outcome == "done":
        say(done, id=arguments.id, version=version)
    elif outcome == "needs_confirmation":
        complain(word("cli.undo.confirm"))
    return exit_code(outcome)


def months(arguments: Namespace) -> int:
    """Lists, closes or reopens months."""
    opened = workspace()
    if arguments.action == "list":
        closed = sorted(opened.appdb.period_locks.months())
        print(dumps(closed) if arguments.json else "\n".join(closed))
        return 0
    month = _month(arguments.month)
    who = viewer(opened, arguments.viewer)
    if arguments.action == "close":
        opened.uploads.close_month(month, who)
        say("cli.month.closed", month=month)
    else:
        opened.uploads.reopen_month(month, who)
        say("cli.month.reopened", month=month)
    return 0


def _month(text: str | None) -> str:
    try:
        period = Period.parse(text or "")
    except ValueError:
        period = None
    if period is None or len(list(period.months())) != 1:
        raise UsageError(Text("error.month_missing"))
    return f"{period.start:%Y-%m}"
