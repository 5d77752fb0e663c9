"""A company's own workbooks and slides: kept once, bound to figures, filled for a month."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sales_core.boards.context import BoardContext, Company
from sales_core.boards.report.template_figures import TemplateFigures, month_context
from sales_core.boards.writers import FileForm
from sales_core.catalogue.dependencies import supports_dimensions
from sales_core.catalogue.record import RecordRow, Values
from sales_core.kernel.blob_store import Area, BlobStore
from sales_core.kernel.errors import UsageError
from sales_core.kernel.rights import demand
from sales_core.kernel.terms import Period, Text, Viewer
from sales_core.reports.office.package import TEMPLATE_LIMITS
from sales_core.reports.office.placeholder import Answer, BoundPlace

if TYPE_CHECKING:
    from sales_core.reports.office.own_workbook import OwnWorkbook

#: The record that names a kept file.
TEMPLATE = "report_template"
_RETIRED = "retired"
#: So many values of a dimension are offered.
_VALUES = 200
#: Letters that a file's name cannot have somewhere.
_UNSAFE = frozenset('\\/:*?"<>|')
_FORMS = (FileForm.XLSX, FileForm.PPTX)


class OwnFile(Protocol):
    """A workbook or slides that name figures."""

    @property
    def places(self) -> tuple[BoundPlace, ...]:
        """Every place that is bound."""

    def content(self) -> bytes:
        """The file with its places bound and nothing filled in."""

    def filled(self, answer: Answer) -> bytes:
        """The file with its figures. Raises as `answer`."""


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A place of a template: its text, and what is written there, or in `why` why nothing can be.

    `where` is empty for a cell or shape that was deleted: nothing is written there, and the rest is filled.
    """

    where: str
    pattern: str
    text: str = ""
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A kept template."""

    row: RecordRow

    @property
    def name(self) -> str:
        """What people call it."""
        return str(self.row.values["name"])

    @property
    def file(self) -> str:
        """The name of its file among the company's templates."""
        return str(self.row.values["file"])

    @property
    def form(self) -> FileForm:
        """The kind of file."""
        return FileForm(self.file.rpartition(".")[2])

    @property
    def is_monthly(self) -> bool:
        """Whether it is filled by itself when a month is over."""
        return bool(self.row.values["monthly"])

    def file_name(self, month: Period) -> str:
        """What the file filled for a month is called: `月报_2026-05.xlsx`."""
        safe = "".join("_" if one in _UNSAFE or not one.isprintable() else one for one in self.name)
        return f"{safe}_{month}.{self.form}"


class OwnTemplates:
    """The templates of a company as one viewer may see and change them."""

    def __init__(self, company: Company, blobs: BlobStore, viewer: Viewer) -> None:
        self._company = company
        self._blobs = blobs
        self._viewer = viewer

    def used(self) -> tuple[OwnTemplate, ...]:
        """Those in use, by name; none for who sees a part of the company, or no free text."""
        records = self._company.records
        if TEMPLATE not in records.ids() or not self._viewer.may(records.record(TEMPLATE).rights.view):
            return ()
        found = (OwnTemplate(one.row) for one in records.list(TEMPLATE, self._viewer) if one.state != _RETIRED)
        return tuple(sorted(found, key=lambda one: (one.name, one.row.id)))

    def one(self, name: str) -> OwnTemplate:
        """The template of a name or number. Raises UsageError."""
        known = self.used()
        found = next((one for one in known if name in {one.name, str(one.row.id)}), None)
        if found is None:
            raise UsageError(Text("template.error.unknown", {"name": name}), [one.name for one in known])
        return found

    def opened(self, template: OwnTemplate) -> OwnFile:
        """Its file. Raises UsageError when it is gone or damaged."""
        path = self._blobs.path_for(Area.TEMPLATES, template.file)
        if not path.is_file():
            raise UsageError(Text("template.error.file_gone", {"name": template.name, "file": template.file}))
        return read_own_file(path)

    def workbook(self, template: OwnTemplate) -> OwnWorkbook:
        """The same of a template whose cells can be picked. Raises UsageError for slides too."""
        from sales_core.reports.office.own_workbook import OwnWorkbook

        own = self.opened(template)
        if not isinstance(own, OwnWorkbook):
            raise UsageError(Text("template.error.only_cells"))
        return own

    def shown(self, context: BoardContext, template: OwnTemplate) -> tuple[ShownPlace, ...]:
        """Every place with what is written there for the month in which the context's days end. Raises as `opened`."""
        figures = TemplateFigures(month_context(context))
        return tuple(_shown(figures, place) for place in self.opened(template).places)

    def filled(self, context: BoardContext, template: OwnTemplate | Path) -> bytes:
        """A kept template, or a file, with the figures of that month as the viewer may see them.

        Raises UsageError that names the first place whose text is no figure; a place that is gone is left out.
        """
        own = read_own_file(template) if isinstance(template, Path) else self.opened(template)
        figures = TemplateFigures(month_context(context))
        wrong = [one for place in own.places if (one := _shown(figures, place)).where and one.why is not None]
        if wrong:
            facts = {"where": wrong[0].where, "pattern": wrong[0].pattern, "error": wrong[0].why, "count": len(wrong)}
            raise UsageError(Text("template.error.place", facts))
        return own.filled(figures)

    @staticmethod
    def parts(context: BoardContext, metric: str, dimensions: Iterable[str]) -> dict[str, str]:
        """Filters as they are typed (`region=华东`, empty = the whole company) with their names, of `dimensions`."""
        found = {"": context.t("template.whole")}
        for name in dimensions:
            if supports_dimensions(context.catalogue, metric, (name,)):
                values = context.company.figures.values(name, context.viewer, context.version)
                label = context.dimension_name(name)
                found |= {f"{name}={code}": f"{label} {text}" for code, text in values[:_VALUES] if code}
        return found

    def keep(self, name: str, path: Path) -> int:
        """Keeps a file as a template with its places bound; returns its number.

        Raises UsageError for a file that cannot be one, NotAllowedError, InvalidRecordError.
        """
        own = self._new(path)
        values: Values = {"name": name, "file": self._stored(own, path.suffix.lower())}
        return self._company.records.add(TEMPLATE, self._viewer, "", values)

    def replace(self, template: OwnTemplate, path: Path) -> tuple[BoundPlace, ...]:
        """Keeps a newer file of a template; returns the places of the file before that are nowhere in it. As `keep`."""
        before, own = self.opened(template).places, self._new(path)
        self._edit(template, self._stored(own, path.suffix.lower()))
        return lost_places(before, own.places)

    def bind(self, template: OwnTemplate, sheet: str, cell: str, question: str) -> None:
        """Binds a picked cell of a workbook to a figure. Raises UsageError, NotAllowedError."""
        own = self.workbook(template)
        own.bind(sheet, cell, f"{{{{{question}}}}}")
        self._edit(template, self._stored(own, f".{template.form}"))

    def retire(self, template: OwnTemplate) -> None:
        """It is filled no more. Raises as `Records.move`."""
        self._company.records.move(TEMPLATE, self._viewer, template.row.id, _RETIRED)

    def _edit(self, template: OwnTemplate, file: str) -> None:
        row = template.row
        self._company.records.edit(TEMPLATE, self._viewer, row.id, {"file": file}, row.revision)

    def _new(self, path: Path) -> OwnFile:
        """A file that may become one. Raises as `keep`."""
        demand(self._viewer, self._company.records.record(TEMPLATE).rights.add)
        own = read_own_file(path)
        if not own.places:
            raise UsageError(Text("template.error.no_place"))
        return own

    def _stored(self, own: OwnFile, ending: str) -> str:
        content = own.content()
        name = hashlib.sha256(content).hexdigest() + ending
        if not self._blobs.exists(Area.TEMPLATES, name):
            self._blobs.put_bytes(Area.TEMPLATES, name, content)
        return name


def read_own_file(path: Path) -> OwnFile:
    """A workbook or slides. Raises UsageError for any other file, and for one that is too large or damaged."""
    ending = path.suffix.removeprefix(".").lower()
    if ending not in _FORMS:
        raise UsageError(Text("template.error.form", {"form": ending}), [f".{form}" for form in _FORMS])
    if path.stat().st_size > TEMPLATE_LIMITS.file_bytes:
        raise UsageError(Text("template.error.large", {"most": TEMPLATE_LIMITS.file_bytes // 2**20}))
    # The libraries of Office files are imported when the first one is opened.
    if ending == FileForm.XLSX:
        from sales_core.reports.office.own_workbook import OwnWorkbook

        return OwnWorkbook(path)
    from sales_core.reports.office.own_slides import OwnSlides

    return OwnSlides(path)


def _shown(figures: TemplateFigures, place: BoundPlace) -> ShownPlace:
    if not place.where:
        return ShownPlace("", place.pattern, why=Text("template.place_gone"))
    try:
        return ShownPlace(place.where, place.pattern, figures.text(place.pattern))
    except UsageError as error:
        return ShownPlace(place.where, place.pattern, why=error.text)


def lost_places(before: Iterable[BoundPlace], now: Iterable[BoundPlace]) -> tuple[BoundPlace, ...]:
    """Places of a file that its newer one has nowhere: neither their names nor their texts lead to a place."""
    found = {part for one in now if one.where for part in (one.name, one.pattern)}
    return tuple(one for one in before if not {one.name, one.pattern} & found)
