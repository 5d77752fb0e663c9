"""Who owes what, how late, over which limit?"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.kit import cards, empty_states
from pages.kit.amounts import amount, share
from pages.kit.analysed import analysed
from pages.kit.applicable_filters import narrowed, say_dropped
from pages.kit.context import PageContext
from pages.kit.headline import headline
from pages.money import ageing, credit, days, overdue
from sales_core.analysis.receivables.overdue import OverdueCustomer, overdue_customers
from sales_core.format.numbers import compact, day
from sales_core.kernel.query import Compare, Result, Value

_CARDS = (
    "receivables_open",
    "receivables_overdue",
    "overdue_share",
    "collections",
    "dso_countback",
    "over_limit_customers",
)


def render(page: PageContext) -> None:
    """The whole page."""
    page, dropped = narrowed(page, "receivables_open")
    total = page.ask(*_CARDS, compare=Compare.LAST_MONTH)
    if not total.rows or total.one().get("receivables_open") is None:
        empty_states.no_rows(page, page.t("ar.nothing"))
        say_dropped(page, dropped)
        return
    late = analysed(page, overdue_customers)
    headline(
        page,
        sentence(page, total, late),
        page.t("ar.basis", day=day(total.period.end, page.locale)),
    )
    say_dropped(page, dropped)
    cards.show(page, [cards.of(page, total, metric) for metric in _CARDS], key="receivables_cards", least=144)
    left, right = st.columns((1, 1), gap="medium")
    with left:
        ageing.section(page)
    with right:
        days.section(page)
    views = {
        "overdue": lambda: overdue.section(page, late, amount(total.one(), "receivables_overdue")),
        "credit": lambda: credit.section(page),
        "cash": lambda: days.cash_section(page),
    }
    chosen = st.segmented_control(
        page.t("ar.view"),
        list(views),
        default="overdue",
        format_func=lambda view: page.t(f"ar.view_{view}"),
        key="receivables_view",
        label_visibility="collapsed",
        required=True,
    )
    views[chosen or "overdue"]()


def sentence(page: PageContext, total: Result, late_customers: Sequence[OverdueCustomer]) -> str:
    """What is owed, how much of it is late, and who owes most of that."""
    row = total.one()
    owed, late = amount(row, "receivables_open"), amount(row, "receivables_overdue")
    said = {"owed": _money(page, owed), "late": _money(page, late)}
    if late <= 0:
        return page.t("ar.headline_none_late", **said)
    said["share"] = page.compact("overdue_share", row.get("overdue_share"))
    part = share(late_customers[0].overdue, late) if late_customers else None
    if part is None or part < 0.02:
        return page.t("ar.headline", **said)
    said |= {"who": late_customers[0].customer_name, "part": compact(part, "percent", page.locale)}
    return page.t("ar.headline_who", **said)


def _money(page: PageContext, value: Value) -> str:
    return page.compact("receivables_open", value)
