"""Where the rows of a dataset stand in a snapshot, also in one that an earlier release wrote."""

from __future__ import annotations

from dataclasses import dataclass

from sales_core.catalogue.dataset import Dataset
from sales_core.warehouse.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class RowSource:
    """A table of a snapshot and its columns."""

    table: str
    columns: frozenset[str]

    @property
    def partition(self) -> str:
        """The column with the partition of a row; release 0.1 called it `slice`."""
        return "partition" if "partition" in self.columns else "slice"


def loaded_rows(snapshot: Snapshot, dataset: Dataset) -> RowSource | None:
    """The dataset's rows as loaded; None in a snapshot that was written before the dataset was declared."""
    table = f"raw_{dataset.id}"
    columns = snapshot.columns.get(table)
    return RowSource(table, columns) if columns else None


def resolved_rows(snapshot: Snapshot, dataset: Dataset) -> RowSource | None:
    """The dataset's rows with codes, places and currencies resolved; as loaded where nothing resolves them."""
    columns = snapshot.columns.get(dataset.id, frozenset())
    return RowSource(dataset.id, columns) if "upload_id" in columns else loaded_rows(snapshot, dataset)
