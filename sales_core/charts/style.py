"""The style of one figure: theme, language and currency, handed to every chart form."""

from __future__ import annotations

from dataclasses import dataclass

from sales_core.charts.labels import PlotValue, number
from sales_core.charts.theme import LIGHT, Theme
from sales_core.format import Form, bare_percent, short, signed, text, tick
from sales_core.i18n import DEFAULT_LOCALE, Locale, t
from sales_core.kernel.figure import Figure
from sales_core.kernel.units import Unit


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """Theme, language and currency. Its texts are those of the one formatter."""

    theme: Theme = LIGHT
    locale: Locale = DEFAULT_LOCALE
    currency: str = "CNY"

    def text(self, value: PlotValue, unit: Unit = Unit.MONEY) -> str:
        """`value` as a label; a Figure in its own unit and as its state asks for."""
        if isinstance(value, Figure):
            return text(value, Form.SHORT, self.locale, self.currency)
        return short(value, unit, self.locale, self.currency)

    def change(self, value: PlotValue, unit: Unit = Unit.MONEY) -> str:
        """`value` as a difference, its sign always written."""
        if isinstance(value, Figure):
            return text(value, Form.SIGNED, self.locale, self.currency)
        return signed(value, unit, self.locale, self.currency)

    def tick(self, value: float, unit: Unit = Unit.MONEY) -> str:
        """`value` as a mark of an axis."""
        return tick(value, unit, self.locale, self.currency)

    def cell(self, value: PlotValue, unit: Unit = Unit.MONEY) -> str:
        """`value` in a narrow cell: a share as whole percent without the sign."""
        known = number(value)
        if known is None or unit is not Unit.PERCENT:
            return self.text(value, unit)
        return bare_percent(known, self.locale)

    def word(self, key: str, **values: object) -> str:
        """The catalogue's text `chart.<key>`."""
        return t(f"chart.{key}", self.locale, **values)
