"""A figure with its state as text: what is not known, not defined or not to be seen never looks like a number."""

from __future__ import annotations

from enum import StrEnum

from sales_core.format.number import DASH, formula_number, full, short, signed
from sales_core.i18n import Locale
from sales_core.kernel.figure import Figure, FigureState

#: What stands in place of what the viewer may not see.
MASK = "•••"
_STATES = {FigureState.NONE: DASH, FigureState.UNKNOWN: DASH, FigureState.MASKED: MASK}


class Form(StrEnum):
    """How much of a figure is written."""

    SHORT = "short"
    FULL = "full"
    PLAIN = "plain"
    SIGNED = "signed"
    """As a difference."""


_FORMS = {Form.SHORT: short, Form.FULL: full, Form.SIGNED: signed}


def text(figure: Figure, form: Form, locale: Locale, currency: str = "CNY") -> str:
    """The figure in a form; a dash in place of a value that is not known or not defined, dots for a masked one."""
    if figure.state is not FigureState.KNOWN:
        return _STATES[figure.state]
    if form is Form.PLAIN:
        return formula_number(figure.value, figure.unit, locale)
    return _FORMS[form](figure.value, figure.unit, locale, currency)
