"""Makes a plan's candidate the current version. One ledger transaction is the commit point."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from filelock import FileLock

from sales_core.appdb.copy import copy_to_file
from sales_core.appdb.database import AppDatabase
from sales_core.appdb.records import Remembered, Restatement, Upload, Version
from sales_core.appdb.recovered_tables import KEPT_COPIES
from sales_core.catalogue.company_settings import REPORTING_CURRENCY
from sales_core.kernel import clock
from sales_core.kernel.blob_store import Area, file_hash
from sales_core.kernel.errors import ConflictError, RefusedError, StorageError
from sales_core.kernel.events import Event
from sales_core.kernel.problems import sheet_label
from sales_core.kernel.settings import Home
from sales_core.kernel.terms import Text
from sales_core.loading import currency_checks
from sales_core.loading.load_units import layout_answers, layout_mapping
from sales_core.loading.plan import Committed, Plan, PlannedLoad
from sales_core.loading.staging import Staging
from sales_core.loading.version_manifest import VersionManifest, manifest_bytes, manifest_name
from sales_core.recognition.reading import SKIP
from sales_core.recognition.unread import CHOSEN

_log = logging.getLogger(__name__)


class Committer:
    """Writes plans. The files move first; until the ledger's row stands they are strays that start-up removes."""

    def __init__(self, home: Home, appdb: AppDatabase, staging: Staging, derived_format: str) -> None:
        """`derived_format` names the way this release derives tables, for the manifests."""
        self._lock = home.commit_lock
        self._journal = home.journal
        self._blobs = home.blobs
        self._appdb = appdb
        self._staging = staging
        self._format = derived_format

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Only one process moves files at a time; tidying must not take a moving file for a stray."""
        if self._appdb.view_only is not None:  # nobody can move files, and no lock can be made
            yield
            return
        with FileLock(self._lock):
            yield

    def commit(self, plan: Plan, by: str) -> Committed:
        """Makes the plan's candidate current. Raises ConflictError when somebody committed since it was made, and
        StorageError while nothing can be written."""
        if (reason := self._appdb.view_only) is not None:
            raise StorageError(reason)
        with self.locked():
            if self._appdb.current_version() != plan.base_version:
                raise _overtaken()
            self.refuse_closed_months(plan)
            file = f"{plan.base_version + 1:06d}-{plan.id}.duckdb"
            uploads = [_upload(plan, load, by, f"{load.upload_id:06d}-{plan.id}.arrow") for load in plan.loads]
            try:
                self._place(plan, file, uploads)
                version = self._version(plan, by, file)
                mappings = list(_layouts(plan, by, version.created))
                self.write_manifest(version, uploads, mappings)
                self._write(plan, version, uploads, mappings)
            except BaseException:
                self._blobs.remove(Area.VERSIONS, file)
                self._blobs.remove(Area.VERSIONS, manifest_name(file))
                for upload in uploads:
                    self._blobs.remove(Area.UPLOADS, upload.rows_file)
                raise
            self._keep_copy()
        self._staging.remove(plan.id)
        return Committed(plan.base_version + 1, plan.kind, tuple(uploads), plan.headlines, plan.id)

    def _place(self, plan: Plan, file: str, uploads: list[Upload]) -> None:
        # Linked, not moved: if the transaction fails, the plan still has its files.
        self._blobs.put(Area.VERSIONS, file, self._staging.candidate(plan.id), link=True)
        for load, upload in zip(plan.loads, uploads, strict=True):
            self._blobs.put(Area.UPLOADS, upload.rows_file, Path(load.rows_file), link=True)

    def write_manifest(self, version: Version, uploads: Sequence[Upload], mappings: Sequence[Remembered]) -> None:
        """Puts the manifest of a version beside its file."""
        previous = self._appdb.history.version_hash(version.id - 1)
        made = VersionManifest(version, previous, self._format, tuple(uploads), tuple(mappings))
        self._blobs.put_bytes(Area.VERSIONS, manifest_name(version.file), manifest_bytes(made))

    def _keep_copy(self) -> None:
        """Keeps a copy of a SQLite database beside the journal, in turns; one that cannot be written is only told."""
        if self._appdb.engine.dialect.name != "sqlite" or self._appdb.journal is None:
            return
        target = self._journal / KEPT_COPIES[self._appdb.current_version() % len(KEPT_COPIES)]
        draft = target.with_suffix(".draft")
        try:
            draft.unlink(missing_ok=True)
            copy_to_file(self._appdb, draft)
            draft.replace(target)
        except (OSError, sqlite3.Error) as error:
            _log.warning("no copy of the database was kept", extra={"error": str(error)})

    def _version(self, plan: Plan, by: str, file: str) -> Version:
        measured = plan.measured
        if measured is None:
            raise RefusedError(Text("error.nothing_to_commit"), plan.errors)
        path = self._blobs.path_for(Area.VERSIONS, file)
        return Version(
            id=plan.base_version + 1,
            created=clock.now(),
            by=by,
            base=plan.base_version,
            kind=plan.kind,
            reason=plan.loaded_label,
            file=file,
            as_of=measured.as_of.isoformat() if measured.as_of else "",
            rows=measured.rows,
            sums=measured.sums,
            periods=measured.periods,
            uploads=plan.uploads_after,
            sha256=file_hash(path),
            size=path.stat().st_size,
            meta=plan.meta,
        )

    def _write(self, plan: Plan, version: Version, uploads: list[Upload], mappings: list[Remembered]) -> None:
        appdb, by = self._appdb, version.by
        with appdb.transaction() as connection:
            appdb.history.add_version(connection, version)
            for upload in uploads:
                appdb.history.add_upload(connection, upload)
            appdb.history.set_active(connection, plan.uploads_after)
            appdb.history.close_plan(connection, plan.id, "committed")
            for one in mappings:
                appdb.mappings.remember(
                    signature=one.signature,
                    label=one.label,
                    dataset=one.dataset,
                    mapping=one.mapping,
                    answers=one.answers,
                    by=by,
                    connection=connection,
                )
            for question in plan.questions:
                if question.id == currency_checks.QUESTION and question.answer:
                    appdb.company.decide(REPORTING_CURRENCY, question.answer, by, connection)
            appdb.restatements.add(connection, _restatements(plan, by, version.id))
            details = {"version": version.id, "plan": plan.id, "label": plan.label}
            details |= {"uploads": [u.id for u in uploads], "subject": plan.subject}
            appdb.audit.write(by, _event(plan), details, connection)

    def refuse_closed_months(self, plan: Plan) -> None:
        """Raises RefusedError when the plan changes a month that is closed now, whenever the plan was made."""
        closed = sorted(set(plan.changed_months) & self._appdb.period_locks.months())
        if closed:
            months = ", ".join(closed)
            raise RefusedError(
                Text("error.month_closed", {"months": months}),
                plan.problems,
            )


def _layouts(plan: Plan, by: str, moment: datetime) -> Iterator[Remembered]:
    """How the tables of the plan were understood: those that load, those joined to others, and those answered as not to
    be read."""
    for load in plan.loads:
        if load.signature:
            yield Remembered(
                load.signature, sheet_label(load.file, load.sheet), load.dataset, load.mapping, load.answers, moment, by
            )
    for table in (one for reading in plan.readings for one in reading.tables):
        if table.read_as and table.signature:
            mapping, answers = layout_mapping(table), layout_answers(table)
            label = sheet_label(table.file, table.sheet)
            yield Remembered(table.signature, label, table.read_as, mapping, answers, moment, by)
        elif table.omitted == CHOSEN and table.signature:
            label = sheet_label(table.file, table.sheet)
            yield Remembered(table.signature, label, SKIP, layout_mapping(table), {}, moment, by)


def _upload(plan: Plan, load: PlannedLoad, by: str, rows_file: str) -> Upload:
    return Upload(
        id=load.upload_id,
        version=plan.base_version + 1,
        created=clock.now(),
        by=by,
        file=load.file,
        sha256=load.sha256,
        size=load.size,
        dataset=load.dataset,
        sheet=load.sheet,
        rows=load.rows,
        sums=load.sums,
        first_month=load.first_month,
        last_month=load.last_month,
        slices=load.slices,
        rows_file=rows_file,
        status="active",
        rows_sha256=file_hash(Path(load.rows_file)),
        precedence=load.precedence,
        extra_partitions=load.extra_partitions,
        shared_partitions=load.shared_partitions,
    )


def _restatements(plan: Plan, by: str, version: int) -> list[Restatement]:
    first = plan.loads[0].upload_id if plan.loads else plan.subject
    return [
        Restatement(
            clock.now(),
            by,
            version,
            first,
            one.dataset,
            one.measure,
            one.group[:7],
            one.before or Decimal(0),
            one.after or Decimal(0),
        )
        for one in plan.restated
    ]


def _event(plan: Plan) -> Event:
    """An act on a record has the record's name; every other the plan's kind."""
    declared = plan.kind.event
    return Event(f"{plan.record}.added", declared.fields, declared.optional) if plan.record else declared


def _overtaken() -> ConflictError:
    return ConflictError(Text("error.plan_overtaken"))
