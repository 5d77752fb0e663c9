"""The look of one figure: theme, language and currency, handed to every chart form."""

from __future__ import annotations

from dataclasses import dataclass

from sales_core.charts.labels import Number, Unit, text
from sales_core.charts.theme import LIGHT, Theme
from sales_core.i18n import Locale, t


@dataclass(frozen=True, slots=True)
class Look:
    """Theme, language and currency."""

    theme: Theme = LIGHT
    locale: Locale = "zh"
    currency: str = "CNY"

    def text(self, value: Number, unit: Unit = Unit.MONEY, *, signed: bool = False) -> str:
        """`value` written short in this language."""
        return text(value, unit, self.locale, currency=self.currency, signed=signed)

    def word(self, key: str, **values: object) -> str:
        """The catalogue's text `chart.<key>`."""
        return t(f"chart.{key}", self.locale, **values)
