"""Business checks of typed rows: one subject a file, each taking the draft and reporting into it."""

from __future__ import annotations

from collections.abc import Callable

from sales_core.recognition.checks.amounts import check_amounts
from sales_core.recognition.checks.duplicates import check_duplicates
from sales_core.recognition.checks.masters import check_masters
from sales_core.recognition.checks.scope import check_scope
from sales_core.recognition.checks.shares import check_shares
from sales_core.recognition.checks.time import check_time
from sales_core.recognition.draft import Draft
from sales_core.recognition.progress_stages import checks_stage
from sales_core.recognition.values import COLUMNS_READ

CHECKS: tuple[Callable[[Draft], None], ...] = (
    check_time,
    check_amounts,
    check_duplicates,
    check_shares,
    check_masters,
    check_scope,
)


def run_checks(draft: Draft) -> None:
    """Every check in order; later ones see the rows that earlier ones kept."""
    for done, check in enumerate(CHECKS):
        stage = checks_stage(draft.height, done + 1, len(CHECKS))
        draft.progress(stage, COLUMNS_READ + (1 - COLUMNS_READ) * (done + 1) / (len(CHECKS) + 1))
        check(draft)
