"""Records that figures read: each act is a load that is previewed, committed as one version and can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sales_core.catalogue.record import FieldValue, Record, RecordRow, Values
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text, Viewer
from sales_core.loading.plan import Plan
from sales_core.loading.uploads import Uploads


def loaded_records(record: Record, uploads: Uploads, version: int, as_of: date) -> list[RecordRow]:
    """The records that a version holds, newest first; the id of a record is that of the load that brought it.

    A row that lacks what a record requires takes one back.
    """
    needed = [one.id for one in record.fields if one.required]
    return [
        RecordRow(
            record=record.id,
            id=upload.id,
            subject="",
            state=record.states[0],
            values={one.id: values[one.id] or "" for one in record.fields},
            revision=1,
            created=upload.created,
            by=upload.by,
            as_of=as_of,
            changed=upload.created,
            changed_by=upload.by,
        )
        for upload, values in uploads.stated_rows(record.dataset, version)
        if all(values[name] not in {None, ""} for name in needed)
    ]


def plan_records(record: Record, uploads: Uploads, viewer: Viewer, rows: Sequence[Values]) -> Plan:
    """A plan that adds the rows of a draft, checked already. Nothing changes until `Uploads.commit`."""
    label = "; ".join(" · ".join(str(value) for value in row.values() if value not in {None, ""}) for row in rows)
    return uploads.plan_rows(record.dataset, [_stated(row) for row in rows], viewer, record=record.id, label=label)


def plan_removal(record: Record, uploads: Uploads, rows: Sequence[RecordRow], viewer: Viewer, upload_id: int) -> Plan:
    """A plan that takes back the load that brought a record, with every row of it.

    `rows`: the records in force. Raises UsageError for a load that brought none of them.
    """
    if upload_id not in {row.id for row in rows if row.record == record.id}:
        raise UsageError(Text("record.error.unknown_row", {"id": upload_id}))
    return uploads.plan_undo(upload_id, viewer)


def _stated(row: Values) -> Mapping[str, FieldValue]:
    return {name: None if value == "" else value for name, value in row.items()}
