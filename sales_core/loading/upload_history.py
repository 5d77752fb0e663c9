"""What was loaded: uploads, versions, restated months and the files as they came."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sales_core.appdb.database import AppDatabase
from sales_core.appdb.records import Restatement, Upload, Version
from sales_core.catalogue.catalogue import Catalogue
from sales_core.kernel.blob_store import Area
from sales_core.kernel.errors import NotAllowedError, UnhealthyError
from sales_core.kernel.rights import demand
from sales_core.kernel.settings import Home
from sales_core.kernel.terms import Right, Text, Viewer
from sales_core.loading import visibility
from sales_core.loading.load_units import read_rows
from sales_core.loading.plan import HistoryEntry
from sales_core.loading.rights import demand_unscoped
from sales_core.loading.stated_history import PARTITION_COLUMNS, StatedVersion, stated_versions
from sales_core.warehouse.store import Store


class UploadHistory:
    """The past of a company's data, as far as a viewer may see it."""

    def __init__(self, home: Home, store: Store, appdb: AppDatabase, catalogue: Catalogue) -> None:
        self._blobs = home.blobs
        self._store = store
        self._appdb = appdb
        self._catalogue = catalogue

    def entries(self, viewer: Viewer) -> list[HistoryEntry]:
        """Uploads, newest first, with what of them is live and who replaced the rest.

        Of others' uploads a scoped viewer is shown the rows inside his scope. Raises NotAllowedError.
        """
        demand(viewer, Right.VIEW_UPLOADS)
        snapshot, _ = self._store.readable()
        owners = snapshot.upload_owners()
        entries = [
            HistoryEntry(upload, owners.live.get(upload.id, 0), owners.replaced_by.get(upload.id, ()))
            for upload in self._appdb.history.uploads()
        ]
        return visibility.history(entries, snapshot, self._catalogue, viewer)

    def versions(self, viewer: Viewer) -> list[Version]:
        """All versions, newest first; without counts and sums for who sees only a part of the company."""
        return [visibility.version(one, viewer) for one in self._appdb.history.versions()]

    def version(self, number: int, viewer: Viewer) -> Version:
        """One version, its rows and months counted inside the viewer's scope. Raises UsageError when unknown."""
        return visibility.counted(
            self._appdb.history.version(number), self._store.snapshot(number), self._catalogue, viewer
        )

    def stated_versions(self, dataset_id: str, viewer: Viewer) -> Iterator[StatedVersion]:
        """The rows of a dataset as they were stated from each version on that changed them, oldest first.

        Raises NotAllowedError without the right or for who sees a part of the company, UnhealthyError when the kept
        rows of an upload are gone.
        """
        demand(viewer, Right.VIEW_UPLOADS)
        demand_unscoped(viewer, Right.VIEW_UPLOADS)
        history = self._appdb.history
        dataset = self._catalogue.dataset(dataset_id)
        return stated_versions(dataset, history.versions(), history.uploads(), self._kept_rows)

    def _kept_rows(self, upload: Upload) -> list[dict[str, Any]]:
        path = self._blobs.path_for(Area.UPLOADS, upload.rows_file)
        if not path.is_file():
            facts = {"upload": upload.label, "file": f"{Area.UPLOADS}/{upload.rows_file}"}
            raise UnhealthyError(Text("error.rows_file_missing", facts))
        columns = (*self._catalogue.dataset(upload.dataset).column_ids, *PARTITION_COLUMNS)
        rows: list[dict[str, Any]] = read_rows(path, columns).to_pylist()
        return rows

    def restatements(self, viewer: Viewer, month: str = "") -> list[Restatement]:
        """Months whose figures a later change altered, newest first: figures of the whole company, so none for who
        sees only a part of it. Raises NotAllowedError."""
        demand(viewer, Right.VIEW_UPLOADS)
        return [] if viewer.scope.allowed else self._appdb.restatements.all(month=month)

    def original(self, upload_id: int, viewer: Viewer) -> tuple[str, Path]:
        """The uploaded file as it came: its label and where it is kept.

        Raises NotAllowedError for a scoped viewer unless he uploaded it, UnhealthyError when it is gone.
        """
        demand(viewer, Right.VIEW_UPLOADS)
        upload = self._appdb.history.upload(upload_id)
        if viewer.scope.allowed and upload.by != viewer.name:
            raise NotAllowedError(viewer.name, Right.VIEW_UPLOADS)
        if not self._blobs.exists(Area.ORIGINALS, upload.sha256):
            facts = {"upload": upload.label, "file": f"{Area.ORIGINALS}/{upload.sha256}"}
            raise UnhealthyError(Text("error.original_missing", facts))
        return upload.file, self._blobs.path_for(Area.ORIGINALS, upload.sha256)
