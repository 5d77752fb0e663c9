"""Reports as files in a folder: each period once while its months can change, and once more when they are closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sales_core.boards.board import Ask
from sales_core.boards.context import Company
from sales_core.boards.report.days import usual_period
from sales_core.boards.report.files import report_file, report_name
from sales_core.boards.report.opened import OpenReport
from sales_core.boards.writers import FileForm
from sales_core.catalogue.report import ReportSpan, ReportSpec
from sales_core.catalogue.report_settings import (
    REPORTS_FOLDER,
    REPORTS_FORMS,
    REPORTS_LANGUAGE,
    REPORTS_SCHEDULED,
)
from sales_core.kernel.finality import FinalState
from sales_core.kernel.settings import Home
from sales_core.kernel.terms import Period, Viewer

_FINAL, _OPEN = "final", "open"


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A file that was written."""

    path: Path

    @property
    def name(self) -> str:
        """Its name; it begins with the report, the period and whether that is final."""
        return self.path.name


def reports_folder(home: Home, company: Company) -> Path:
    """Where reports are written to."""
    named = company.appdb.company.value(REPORTS_FOLDER)
    return Path(named) if named else home.reports


def write_due(home: Home, company: Company, viewer: Viewer) -> tuple[WrittenReport, ...]:
    """Writes what is due and not there yet, as `viewer` may see it.

    Due is of each scheduled report the last period that the data reach the end of, and of a monthly one every month
    that is closed. A file that is there is never written again.
    """
    version = company.appdb.current_version()
    if not version:
        return ()
    settings = company.appdb.company
    reports = company.figures.catalogue.reports
    forms = [FileForm(form) for form in settings.value(REPORTS_FORMS).split(",") if form]
    folder = reports_folder(home, company)
    found: list[WrittenReport] = []
    for name in filter(None, settings.value(REPORTS_SCHEDULED).split(",")):
        for period in _periods(company, reports[name], version):
            ask = Ask(viewer, version, period, locale=settings.value(REPORTS_LANGUAGE))
            found += _write(OpenReport(reports[name], ask, company), forms, folder)
    return tuple(found)


def written_reports(folder: Path) -> tuple[WrittenReport, ...]:
    """Those that lie in the folder, newest first."""
    files = (path for path in folder.glob("*_v*.*") if path.is_file())
    return tuple(map(WrittenReport, sorted(files, key=lambda path: (path.stat().st_mtime, path.name), reverse=True)))


def _periods(company: Company, spec: ReportSpec, version: int) -> Iterator[Period]:
    as_of = company.store.snapshot(version).as_of
    yield usual_period(spec, as_of)
    if spec.span is ReportSpan.MONTH:
        closed = (Period.parse(month) for month in sorted(company.appdb.period_locks.closes()))
        yield from (month for month in closed if month.end <= as_of)


def _write(report: OpenReport, forms: list[FileForm], folder: Path) -> Iterator[WrittenReport]:
    context = report.context
    state = _FINAL if context.finality.state is FinalState.CLOSED else _OPEN
    begins = f"{report.spec.id}_{context.period}_{state}"
    for form in forms:
        if any(folder.glob(f"{begins}_*.{form}")):
            continue
        rest = report_name(report, form).removeprefix(f"{report.spec.id}_{context.period}_")
        path = folder / f"{begins}_{rest}"
        _put(path, report_file(report, form))
        yield WrittenReport(path)


def _put(path: Path, content: bytes) -> None:
    """Whole or not at all: a killed process leaves a draft, which has no report's name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    draft.write_bytes(content)
    draft.replace(path)
