"""Numbers that stand in a formula and are written when its language is known."""

from __future__ import annotations

from dataclasses import dataclass

from sales_core.format.number import formula_number
from sales_core.i18n import Locale
from sales_core.kernel.query import Value
from sales_core.kernel.units import Unit


@dataclass(frozen=True, slots=True)
class FormulaNumber:
    """A value with its unit; `decimals` where the usual ones would not do."""

    value: Value
    unit: Unit
    decimals: int | None = None

    def in_(self, locale: Locale) -> str:
        """The value in plain form."""
        return formula_number(self.value, self.unit, locale, self.decimals)


@dataclass(frozen=True, slots=True)
class FormulaTerms:
    """Numbers one after the other with a sign between them."""

    terms: tuple[FormulaNumber, ...]
    sign: str = " + "

    def in_(self, locale: Locale) -> str:
        """The terms in plain form."""
        return self.sign.join(term.in_(locale) for term in self.terms)
