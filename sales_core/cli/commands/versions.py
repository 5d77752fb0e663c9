"""`versions`: what happened to the data."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sales_core.api import Text, UsageError, dumps, exact_value
from sales_core.cli.console import table, word
from sales_core.cli.options import json_option, viewer_option

if TYPE_CHECKING:
    from sales_core.api import HistoryEntry, Version
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """Which two are compared and by what, as whom, and for whom."""
    parser.add_argument("--compare", nargs=2, type=int, metavar=("A", "B"), help=word("cli.help.versions_compare"))
    parser.add_argument("--by", default="month", metavar="DIMENSION", help=word("cli.help.versions_by"))
    viewer_option(parser)
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Lists versions, newest first, and the uploads, as far as the viewer may see them; or compares two versions."""
    if arguments.compare:
        return _compare(arguments, session)
    opened, who = session.workspace, session.viewer(arguments.viewer)
    current = opened.appdb.current_version()
    history = opened.uploads.history.entries(who)
    known = opened.uploads.history.versions(who)
    if arguments.json:
        found = {
            "current": current,
            "versions": [_version(v, current) for v in known],
            "uploads": [_upload(entry) for entry in history],
        }
        print(dumps(found))
        return 0
    print(_versions_table(known, current))
    print()
    print(_uploads_table(history))
    return 0


def _compare(arguments: Namespace, session: CommandSession) -> int:
    """The figures in which two versions differ, whole and by group. Raises UsageError for one that is not kept."""
    from sales_core.api import group_changes, metric_changes

    opened, who = session.workspace, session.viewer(arguments.viewer)
    known = {one.id: one for one in opened.uploads.history.versions(who)}
    before, after = (_kept(known, one) for one in arguments.compare)
    rows: list[dict[str, object]] = [
        {"metric": one.metric, "group": "", "before": one.before, "after": one.after, "change": one.change}
        for one in metric_changes(opened.figures, who, before, after)
    ]
    rows += [
        {"metric": one.metric, "group": one.group, "before": one.before, "after": one.after, "change": one.change}
        for one in group_changes(opened.figures, who, before, after, arguments.by)
    ]
    if arguments.json:
        print(dumps({"before": before.id, "after": after.id, "by": arguments.by, "changes": rows}))
        return 0
    names = ("metric", "group", "before", "after", "change")
    texts = [[exact_value(row[name]) for name in names] for row in rows]
    print(table([word(f"cli.column.{name}") for name in names], texts, frozenset({2, 3, 4})))
    return 0


def _kept(known: Mapping[int, Version], number: int) -> Version:
    """The version of that number. Raises UsageError for none, or one whose file is past its keeping."""
    if number not in known:
        raise UsageError(Text("error.version", {"version": number}))
    if not known[number].file:
        raise UsageError(Text("history.version_gone", {"version": number}))
    return known[number]


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
