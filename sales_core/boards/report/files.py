"""Every form in which a report can be taken away. A writer is loaded when its first file is made."""

from __future__ import annotations

from collections.abc import Mapping

from sales_core.boards.report.open_report import OpenReport
from sales_core.boards.writers import FileForm, Writer, file_stem

_WRITERS: Mapping[FileForm, Writer] = {
    FileForm.PDF: Writer("report.document", "report_pdf"),
    FileForm.PPTX: Writer("report.slides", "report_slides"),
    FileForm.DOCX: Writer("report.document", "report_docx"),
    FileForm.XLSX: Writer("report.workbook", "report_workbook"),
    FileForm.HTML: Writer("report.edition", "report_edition"),
}
#: The forms of a report, in the order in which they are offered.
REPORT_FORMS = tuple(_WRITERS)


def report_file(opened: OpenReport, form: FileForm) -> bytes:
    """The report as a file. Raises KeyError for a form that a report does not have."""
    return _WRITERS[form](opened)


def report_name(opened: OpenReport, form: FileForm) -> str:
    """What the file is called: `monthly_2026-05_asof-2026-05-31_v12.pdf`, of a branch with its code."""
    names = (opened.spec.id, opened.subject) if opened.subject else (opened.spec.id,)
    return f"{file_stem(opened.context, *names)}.{form}"
