"""Downloads as data: what a page offers as a file, so that any process can make it when it is fetched."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar, cast

import msgspec

from sales_core.access.audit_trail import MOST_LINES, AuditFilter
from sales_core.boards.audit_table import audit_table
from sales_core.boards.blocks import Cell, CellForm, Column, Downloads, Table
from sales_core.boards.board import Ask, Board
from sales_core.boards.context import BoardContext, Company
from sales_core.boards.files import RowFiles, drill_through_files, table_files
from sales_core.boards.meeting.minutes import opened_minutes
from sales_core.boards.open_board import OpenBoard
from sales_core.boards.registry import board
from sales_core.boards.report.own_templates import OwnTemplates
from sales_core.boards.target_entry import targets_workbook
from sales_core.boards.writers import FileForm, block_file, board_file, minutes_file
from sales_core.format.json_text import dumps
from sales_core.kernel import clock
from sales_core.kernel.errors import UsageError
from sales_core.kernel.figure import Figure, FigureState
from sales_core.kernel.query import Filter, Query, Value
from sales_core.kernel.rights import demand
from sales_core.kernel.settings import Settings
from sales_core.kernel.terms import Period, Right, Text, Viewer
from sales_core.kernel.units import Unit

RowForm = Literal["csv", "xlsx"]
_Made = TypeVar("_Made")


class ExportCompany(Company, Protocol):
    """The services that recipes need; the workspace has them."""

    @property
    def settings(self) -> Settings:
        """Where the company's files are."""

    @property
    def uploads(self) -> Any:
        """Loads."""

    @property
    def documents(self) -> Any:
        """Templates and marked workbooks."""

    @property
    def person_data(self) -> Any:
        """What is held about one person."""

    @property
    def audit(self) -> Any:
        """Who did what."""


class AskFacts(msgspec.Struct, frozen=True):
    """An Ask without its viewer: a recipe is carried out for the person who fetches."""

    version: int
    period: Period
    filters: tuple[Filter, ...] = ()
    choices: dict[str, str] = msgspec.field(default_factory=dict)
    locale: str = "zh"

    @classmethod
    def of(cls, ask: Ask) -> AskFacts:
        """Those of an ask."""
        return cls(ask.version, ask.period, ask.filters, dict(ask.choices), ask.locale)

    def ask(self, viewer: Viewer) -> Ask:
        """The same ask for `viewer`."""
        return Ask(viewer, self.version, self.period, self.filters, self.choices, cast("Any", self.locale))


class BoardFile(msgspec.Struct, frozen=True, tag="board"):
    """A whole board."""

    board: str
    ask: AskFacts
    form: FileForm


class BlockFile(msgspec.Struct, frozen=True, tag="block"):
    """One block of a board."""

    board: str
    block: str
    ask: AskFacts
    form: FileForm


class MinutesFile(msgspec.Struct, frozen=True, tag="minutes"):
    """The minutes of a meeting, by its number."""

    meeting: int
    ask: AskFacts
    form: FileForm


class FilledTemplateFile(msgspec.Struct, frozen=True, tag="filled_template"):
    """A template of the company's own with the figures of a month, by its number."""

    template: int
    ask: AskFacts


class DocumentFile(msgspec.Struct, frozen=True, tag="document"):
    """A document of a board's block of downloads, by its file name."""

    board: str
    block: str
    document: str
    ask: AskFacts


class NumberFile(msgspec.Struct, frozen=True, tag="number"):
    """Every row behind a number; `header` maps columns to their headers."""

    query: Query
    metric: str
    header: dict[str, str]
    total: int
    ask: AskFacts
    form: RowForm


class TableFile(msgspec.Struct, frozen=True, tag="table"):
    """Rows that no board can make again: (id, label, unit, form) of each column, and the cells in that order."""

    columns: tuple[tuple[str, str, Unit | None, CellForm], ...]
    rows: tuple[tuple[Any, ...], ...]
    ask: AskFacts
    form: RowForm

    @classmethod
    def of(cls, table: Table, ask: Ask, form: RowForm) -> TableFile:
        """That of a table."""
        columns = tuple((column.id, column.label, column.unit, column.form) for column in table.columns)
        rows = tuple(tuple(_packed(row.get(column.id)) for column in table.columns) for row in table.rows)
        return cls(columns, rows, AskFacts.of(ask), form)

    def table(self) -> Table:
        """The table again."""
        columns = tuple(Column(name, label, unit, form=form) for name, label, unit, form in self.columns)
        rows = ({column.id: _unpacked(value) for column, value in zip(columns, row, strict=True)} for row in self.rows)
        return Table("", columns, tuple(rows))


class OriginalFile(msgspec.Struct, frozen=True, tag="original"):
    """An uploaded file as it came."""

    upload: int


class MarkedFile(msgspec.Struct, frozen=True, tag="marked"):
    """A file of an open plan with its problems marked."""

    plan: str
    sha256: str
    locale: str


class TemplateFile(msgspec.Struct, frozen=True, tag="template"):
    """An empty workbook of a dataset."""

    dataset: str
    locale: str


class SampleFile(msgspec.Struct, frozen=True, tag="sample"):
    """A small workbook of a dataset with rows."""

    dataset: str
    locale: str


class TargetsFile(msgspec.Struct, frozen=True, tag="targets"):
    """The targets of a year in a version, every measure, as a workbook that loads back."""

    version: int
    year: int
    locale: str


class AuditFile(msgspec.Struct, frozen=True, tag="audit"):
    """The lines of the audit trail: of one person and one kind of act ('' = all), between two days of UTC."""

    who: str
    what: str
    first: date | None
    last: date | None
    locale: str


class PersonFile(msgspec.Struct, frozen=True, tag="person"):
    """All that is held about a person, as JSON."""

    name: str


Recipe = (
    BoardFile
    | BlockFile
    | MinutesFile
    | FilledTemplateFile
    | DocumentFile
    | NumberFile
    | TableFile
    | OriginalFile
    | MarkedFile
    | TemplateFile
    | SampleFile
    | TargetsFile
    | AuditFile
    | PersonFile
)


def recipe_as_json(recipe: Recipe) -> str:
    """The recipe as JSON text."""
    return msgspec.json.encode(recipe).decode()


def make_export(
    company: ExportCompany, recipe: str, viewer: Viewer, boards: Mapping[str, Board] | None = None
) -> bytes:
    """The bytes of the file, within what `viewer` may see; `boards` are the product's when none are given.

    Raises SalesError when it cannot be made any more.
    """
    decoded = _decoded(recipe)
    match decoded:
        case OriginalFile(upload=upload):
            path: Path = company.uploads.history.original(upload, viewer)[1]
            return path.read_bytes()
        case MarkedFile() | TemplateFile() | SampleFile() | TargetsFile():
            return _workbook(company, decoded, viewer)
        case NumberFile(query=query, metric=metric, header=header):
            ask = decoded.ask.ask(viewer)
            files = drill_through_files(company, ask, query, metric, header, total=decoded.total)
            return _bytes(files, decoded.form)
        case MinutesFile() | FilledTemplateFile():
            return _of_record(company, decoded, viewer)
        case AuditFile() | TableFile() | PersonFile():
            return _of_rows(company, decoded, viewer)
        case _:
            return _of_board(company, decoded, viewer, boards)


def _of_record(company: ExportCompany, recipe: MinutesFile | FilledTemplateFile, viewer: Viewer) -> bytes:
    ask = recipe.ask.ask(viewer)
    if isinstance(recipe, MinutesFile):
        return minutes_file(opened_minutes(ask, company, recipe.meeting), recipe.form)
    templates = OwnTemplates(company, company.settings.home.blobs, viewer)
    context = BoardContext(ask, company, lambda _: "")
    return templates.filled(context, templates.one(str(recipe.template)))


def _workbook(
    company: ExportCompany, recipe: MarkedFile | TemplateFile | SampleFile | TargetsFile, viewer: Viewer
) -> bytes:
    documents = company.documents
    match recipe:
        case MarkedFile(plan=plan, sha256=sha256, locale=locale):
            demand(viewer, Right.UPLOAD)  # his own file too: a screen that others look at shows what it holds
            opened = company.uploads.open_plan(plan, viewer)
            return _written(lambda out: documents.marked(opened, sha256, out, locale))
        case TargetsFile(version=version, year=year, locale=locale):
            return targets_workbook(company, viewer, version=version, year=year, locale=locale)
        case _:
            write = documents.sample if isinstance(recipe, SampleFile) else documents.template
            return _written(lambda out: write(recipe.dataset, out, recipe.locale))


def _decoded(recipe: str) -> Recipe:
    try:
        decoded: Recipe = msgspec.json.decode(recipe, type=Recipe)
    except msgspec.MsgspecError as error:  # offered by another release
        raise UsageError(Text("error.export_gone")) from error
    return decoded


def _of_rows(company: ExportCompany, recipe: AuditFile | TableFile | PersonFile, viewer: Viewer) -> bytes:
    if isinstance(recipe, PersonFile):
        return dumps(company.person_data.held(recipe.name, viewer)).encode()
    if isinstance(recipe, TableFile):
        return _bytes(table_files(company, recipe.ask.ask(viewer), recipe.table()), recipe.form)
    wanted = AuditFilter(recipe.who, recipe.what, recipe.first, recipe.last)
    lines = company.audit.lines(viewer, wanted, MOST_LINES)
    ask = AskFacts(0, Period.month_of(clock.today()), locale=recipe.locale).ask(viewer)
    return table_files(company, ask, audit_table(lines, ask.locale)).csv()


def _of_board(
    company: Company,
    recipe: BoardFile | BlockFile | DocumentFile,
    viewer: Viewer,
    boards: Mapping[str, Board] | None,
) -> bytes:
    ask = recipe.ask.ask(viewer)
    opened = OpenBoard(board(recipe.board, boards), ask, company)
    if isinstance(recipe, BoardFile):
        return board_file(opened, recipe.form)
    block = opened.block(recipe.block) if recipe.block in {spec.id for spec in opened.specs()} else None
    if isinstance(recipe, DocumentFile):
        documents = block.documents if isinstance(block, Downloads) else ()
        made = next((one.make for one in documents if one.name == recipe.document), None)
        return _there(made)()
    return block_file(opened.context, block, recipe.form)


def _bytes(files: RowFiles, form: RowForm) -> bytes:
    return files.csv() if form == "csv" else _there(files.xlsx)()


def _there(found: _Made | None) -> _Made:
    if found is None:
        raise UsageError(Text("error.export_gone"))
    return found


def _written(write: Callable[[Path], None]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "workbook.xlsx"
        write(out)
        return out.read_bytes()


def _packed(value: Cell) -> Any:
    """A cell that JSON would not give back as it was, with its kind. A file of rows has no place for reasons."""
    match value:
        case Figure():
            return ["figure", _packed(value.value), value.unit, value.state]
        case tuple():
            return ["series", [_packed(each) for each in value]]
        case Decimal():
            return ["decimal", str(value)]
        case date():
            return ["date", value.isoformat()]
        case _:
            return value


def _unpacked(value: Any) -> Cell:
    match value:
        case ["figure", amount, unit, state]:
            return Figure(cast("Value", _unpacked(amount)), Unit(unit), FigureState(state))
        case ["series", each]:
            return tuple(cast("Value", _unpacked(one)) for one in each)
        case ["decimal", str(text)]:
            return Decimal(text)
        case ["date", str(text)]:
            return date.fromisoformat(text)
        case _:
            return cast("Value", value)
