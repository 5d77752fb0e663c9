"""The kinds of block, as frozen values. A renderer a kind draws them: the page kit, the terminal, the workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sales_core.boards.number import Drill, NumberAddress
from sales_core.charts.time_marks import TimeMark, with_time_marks
from sales_core.kernel.figure import Figure
from sales_core.kernel.query import Query, Result, Value
from sales_core.kernel.tone import Tone
from sales_core.kernel.units import Unit
from sales_core.records.form import RecordInput, RecordMove

#: A figure where the column has a unit; else a text, a day, places, or the numbers of a small line.
Cell = Figure | Value | tuple[Value, ...]
Row = Mapping[str, Cell]
#: What names a row or mark: a code, or one code for each part.
Key = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Headline:
    """The board's message as a sentence; `detail` qualifies it."""

    sentence: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One line below a figure. `rising` chooses the arrow, so colour is never alone."""

    text: str
    label: str
    tone: Tone = Tone.NEUTRAL
    rising: bool | None = None

    @property
    def sign(self) -> str:
        """The arrow; empty when nothing moved or nothing can be compared."""
        return "" if self.rising is None else "▲" if self.rising else "▼"


@dataclass(frozen=True, slots=True)
class Card:
    """One figure: `metric` as `query` asks for it, which is what its Number ID explains."""

    metric: str
    query: Query
    figure: Figure
    comparisons: tuple[Comparison, ...] = ()
    note: str = ""
    """Empty = the period. Where there is no value, why not is said instead."""
    is_main: bool = False
    """The one figure that the board is about."""
    share: float | None = None
    """How much of one whole is done …"""
    pace: float | None = None
    """… and how much should be by now."""


@dataclass(frozen=True, slots=True)
class CardRow:
    """Figures side by side, each of them at least `width` pixels wide where there are pixels."""

    cards: tuple[Card, ...]
    width: int = 168


def field_of(item: Any, name: str) -> Any:
    """The value of a row or of an object under a name; None for one that a row lacks."""
    return item.get(name) if isinstance(item, dict | Mapping) else getattr(item, name)


class CellForm(StrEnum):
    """How the cells of a column are written."""

    PLAIN = "plain"
    """A figure in full, a text, a day."""
    POINTS = "points"
    """A share times a hundred, without a sign."""
    RANK_CHANGE = "rank_change"
    """How many places the row's `rank` moved up or down."""
    SERIES = "series"
    """A small line of numbers."""
    FIGURE = "figure"
    """A figure whose unit differs from row to row, written already."""
    LEVEL = "level"
    """Which level a row of a tree is of; where rows are indented, that says it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its id, header and unit (None = texts or days), and where its value is.

    `value` is an attribute of the item that a row is made of, or a function of the item; empty = the attribute `id`.
    """

    id: str
    label: str
    unit: Unit | None = None
    value: str | Callable[[Any], Any] = ""
    help: str = ""
    width: str = ""
    """`small`, `medium`, `large`; empty = by content."""
    form: CellForm = CellForm.PLAIN
    good_sign: int = 0
    """1 = above zero is good and below it bad, −1 the other way round; 0 = the sign says neither."""
    adds: bool = False
    """Whether the cells are parts of one whole, so that their sum is a figure too."""

    def of(self, item: Any) -> Cell:
        """The cell of this column for one item."""
        value = self.value(item) if callable(self.value) else field_of(item, self.value or self.id)
        return value if self.unit is None or isinstance(value, Figure) else Figure.of(value, self.unit)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under declared columns. `keys` names each row: what a drill or a selection gets.

    `foot` is a line below; `file` the stem of its export; `selects` the choice that a picked row sets. One value a row,
    or none at all: `numbers`, what a row opens where rows are figures of different kinds; `depths`, how far a row
    stands inside the one above it, 0 = not; `tones`, whether it is good or bad.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    keys: tuple[Key, ...] = ()
    note: str = ""
    foot: str = ""
    file: str = ""
    drill: Drill | None = None
    selects: str = ""
    numbers: tuple[NumberAddress | None, ...] = ()
    total: Row | None = None
    """The row of all, where it is more than the sums of the columns that add."""
    depths: tuple[int, ...] = ()
    tones: tuple[Tone, ...] = ()

    @property
    def opens(self) -> bool:
        """Whether a row leads to something."""
        return bool(self.selects or self.drill or self.numbers)

    @classmethod
    def of(
        cls,
        title: str,
        columns: Sequence[Column],
        items: Iterable[Any],
        *,
        key: str | Callable[[Any], Key] = "",
        note: str = "",
        foot: str = "",
        file: str = "",
        drill: Drill | None = None,
        selects: str = "",
        total: Any = None,
    ) -> Table:
        """A table with one row an item; `key` is the attribute or function that names it, `total` the item of all."""
        found = list(items)
        rows = tuple({column.id: column.of(item) for column in columns} for item in found)
        keys = tuple(key(item) if callable(key) else field_of(item, key) for item in found) if key else ()
        whole = None if total is None else {column.id: column.of(total) for column in columns if column.unit}
        return cls(title, tuple(columns), rows, keys, note, foot, file, drill, selects, total=whole)


@dataclass(frozen=True, slots=True)
class Chart:
    """A form of `sales_core.charts.forms` and the data it draws: `form(*data, style, **options)` is the figure.

    `title` is the message, `note` what is drawn and in which unit. `result` are the rows it rests on: as-of line and
    export. `drill` turns a mark's key into a number.
    """

    title: str
    form: Callable[..., dict[str, Any]]
    data: tuple[Any, ...]
    options: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    result: Result | None = None
    drill: Drill | None = None
    export: Table | None = None
    """Rows that are offered as a file in place of `result`."""
    marks: tuple[TimeMark, ...] = ()
    """What happened along its time axis."""

    def figure(self, style: Any, **size: Any) -> dict[str, Any]:
        """The figure in a style (theme, language, currency); `size` overrides the form's own."""
        return with_time_marks(self.form(*self.data, style, **{**self.options, **size}), self.marks, style)


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence; with `query` and `metric` it is a figure that opens its Number ID."""

    text: str
    metric: str = ""
    query: Query | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """Clauses in order."""

    clauses: tuple[Clause, ...]
    tone: Tone = Tone.NEUTRAL

    def __str__(self) -> str:
        return "".join(clause.text for clause in self.clauses)


@dataclass(frozen=True, slots=True)
class Narrative:
    """Sentences under a title; without a title one quiet line each."""

    sentences: tuple[Sentence, ...]
    title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document that is made when it is fetched: `make()` returns the bytes of a file named `name`."""

    label: str
    name: str
    make: Callable[[], bytes] = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class RecordEntry:
    """A record that exists: its number and revision, a line about it, and what the viewer may do with it.

    `choices`: what the address of the board has to say for it to be shown; empty = the record shows nothing.
    """

    id: int
    revision: int
    line: str
    moves: tuple[RecordMove, ...] = ()
    edit: RecordInput | None = None
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class RecordForm:
    """The form of a new record, below the records that exist about its subject. Made by `record_forms.record_form`.

    `number`, for a record about a figure: the figure. Its code is made when a record is saved, and is its subject.
    """

    form: RecordInput
    title: str
    entries: tuple[RecordEntry, ...] = ()
    is_open: bool = True
    """Whether a new one may be entered: only on the newest data, by who may add one."""
    number: NumberAddress | None = None


@dataclass(frozen=True, slots=True)
class Downloads:
    """Documents that belong to what is shown, such as a statement of account."""

    documents: tuple[Document, ...]


Block = Headline | CardRow | Table | Chart | Narrative | RecordForm | Downloads
