"""One thing that needs somebody: how much money is at stake, who answers for it, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from sales_core.boards.number import NumberAddress
from sales_core.kernel.figure import Figure
from sales_core.kernel.query import Value


@dataclass(frozen=True, slots=True)
class Case:
    """One customer, lot or product of a need: how much, what else is to be known, who, and the next step."""

    code: str
    name: str
    amount: Value
    detail: str = ""
    owner: str = ""
    step: str = ""
    number: NumberAddress | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """What needs somebody. `number` is the figure that a decision about it is about."""

    id: str
    area: str
    text: str
    at_stake: Figure
    number: NumberAddress
    owner: str = ""
    step: str = ""
