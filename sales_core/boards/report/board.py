"""The reports: one chosen, its first page, what follows, and its files."""

from __future__ import annotations

from sales_core.boards.board import BlockSpec, Board, Choice
from sales_core.boards.report import chosen
from sales_core.kernel.terms import Right

_READS = ("report", "subject")

BOARD = Board(
    id="reports",
    right=Right.VIEW_SALES,
    question="question.reports",
    empty=chosen.empty,
    choices=(
        Choice("report", "report.name", chosen.names, "monthly", chosen.report_label),
        Choice(
            "subject", "report.subject", chosen.subjects, chosen.first_subject, chosen.subject_label,
            reads=("report",), shown=chosen.is_of_one,
        ),
    ),
    blocks=(
        BlockSpec("headline", chosen.headline, _READS),
        BlockSpec("cards", chosen.cards, _READS),
        BlockSpec("sentences", chosen.sentences, _READS),
        BlockSpec("needs", chosen.needs, _READS),
        BlockSpec("files", chosen.files, _READS),
        BlockSpec("contents", chosen.contents, _READS),
    ),
)  # fmt: skip
