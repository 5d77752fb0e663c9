"""Growth split 2×2: old and new products at old and new customers. The four cells sum to the growth."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sales_core.analysis.selection import Selection
from sales_core.metrics.figures import Figures
from sales_core.metrics.query import Compare
from sales_core.metrics.sql import Sql, value
from sales_core.terms import Period, Viewer

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


def growth(figures: Figures, viewer: Viewer, selection: Selection, version: int | None = None) -> Growth | None:
    """The split against the same days of last year; None before anything is loaded for the period."""
    query = selection.query("net_sales", by=("customer", "product"), compare=Compare.LAST_YEAR)
    told = figures.run(selection.query("net_sales", compare=Compare.LAST_YEAR), viewer, version)
    if told.compared is None:
        return None
    compiled = figures.compiled(query, viewer, version)
    text = Sql("WITH cells AS (") + Sql(compiled.sql, compiled.params) + Sql(_FIRSTS)
    text += Sql(" SELECT coalesce(p.first_day > ") + value(told.compared.end) + Sql(", FALSE) AS new_product,")
    text += Sql(" coalesce(o.first_date > ") + value(told.compared.end) + Sql(", FALSE) AS new_customer,") + _REST
    rows = figures.snapshot(version).rows(text.text, text.params)
    found = {(row["new_product"], row["new_customer"]): row for row in rows}
    kinds = ((False, False), (False, True), (True, False), (True, True))
    made = [_cell(product, customer, found.get((product, customer))) for product, customer in kinds]
    return Growth((made[0], made[1], made[2], made[3]), told.period, told.compared)


_FIRSTS = """),
firsts AS (
    SELECT s.product, coalesce(max(d.launched), min(s.month)) AS first_day
    FROM sales_month_product AS s LEFT JOIN dim_product AS d ON d.product = s.product
    GROUP BY s.product
)"""
_REST = """
    sum(coalesce(c.net_sales, 0)) AS now, sum(coalesce(c.net_sales__before, 0)) AS earlier
FROM cells AS c
LEFT JOIN firsts AS p ON p.product = c.product AND c.product <> ''
LEFT JOIN first_sale AS o ON o.customer = c.customer
GROUP BY 1, 2"""


def _cell(new_product: bool, new_customer: bool, row: dict[str, Decimal] | None) -> Cell:
    if row is None:
        return Cell(new_product, new_customer, _ZERO, _ZERO)
    return Cell(new_product, new_customer, row["now"], row["earlier"])
