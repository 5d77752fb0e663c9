"""Versions, uploads and plans: what happened to the data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from sales_core.appdb import tables as t
from sales_core.appdb.records import (
    Upload,
    Version,
    as_decimals,
    decimal_texts,
    months_as_decimals,
    months_as_text,
)
from sales_core.appdb.statements import Fetch, Transaction
from sales_core.appdb.unchanged_answers import UnchangedAnswers
from sales_core.kernel import clock
from sales_core.kernel.errors import ConflictError, UsageError
from sales_core.kernel.terms import Text


class LoadHistory:
    """Reads at any time; writes only on the connection of the caller's transaction."""

    def __init__(self, fetch: Fetch, transaction: Transaction, unchanged: UnchangedAnswers) -> None:
        self._fetch = fetch
        self._transaction = transaction
        self._unchanged = unchanged

    def current_version(self) -> int:
        """The current version; 0 before the first load."""
        newest = sa.select(sa.func.coalesce(sa.func.max(t.versions.c.id), 0).label("id"))
        return int(self._unchanged.get(("current version",), lambda: self._fetch(newest)[0]["id"]))

    def versions(self) -> list[Version]:
        """All versions, newest first."""
        return [_version(row) for row in self._fetch(sa.select(t.versions).order_by(t.versions.c.id.desc()))]

    def version(self, version: int) -> Version:
        """One version. Raises UsageError when there is none."""
        found = self._row(version)
        if found is None:
            raise UsageError(Text("error.version", {"version": version}))
        return _version(found)

    def version_file(self, version: int) -> str | None:
        """The file name of a version; None when there is none, '' when retention removed its file."""
        found = self._row(version)
        return None if found is None else str(found["file"])

    def version_hash(self, version: int) -> str:
        """The SHA-256 of a version's file; empty when there is none or a release before 0.3 wrote it."""
        found = self._row(version)
        return "" if found is None else str(found["sha256"])

    def _row(self, version: int) -> dict[str, Any] | None:
        asked = sa.select(t.versions).where(t.versions.c.id == version)
        return next(iter(self._unchanged.get(("version", version), lambda: self._fetch(asked))), None)

    def uploads(self, *, active_only: bool = False) -> list[Upload]:
        """All uploads, newest first."""
        query = sa.select(t.uploads).order_by(t.uploads.c.id.desc())
        if active_only:
            query = query.where(t.uploads.c.status == "active")
        return list(
            self._unchanged.get(("uploads", active_only), lambda: tuple(_upload(row) for row in self._fetch(query)))
        )

    def upload(self, upload_id: int) -> Upload:
        """One upload. Raises UsageError when there is none."""
        rows = self._fetch(sa.select(t.uploads).where(t.uploads.c.id == upload_id))
        if not rows:
            raise UsageError(Text("error.upload", {"upload_id": upload_id}))
        return _upload(rows[0])

    def next_upload_id(self) -> int:
        """The id that the next upload will have if nobody commits first."""
        found = self._fetch(sa.select(sa.func.coalesce(sa.func.max(t.uploads.c.id), 0).label("id")))
        return int(found[0]["id"]) + 1

    def add_version(self, connection: sa.Connection, version: Version) -> None:
        """Makes `version` current. Raises ConflictError when its base is no longer current."""
        now = connection.execute(sa.select(sa.func.coalesce(sa.func.max(t.versions.c.id), 0))).scalar_one()
        if now != version.id - 1:
            raise ConflictError(Text("error.plan_overtaken"))
        values = asdict(version) | {
            "sums": decimal_texts(version.sums),
            "periods": months_as_text(version.periods),
            "uploads": list(version.uploads),
            "meta": dict(version.meta),
        }
        connection.execute(t.versions.insert().values(**values))

    def add_upload(self, connection: sa.Connection, upload: Upload) -> None:
        """Writes one upload."""
        stored = {
            "sums": decimal_texts(upload.sums),
            "extra_partitions": list(upload.extra_partitions),
            "shared_partitions": list(upload.shared_partitions),
        }
        connection.execute(t.uploads.insert().values(**(asdict(upload) | stored)))

    def replace_file(self, connection: sa.Connection, version: Version) -> None:
        """Names another file of a version, with its hash and size: it was built again, or hashed for the first time."""
        fields = {"file": version.file, "sha256": version.sha256, "size": version.size, "meta": dict(version.meta)}
        connection.execute(t.versions.update().where(t.versions.c.id == version.id).values(fields))

    def complete_upload(self, connection: sa.Connection, upload: Upload) -> None:
        """Writes what releases before 0.3 did not keep of an upload: hash of its rows, precedence, extra partitions."""
        fields = {
            "rows_sha256": upload.rows_sha256,
            "precedence": upload.precedence,
            "extra_partitions": list(upload.extra_partitions),
        }
        connection.execute(t.uploads.update().where(t.uploads.c.id == upload.id).values(fields))

    def set_active(self, connection: sa.Connection, active: Iterable[int]) -> None:
        """Exactly these uploads are active from now on."""
        wanted = set(active)
        for row in connection.execute(sa.select(t.uploads.c.id, t.uploads.c.status)).all():
            status = "active" if row.id in wanted else "undone"
            if status != row.status:
                connection.execute(t.uploads.update().where(t.uploads.c.id == row.id).values(status=status))

    def forget_file(self, version: int) -> None:
        """Notes that retention removed the version's file."""
        with self._transaction() as connection:
            connection.execute(t.versions.update().where(t.versions.c.id == version).values(file=""))

    def add_plan(self, plan_id: str, by: str, base: int, kind: str, label: str) -> None:
        """Notes an open plan."""
        with self._transaction() as connection:
            connection.execute(
                t.plans.insert().values(
                    id=plan_id, created=clock.now(), by=by, base=base, kind=kind, label=label, status="open"
                )
            )

    def open_plans(self) -> list[dict[str, Any]]:
        """Plans neither committed nor discarded, newest first: id, created, by, base, kind, label."""
        query = sa.select(t.plans).where(t.plans.c.status == "open").order_by(t.plans.c.created.desc())
        return self._fetch(query)

    def close_plan(self, connection: sa.Connection, plan_id: str, status: str) -> None:
        """Ends an open plan. Raises ConflictError when it was already ended."""
        done = connection.execute(
            t.plans.update().where(t.plans.c.id == plan_id, t.plans.c.status == "open").values(status=status)
        )
        if done.rowcount != 1:
            raise ConflictError(Text("error.plan_done"))


def _version(row: dict[str, Any]) -> Version:
    return Version(
        **(
            row
            | {
                "sums": as_decimals(row["sums"]),
                "periods": months_as_decimals(row["periods"]),
                "uploads": tuple(row["uploads"]),
            }
        )
    )


def _upload(row: dict[str, Any]) -> Upload:
    fields = {
        "sums": as_decimals(row["sums"]),
        "extra_partitions": tuple(row["extra_partitions"]),
        "shared_partitions": tuple(row["shared_partitions"]),
    }
    return Upload(**(row | fields))
