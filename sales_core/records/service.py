"""Records as people use them: listed, added, edited and moved within their rights and row scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.record import Record, RecordRow, RecordTime, SavedAs, SubjectKind, Transition, Values
from sales_core.kernel.errors import ConflictError, NotAllowedError, UsageError
from sales_core.kernel.query import ListQuery, Value
from sales_core.kernel.rights import demand
from sales_core.kernel.terms import Period, Text, Viewer
from sales_core.loading.plan import Plan
from sales_core.loading.uploads import Uploads
from sales_core.records.form import RecordInput, RecordMove, edit_form_of, form_of, moves_of
from sales_core.records.loaded import loaded_records, plan_records, plan_removal
from sales_core.records.standing import RecordList, StoredStanding, standings_of
from sales_core.records.store import Act, NewAct, RecordStore
from sales_core.records.validation import check_figure, checked
from sales_core.records.visibility import may_change, visible_rows, visible_subjects
from sales_core.semantic.service import MetricService


class Records:
    """Every record of a catalogue. Safe to share between threads and processes."""

    def __init__(
        self, catalogue: Catalogue, appdb: AppDatabase, figures: MetricService, uploads: Uploads | None = None
    ) -> None:
        """`uploads` carries out what is saved as a load; None = such records are not to be had."""
        self._catalogue = catalogue
        self._uploads = uploads
        self._figures = figures
        self._stores = {name: RecordStore(one, appdb) for name, one in catalogue.records.items() if _is_kept_here(one)}

    def ids(self) -> tuple[str, ...]:
        """Record ids, in order."""
        return tuple(self._catalogue.records)

    def record(self, record_id: str) -> Record:
        """The declaration. Raises UsageError with the nearest names."""
        return self._catalogue.record(record_id)

    def revision(self, record_id: str) -> int:
        """Grows with every act on a record of the kind; belongs in the cache key of whatever reads them."""
        return self._store(record_id).revision()

    def list(self, record_id: str, viewer: Viewer, version: int | None = None, at: date | None = None) -> RecordList:
        """The records that the viewer may see, as they stand on `at` (the version's last day), newest first.

        Raises UsageError for an unknown record, NotAllowedError without the right to view.
        """
        record = self.record(record_id)
        reader = self._figures.reader(viewer, version)
        day = at or reader.as_of
        may_see = visible_rows(record, self._figures, viewer, reader.version, day)
        if record.saved_as is SavedAs.LOAD:
            loaded = loaded_records(record, self._loads(record), reader.version, reader.as_of)
            standings = tuple(StoredStanding(one) for one in loaded if may_see(one))
            return RecordList(record, standings, reader.version, day, reader.version)
        store = self._store(record_id)
        revision = store.revision()
        stands = {RecordTime.DAY: day, RecordTime.DATA: reader.as_of, RecordTime.NOW: None}[record.read_as_of]
        rows = [one for one in store.rows(stands) if may_see(one)]

        def read(list_id: str, period: Period) -> Sequence[Mapping[str, Value]]:
            return reader.run_list(ListQuery(list_id, period)).rows

        return RecordList(record, standings_of(record, rows, read, day), reader.version, day, revision)

    def history(self, record_id: str, viewer: Viewer, row_id: int) -> Sequence[Act]:
        """Every act on one record, oldest first. Raises as `show`."""
        self.show(record_id, viewer, row_id)
        return self._store(record_id).history(row_id)

    def show(self, record_id: str, viewer: Viewer, row_id: int) -> RecordRow:
        """One record as it was stored. Raises UsageError when there is none that the viewer may see."""
        store = self._store(record_id)
        may_see = visible_rows(self.record(record_id), self._figures, viewer)
        row = store.row(row_id)
        if not may_see(row):
            # The same answer as for a record that does not exist: its existence is nobody else's business.
            raise UsageError(Text("record.error.unknown_row", {"id": row_id}))
        return row

    def form(
        self,
        record_id: str,
        subject: str = "",
        *,
        defaults: Values | None = None,
        choices: Mapping[str, Sequence[tuple[str, Text]]] | None = None,
    ) -> RecordInput:
        """The form of a new record; see `form_of`."""
        return form_of(self.record(record_id), subject, self._figures.as_of(), defaults, choices)

    def edit_form(
        self,
        record_id: str,
        viewer: Viewer,
        row: RecordRow,
        choices: Mapping[str, Sequence[tuple[str, Text]]] | None = None,
    ) -> RecordInput | None:
        """The form that changes a record; None when the viewer may not, or nobody may."""
        record = self.record(record_id)
        has_right = record.rights.edit is not None and viewer.may(record.rights.edit)
        may_edit = has_right and may_change(record, row, viewer)
        return edit_form_of(record, row, choices) if may_edit else None

    def moves(self, record_id: str, viewer: Viewer, row: RecordRow) -> tuple[RecordMove, ...]:
        """The states that the viewer may move a record to."""
        record = self.record(record_id)
        return moves_of(record, row.state, viewer) if may_change(record, row, viewer) else ()

    def add(self, record_id: str, viewer: Viewer, subject: str, values: Values) -> int:
        """Adds a record about `subject` and returns its id.

        Raises NotAllowedError without the right or for a subject outside the viewer's scope, InvalidRecordError.
        """
        record, store = self.record(record_id), self._store(record_id)
        demand(viewer, record.rights.add)
        if not visible_subjects(record, self._figures, viewer)(subject):
            raise NotAllowedError(viewer.name, record.rights.view)
        as_of = self._figures.as_of()
        filled = checked(record, values, as_of)
        self._check_figure(record, subject, filled, viewer)
        return store.append(NewAct("added", viewer.name, as_of, record.states[0], subject, filled))

    def plan_add(self, record_id: str, viewer: Viewer, rows: Sequence[Values]) -> Plan:
        """What saving a draft of records would do to the figures; `Uploads.commit` carries it out as one version.

        Raises UsageError for a record that is not saved as a load, NotAllowedError, InvalidRecordError.
        """
        record = self.record(record_id)
        uploads = self._loads(record)
        demand(viewer, record.rights.add)
        as_of = self._figures.as_of()
        return plan_records(record, uploads, viewer, [checked(record, row, as_of) for row in rows])

    def plan_undo(self, record_id: str, viewer: Viewer, row_id: int) -> Plan:
        """What undoing the load that brought a record would do: every record of that load goes.

        Raises as `plan_add`, and UsageError for a number that no record in force has.
        """
        record = self.record(record_id)
        uploads = self._loads(record)
        demand(viewer, record.rights.add)
        reader = self._figures.reader(viewer)
        return plan_removal(
            record, uploads, loaded_records(record, uploads, reader.version, reader.as_of), viewer, row_id
        )

    def edit(self, record_id: str, viewer: Viewer, row_id: int, values: Values, revision: int | None = None) -> None:
        """Changes fields of a record; `revision` is the one that the viewer looked at.

        Raises NotAllowedError, UsageError, InvalidRecordError, ConflictError when it was changed since.
        """
        record, row = self.record(record_id), self.show(record_id, viewer, row_id)
        if record.rights.edit is None:
            raise UsageError(Text("record.error.never_edited", {"record": record.text("label")}))
        demand(viewer, record.rights.edit)
        _demand_own(record, row, viewer)
        _demand_revision(row, revision)
        filled = checked(record, {**row.values, **values}, row.as_of)
        for field in record.fields:
            if field.lift_right is not None and row.values[field.id] and not filled[field.id]:
                demand(viewer, field.lift_right)
        self._check_figure(record, row.subject, filled, viewer)
        self._act(record_id, viewer, row, "edited", row.state, filled)

    def move(self, record_id: str, viewer: Viewer, row_id: int, state: str, revision: int | None = None) -> None:
        """Moves a record to another state. Raises as `edit`, and UsageError for a move that is not declared."""
        record, row = self.record(record_id), self.show(record_id, viewer, row_id)
        demand(viewer, _transition(record, row.state, state).right or record.rights.add)
        _demand_own(record, row, viewer)
        _demand_revision(row, revision)
        self._act(record_id, viewer, row, state, state, row.values)

    def _check_figure(self, record: Record, subject: str, values: Values, viewer: Viewer) -> None:
        """Raises InvalidRecordError for a field that the figure under the record does not allow."""
        if record.subject.kind is not SubjectKind.FIGURE:
            return
        if any(one.figure_checks for one in record.fields):
            metric = self._figures.resolve(subject, viewer).metric
            check_figure(record, values, metric, self._catalogue)

    def _act(self, record_id: str, viewer: Viewer, row: RecordRow, event: str, state: str, values: Values) -> None:  # noqa: PLR0917 - one argument a column
        act = NewAct(
            event, viewer.name, self._figures.as_of(), state, row.subject, values, id=row.id, revision=row.revision + 1
        )
        self._store(record_id).append(act)

    def _loads(self, record: Record) -> Uploads:
        if record.saved_as is not SavedAs.LOAD or self._uploads is None:
            raise UsageError(Text("record.error.not_a_load", {"record": record.text("label")}))
        return self._uploads

    def _store(self, record_id: str) -> RecordStore:
        record = self.record(record_id)
        if record_id not in self._stores:
            raise UsageError(Text("record.error.saved_as_load", {"record": record.text("label")}))
        return self._stores[record_id]


def _is_kept_here(record: Record) -> bool:
    return record.saved_as is SavedAs.REVISION


def _demand_own(record: Record, row: RecordRow, viewer: Viewer) -> None:
    if not may_change(record, row, viewer):
        raise UsageError(Text("record.error.not_yours", {"who": row.by}))


def _demand_revision(row: RecordRow, revision: int | None) -> None:
    if revision is not None and revision != row.revision:
        raise ConflictError(Text("record.error.changed_meanwhile"))


def _transition(record: Record, source: str, target: str) -> Transition:
    possible = [one for one in record.transitions if one.source == source]
    for one in possible:
        if one.target == target:
            return one
    facts = {"from": record.text("state", source), "to": target}
    raise UsageError(Text("record.error.no_transition", facts), [one.target for one in possible])
