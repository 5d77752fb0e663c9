"""Reports that were written into the folder: who wrote which when, and the files themselves.

They were written as somebody who sees every row of the company, so that nobody who sees less is told of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sales_core.appdb.company_settings import CompanySettings
from sales_core.boards.blocks import Block, Column, Document, Downloads, Table
from sales_core.boards.context import BoardContext
from sales_core.boards.report.file_names import template_name, template_of, told_by
from sales_core.catalogue.role_settings import ROLE_RIGHTS, rights_in
from sales_core.kernel import events
from sales_core.kernel.terms import Period, Role, Viewer

_MOST = 60
#: So many of the newest are offered beside the list.
_MOST_FILES = 12


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """One file. `state`: final = its months were closed when it was written, open = they could still change."""

    path: Path
    report: str
    period: Period
    state: str
    by: str
    at: datetime

    @property
    def form(self) -> str:
        """The kind of file."""
        return self.path.suffix.removeprefix(".")


def sees_whole_company(viewer: Viewer, company: CompanySettings) -> bool:
    """Whether a viewer sees all that a report is written with: every row, and what an executive may see."""
    rights = rights_in(company.value(ROLE_RIGHTS[Role.EXECUTIVE]))
    return not viewer.scope.allowed and all(map(viewer.may, rights))


def written_reports(context: BoardContext) -> tuple[WrittenReport, ...]:
    """Those that still lie where they were written, the newest first; none for who sees less than they show."""
    appdb = context.company.appdb
    if not sees_whole_company(context.viewer, appdb.company):
        return ()
    found: dict[Path, WrittenReport] = {}
    for event in appdb.audit.events(what=events.REPORT_WRITTEN.id, limit=_MOST):
        path = Path(str(event.details["file"]))
        name, period, state = told_by(path.name)
        is_known = name in context.catalogue.reports or template_of(name) is not None
        if is_known and path not in found and path.is_file():
            found[path] = WrittenReport(path, name, Period.parse(period), state, event.who, event.at)
    return tuple(found.values())


def written_table(context: BoardContext) -> Block | None:
    """One line a file."""
    found = written_reports(context)
    if not found:
        return None
    columns = (
        Column("report", context.t("report.written_report"), value=lambda one: _label(context, one)),
        Column("period", context.t("report.written_period"), value=lambda one: context.span(one.period)),
        Column("state", context.t("report.written_state"), value=lambda one: context.t(f"report.state_{one.state}")),
        Column("form", context.t("report.written_form"), value=lambda one: one.form.upper()),
        Column("at", context.t("report.written_at"), value=lambda one: one.at.astimezone().date()),
        Column("by", context.t("report.written_by"), value=lambda one: one.by),
    )
    title = context.t("report.written", count=context.write_count(len(found)))
    return Table.of(title, columns, found, key=lambda one: one.path.name, file="reports_written")


def written_files(context: BoardContext) -> Block | None:
    """The newest files, to be taken away as they were written."""
    found = written_reports(context)[:_MOST_FILES]
    if not found:
        return None
    return Downloads(
        tuple(
            Document(
                " ".join((_label(context, one), context.span(one.period), one.form.upper())),
                one.path.name,
                one.path.read_bytes,
            )
            for one in found
        )
    )


def _label(context: BoardContext, one: WrittenReport) -> str:
    template = template_of(one.report)
    if template is None:
        return context.say(context.catalogue.report(one.report).label)
    return context.t("report.written_template", name=template_name(one.path.name) or template)
