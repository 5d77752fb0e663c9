"""The reports: one chosen, its first page, what follows, and its files."""

from __future__ import annotations

from sales_core.boards.board import BlockSpec, Board, Choice
from sales_core.boards.report import page_blocks, written_reports
from sales_core.kernel.terms import Right

_READS = ("report", "subject")

BOARD = Board(
    id="reports",
    right=Right.VIEW_SALES,
    question="question.reports",
    empty=page_blocks.empty,
    choices=(
        Choice("report", "report.name", page_blocks.names, "monthly", page_blocks.report_label),
        Choice(
            "subject", "report.subject", page_blocks.subjects, page_blocks.first_subject, page_blocks.subject_label,
            reads=("report",), shown=page_blocks.is_of_one,
        ),
    ),
    blocks=(
        BlockSpec("headline", page_blocks.headline, _READS),
        BlockSpec("cards", page_blocks.cards, _READS),
        BlockSpec("sentences", page_blocks.sentences, _READS),
        BlockSpec("needs", page_blocks.needs, _READS),
        BlockSpec("files", page_blocks.files, _READS),
        BlockSpec("contents", page_blocks.contents, _READS),
        BlockSpec("written", written_reports.written_table),
        BlockSpec("written_files", written_reports.written_files),
    ),
)  # fmt: skip
