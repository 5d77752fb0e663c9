"""A report for print and to be written on: the message on one page, then a page or more a subject."""

from __future__ import annotations

from sales_core.boards.document import document_of
from sales_core.boards.report.open_report import OpenReport
from sales_core.boards.report.parts import report_parts
from sales_core.reports.document import printed
from sales_core.reports.word import word_file


def report_pdf(opened: OpenReport) -> bytes:
    """The PDF file."""
    return printed(document_of(opened.context, opened.title, report_parts(opened)))


def report_docx(opened: OpenReport) -> bytes:
    """The same as a DOCX file."""
    return word_file(document_of(opened.context, opened.title, report_parts(opened)))
