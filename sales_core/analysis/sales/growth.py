"""Growth split 2×2: old and new products at old and new customers. The four cells sum to the growth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from sales_core.analysis.sales.selection import Selection
from sales_core.kernel.query import Compare, ListQuery, Value
from sales_core.kernel.terms import Period, Viewer
from sales_core.semantic.service import MetricService

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Cell:
    """Sales now and in the same days of last year of one kind of product at one kind of customer."""

    new_product: bool
    new_customer: bool
    now: Decimal
    before: Decimal

    @property
    def growth(self) -> Decimal:
        """Now minus before."""
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class Growth:
    """Four cells, old/old first. New: launched (or first sold) after `compared` ended; a customer, first bought
    after it.
    """

    cells: tuple[Cell, Cell, Cell, Cell]
    period: Period
    compared: Period

    @property
    def total(self) -> Decimal:
        """Sales now minus sales before, exactly the sum of the cells."""
        return sum((cell.growth for cell in self.cells), _ZERO)


def sales_growth(
    figures: MetricService, viewer: Viewer, selection: Selection, version: int | None = None
) -> Growth | None:
    """The split against the same days of last year; None before anything is loaded for the period."""
    result = figures.run(selection.query("net_sales", compare=Compare.LAST_YEAR), viewer, version)
    if result.compared is None:
        return None
    query = ListQuery("growth_cells", selection.period, selection.filters, as_of=selection.as_of)
    rows = figures.reader(viewer, version).run_list(query)
    found = {(bool(row["new_product"]), bool(row["new_customer"])): row for row in rows}
    kinds = ((False, False), (False, True), (True, False), (True, True))
    made = [_cell(product, customer, found.get((product, customer))) for product, customer in kinds]
    return Growth((made[0], made[1], made[2], made[3]), result.period, result.compared)


def _cell(new_product: bool, new_customer: bool, row: Mapping[str, Value] | None) -> Cell:
    now, earlier = (row["now"], row["earlier"]) if row else (_ZERO, _ZERO)
    return Cell(new_product, new_customer, cast("Decimal", now), cast("Decimal", earlier))
