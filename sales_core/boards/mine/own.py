"""Whose page it is, and what it says first: sales against target, pay, place."""

from __future__ import annotations

from dataclasses import replace

from sales_core.analysis.pay.ledger import PayCase
from sales_core.boards.allowance import may_ask_list
from sales_core.boards.blocks import CardRow, Chart, Headline, Narrative, Table
from sales_core.boards.context import BoardContext
from sales_core.boards.customers import five_calls
from sales_core.boards.decisions import tables
from sales_core.boards.number import Drill
from sales_core.boards.overview import summary, way_back
from sales_core.boards.pay import mirror, slips
from sales_core.boards.receivables import overdue
from sales_core.boards.sales import distance_to_pace
from sales_core.boards.scorecard import scores
from sales_core.kernel.figure import FigureState
from sales_core.kernel.query import Filter, Query
from sales_core.kernel.terms import Period, Right
from sales_core.semantic.peers import PeerMeasure, PeerQuestion, peer_places

_REP = "rep"


def person(context: BoardContext) -> str:
    """Whose page it is: the only rep whose rows one sees, or the only one that is filtered; '' = nobody's."""
    of_scope = dict(context.viewer.scope.allowed).get(_REP, ())
    of_filter = next((one.values for one in context.filters if one.dimension == _REP), ())
    found = of_filter or of_scope
    return found[0] if len(found) == 1 else ""


def empty(context: BoardContext) -> str | None:
    """Neither sales nor a target of him or, while nobody is chosen, of anybody; that nobody is, the headline says."""
    return summary.empty(context)


def headline(context: BoardContext) -> Headline:
    """What Overview says of his rows; below, his pay and his place."""
    if not person(context):
        return Headline(context.t("mine.nobody"))
    if (nothing := empty(context)) is not None:
        return Headline(nothing)
    found = summary.headline(context)
    said = (context.label(_REP, person(context)), _paid(context), _place(context), found.detail)
    return Headline(found.sentence, " · ".join(part for part in said if part))


def _has_rows(context: BoardContext) -> bool:
    return bool(person(context)) and empty(context) is None


def _case(context: BoardContext) -> PayCase | None:
    """His payslip; None without plans or the right to see pay."""
    if not (context.may(Right.VIEW_PAY) and context.may(Right.VIEW_AMOUNTS)):
        return None
    return slips.seen_case(context, person(context))


def _paid(context: BoardContext) -> str:
    case = _case(context)
    if case is None:
        return ""
    month = context.span(slips.ledger(context).whole_month)
    return context.t("mine.paid", month=month, amount=slips.money(context, case.slip.amount))


def _place(context: BoardContext) -> str:
    """His place by attainment among all reps, where he may be told it."""
    if not context.may(Right.VIEW_RANK):
        return ""
    question = PeerQuestion(Query(("achievement",), (_REP,), context.period), (PeerMeasure("achievement", 1.0),))
    found = peer_places(context.company.figures, context.viewer, question, context.version)
    mine = found.places.get(person(context))
    if mine is None or mine.rank.state is not FigureState.KNOWN:
        return ""
    count = found.sizes[mine.cohort]
    return context.t("mine.place", place=mine.rank.value, count=count.value)


def standing(context: BoardContext) -> CardRow | None:
    """Sales, landing, margin and cash of his rows."""
    return summary.standing_row(context) if _has_rows(context) else None


def distance(context: BoardContext) -> Chart | None:
    """His running distance to the pace."""
    return distance_to_pace.distance_to_pace(context) if _has_rows(context) else None


def pay(context: BoardContext) -> Narrative | None:
    """What reaches the next step of his plan, and what waits."""
    return mirror.step_of(context, _case(context)) if person(context) else None


def score(context: BoardContext) -> Table | None:
    """His score and what each measure brings."""
    return scores.table(context) if person(context) and scores.is_scored(context) else None


def calls(context: BoardContext) -> Table | None:
    """The customers who bring most back."""
    return way_back.calls(context) if person(context) else None


def five(context: BoardContext) -> Table | None:
    """Today's calls: of all reasons, the five worth most."""
    return five_calls.calls(context) if _has_rows(context) else None


def late(context: BoardContext) -> Table | None:
    """His overdue customers with the next action; a row opens what each owes."""
    if not person(context) or not may_ask_list(context, "overdue_customers"):
        return None
    found = overdue.overdue(context)
    whose = (Filter(_REP, (person(context),)),)
    query = context.query("receivables_open", period=Period(context.day, context.day), filters=whose)
    drill = Drill(query, "receivables_open", ("customer",))
    return replace(found, selects="", note="", drill=drill) if found.rows else None


def decisions(context: BoardContext) -> Table | None:
    """Open decisions about his figures: those that who sees only his rows is told of."""
    return tables.open_decisions(context) if _REP in dict(context.viewer.scope.allowed) and person(context) else None
