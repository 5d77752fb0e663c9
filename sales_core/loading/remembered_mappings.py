"""How tables were understood before: looked at, corrected and forgotten by people."""

from __future__ import annotations

from collections.abc import Mapping

from sales_core.appdb.database import AppDatabase
from sales_core.appdb.records import Remembered
from sales_core.catalogue.catalogue import Catalogue
from sales_core.kernel import events
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.rights import demand
from sales_core.kernel.terms import Right, Text, Viewer
from sales_core.loading import visibility
from sales_core.loading.mapping_corrections import corrected
from sales_core.recognition.reading import SKIP


class RememberedMappings:
    """The mappings that a viewer is shown."""

    def __init__(self, appdb: AppDatabase, catalogue: Catalogue) -> None:
        self._appdb = appdb
        self._catalogue = catalogue

    def all(self, viewer: Viewer) -> list[Remembered]:
        """Remembered mappings, last used first; a scoped viewer's own."""
        return visibility.visible_mappings(self._appdb.mappings.all(), viewer)

    def forget(self, signature: str, viewer: Viewer) -> None:
        """Deletes a remembered mapping. Raises NotAllowedError for one that the viewer is not shown."""
        demand(viewer, Right.UPLOAD)
        if viewer.scope.allowed and signature not in {one.signature for one in self.all(viewer)}:
            raise NotAllowedError(viewer.name, Right.UPLOAD)
        self._appdb.mappings.forget(signature)
        self._appdb.audit.write(viewer.name, events.FORGET_MAPPING, {"signature": signature})

    def correct(self, signature: str, changes: Mapping[str, str], viewer: Viewer) -> None:
        """Changes what columns of a remembered mapping are: header → field id, empty for ignored.

        Raises NotAllowedError for one that the viewer is not shown, UsageError for what it does not hold.
        """
        demand(viewer, Right.UPLOAD)
        found = next((one for one in self._appdb.mappings.all() if one.signature == signature), None)
        if found is None:
            raise UsageError(Text("error.mapping_unknown"))
        if not visibility.visible_mappings([found], viewer):
            raise NotAllowedError(viewer.name, Right.UPLOAD)
        if found.dataset == SKIP:
            raise UsageError(Text("error.mapping_skipped"))
        self._appdb.mappings.remember(
            signature=signature,
            label=found.label,
            dataset=found.dataset,
            mapping=corrected(found, changes, self._catalogue.dataset(found.dataset)),
            answers=found.answers,
            by=found.by,
        )
        details = {"signature": signature, "mapping": dict(changes)}
        self._appdb.audit.write(viewer.name, events.CORRECT_MAPPING, details)
