"""Loads: planned, looked at, committed, undone. What pages and the command line call."""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from sales_core.appdb.database import AppDatabase
from sales_core.appdb.records import Upload, Version
from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.company_settings import VERSIONS_KEPT
from sales_core.kernel.errors import (
    ConflictError,
    NotAllowedError,
    RefusedError,
    UsageError,
)
from sales_core.kernel.log import bind_ids
from sales_core.kernel.rights import demand
from sales_core.kernel.settings import Settings
from sales_core.kernel.terms import Right, Text, Viewer
from sales_core.loading import visibility
from sales_core.loading.commit import Committer
from sales_core.loading.company_words import CompanyWords
from sales_core.loading.confirmation import refuse_unconfirmed
from sales_core.loading.health import Health
from sales_core.loading.maintenance import Maintenance
from sales_core.loading.manual_entry import stated_rows, typed_rows
from sales_core.loading.month_closing import MonthClosing
from sales_core.loading.plan import Committed, Plan, PlanSummary
from sales_core.loading.planner import Planner
from sales_core.loading.reader import Reader
from sales_core.loading.rebuild import Rebuilder
from sales_core.loading.reference_data import reference_data
from sales_core.loading.remembered_mappings import RememberedMappings
from sales_core.loading.rights import demand_unscoped
from sales_core.loading.staging import Staging
from sales_core.loading.typed_file import TypedFile, read_typed_file
from sales_core.loading.upload_history import UploadHistory
from sales_core.loading.worker import WorkerReader
from sales_core.recognition.reading import Answers, ProgressCallback, ReferenceData
from sales_core.warehouse.store import Store

_log = logging.getLogger(__name__)
#: Open plans a person may have at a time.
PLANS_KEPT = 10


class Uploads:
    """Everything that changes the data. Safe to share between threads; several processes may work on one home.

    `history` tells what was loaded, `months` closes and reopens, `mappings` holds how tables were understood, `words`
    the company's own headers, `maintenance` checks and tidies the state directory.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        appdb: AppDatabase,
        catalogue: Catalogue,
        reader: Reader | None = None,
    ) -> None:
        self._settings = settings
        self._home = settings.home.make()
        self._store = store
        self._appdb = appdb
        self._staging = Staging(self._home.blobs)
        self._catalogue = catalogue
        self._reader = reader or WorkerReader(settings.limits, catalogue)
        self._planner = Planner(
            self._home,
            store,
            appdb,
            self._staging,
            reader=self._reader,
            catalogue=catalogue,
        )
        self._committer = Committer(self._home, appdb, self._staging, store.format)
        self.history = UploadHistory(self._home, store, appdb, catalogue)
        self.months = MonthClosing(appdb, catalogue)
        self.mappings = RememberedMappings(appdb, catalogue)
        self.words = CompanyWords(appdb, catalogue)
        health = Health(self._home, store, appdb, self._staging)
        self.maintenance = Maintenance(self._committer, health, self._home.blobs)
        self._rebuilder = Rebuilder(self._home, store, appdb, self._committer, catalogue)
        store.refuse_newer()  # before anything is tidied away that only a newer release knows
        if appdb.view_only is None:
            self.maintenance.tidy()
            self._rebuilder.complete()

    def plan(
        self,
        files: Sequence[tuple[str, Path]],
        viewer: Viewer,
        answers: Answers | None = None,
        *,
        progress: ProgressCallback | None = None,
        cancel: threading.Event | None = None,
    ) -> Plan:
        """What loading `files` (label, path) would do. Nothing changes; the plan is kept until committed or discarded.

        Raises NotAllowedError, UsageError for no files, CancelledError. What is wrong in a file is in the plan.
        """
        demand(viewer, Right.UPLOAD)
        if not files:
            raise UsageError(Text("error.no_files"))
        made = self._planner.load(
            files, viewer, answers or Answers(), progress or _no_progress, cancel or threading.Event()
        )
        errors = len(made.errors)
        _log.info("planned", extra={"files": len(files), "loads": len(made.loads), "errors": errors})
        self._drop_oldest_plans(viewer)
        return visibility.plan(made, viewer)

    def commit(
        self, plan_id: str, viewer: Viewer, confirmed: bool = False, accepted: Collection[str] = ()
    ) -> Committed:
        """Makes the plan's version current, whole or not at all.

        Raises NotAllowedError, RefusedError (errors in the files, closed months), ConfirmationNeededError (warnings or
        questions open and not `confirmed`; always questions without a default and risks whose name is not `accepted`),
        ConflictError (somebody came first), UsageError for an accepted name that is no risk of the plan.
        """
        bind_ids(plan=plan_id)
        plan = self._opened(plan_id, viewer)
        demand(viewer, plan.kind.right)
        self._committer.refuse_closed_months(plan)
        if plan.errors:
            raise RefusedError(
                Text("error.files_refused"),
                plan.errors,
            )
        refuse_unconfirmed(plan, confirmed=confirmed, accepted=accepted)
        if not plan.ready:
            raise RefusedError(Text("error.nothing_to_load"), plan.problems)
        done = self._committer.commit(plan, viewer.name)
        _log.info("committed", extra={"kind": plan.kind, "version": done.version, "uploads": len(done.uploads)})
        self.maintenance.retire(self._appdb.company.value(VERSIONS_KEPT))
        return done

    def open_plan(self, plan_id: str, viewer: Viewer) -> Plan:
        """An open plan of the viewer (of anybody, for those who manage users and see every row).

        Raises UsageError when there is none or when the viewer's scope changed since, NotAllowedError for another's.
        """
        return visibility.plan(self._opened(plan_id, viewer), viewer)

    def open_plans(self, viewer: Viewer) -> list[PlanSummary]:
        """The viewer's open plans, newest first (everybody's, for those who manage users and see every row)."""
        now = self._appdb.current_version()
        return [
            PlanSummary(row["id"], row["kind"], row["created"], row["by"], row["label"], row["base"] != now)
            for row in self._appdb.history.open_plans()
            if visibility.may_open(viewer, row["by"])
        ]

    def discard(self, plan_id: str, viewer: Viewer) -> None:
        """Drops an open plan and its files."""
        self._own(plan_id, viewer)
        self.maintenance.remove_originals_of(plan_id)
        with self._appdb.transaction() as connection:
            self._appdb.history.close_plan(connection, plan_id, "discarded")
        self._staging.remove(plan_id)

    def plan_undo(self, upload_id: int, viewer: Viewer) -> Plan:
        """What undoing an upload would do: its rows go, those it had replaced come back."""
        upload = self._undoable(upload_id, viewer)
        if upload_id not in self._active():
            raise UsageError(Text("error.upload_undone", {"upload": upload.label}))
        return visibility.plan(self._planner.undo(upload, viewer), viewer)

    def undo(self, upload_id: int, viewer: Viewer) -> Committed:
        """Undoes an upload, at any time and in any order."""
        return self.commit(self.plan_undo(upload_id, viewer).id, viewer, confirmed=True)

    def plan_redo(self, upload_id: int, viewer: Viewer) -> Plan:
        """What loading an undone upload again would do, as it was read then. Raises UsageError for one in force."""
        upload = self._undoable(upload_id, viewer)
        if upload_id in self._active():
            raise UsageError(Text("error.upload_active", {"upload": upload.label}))
        return visibility.plan(self._planner.redo(upload, viewer), viewer)

    def plan_restore(self, version: int, viewer: Viewer) -> Plan:
        """What going back to `version` would do. It becomes a new version; nothing in between is lost."""
        demand(viewer, Right.UNDO)
        demand_unscoped(viewer)
        return self._planner.restore(version, viewer)

    def restore(self, version: int, viewer: Viewer) -> Committed:
        """Goes back to what `version` held."""
        return self.commit(self.plan_restore(version, viewer).id, viewer, confirmed=True)

    def rebuild(self, version: int, viewer: Viewer) -> Version:
        """Makes the file of `version` again from the rows of its uploads, with equal counts and sums.

        The file that stood there is set aside. Raises NotAllowedError, UsageError for no such version, UnhealthyError
        when rows are gone or what comes out is not what the version held.
        """
        demand(viewer, Right.UNDO)
        demand_unscoped(viewer)
        done = self._rebuilder.rebuild(version, viewer.name)
        _log.info("rebuilt", extra={"version": version, "file": done.file})
        return done

    def plan_rows(
        self, dataset_id: str, rows: Sequence[Mapping[str, object]], viewer: Viewer, *, record: str, label: str
    ) -> Plan:
        """A plan that adds rows of an undated dataset, typed as a record; `commit` carries it out.

        Raises UsageError when there are none, NotAllowedError without the right or for a scoped viewer.
        """
        return self.plan_typed({dataset_id: rows}, viewer, record=record, label=label)

    def plan_typed(
        self,
        rows: Mapping[str, Sequence[Mapping[str, object]]],
        viewer: Viewer,
        *,
        record: str = "",
        label: str = "",
    ) -> Plan:
        """A plan that adds typed rows of undated datasets, by dataset, as one version. Raises as `plan_rows`."""
        demand(viewer, Right.ADD_MASTER)
        demand_unscoped(viewer)
        if not rows:
            raise UsageError(Text("error.nothing_typed"))
        tables = {name: typed_rows(self._catalogue.dataset(name), some) for name, some in rows.items()}
        made = self._planner.by_hand(tables, viewer, record=record, label=label)
        self._drop_oldest_plans(viewer)
        return made

    def stated_rows(self, dataset_id: str, version: int) -> list[tuple[Upload, Mapping[str, Any]]]:
        """The rows of a dataset in a version as they were stated, each with its upload, newest first."""
        kind = self._catalogue.dataset(dataset_id)
        known = {upload.id: upload for upload in self._appdb.history.uploads()}
        return [(known[row["upload_id"]], row) for row in stated_rows(self._store.snapshot(version), kind)]

    def read_typed(self, dataset_id: str, file: tuple[str, Path], viewer: Viewer, answers: Answers) -> TypedFile:
        """The rows of a file (label, path) of the dataset, to be looked at in a sheet to type in; nothing is planned.

        Raises NotAllowedError, RefusedError with the problems of a file that cannot be taken so.
        """
        demand(viewer, Right.UPLOAD)
        dataset = self._catalogue.dataset(dataset_id)
        return read_typed_file(self._reader, self.reference_data(viewer), dataset, file, answers)

    def reference_data(self, viewer: Viewer) -> ReferenceData:
        """What reading is told about the company and the viewer's scope."""
        return reference_data(self._store.current(), self._appdb, self._catalogue, viewer)

    def _own(self, plan_id: str, viewer: Viewer) -> None:
        row = next((row for row in self._appdb.history.open_plans() if row["id"] == plan_id), None)
        if row is None:
            raise UsageError(Text("error.plan_settled", {"plan_id": plan_id}))
        if not visibility.may_open(viewer, row["by"]):
            raise NotAllowedError(viewer.name, Right.UPLOAD)

    def _opened(self, plan_id: str, viewer: Viewer) -> Plan:
        self._own(plan_id, viewer)
        plan = self._staging.load(plan_id)
        if plan.by == viewer.name and plan.scope != viewer.scope:
            raise UsageError(Text("error.scope_changed"))
        return plan

    def _drop_oldest_plans(self, viewer: Viewer) -> None:
        """Every open plan holds a copy of the data on disk: a person keeps the newest few."""
        mine = [row["id"] for row in self._appdb.history.open_plans() if row["by"] == viewer.name]
        for plan_id in mine[PLANS_KEPT:]:
            with suppress(ConflictError, UsageError):  # committed or discarded elsewhere just now
                self.discard(plan_id, viewer)

    def _active(self) -> tuple[int, ...]:
        current = self._appdb.current_version()
        return self._appdb.history.version(current).uploads if current else ()

    def _undoable(self, upload_id: int, viewer: Viewer) -> Upload:
        demand(viewer, Right.UNDO)
        upload = self._appdb.history.upload(upload_id)
        if upload.by != viewer.name:
            demand_unscoped(viewer)
        return upload


def _no_progress(_stage: str, _fraction: float) -> None:
    return
