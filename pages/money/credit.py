"""Credit limits and concentration: who is over the limit, and how much hangs on few customers."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.kit import chart, tables
from pages.kit.amounts import ZERO
from pages.kit.analysed import analysed
from pages.kit.chart_style import look
from pages.kit.context import PageContext
from pages.kit.drill import open_number, picked
from sales_core.analysis.receivables.credit import CreditLine, CreditState, concentration, credit_lines
from sales_core.charts.forms.ranked import Place, ranked
from sales_core.charts.theme import Tone
from sales_core.kernel.query import Value

_TIGHT = (CreditState.OVER, CreditState.NEAR)


def section(page: PageContext) -> None:
    """Customers by use of their limit on the left, the largest debtors on the right."""
    lines = analysed(page, credit_lines)
    left, right = st.columns((3, 2), gap="medium")
    with left:
        _limits(page, lines)
    with right:
        _largest(page, lines)


def _limits(page: PageContext, lines: Sequence[CreditLine]) -> None:
    over = [line for line in lines if line.state is CreditState.OVER]
    key = "ar.over_limit" if over else "ar.none_over_limit"
    excess = -sum((line.headroom or ZERO for line in over), ZERO)
    said = page.t(key, customers=len(over), amount=page.compact("over_limit_amount", excess))
    unset = sum(line.state is CreditState.NO_LIMIT and line.balance > 0 for line in lines)
    chart.heading(said, page.t("ar.over_limit_note", unset=unset))
    shown = sorted((line for line in lines if line.state in _TIGHT), key=lambda line: line.headroom or ZERO)
    if not shown:
        return
    columns = [
        tables.TableColumn("name", page.t("ar.customer"), width="medium"),
        tables.TableColumn("state", page.t("ar.credit_state")),
        tables.metric_column(page, "credit_utilisation"),
        tables.TableColumn("exposure", page.t("ar.exposure"), "money", help=page.t("ar.exposure_help")),
        tables.metric_column(page, "credit_limit"),
        tables.TableColumn("headroom", page.t("ar.headroom"), "money"),
        tables.metric_column(page, "receivables_overdue"),
        tables.TableColumn("over_term", page.metric_name("over_term"), "money"),
        tables.TableColumn("rep", page.t("shell.dimension_rep")),
    ]
    rows = [_row(page, line) for line in shown]
    at = tables.show(page, rows, columns, key="over_limit", file="over_limit", height=360, pick=True)
    keys = None if at is None else {"customer": shown[at].customer}
    open_number(page, page.query("receivables_open"), "receivables_open", keys, key="over_limit")


def _row(page: PageContext, line: CreditLine) -> dict[str, Value]:
    return {
        "name": line.customer_name,
        "state": page.t(f"ar.credit_{line.state.value}"),
        "credit_utilisation": line.utilisation,
        "exposure": line.exposure,
        "credit_limit": line.credit_limit,
        "headroom": line.headroom,
        "receivables_overdue": line.overdue,
        "over_term": line.over_term,
        "rep": page.label("rep", line.rep),
    }


def _largest(page: PageContext, lines: Sequence[CreditLine]) -> None:
    owed = concentration((line.customer, line.balance) for line in lines)
    known = {line.customer: line for line in lines}
    places = [
        Place(
            customer,
            known[customer].customer_name,
            balance,
            rank,
            tone=Tone.BAD if known[customer].overdue > balance / 2 else Tone.NEUTRAL,
            detail=page.t(
                "ar.largest_detail",
                late=page.compact("receivables_overdue", known[customer].overdue),
                share=page.compact("overdue_share", part),
            ),
        )
        for rank, (customer, balance, part) in enumerate(owed.top, 1)
    ]
    said = page.t("ar.concentration", top=len(places), share=page.compact("overdue_share", owed.top_share))
    figure = ranked(places, look(page), moves=False)
    points = chart.frame(page, said, figure, key="largest", note=page.t("ar.concentration_note"), pick=True)
    customer = picked(points)
    keys = {"customer": str(customer)} if customer else None
    open_number(page, page.query("receivables_open"), "receivables_open", keys, key="largest")
