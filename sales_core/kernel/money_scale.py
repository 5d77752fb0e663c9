"""The currency of a viewer who sees no exact amounts: hundredths of a named total of the company."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Self

from sales_core.kernel.query import Value
from sales_core.kernel.terms import MoneyForm, Text

#: Decimals of a scaled amount, as many as money has.
_STEP = Decimal("0.0001")
_HUNDRED = Decimal(100)


class MoneyScale(str):
    """Stands where the code of a currency stands, and is written as `INDEX` or `BANDS`.

    `base`: the amount, in `currency`, that 100 stands for; `name` says which amount that is. Both stay in the server.
    """

    __slots__ = ("base", "currency", "form", "name")

    form: MoneyForm
    base: Decimal
    currency: str
    name: Text

    def __new__(cls, form: MoneyForm, base: Decimal, currency: str, name: Text) -> Self:
        """Raises ValueError for a base that nothing can be measured by."""
        if base <= 0:
            raise ValueError("a scale of nothing")
        made = super().__new__(cls, form.value.upper())
        made.form, made.base, made.currency, made.name = form, base, currency, name
        return made

    def scaled(self, value: Value) -> Value:
        """An amount in hundredths of the base, with four decimals; what is no number as it is."""
        if value is None or isinstance(value, str) or not isinstance(value, Decimal | int | float):
            return value
        number = Decimal(str(value))
        return (number * _HUNDRED / self.base).quantize(_STEP, ROUND_HALF_UP) if number.is_finite() else value

    def amount(self, scaled: Decimal) -> Decimal:
        """About the amount that a scaled one stands for, in `currency`."""
        return scaled * self.base / _HUNDRED

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MoneyScale) and self._facts == other._facts

    def __ne__(self, other: object) -> bool:
        return not self == other  # a str has one of its own

    def __hash__(self) -> int:
        return hash(self._facts)

    def __getnewargs__(self) -> tuple[MoneyForm, Decimal, str, Text]:  # type: ignore[override]
        return self.form, self.base, self.currency, self.name

    @property
    def _facts(self) -> tuple[MoneyForm, Decimal, str]:
        return self.form, self.base, self.currency
