"""A report for print: the message on one page, then a page or more a subject."""

from __future__ import annotations

from sales_core.boards.document import document_file
from sales_core.boards.report.opened import OpenReport
from sales_core.boards.report.parts import report_parts


def report_pdf(opened: OpenReport) -> bytes:
    """The PDF file."""
    return document_file(opened.context, opened.title, report_parts(opened))
