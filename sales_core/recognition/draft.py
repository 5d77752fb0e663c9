"""A table on its way from cells to rows, and the one door through which problems and questions go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import ColumnRole, Dataset, ValueKind
from sales_core.kernel.problems import Place, Problem, Severity
from sales_core.kernel.settings import Limits
from sales_core.kernel.terms import Text
from sales_core.kernel.units import Unit
from sales_core.recognition.context import Context
from sales_core.recognition.data_region import Body
from sales_core.recognition.grid import Grid, Mask, RowNumbers
from sales_core.recognition.header_synonyms import Vocabulary
from sales_core.recognition.headers import HeaderBlock
from sales_core.recognition.mapping import ColumnMap
from sales_core.recognition.month_columns import PivotedLayout
from sales_core.recognition.numbers import NumberStyle
from sales_core.recognition.reading import (
    Answers,
    ProgressCallback,
    Question,
    ReadingFigure,
    ReadingOption,
    ReferenceData,
    Risk,
    TieOut,
)
from sales_core.recognition.reading_options import is_valid, remembered_id

PLACES = 100
NO_FACTS: Mapping[str, str] = MappingProxyType({})
NO_FIGURES: Mapping[str, tuple[ReadingFigure, ...]] = MappingProxyType({})
#: Questions whose answer belongs to one file, not to a layout: never taken from memory.
ONE_OFF = frozenset((
    "stock_date", "period", "year", "future_rows", "missing_amount", "empty_quantity", "tables", "sum_rows",
    "nameless_rows", "year_differs", "as_of_day", "bad_rows",
))  # fmt: skip


def untold(_stage: str, _share: float) -> None:
    """Tells nobody."""


@dataclass(slots=True)
class Draft:
    """Mutable while one table is read; nothing outside this package sees it.

    `fields`: field id → typed values, one per row of the result. `row_of`: table row index of each.
    `column_of`: the value column of each when months run across.
    `lacking`: fields that turned out to be needed when values were read.
    Before the months are turned down, `row_of` is `body.rows`.
    """

    key: str
    grid: Grid
    block: HeaderBlock
    context: Context
    dataset: Dataset
    columns: ColumnMap
    wide: PivotedLayout | None
    body: Body
    vocabulary: Vocabulary
    reference: ReferenceData
    answers: Answers
    limits: Limits
    signature: str = ""
    is_chosen: bool = False
    """Whether somebody has said which dataset it is, now or when the layout was loaded before."""
    tax_basis: str = ""
    as_of: date | None = None
    as_of_is_guess: bool = False
    """The day up to which the table says that it speaks, where it is later than its rows."""
    fields: dict[str, pa.Array] = field(default_factory=dict)
    row_of: RowNumbers = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    column_of: RowNumbers | None = None
    factors: dict[int, int] = field(default_factory=dict)
    styles: dict[int, NumberStyle] = field(default_factory=dict)
    currencies: dict[int, dict[str, RowNumbers]] = field(default_factory=dict)
    """Per grid column the table rows of cells that state a currency of their own."""
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    risks: list[Risk] = field(default_factory=list)
    options: list[ReadingOption] = field(default_factory=list)
    tie_outs: list[TieOut] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    different: dict[int, int] = field(default_factory=dict)
    """Grid column → how many different texts its cells have, where reading it has found that."""
    bad_rows: dict[str, set[int]] = field(default_factory=dict)
    """Code of an error of single cells → their table rows."""
    wrong: list[tuple[str, RowNumbers, int]] = field(default_factory=list)
    """Code of an error, its table rows and its column."""
    edits: dict[str, str] = field(default_factory=dict)
    """Answer id → text, of the answers that stand in place of what the file has."""
    near_masters: dict[str, dict[str, tuple[tuple[str, str], ...]]] = field(default_factory=dict)
    new_masters: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    added_masters: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Of those the ones that the user adds with this load."""
    aliases: dict[str, dict[str, str]] = field(default_factory=dict)
    """Entity → other spelling of a name → the code whose name it is."""
    joined: str = ""
    """The key of the table whose documents complete the rows."""
    head_total: str = ""
    """The user's header of what only the first line of each document states and was no line's amount; else empty."""
    joined_headers: dict[str, str] = field(default_factory=dict)
    """Fields that came from there → their headers there."""
    returns: tuple[str, ...] = ()
    """Keys of the lists of returned documents that name some of its rows."""
    companion: Draft | None = None
    """The rows of another dataset that the table holds as well, where the user wants them."""
    is_replaced: bool = False
    """Whether only those are wanted."""
    progress: ProgressCallback = untold
    """Told how far the table is, as a share of it."""
    settled: dict[str, str] = field(default_factory=dict)
    """Question → the answer that the table itself proves: nobody is asked, and the layout keeps it."""
    _distinct: dict[str, tuple[pa.Array, pa.Array]] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """Rows of the result so far."""
        return len(self.row_of)

    @property
    def has_errors(self) -> bool:
        """Whether anything stops the load."""
        return any(p.severity is Severity.ERROR for p in self.problems)

    @property
    def waits(self) -> bool:
        """Whether a question without a default is open."""
        return any(q.answer is None and q.default is None for q in self.questions)

    @property
    def catalogue(self) -> Catalogue:
        """The declarations that the table is read with."""
        return self.vocabulary.catalogue

    def filled(self, role: ColumnRole) -> str:
        """The field with the role that the table fills; empty when there is none."""
        name = self.dataset.role(role)
        return name if name in self.fields else ""

    def column(self, field_id: str) -> int | None:
        """The grid column that a field came from."""
        return self.columns.column_of.get(field_id)

    def header(self, column: int | None) -> str:
        """The user's own header of a column, on one line."""
        if column is None:
            return ""
        return " ".join(self.block.headers[column].raw.split()) or self.grid.letter(column)

    def header_of(self, field_id: str) -> str:
        """The user's own header of a field, of this table or of the one that completes it."""
        return self.header(self.column(field_id)) or self.joined_headers.get(field_id, "")

    def cell(self, row: int, column: int) -> Place:
        """The place of one cell."""
        sheet = self.grid.sheet
        return Place(sheet.file, self.sheet_name, sheet.address(row, column), self.header(column))

    @property
    def period_origin(self) -> str:
        """What states the period outside of the rows: title, sheet or file; a text file's sheet is named like it."""
        origin = self.context.period_from
        return "file" if origin == "sheet" and self.grid.sheet.is_text_file else origin

    @property
    def sheet_name(self) -> str:
        """The sheet's name; empty for a text file."""
        return "" if self.grid.sheet.is_text_file else self.grid.sheet.name

    def place(self, cell: str = "", column: str = "") -> Place:
        """A place named in words."""
        return Place(self.grid.sheet.file, self.sheet_name, cell, column)

    def report(
        self,
        code: str,
        severity: Severity,
        rows: RowNumbers | Sequence[int] = (),
        column: int | None = None,
        *,
        place: Place | None = None,
        value: str | None = None,
        count: int | None = None,
        facts: Mapping[str, str] = NO_FACTS,
    ) -> None:
        """Adds a problem at table rows of a column; `place` overrides the first place."""
        places: tuple[Place, ...] = ()
        if column is not None:
            places = tuple(self.cell(int(r), column) for r in rows[:PLACES])
            if value is None and len(rows):
                value = self.grid.columns[column][int(rows[0])].as_py() or ""
        if severity is Severity.ERROR and len(rows):
            self.bad_rows.setdefault(code, set()).update(map(int, rows))
            if column is not None:
                self.wrong.append((code, np.asarray(rows, dtype=np.int64), column))
        first = place or (places[0] if places else self.place())
        text_facts = {"column": self.header(column), "dataset": self.dataset.id, **facts}
        number = count if count is not None else max(1, len(rows))
        self.problems.append(Problem(code, severity, first, _short(value or ""), text_facts, number, places))

    def report_spots(self, code: str, severity: Severity, spots: Sequence[tuple[int, RowNumbers]]) -> None:
        """Adds one problem for cells of several columns: (column, table rows) each."""
        places = tuple(self.cell(int(r), column) for column, rows in spots for r in rows[:PLACES])[:PLACES]
        column, rows = spots[0]
        value = self.grid.columns[column][int(rows[0])].as_py() or ""
        text_facts = {"column": self.header(column), "dataset": self.dataset.id}
        number = sum(len(rows) for _, rows in spots)
        self.problems.append(Problem(code, severity, places[0], _short(value), text_facts, number, places))

    def report_rows(
        self, code: str, severity: Severity, positions: RowNumbers, field_id: str, facts: Mapping[str, str] = NO_FACTS
    ) -> None:
        """Adds a problem at result rows of a field, wherever its cells are."""
        if not len(positions):
            return
        rows = self.row_of[positions]
        across = self.dataset.month_columns
        if self.column_of is not None and self.wide is not None and across and field_id in across.filled:
            pairs = list(zip(rows[:PLACES], self.column_of[positions][:PLACES], strict=True))
            places = tuple(self.cell(int(r), int(c)) for r, c in pairs)
            value = self.grid.columns[int(pairs[0][1])][int(pairs[0][0])].as_py() or ""
            text_facts = {"column": self.header(int(pairs[0][1])), "dataset": self.dataset.id, **facts}
            self.problems.append(Problem(code, severity, places[0], _short(value), text_facts, len(positions), places))
            return
        column = self.column(field_id)
        if column is None:
            numbers = ", ".join(str(self.grid.number(int(r))) for r in rows[:5])
            self.report(code, severity, rows, place=self.place(f"rows {numbers}"), count=len(rows), facts=facts)
        else:
            self.report(code, severity, rows, column, facts=facts)

    def given(self, question: str) -> str | None:
        """What the user has answered to a question, for this table or for all, now or when the layout was loaded."""
        answer = self.answers.answer(self.key, question)
        if answer is None and question not in ONE_OFF and self.signature in self.reference.remembered:
            answer = self.reference.remembered[self.signature][2].get(question)
        return answer

    def ask(
        self,
        question: str,
        text: Text,
        choices: Sequence[tuple[str, Text]] = (),
        default: str | None = None,
        *,
        figures: Mapping[str, tuple[ReadingFigure, ...]] = NO_FIGURES,
    ) -> str | None:
        """The user's answer, the remembered one, or the default; the question is kept either way.

        `figures`: the sums that each choice gives, where readings differ in money; such a question has no default.
        """
        answer = self.given(question)
        asked = Question(question, self.key, text, tuple(choices), default, figures=dict(figures))
        if answer is not None and not asked.takes(answer):
            answer = None
        self.questions.append(replace(asked, answer=answer))
        return answer if answer is not None else default

    def said(self, option: str, found: str) -> str | None:
        """What the user has said instead of what was found: now, or of a file of this layout that said the same.

        An answer without the column of an option (`date_order` of `date_order:date`) is meant for every column.
        """
        names = tuple(dict.fromkeys((option, option.partition(":")[0])))
        given = [self.answers.answer(self.key, name) for name in names]
        if option not in ONE_OFF and self.signature in self.reference.remembered:
            kept = self.reference.remembered[self.signature][2]
            given += [kept.get(remembered_id(name, found)) for name in names]
        return next((answer for answer in given if answer is not None), None)

    def offer(
        self,
        option: str,
        label: Text,
        found: str,
        reason: Text,
        *,
        choices: Sequence[tuple[str, Text]] = (),
        typed: str = "",
    ) -> str:
        """What the table is read with: what was found unless the user says otherwise; nobody is asked.

        Typed text that cannot be what it stands for is E_ANSWER, and what was found is taken.
        """
        answer = self.said(option, found)
        if answer is not None and choices and answer not in dict(choices):
            answer = None  # the plan refuses it
        if answer is not None and typed and not is_valid(typed, answer):
            self.report("E_ANSWER", Severity.ERROR, place=self.place(), value=answer)
            answer = None
        self.options.append(ReadingOption(option, self.key, label, found, reason, tuple(choices), typed, answer))
        return found if answer is None else answer

    def risk(
        self,
        risk: str,
        text: Text,
        figures: Sequence[ReadingFigure] = (),
        rows: RowNumbers | Sequence[int] = (),
        column: int | None = None,
    ) -> None:
        """Adds a guess that has to be accepted by itself, at the first of the table rows of a column."""
        place = self.cell(int(rows[0]), column) if column is not None and len(rows) else self.place()
        self.risks.append(Risk(risk, self.key, text, tuple(figures), place))

    def figure(self, field_id: str, values: pa.Array | None = None) -> ReadingFigure:
        """The sum of a field, or of other values that it may have, as a question or a risk shows it."""
        total = self.total(field_id) if values is None else pc.sum(values).as_py() or Decimal(0)
        column = self.dataset.column(field_id)
        return ReadingFigure(column.label, total, Unit.MONEY if column.kind is ValueKind.MONEY else Unit.QUANTITY)

    def asks(self, question: str) -> bool:
        """Whether the question has been put."""
        return any(one.id == question for one in self.questions)

    def keep(self, wanted: Mask) -> None:
        """Drops the result rows that are not wanted."""
        mask = pa.array(wanted)
        self.fields = {name: values.filter(mask) for name, values in self.fields.items()}
        self.row_of = self.row_of[wanted]
        if self.column_of is not None:
            self.column_of = self.column_of[wanted]

    def floats(self, field_id: str) -> np.ndarray | None:
        """Values of a numeric field as doubles for tests of plausibility; missing is NaN. None when not there."""
        values = self.fields.get(field_id)
        if values is None:
            return None
        return np.asarray(values.cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)

    def distinct(self, field_id: str) -> pa.Array:
        """The different values of a field that is there, in the order of the rows, without missing ones."""
        values = self.fields[field_id]
        kept = self._distinct.get(field_id)
        if kept is None or kept[0] is not values:
            kept = self._distinct[field_id] = (values, pc.unique(values.drop_null()))
        return kept[1]

    def total(self, field_id: str) -> Decimal:
        """Exact sum of a numeric field."""
        return pc.sum(self.fields[field_id]).as_py() or Decimal(0)


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
