"""Reports as files in a folder: each period once while its months can change, and once more when they are closed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sales_core.boards.board import Ask
from sales_core.boards.context import BoardContext, Company
from sales_core.boards.report.days import last_month_over, usual_period
from sales_core.boards.report.file_names import begins_with, template_report
from sales_core.boards.report.files import report_file, report_name
from sales_core.boards.report.open_report import OpenReport
from sales_core.boards.report.own_templates import OwnTemplates
from sales_core.boards.writers import FileForm
from sales_core.catalogue.report import ReportSpan, ReportSpec
from sales_core.catalogue.report_settings import (
    REPORTS_FOLDER,
    REPORTS_FORMS,
    REPORTS_LANGUAGE,
    REPORTS_SCHEDULED,
    REPORTS_TEMPLATES,
)
from sales_core.kernel.errors import UsageError
from sales_core.kernel.finality import FinalState
from sales_core.kernel.settings import Home
from sales_core.kernel.terms import Period, Viewer

_log = logging.getLogger(__name__)


def reports_folder(home: Home, company: Company) -> Path:
    """Where reports are written to."""
    named = company.appdb.company.value(REPORTS_FOLDER)
    return Path(named) if named else home.reports


def write_due(home: Home, company: Company, viewer: Viewer) -> tuple[Path, ...]:
    """Writes what is due and not there yet, as `viewer` may see it; the files that were written.

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
    found: list[Path] = []
    for name in filter(None, settings.value(REPORTS_SCHEDULED).split(",")):
        for period in _periods(company, reports[name], version):
            is_final = company.figures.finality.of(period, version).state is FinalState.CLOSED
            begins = begins_with(name, str(period), is_final=is_final)
            if missing := _missing(folder, begins, forms):
                ask = Ask(viewer, version, period, locale=settings.value(REPORTS_LANGUAGE))
                report = OpenReport(reports[name], ask, company)
                found += [_put(folder, begins, report, form) for form in missing]
    return tuple(found)


def write_templates(home: Home, company: Company, viewer: Viewer) -> tuple[Path, ...]:
    """Fills the company's own templates for the last month that the data reach the end of and for closed months, as
    `write_due` writes reports; the files that were written. One that cannot be filled is left out: the page says why.
    """
    version, settings = company.appdb.current_version(), company.appdb.company
    if not version or not settings.value(REPORTS_TEMPLATES):
        return ()
    templates, folder, found = OwnTemplates(company, home.blobs, viewer), reports_folder(home, company), []
    for one in templates.used():
        for month in _months(company, version) if one.is_monthly else ():
            is_final = company.figures.finality.of(month, version).state is FinalState.CLOSED
            begins = begins_with(template_report(one.row.id), str(month), is_final=is_final)
            if not _missing(folder, begins, [one.form]):
                continue
            ask = Ask(viewer, version, month, locale=settings.value(REPORTS_LANGUAGE))
            try:
                content = templates.filled(BoardContext(ask, company, lambda _: ""), one)
            except UsageError as error:
                _log.warning("a template was not filled", extra={"template": one.row.id, "error": str(error)})
                continue
            found.append(_kept(folder, f"{begins}_{one.file_name(month)}", content))
    return tuple(found)


def _months(company: Company, version: int) -> Iterator[Period]:
    """The last month that the data reach the end of, then every closed one."""
    as_of = company.store.snapshot(version).as_of
    yield last_month_over(as_of)
    yield from _closed(company, as_of)


def _periods(company: Company, spec: ReportSpec, version: int) -> Iterator[Period]:
    as_of = company.store.snapshot(version).as_of
    yield usual_period(spec, as_of)
    if spec.span is ReportSpan.MONTH:
        yield from _closed(company, as_of)


def _closed(company: Company, as_of: date) -> Iterator[Period]:
    months = (Period.parse(month) for month in sorted(company.appdb.period_locks.closes()))
    return (month for month in months if month.end <= as_of)


def _missing(folder: Path, begins: str, forms: list[FileForm]) -> list[FileForm]:
    """The forms of which no file lies in the folder that begins so."""
    return [form for form in forms if not any(folder.glob(f"{begins}_*.{form}"))]


def _put(folder: Path, begins: str, report: OpenReport, form: FileForm) -> Path:
    usual = report_name(report, form)
    return _kept(
        folder, f"{begins}{usual.removeprefix(f'{report.spec.id}_{report.ask.period}')}", report_file(report, form)
    )


def _kept(folder: Path, name: str, content: bytes) -> Path:
    """The file, whole or not at all: a killed process leaves a draft, which has no report's name."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    draft = path.with_name(f".{path.name}.draft")
    draft.write_bytes(content)
    draft.replace(path)
    return path
