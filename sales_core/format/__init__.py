"""The only formatter of numbers, dates and periods: cards, charts, tables, files and terminal agree to the digit.

`short`   card, chart label, axis, sentence: three or four significant digits, 万/亿 or K/M/B
`full`    table, hover, terminal, spreadsheet: money with two decimals, a percentage with two
`plain`   formulas: as full, without currency and day word
`exact`   programs (JSON, CSV): every digit, no thousands apart

Values come in as they are computed (Decimal for money); a double is taken as the shortest decimal that is it. One
rounding everywhere, half away from zero on that decimal value, as people and spreadsheets do it. The words and shapes
of a language are data in `i18n/<language>/format.py`. A unit is a `kernel.units.Unit`.
"""

from __future__ import annotations

from sales_core.format.dates import day, moment, month, period_text, short_month
from sales_core.format.exact import exact, exact_value, grouped, json_value, span
from sales_core.format.figures import MASK, Form, text
from sales_core.format.formula import FormulaNumber, FormulaTerms
from sales_core.format.names import country_name, currencies, currency_name, month_name
from sales_core.format.number import (
    DASH,
    as_decimal,
    bare_percent,
    count,
    currency_symbol,
    formula_number,
    full,
    growth,
    short,
    signed,
    tick,
)
from sales_core.format.spreadsheet import axis_format, cell_format, date_format, edited_format

__all__ = [
    "DASH",
    "MASK",
    "Form",
    "FormulaNumber",
    "FormulaTerms",
    "as_decimal",
    "axis_format",
    "bare_percent",
    "cell_format",
    "count",
    "country_name",
    "currencies",
    "currency_name",
    "currency_symbol",
    "date_format",
    "day",
    "edited_format",
    "exact",
    "exact_value",
    "formula_number",
    "full",
    "grouped",
    "growth",
    "json_value",
    "moment",
    "month",
    "month_name",
    "period_text",
    "short",
    "short_month",
    "signed",
    "span",
    "text",
    "tick",
]
