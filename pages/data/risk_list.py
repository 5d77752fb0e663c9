"""A risk of a plan with what is at stake and a tick of its own; and the sums that an answer gives."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from pages.kit.context import PageContext
from pages.kit.literal import literal
from sales_core.api import Plan, ReadingFigure, formula_number


def tick(page: PageContext, plan: Plan, name: str) -> bool:
    """The checkbox of the risk that goes by `name`; whether it is ticked."""
    risk = plan.risk_names[name]
    figures = sums(page, risk.figures)
    place = f"{risk.place.file} · {risk.place}" if risk.place else ""
    text = " — ".join(part for part in (page.say(risk.text), figures, place) if part)
    return bool(st.checkbox(literal(text), key=f"risk|{plan.id}|{name}"))


def sums(page: PageContext, figures: Iterable[ReadingFigure]) -> str:
    """`Amount 1,200.00, quantity 12`, in the file's currency."""
    amounts = (f"{page.say(one.label)} {formula_number(one.value, one.unit, page.locale)}" for one in figures)
    return ", ".join(amounts)
