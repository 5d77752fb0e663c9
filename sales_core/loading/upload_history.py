"""What was loaded: uploads, versions, restated months and the files as they came."""

from __future__ import annotations

from pathlib import Path

from sales_core.appdb.database import AppDatabase
from sales_core.appdb.records import Restatement, Version
from sales_core.catalogue.catalogue import Catalogue
from sales_core.kernel.blob_store import Area
from sales_core.kernel.errors import NotAllowedError, UnhealthyError
from sales_core.kernel.rights import demand
from sales_core.kernel.settings import Home
from sales_core.kernel.terms import Right, Text, Viewer
from sales_core.loading import visibility
from sales_core.loading.plan import HistoryEntry
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
