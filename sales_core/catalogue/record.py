"""What a record is: something people type and the application keeps. Pure declarations; no SQL, no drawing.

Table, migration, form, list, command and audit events are derived from it by `sales_core.records`.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from sales_core.catalogue.dataset import ValueKind
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Right, Text

if TYPE_CHECKING:
    from sales_core.catalogue.catalogue import Catalogue

FieldValue = Decimal | date | int | bool | str | None
Values = Mapping[str, FieldValue]

#: Columns that every record has; no field may take one of these names.
COMMON_COLUMNS = ("entry", "id", "revision", "event", "at", "by", "as_of", "state", "subject")


@dataclass(frozen=True, slots=True)
class DataDay:
    """The last day of the data, moved by `days`: a default or a limit of a date field."""

    days: int = 0


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """Today, moved by `days`: a default or a limit of a date field about what is to be done, not about the data."""

    days: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """A rule of one field that kind, limits and choices cannot express.

    `holds` receives the field's value and all values of the record. Texts: `record.<id>.check.<check>.message` and
    `.mend`.
    """

    id: str
    holds: Callable[[FieldValue, Values], bool]


@dataclass(frozen=True, slots=True)
class FigureCheck:
    """A rule of one field that depends on the figure that the record is about.

    `holds` receives the field's value, the metric and the catalogue. Texts as of a `Check`.
    """

    id: str
    holds: Callable[[FieldValue, str, Catalogue], bool]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in. Texts: `record.<id>.<field>.label`, and `.<field>.<choice>` for each choice.

    `minimum` and `maximum` include the limit itself; of a text, `maximum` counts characters. A field that is left
    empty takes `default`.
    """

    id: str
    kind: ValueKind
    required: bool = False
    default: FieldValue | DataDay | CalendarDay = None
    choices: tuple[str, ...] = ()
    names_entity: bool = False
    """Whether it says which kind of thing the record is about; its `choices` are the catalogue's entities."""
    names_page: bool = False
    """Whether its `choices` are pages."""
    is_given: bool = False
    """Whether the page fills it in from what it shows, so that nobody is asked for it."""
    minimum: Decimal | date | DataDay | CalendarDay | None = None
    maximum: Decimal | date | DataDay | CalendarDay | None = None
    checks: tuple[Check, ...] = ()
    lift_right: Right | None = None
    """The right that it takes to take a flag away again."""
    figure_checks: tuple[FigureCheck, ...] = ()
    tells_people: bool = False
    """Whether an account that the text names with @ is told."""


class SubjectKind(StrEnum):
    """What a record is about."""

    ENTITY = "entity"
    """A customer, product, rep …: the subject is its code."""
    THING = "thing"
    """Anything that is one of an entity with a page of its own: the subject is `entity=code`."""
    FIGURE = "figure"
    """A number of the product: the subject is its number code."""
    NUMBER = "number"
    """A number of the product, whatever its version: the subject is its address."""
    COMPANY = "company"
    """The whole company: the subject is empty."""
    AUTHOR = "author"
    """Nobody but who typed it: the subject is empty."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """How a record of its author's is shown to others: by its field `flag`, to whoever may ask for the metric that its
    field `metric` names and knows every value that its field `filters` names (`dimension=code`, `;` between them).
    `states`: those in which it is shown; empty = the one that a new record has.
    """

    flag: str
    metric: str
    filters: str
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a record is about, and who may see it.

    About an entity: whoever sees a row of `metric` for that code, on the day asked, within his row scope.
    About a thing: whoever has its page, that is may know its code and see its name.
    About a figure or number: whoever may see the figure and every row of it, names included: what is typed may name anybody.
    About the company: whoever sees every row of it.
    Of its author: he, who alone changes it, and whom `sharing` shows it to.
    """

    kind: SubjectKind = SubjectKind.COMPANY
    entity: str = ""
    metric: str = ""
    sharing: Sharing | None = None


@dataclass(frozen=True, slots=True)
class Transition:
    """A move from one state to another, by whoever has `right`. `right` None = whoever may add."""

    source: str
    target: str
    right: Right | None = None


@dataclass(frozen=True, slots=True)
class RecordRights:
    """Who may look, add and edit. `edit` None = a record is never edited, only moved."""

    view: Right
    add: Right
    edit: Right | None = None
    only_author: bool = False
    """Whether nobody but who typed a record, or an administrator, edits and moves it."""


@dataclass(frozen=True, slots=True)
class Derived:
    """States and values that are computed from facts and never stored.

    `function` is `module:name` of a pure function `(rows, facts, at) -> tuple of Standing`: `rows` are the visible
    records, newest first, and `facts` the rows of each list of `lists`, by list id, as the viewer may see them.
    """

    function: str
    states: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    lists: tuple[str, ...] = ()


class RecordTime(StrEnum):
    """As of when the records of a kind are read."""

    DAY = "day"
    """As they stood on the day that is asked."""
    DATA = "data"
    """As they stood when the data of the version ended, whichever days are looked at."""
    NOW = "now"
    """As they stand, whatever the data that are looked at."""


class SavedAs(StrEnum):
    """How a record reaches the figures."""

    REVISION = "revision"
    """No figure of a version reads it; its revision stands in the cache key of what reads it."""
    LOAD = "load"
    """Figures read it: gathered in a draft, previewed, one version, undoable."""


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record as it stands. `as_of` is the data's last day when it was added; `revision` counts its acts from 1."""

    record: str
    id: int
    subject: str
    state: str
    values: Values = field(repr=False)
    revision: int
    created: datetime
    by: str
    as_of: date
    changed: datetime
    changed_by: str


class RecordStanding(Protocol):
    """What a record comes to on a day: its row, the state computed from facts, and the computed values."""

    @property
    def row(self) -> RecordRow:
        """The record."""

    @property
    def state(self) -> str:
        """One of `Derived.states`."""

    @property
    def derived(self) -> Values:
        """The values of `Derived.fields`."""


@dataclass(frozen=True, slots=True)
class Record:
    """Something people type. Texts: `record.<id>.label`, `.state.<state>`, `.event.<event>`, `.subject`.

    The first of `states` is the one a new record has. `dataset`, for a record saved as a load, is the dataset whose
    rows it becomes.
    """

    id: str
    fields: tuple[Field, ...]
    rights: RecordRights
    subject: Subject = field(default_factory=Subject)
    states: tuple[str, ...] = ("current",)
    transitions: tuple[Transition, ...] = ()
    derived: Derived | None = None
    saved_as: SavedAs = SavedAs.REVISION
    dataset: str = ""
    read_as_of: RecordTime = RecordTime.DAY
    in_activity: bool = False
    """Whether it is told on the page of activity and, where it is about a figure, below that figure, with the texts
    `.add` (the button) and `.several` (the heading)."""

    def __post_init__(self) -> None:
        names = [one.id for one in self.fields]
        if twice := {name for name in names if names.count(name) > 1 or name in COMMON_COLUMNS}:
            raise ValueError(f"record {self.id}: fields {sorted(twice)} are declared twice or are common columns")
        moved = {state for one in self.transitions for state in (one.source, one.target)}
        if unknown := moved - set(self.states):
            raise ValueError(f"record {self.id}: transitions name unknown states {sorted(unknown)}")
        if (self.saved_as is SavedAs.LOAD) != bool(self.dataset):
            raise ValueError(f"record {self.id}: a record that is saved as a load names its dataset, others none")

    def field(self, field_id: str) -> Field:
        """The field. Raises UsageError with the nearest names when there is none."""
        for one in self.fields:
            if one.id == field_id:
                return one
        names = [one.id for one in self.fields]
        near = difflib.get_close_matches(field_id, names, n=3) or names
        raise UsageError(Text("record.error.unknown_field", {"field": field_id}), near)

    @property
    def events(self) -> tuple[str, ...]:
        """Audit events: `added`, `edited` where it may be, and the target of each transition."""
        edited = ("edited",) if self.rights.edit else ()
        return ("added", *edited, *dict.fromkeys(one.target for one in self.transitions))

    @property
    def all_states(self) -> tuple[str, ...]:
        """Stored states, then derived ones."""
        return (*self.states, *(self.derived.states if self.derived else ()))

    def text(self, *parts: str) -> Text:
        """One of its texts: `text("amount", "label")` is the text `record.<id>.amount.label`."""
        return Text(self._key(*parts))

    def choice_text(self, one: Field, choice: str) -> Text:
        """The word for a choice of a field: the name of an entity or a page, else a text of the record's own."""
        if one.names_page:
            return Text(f"page.{choice}")
        return Text(f"entity.{choice}.label") if one.names_entity else self.text(one.id, choice)

    def _key(self, *parts: str) -> str:
        return ".".join(("record", self.id, *parts))

    @property
    def stands_below_numbers(self) -> bool:
        """Whether it stands below every number that it is about."""
        return self.in_activity and self.subject.kind is SubjectKind.FIGURE

    def text_keys(self) -> Iterator[str]:
        """Every text that the record needs."""
        yield self._key("label")
        yield self._key("subject")
        for one in (*self.fields, *(self.derived.fields if self.derived else ())):
            yield self._key(one.id, "label")
            yield from (self.choice_text(one, choice).key for choice in one.choices)
            for check in (*(each.id for each in one.checks), *(each.id for each in one.figure_checks)):
                yield self._key("check", check, "message")
                yield self._key("check", check, "mend")
        yield from (self._key("state", state) for state in self.all_states)
        yield from (self._key("event", event) for event in self.events)
        if self.stands_below_numbers:
            yield from (self._key("add"), self._key("several"))
