"""The alerts board: my cases, all of them, those that are over, and the risk board."""

from __future__ import annotations

from sales_core.boards.alerts import cases, risk, summary
from sales_core.boards.board import BlockSpec, Board, Choice
from sales_core.catalogue.alert import RiskTab
from sales_core.kernel.terms import Right

_RISK = ("view", ("risk",))
_CASES = ("view", (*cases.LISTED, "history"))

BOARD = Board(
    id="alerts",
    right=Right.VIEW_SALES,
    question="question.alerts",
    choices=(
        Choice(
            "view",
            "alerts.view",
            (*cases.LISTED, "history", "risk"),
            cases.usual_view,
            lambda c, v: c.t(f"alerts.view_{v}"),
        ),
        Choice("tab", "alerts.tab", tuple(RiskTab), RiskTab.MARKET.value, lambda c, v: c.t(f"alert.risk.{v}")),
        Choice("case", "alerts.case", rows_of="cases", name=cases.case_name),
    ),
    blocks=(
        BlockSpec("headline", summary.headline),
        BlockSpec("cases", cases.cases, ("view",), _CASES),
        BlockSpec("gathered", summary.gathered, shown=("view", ("all",))),
        BlockSpec("risk_chart", risk.risk_chart, ("tab",), _RISK),
        BlockSpec("risks", risk.risks, ("tab",), _RISK),
        BlockSpec("cause", cases.cause, ("case",), _CASES),
        BlockSpec("answer", cases.answer, ("case",), _CASES),
    ),
)
