"""What would happen: the load preview that a person looks at before anything is changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sales_core.appdb.records import Upload
from sales_core.kernel.events import EVENTS, Event
from sales_core.kernel.problems import Problem, errors_in, warnings_in
from sales_core.kernel.terms import Right, Scope, Text
from sales_core.kernel.units import Unit
from sales_core.recognition.reading import Answers, FileReading, Question, ReadingOption, Risk, TieOut
from sales_core.warehouse.measure import Measured

#: Why a table is left out because somebody has said so.
_LEFT_OUT = frozenset(("chosen", "skipped_before"))


@dataclass(frozen=True, slots=True)
class MetricDelta:
    """One headline number before → after. `by`: total, month or branch; `group` '' for the total.

    `measure` is an id that the dataset declares, or `<dataset>.<column>` or `<dataset>.rows` where it declares none.
    Money in the reporting currency. None = there was or is nothing of it.
    """

    measure: str
    by: str
    group: str
    before: Decimal | None
    after: Decimal | None
    dataset: str
    unit: Unit
    label: Text

    @property
    def change(self) -> Decimal:
        """after − before, nothing counted as 0."""
        return (self.after or Decimal(0)) - (self.before or Decimal(0))


@dataclass(frozen=True, slots=True)
class ReplacedRows:
    """Rows of an earlier upload that are taken out of one month ('' for masters), with their stated main measure."""

    upload_id: int
    label: str
    dataset: str
    month: str
    rows: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class MasterDataDelta:
    """Customers, reps or products that appear or disappear. `kind`: customers, reps, products."""

    kind: str
    count: int
    shown: tuple[tuple[str, str], ...]
    """(code, name), capped at 500."""
    label: Text
    """What they are: customers, reps."""


@dataclass(frozen=True, slots=True)
class PlannedLoad:
    """One upload as it will be written: the reading's table key, and what the candidate already calls it."""

    upload_id: int
    key: str
    file: str
    sheet: str
    sha256: str
    size: int
    dataset: str
    rows: int
    sums: Mapping[str, Decimal]
    first_month: str
    last_month: str
    slices: int
    rows_file: str
    """Name of the Arrow file in the plan's staging folder."""
    signature: str
    mapping: Mapping[str, str]
    answers: Mapping[str, str]
    tax_basis: str = ""
    """`untaxed` or `taxed` where the table says so."""
    as_of: date | None = None
    """The day up to which its documents are known, where that was stated and not only by rows."""
    as_of_is_guess: bool = False
    """Whether that day is only its newest row's, which nobody has said."""
    precedence: int = 0
    """Among the uploads that own a partition the highest has it; known once the candidate is built."""
    extra_partitions: tuple[str, ...] = ()
    """Partitions that it replaces beyond those its rows lie in."""
    shared_partitions: tuple[str, ...] = ()
    """Partitions to whose rows of earlier uploads its own are added."""


class PlanKind(StrEnum):
    """What a plan does. Each kind is an event of the audit trail of the same name."""

    LOAD = "load"
    MASTER = "master"
    UNDO = "undo"
    REDO = "redo"
    RESTORE = "restore"

    @property
    def event(self) -> Event:
        """What its commit is in the audit trail."""
        return EVENTS[self.value]

    @property
    def right(self) -> Right:
        """What it takes to commit it."""
        return _RIGHTS[self]


_RIGHTS = {
    PlanKind.LOAD: Right.UPLOAD,
    PlanKind.MASTER: Right.ADD_MASTER,
    PlanKind.UNDO: Right.UNDO,
    PlanKind.REDO: Right.UNDO,
    PlanKind.RESTORE: Right.UNDO,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """A change that is ready to be looked at."""

    id: str
    kind: PlanKind
    created: datetime
    by: str
    base_version: int
    label: str
    scope: Scope
    """What the maker saw when it was made: its figures are those of these rows."""
    readings: tuple[FileReading, ...] = ()
    answers: Answers = field(default_factory=Answers)
    loads: tuple[PlannedLoad, ...] = ()
    headlines: tuple[MetricDelta, ...] = ()
    past_months: tuple[MetricDelta, ...] = ()
    """Headlines by month of months before the as-of month that held figures and change."""
    new: tuple[MasterDataDelta, ...] = ()
    removed: tuple[MasterDataDelta, ...] = ()
    """No longer anywhere in the data."""
    missing: tuple[MasterDataDelta, ...] = ()
    """Sold in the month before the newest loaded month, and not in it."""
    replaced: tuple[ReplacedRows, ...] = ()
    problems: tuple[Problem, ...] = ()
    """All of them: of the files, of their tables, and of the load as a whole."""
    questions: tuple[Question, ...] = ()
    risks: tuple[Risk, ...] = ()
    """Guesses and losses that each need to be accepted by name."""
    load_options: tuple[ReadingOption, ...] = ()
    """What the load does to what is there, where nothing has to be asked."""
    as_of_before: date | None = None
    as_of_after: date | None = None
    currency: str = "CNY"
    uploads_after: tuple[int, ...] = ()
    changed_months: tuple[str, ...] = ()
    """Months (YYYY-MM) of the whole company whose rows or figures it changes: none of them may be closed."""
    restated: tuple[MetricDelta, ...] = ()
    """`past_months` of the whole company, for the ledger; never handed to who may not see all of it."""
    record: str = ""
    """The record that its rows are, when a person typed them as one."""
    subject: int | None = None
    """The upload undone or the version restored."""
    measured: Measured | None = None
    """Counts and sums of the candidate, to be written to the ledger."""
    meta: Mapping[str, str] = field(default_factory=dict)
    """Reporting currency and tax basis of the candidate."""
    candidate: bool = False
    """Whether the next version was built and waits in staging."""

    @property
    def loaded_label(self) -> str:
        """What it brings in, in words: of dropped files those that are loaded, not those that are left out."""
        files = dict.fromkeys(load.file for load in self.loads)
        return ", ".join(files) if self.kind is PlanKind.LOAD and files else self.label

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Problems that stop it."""
        return errors_in(self.problems)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Problems that need a tick."""
        return warnings_in(self.problems)

    @property
    def unanswered(self) -> tuple[Question, ...]:
        """Questions without an answer that have no default: nothing goes on without one."""
        return tuple(q for q in self.questions if q.answer is None and q.default is None)

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """Questions whose default will be taken unless answered."""
        return tuple(q for q in self.questions if q.answer is None and q.default is not None)

    @property
    def options(self) -> tuple[ReadingOption, ...]:
        """How each table was read and is loaded where nothing was asked, each to be said otherwise by its id."""
        tables = (table for reading in self.readings for table in reading.tables)
        return (*(option for table in tables for option in table.options), *self.load_options)

    @property
    def risk_names(self) -> Mapping[str, Risk]:
        """Each risk by the name that accepts it: its id, after its table's key and a colon where others have the id."""
        ids = Counter(risk.id for risk in self.risks)
        return {risk.id if ids[risk.id] == 1 else f"{risk.key}:{risk.id}": risk for risk in self.risks}

    def open_risks(self, accepted: Collection[str]) -> tuple[str, ...]:
        """Names of the risks that are not among the accepted names."""
        return tuple(name for name in self.risk_names if name not in accepted)

    @property
    def ready(self) -> bool:
        """Whether it can be committed, once confirmed."""
        return self.candidate and not self.errors and not self.unanswered

    @property
    def is_left_out(self) -> bool:
        """Whether every table is left out, as the maker says or has said before: nothing to load and nothing wrong."""
        tables = [table for reading in self.readings for table in reading.tables]
        return not self.errors and bool(tables) and all(one.omitted in _LEFT_OUT for one in tables)

    @property
    def needs_confirmation(self) -> bool:
        """Whether somebody has to say yes: warnings or questions are open, or it takes something away."""
        return bool(self.warnings or self.open_questions or self.unanswered or self.risks)

    @property
    def tie_outs(self) -> tuple[TieOut, ...]:
        """The files' own totals against the sums of their rows."""
        return tuple(tie for reading in self.readings for table in reading.tables for tie in table.tie_outs)


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """One open plan in a list."""

    id: str
    kind: str
    created: datetime
    by: str
    label: str
    outdated: bool
    """Somebody committed since; it has to be made again."""


@dataclass(frozen=True, slots=True)
class Committed:
    """What a commit did. `version` is current now; `uploads` are the new ones (none for undo and restore)."""

    version: int
    kind: PlanKind
    uploads: tuple[Upload, ...]
    headlines: tuple[MetricDelta, ...]
    plan_id: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One upload with what became of it."""

    upload: Upload
    live_rows: int
    """Its rows in the current version."""
    replaced_by: tuple[int, ...]
    """Later active uploads that own slices of it."""
    is_whole: bool = True
    """False: another person's upload, shown with the rows that lie in the viewer's scope; its file stays closed."""
