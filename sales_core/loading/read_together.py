"""Uploads that one table gave, as two datasets whose figures are measured by each other: they come and go together."""

from __future__ import annotations

from collections.abc import Iterable

from sales_core.appdb.records import Upload
from sales_core.catalogue.catalogue import Catalogue
from sales_core.recognition.companion import counterpart


def read_together(upload: Upload, uploads: Iterable[Upload], catalogue: Catalogue) -> tuple[Upload, ...]:
    """The upload, and the one that was read from the same table of the same file in the same load."""
    other = counterpart(catalogue, catalogue.dataset(upload.dataset))
    return (
        upload,
        *(
            one
            for one in uploads
            if other is not None
            and one.dataset == other.id
            and (one.version, one.sha256, one.file, one.sheet)
            == (upload.version, upload.sha256, upload.file, upload.sheet)
        ),
    )


def labels_of(uploads: Iterable[Upload]) -> str:
    """All of them as people name them, in the order of their numbers."""
    return ", ".join(one.label for one in sorted(uploads, key=lambda one: one.id))
