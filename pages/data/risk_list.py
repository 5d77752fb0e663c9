"""The risks of a plan, each with what is at stake and a tick of its own; and the sums that an answer gives."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from pages.kit.context import PageContext
from pages.kit.literal import literal
from sales_core.api import Plan, ReadingFigure, formula_number


def show(page: PageContext, plan: Plan) -> tuple[str, ...]:
    """One checkbox a risk; the names of those that are ticked."""
    ticked = []
    for name, risk in plan.risk_names.items():
        figures = sums(page, risk.figures)
        place = f"{risk.place.file} · {risk.place}" if risk.place else ""
        text = " — ".join(part for part in (page.say(risk.text), figures, place) if part)
        if st.checkbox(literal(text), key=f"risk|{plan.id}|{name}"):
            ticked.append(name)
    return tuple(ticked)


def sums(page: PageContext, figures: Iterable[ReadingFigure]) -> str:
    """`Amount 1,200.00, quantity 12`, in the file's currency."""
    amounts = (f"{page.say(one.label)} {formula_number(one.value, one.unit, page.locale)}" for one in figures)
    return ", ".join(amounts)
