"""The risk board: what may be lost in a part of the business, how likely, how much, and how long there is to act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sales_core.alerts.likelihood import Likelihood, history_query, likelihood_of
from sales_core.boards.alerts.case import AlertCase, alert_cases, answerable, label_of, subject_of
from sales_core.boards.blocks import Chart, Column, Table
from sales_core.boards.context import BoardContext
from sales_core.charts.forms.quadrant import Dot, quadrant
from sales_core.kernel.units import CENT, Unit


@dataclass(frozen=True, slots=True)
class RiskLine:
    """One risk. `expected`: likelihood × impact; None where either is not known."""

    case: AlertCase
    likelihood: Likelihood | None
    expected: Decimal | None
    lead_days: int

    @property
    def share(self) -> float | None:
        """The likelihood."""
        return None if self.likelihood is None else self.likelihood.share


def risks(context: BoardContext) -> Table:
    """The open risks of a tab, the most money expected to be lost first."""
    tab, lines = context.choice("tab"), _lines(context)
    columns = (
        Column("what", context.t("alerts.what"), value=lambda line: label_of(context, line.case)),
        Column("who", context.t("alerts.who"), value=lambda line: subject_of(context, line.case)),
        Column("likelihood", context.t("alerts.likelihood"), Unit.PERCENT, "share"),
        Column("months", context.t("alerts.months"), value=lambda line: _months(context, line.likelihood)),
        Column("impact", context.t("alerts.impact"), Unit.MONEY, lambda line: line.case.stake),
        Column("expected", context.t("alerts.expected"), Unit.MONEY),
        Column("lead_days", context.t("alerts.lead"), Unit.COUNT),
        Column("owner", context.t("alerts.owner"), value=lambda line: answerable(context, line.case) or None),
    )
    table = Table.of(
        _title(context, tab, lines), columns, lines,
        key=lambda line: str(line.case.row.id), note=context.t("alerts.risk_note") if lines else "", file="risks",
    )  # fmt: skip
    return replace(table, numbers=tuple(line.case.number for line in lines)) if lines else table


def risk_chart(context: BoardContext) -> Chart | None:
    """The risks of a tab whose likelihood and impact are known: the farther right and up, the worse."""
    lines = [line for line in _lines(context) if line.share is not None and line.case.stake is not None]
    if not lines:
        return None
    dots = tuple(
        Dot(
            str(line.case.row.id), f"{subject_of(context, line.case)} · {label_of(context, line.case)}",
            line.share, line.case.stake, line.expected, mine=line.case.owner == context.viewer.name,
        )
        for line in lines
    )  # fmt: skip
    largest = max(line.case.stake for line in lines if line.case.stake is not None)
    corners = tuple(context.t(f"alerts.corner_{name}") for name in ("prepare", "act", "leave", "reduce"))
    return Chart(
        context.t("alerts.risk_chart", tab=context.t(f"alert.risk.{context.choice('tab')}")),
        quadrant,
        (dots,),
        {
            "middle": (0.5, float(largest) / 2),
            "units": (Unit.PERCENT, Unit.MONEY),
            "titles": (context.t("alerts.likelihood"), context.t("alerts.impact")),
            "corners": corners,
            "is_more_bad": True,
        },
        note=context.t("alerts.risk_chart_note"),
        export=risks(context),
    )


def _lines(context: BoardContext) -> list[RiskLine]:
    """The open risks of the tab, the most money expected to be lost first."""
    tab = context.choice("tab")
    found = (_line(context, one) for one in alert_cases(context) if one.is_open and one.rule and one.rule.risk == tab)
    return sorted(
        found, key=lambda line: (-(line.expected or Decimal(0)), -(line.case.stake or Decimal(0)), line.case.row.id)
    )


def _title(context: BoardContext, tab: str, lines: Sequence[RiskLine]) -> str:
    """How many, and the largest: amounts of cases overlap, so that a sum of them would be no figure."""
    name, count = context.t(f"alert.risk.{tab}"), context.write_count(len(lines))
    if not lines:
        return context.t("alerts.risk_none", tab=name)
    if lines[0].expected is None:
        return context.t("alerts.risk_count", tab=name, count=count)
    return context.t("alerts.risk_title", tab=name, count=count, amount=context.write(lines[0].expected, Unit.MONEY))


def _months(context: BoardContext, found: Likelihood | None) -> str | None:
    return None if found is None else context.t("alerts.months_of", count=found.beyond, known=found.known)


def _line(context: BoardContext, case: AlertCase) -> RiskLine:
    rule = case.rule
    assert rule is not None  # noqa: S101 - only cases of rules stand on the risk board
    query = history_query(rule, case.number.filters, context.reader.as_of, context.catalogue)
    found = None
    if query is not None and not context.is_masked(query.metrics[0]):
        found = likelihood_of(rule, context.run(query).rows)
    expected = None
    if found is not None and case.stake is not None:
        expected = (case.stake * (found.beyond + 1) / (found.known + 2)).quantize(CENT)
    return RiskLine(case, found, expected, rule.lead_days)
