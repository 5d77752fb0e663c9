"""The result of reading: how each table was understood, its typed rows and its problems."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from sales_core.catalogue.own_words import OwnWord
from sales_core.kernel.problems import Place, Problem, sheet_label
from sales_core.kernel.terms import Period, Scope, Text
from sales_core.kernel.units import Unit

if TYPE_CHECKING:
    import pyarrow as pa

#: Given the stage of reading and how much of it is done (0 to 1).
ProgressCallback = Callable[[str, float], None]
#: What a file or table is said to be that is left out.
SKIP = "skip"
#: What the ids of answers begin with that stand for a cell (`cell:H5`), for a value of a column (`replace:HEADER:OLD`),
#: and for a code that no master holds (`same:ENTITY:CODE`).
CELL_EDIT, VALUE_RULE, SAME_AS = "cell:", "replace:", "same:"
#: Rows that are left out, as the sheet numbers them: `5, 9-12`.
LEAVE_OUT_ROWS = "leave_out_rows"


@dataclass(frozen=True, slots=True)
class Match:
    """How one column of the user's table was matched. `field` None = ignored. `how`: exact, alias, fuzzy, shape,
    remembered, chosen, month, total (beside months across: their sum or another measure); empty for a column that
    nothing was found for and nobody decided about. `rivals`: other fields and their confidence (0 to 1)."""

    header: str
    letter: str
    field: str | None
    confidence: float = 1.0
    how: str = "exact"
    rivals: tuple[tuple[str, float], ...] = ()
    unit: str = ""
    """`万元`, `千元`, … when the values were scaled."""
    samples: tuple[str, ...] = ()
    """Its first different values as the file writes them: up to 3, each of up to 30 characters."""
    blanks: int | None = None
    """Data rows in which it is empty; None where its rows were not read."""
    distinct: int | None = None
    """How many different texts it holds; None where its rows were not read, or nearly each of very many differs."""


@dataclass(frozen=True, slots=True)
class ReadingFigure:
    """The sum of a column under one reading, in the file's currency."""

    label: Text
    value: Decimal
    unit: Unit


@dataclass(frozen=True, slots=True)
class Question:
    """Something only the user can say. `id` is stable; `key` is file!sheet; `default` None = must be answered.

    `choices`: stored answer → text shown. A question without choices takes free text (a date, a month).
    Two readings that give different figures are a question without default, with what each gives in `figures`.
    """

    id: str
    key: str
    text: Text
    choices: tuple[tuple[str, Text], ...] = ()
    default: str | None = None
    answer: str | None = None
    figures: Mapping[str, tuple[ReadingFigure, ...]] = field(default_factory=dict)
    """Stored answer → the sums that it gives."""

    def takes(self, answer: str) -> bool:
        """Whether the answer is one of its choices, or it has none and takes any text."""
        return not self.choices or any(answer == value for value, _ in self.choices)


@dataclass(frozen=True, slots=True)
class ReadingOption:
    """One respect in which a table is read, and nobody has to be asked. An answer with its `id` says it otherwise.

    `found` is taken while nobody says anything, for the `reason`; `answer` is what was said, now or for the layout
    before. `choices`: stored answer → text shown; without them it is typed as `typed` says: `day`, `month`, `year` or
    `currency`. With neither it is only told. `key` is file!sheet.
    """

    id: str
    key: str
    label: Text
    found: str
    reason: Text
    choices: tuple[tuple[str, Text], ...] = ()
    typed: str = ""
    answer: str | None = None
    figures: Mapping[str, tuple[ReadingFigure, ...]] = field(default_factory=dict)
    """Stored answer → the sums that it gives."""

    @property
    def value(self) -> str:
        """What the table is read with."""
        return self.found if self.answer is None else self.answer

    @property
    def is_open(self) -> bool:
        """Whether it can be said otherwise."""
        return bool(self.choices or self.typed)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of answers that say it: its own, and without its column the one that means every column."""
        return tuple(dict.fromkeys((self.id, self.id.partition(":")[0])))

    def takes(self, answer: str) -> bool:
        """Whether it can be answered so; what is typed is judged where it is read."""
        return not self.choices or answer in dict(self.choices)


@dataclass(frozen=True, slots=True)
class Risk:
    """A guess that figures rest on, or figures that a load takes away: only its own acceptance lets the load go on.

    `id` is stable; `key` is file!sheet; `figures`: the sums at stake.
    """

    id: str
    key: str
    text: Text
    figures: tuple[ReadingFigure, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class TieOut:
    """The file's own total row against the sum of its rows."""

    place: str
    field: str
    stated: Decimal
    computed: Decimal


@dataclass(frozen=True, slots=True)
class Partition:
    """One thing a load replaces, with what it will hold. `value` is the stored partition text."""

    value: str
    rows: int


@dataclass(frozen=True, slots=True)
class WrongCell:
    """A cell that stops the load. `cell`: `H5`; `row` as the sheet numbers it; `code` of the problem."""

    cell: str
    row: int
    column: str
    value: str
    code: str


@dataclass(frozen=True, slots=True)
class WrongValue:
    """A text that stops the load in `count` cells of a column."""

    column: str
    value: str
    code: str
    count: int


@dataclass(frozen=True, slots=True)
class TableReading:
    """One table of one sheet, understood as one dataset. `key` = `file!sheet` (`#2` appended for a second table).

    `rows_file`: Arrow IPC file with one row per data row: those of the dataset's columns that hold a value (typed as
    `arrow_schema(dataset)`), then `partition` (string), `sheet` (string), `source_row` (int32; sheet row, 1-based),
    `source_col` (string; the column letter when months run across, else empty). None when the table has errors.
    """

    key: str
    file: str
    sheet: str
    dataset: str | None
    header_rows: tuple[int, ...] = ()
    signature: str = ""
    """Hash of the normalised header row(s); remembered mappings are found by it."""
    matches: tuple[Match, ...] = ()
    missing: tuple[str, ...] = ()
    encoding: str = ""
    separator: str = ""
    unit: str = ""
    layout: str = "long"
    period: Period | None = None
    rows: int = 0
    left_out: tuple[tuple[int, str], ...] = ()
    """Sheet rows left out, with the reason: total, subtotal, footer, repeated header, blank; capped at 1 000."""
    sums: Mapping[str, Decimal] = field(default_factory=dict)
    tie_outs: tuple[TieOut, ...] = ()
    partitions: tuple[Partition, ...] = ()
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    risks: tuple[Risk, ...] = ()
    options: tuple[ReadingOption, ...] = ()
    rows_file: Path | None = None
    preview: tuple[tuple[str, ...], ...] = ()
    """First raw rows of the sheet as text, for the page: up to 30 rows × 40 columns."""
    tax_basis: str = ""
    """`untaxed` or `taxed`: what the amounts hold as loaded; empty = the file does not say."""
    omitted: str = ""
    """Why a table is left out on purpose: `chosen`, `skipped_before` (as its layout was answered), `repeats` (another's
    totals), `joined` (what it states is in the lines of its documents), `returns_list` (of documents that came back),
    `other_kind`, `unknown`."""
    settled: Mapping[str, str] = field(default_factory=dict)
    """Question → the answer that the table itself proves, kept for the next file of its layout."""
    returns: tuple[str, ...] = ()
    """Keys of the lists of documents that came back, by which its rows were asked about."""
    joined: str = ""
    """The key of the table whose documents complete its rows."""
    read_as: str = ""
    """The dataset that it was read as before it was left out as joined: its layout is remembered as that."""
    wrong_cells: tuple[WrongCell, ...] = ()
    """The first cells with errors, capped at 500."""
    wrong_values: tuple[WrongValue, ...] = ()
    """Their texts with how often each occurs, the most frequent first, capped at 50."""
    edits: Mapping[str, str] = field(default_factory=dict)
    """Answer id → text of what is read otherwise than the file has it, because the user says so."""
    near_masters: Mapping[str, Mapping[str, tuple[tuple[str, str], ...]]] = field(default_factory=dict)
    """Dataset that defines an entity → code that it lacks → known (code, name) that it may be, the nearest first."""
    new_masters: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Dataset that defines an entity → (code, name) not in it, capped at 500."""
    added_masters: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Dataset that defines an entity → (code, name) that the user adds to it with this load."""
    aliases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Entity → other spelling of a name → the code whose name it is, saved with this load."""
    as_of: date | None = None
    """The day up to which its documents are known, where it was stated and not only by rows."""
    as_of_is_guess: bool = False
    """Whether that day is only its newest row's, which nobody has said."""

    @property
    def name(self) -> str:
        """The file and sheet, as people name it."""
        return sheet_label(self.file, self.sheet)


@dataclass(frozen=True, slots=True)
class FileReading:
    """One uploaded file."""

    file: str
    sha256: str
    size: int
    format: str
    tables: tuple[TableReading, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_added: bool = False
    """Rows that a load adds to a master by itself: no file that somebody dropped."""

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Problems of the file and of its tables."""
        return self.problems + tuple(p for t in self.tables for p in t.problems)


def names_of(key: str) -> tuple[str, ...]:
    """What a decision about a table may be filed under, the nearest first: `file!sheet`, `file`, `!sheet`, `*`."""
    file, _, sheet = key.partition("!")
    return tuple(dict.fromkeys((key, file, f"!{sheet}", "*")))


@dataclass(frozen=True, slots=True)
class Answers:
    """What the user has decided. Keys are those that `names_of` gives; `*` applies to every table."""

    datasets: Mapping[str, str] = field(default_factory=dict)
    """table key → dataset id, or `skip`."""
    mappings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """table key → header (or column letter) → field id, or empty text for ignore."""
    header_rows: Mapping[str, int] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """table key → question id → answer."""
    period: Period | None = None
    only: tuple[str, ...] = ()
    """Where any is named, every other table is left out."""

    def dataset(self, key: str) -> str | None:
        """What the table is to be read as: a dataset id, or `skip`."""
        if self.only and not set(self.only) & set(names_of(key)):
            return SKIP
        found = (self.datasets.get(name) or self.answers.get(name, {}).get("dataset") for name in names_of(key))
        return next(filter(None, found), None)

    def skips_file(self, file: str) -> bool:
        """Whether nothing of the file is to be read, whatever is in it."""
        is_named = any(name == file or name.startswith((f"{file}!", "!")) for name in self.only)
        return self.datasets.get(file) == SKIP or (bool(self.only) and not is_named)

    def mapping(self, key: str) -> dict[str, str]:
        """What the columns of the table are; the nearer statement wins."""
        return {
            column: field for name in reversed(names_of(key)) for column, field in self.mappings.get(name, {}).items()
        }

    def header_row(self, key: str) -> int | None:
        """The row of the table's header, as the sheet numbers it; 0 for a table without one."""
        return next((self.header_rows[name] for name in names_of(key) if name in self.header_rows), None)

    def given(self, key: str) -> dict[str, str]:
        """Everything that was answered for the table; the nearer statement wins."""
        return {id_: text for name in reversed(names_of(key)) for id_, text in self.answers.get(name, {}).items()}

    def answer(self, key: str, question: str) -> str | None:
        """What was answered for the table."""
        found = (self.answers.get(name, {}).get(question) for name in names_of(key))
        return next((answer for answer in found if answer is not None), None)


@dataclass(frozen=True, slots=True)
class DocumentHeads:
    """Documents that another table of the same drop lists once each. `key`: that table, `name`: its sheet or file.

    `rows`: their numbers, their totals where stated, and what else they state, by the ids of columns; `headers`: what
    that table calls each.
    """

    key: str
    name: str
    dataset: str
    rows: pa.Table
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReferenceData:
    """What reading needs to know of the store and the ledger: plain data, so that it crosses to the worker process.

    Codes and names are the stored values. Empty masters mean "nothing loaded yet": then unknown codes are no problem.
    """

    today: date
    as_of: date | None = None
    masters: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Dataset that defines an entity → code → name."""
    closed_months: frozenset[str] = frozenset()
    """`2026-04`."""
    reporting_currency: str = ""
    """Empty until the first load or the setting decides."""
    rates: frozenset[tuple[str, str]] = frozenset()
    """Currency pairs for which at least one rate is loaded."""
    tax_basis: str = ""
    """`untaxed` or `taxed`: what the store holds; empty = nothing yet."""
    loaded_files: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 → label of the live upload that holds it."""
    typical: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """`sales.amount` → (median absolute value, 99.9 % absolute value) of the store."""
    scope: Scope = field(default_factory=Scope)
    """The uploader's row scope."""
    remembered: Mapping[str, tuple[str, Mapping[str, str], Mapping[str, str]]] = field(default_factory=dict)
    """signature → (dataset, header → field, question id → answer)."""
    skipped: frozenset[str] = frozenset()
    """Signatures of layouts of which it was answered that they are not read."""
    own_words: tuple[OwnWord, ...] = ()
    """Header words that the company added."""
    values: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Dimension → stored values (country, region, branch, channel, category): evidence for headerless columns."""
    adds_masters: bool = True
    """Whether the uploader may add to a master what it lacks."""
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Entity → name → its code, of names that one code has."""
    aliases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Entity → other name or other code → the code that it stands for."""
    hidden: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Entity → codes outside of the uploader's scope: neither they nor their names are told or taken for a near one."""
    postings: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    """Entity → code → codes of the entity above it, of all times, as its master states them."""
    seasons: Mapping[str, Mapping[int, Decimal]] = field(default_factory=dict)
    """Dataset → month of the year (1 to 12) → what the last twelve whole months of its scale reference came to."""
    fiscal_start: int = 1
    """The month in which the company's fiscal year starts, 1 to 12."""
    unnamed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Name column → codes that stand in it, of what was loaded without a name."""
    documents: tuple[DocumentHeads, ...] = ()
    """Documents of other tables of the drop, by whose numbers lines may be completed."""
    returned: tuple[DocumentHeads, ...] = ()
    """Lists of the drop with documents that came back."""
    confirmed: frozenset[str] = frozenset()
    """Datasets that another table of the file is of, by a column that settles it."""
