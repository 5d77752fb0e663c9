"""Names of months, countries and currencies in a language."""

from __future__ import annotations

from functools import cache

from babel import Locale as BabelLocale
from babel.dates import get_month_names
from babel.numbers import get_territory_currencies

from sales_core.format.shapes import shapes
from sales_core.i18n.catalogue import Locale, t
from sales_core.kernel.money_scale import MoneyScale

#: Offered before the others, which follow by code.
_FIRST_CURRENCIES = ("CNY", "USD", "EUR", "HKD", "JPY", "GBP")


def month_name(number: int, locale: Locale) -> str:
    """A month of the year, 1 to 12, by its name."""
    return str(get_month_names("wide", "stand-alone", locale=shapes(locale).babel)[number])


def country_name(code: str, locale: Locale) -> str:
    """A country by its name; the ISO code itself where it has none."""
    return str(_spoken(locale).territories.get(code, code))


def currency_name(code: str, locale: Locale) -> str:
    """A currency by code and name, such as EUR euro; of a scale what its 100 stands for."""
    if isinstance(code, MoneyScale):
        return t(f"lens.currency_{code.form.value}", locale, base=code.name.in_(locale))
    return f"{code} {_spoken(locale).currencies.get(code, '')}".strip()


@cache
def currencies() -> tuple[str, ...]:
    """ISO codes of the currencies that are legal tender somewhere today, the most used ones first."""
    territories = [code for code in map(str, BabelLocale("en").territories) if len(code) == 2]
    found = {str(currency) for code in territories for currency in get_territory_currencies(code)}
    return (*_FIRST_CURRENCIES, *sorted(found - set(_FIRST_CURRENCIES)))


@cache
def _spoken(locale: Locale) -> BabelLocale:
    return BabelLocale.parse(shapes(locale).babel)
