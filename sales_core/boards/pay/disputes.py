"""What is disputed about the payslip that is open, and the form to dispute a line of it."""

from __future__ import annotations

from sales_core.boards.blocks import RecordForm
from sales_core.boards.context import BoardContext
from sales_core.boards.pay.slips import chosen, ledger
from sales_core.boards.record_forms import record_form

RECORD = "pay_dispute"


def form(context: BoardContext) -> RecordForm | None:
    """Disputes about the pay of who was chosen; None without one."""
    case = chosen(context)
    if case is None:
        return None
    return record_form(context, RECORD, case.rep, defaults={"month": ledger(context).whole_month.start})
