"""A figure with its state as text: what is not known, not defined or not to be seen never looks like a number."""

from __future__ import annotations

from enum import StrEnum

from sales_core.format.number import DASH, formula_number, full, short
from sales_core.i18n import Locale
from sales_core.kernel.figure import Figure, FigureState

_STATES = {FigureState.NONE: DASH, FigureState.UNKNOWN: "?", FigureState.MASKED: "•••"}


class Form(StrEnum):
    """How much of a figure is written."""

    SHORT = "short"
    FULL = "full"
    PLAIN = "plain"


def text(figure: Figure, form: Form, locale: Locale, currency: str = "CNY") -> str:
    """The figure in a form; a sign in place of a value that is not known, not defined or masked."""
    if figure.state is not FigureState.KNOWN:
        return _STATES[figure.state]
    if form is Form.PLAIN:
        return formula_number(figure.value, figure.unit, locale)
    return (short if form is Form.SHORT else full)(figure.value, figure.unit, locale, currency)
