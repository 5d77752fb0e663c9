"""What has to be said before a plan is committed: yes to warnings and defaults, an answer, the name of each risk."""

from __future__ import annotations

from collections.abc import Collection

from sales_core.kernel.errors import ConfirmationNeededError, UsageError
from sales_core.kernel.terms import Text
from sales_core.loading.plan import Plan


def refuse_unconfirmed(plan: Plan, *, confirmed: bool, accepted: Collection[str]) -> None:
    """Raises ConfirmationNeededError for what is open; UsageError for an accepted name that is no risk of the plan.

    A question without a default and a risk are open whatever `confirmed` says: they are named.
    """
    refuse_unknown_risks(plan, accepted)
    if plan.unanswered:
        names = tuple(dict.fromkeys(question.id for question in plan.unanswered))
        raise ConfirmationNeededError(Text("error.questions_open", {"names": names}))
    if risks := plan.open_risks(accepted):
        raise ConfirmationNeededError(Text("error.risks_open", {"names": risks}))
    if not confirmed and (plan.warnings or plan.open_questions):
        raise ConfirmationNeededError(Text("error.confirmation_needed"))


def refuse_unknown_risks(plan: Plan, accepted: Collection[str]) -> None:
    """Raises UsageError for an accepted name that is no risk of the plan."""
    names = plan.risk_names
    if unknown := sorted(set(accepted) - names.keys()):
        raise UsageError(Text("error.risk_unknown", {"name": unknown[0]}), near=tuple(names))
