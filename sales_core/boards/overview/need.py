"""One thing that needs somebody: how much money is at stake, who answers for it, and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sales_core.boards.context import BoardContext
from sales_core.boards.number import Drill, NumberAddress
from sales_core.kernel.figure import Figure
from sales_core.kernel.query import Value
from sales_core.kernel.units import Unit


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


#: Makes the cases of a need when they are wanted.
CasesOf = Callable[[], list[Case]]
#: A need and its cases; None = nothing needs anybody.
Found = tuple[Need, CasesOf] | None


def need_of(  # noqa: PLR0917 - the fields of a need
    context: BoardContext, metric: str, area: str, text: str, at_stake: Value, owner: str, step: str
) -> Need:
    """The need that a metric tells; its amount is masked for those who may not see the metric."""
    figure = context.figure(metric, None) if context.is_masked(metric) else Figure.of(at_stake, Unit.MONEY)
    number = NumberAddress(metric, context.period, context.filters)
    return Need(metric, context.t(f"need.area_{area}"), text, figure, number, owner, step)


def number_of(context: BoardContext, metric: str, dimensions: tuple[str, ...], *codes: str) -> NumberAddress | None:
    """The figure of one case: the metric of these codes."""
    return Drill(context.query(metric), metric, dimensions).number(codes, context.catalogue)
