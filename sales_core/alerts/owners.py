"""Who answers for a figure: the account whose rows are just those that it is about."""

from __future__ import annotations

from collections.abc import Sequence

from sales_core.access.accounts import Account, Accounts
from sales_core.catalogue.dimensions import ORGANISATION
from sales_core.catalogue.number_address import NumberAddress
from sales_core.records.visibility import may_see_number
from sales_core.semantic.service import MetricService


class CaseOwners:
    """Looks for the account that answers for a number; `fallback` answers for what is nobody's, "" = nobody."""

    def __init__(self, accounts: Accounts, figures: MetricService, fallback: str) -> None:
        self._accounts = accounts
        self._figures = figures
        self._known = tuple(one for one in accounts.list() if not one.disabled)
        names = {one.name for one in self._known}
        self._fallback = fallback if fallback in names else ""
        self._names = names
        self._by_value: dict[tuple[str, str], list[Account]] = {}
        for one in self._known:
            for name, values in one.row_scope.allowed:
                for value in values:
                    self._by_value.setdefault((name, value), []).append(one)

    def of(self, number: NumberAddress, level: str, owner: str) -> str:
        """`owner` where he has an account; else who has the deepest scope, down to `level`, with all of its rows.

        Whoever may not see the figure does not answer for it.
        """
        if owner:
            return owner if owner in self._names else self._fallback
        deepest = ORGANISATION.index(level) if level in ORGANISATION else -1
        reached = {
            one.name: one
            for item in number.filters
            for value in item.values
            for one in self._by_value.get((item.dimension, value), ())
        }
        fitting = sorted(
            (-depth, len(one.row_scope.values), one.name)
            for one in reached.values()
            if 0 <= (depth := _depth(one)) <= deepest and self._sees(one.name, number)
        )
        return fitting[0][2] if fitting else self._fallback

    def _sees(self, name: str, number: NumberAddress) -> bool:
        return may_see_number(self._figures, str(number), self._accounts.viewer(name))


def _depth(one: Account) -> int:
    """The deepest level of the organisation that a person's rows are limited by; −1 = none."""
    places: Sequence[int] = [ORGANISATION.index(name) for name, _ in one.row_scope.allowed if name in ORGANISATION]
    return max(places, default=-1)
