"""Growth split 2×2: old and new products at old and new customers. The four cells sum to the growth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from sales_core.analysis.sales.selection import Selection
from sales_core.kernel.query import Compare
from sales_core.kernel.terms import Period, Viewer
from sales_core.semantic.service import MetricService
from sales_core.semantic.sql import Sql, fill, value

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


def growth(figures: MetricService, viewer: Viewer, selection: Selection, version: int | None = None) -> Growth | None:
    """The split against the same days of last year; None before anything is loaded for the period."""
    told = figures.run(selection.query("net_sales", compare=Compare.LAST_YEAR), viewer, version)
    if told.compared is None:
        return None
    places = {
        "now": _sold(figures, viewer, selection, told.period, version),
        "earlier": _sold(figures, viewer, selection, told.compared, version),
        "since": value(told.compared.end),
    }
    text = fill(_SQL, places)
    rows = figures.snapshot(version).rows(text.text, text.params)
    found = {(row["new_product"], row["new_customer"]): row for row in rows}
    kinds = ((False, False), (False, True), (True, False), (True, True))
    made = [_cell(product, customer, found.get((product, customer))) for product, customer in kinds]
    return Growth((made[0], made[1], made[2], made[3]), told.period, told.compared)


def _sold(figures: MetricService, viewer: Viewer, selection: Selection, period: Period, version: int | None) -> Sql:
    """Sales of each customer and product in a period. The two periods are summed apart: nothing is lost by it, and
    joining them cell by cell would cost more than reading both.
    """
    query = replace(selection, period=period).query("net_sales", by=("customer", "product"))
    compiled = figures.compiled(query, viewer, version)
    return Sql(compiled.sql, compiled.params)


_SQL = """
WITH now AS ({now}),
earlier AS ({earlier}),
both_times AS (
    SELECT customer, product, CAST(net_sales AS DECIMAL(18, 4)) AS now, CAST(0 AS DECIMAL(18, 4)) AS earlier FROM now
    UNION ALL
    SELECT customer, product, CAST(0 AS DECIMAL(18, 4)), CAST(net_sales AS DECIMAL(18, 4)) FROM earlier
),
firsts AS (
    SELECT s.product, coalesce(max(d.launched), min(s.month)) AS first_day
    FROM sales_month_product AS s LEFT JOIN dim_product AS d ON d.product = s.product
    GROUP BY s.product
)
SELECT coalesce(p.first_day > {since}, FALSE) AS new_product, coalesce(o.first_date > {since}, FALSE) AS new_customer,
    coalesce(sum(c.now), 0) AS now, coalesce(sum(c.earlier), 0) AS earlier
FROM both_times AS c
LEFT JOIN firsts AS p ON p.product = c.product AND c.product <> ''
LEFT JOIN first_sale AS o ON o.customer = c.customer
GROUP BY 1, 2
"""


def _cell(new_product: bool, new_customer: bool, row: dict[str, Decimal] | None) -> Cell:
    if row is None:
        return Cell(new_product, new_customer, _ZERO, _ZERO)
    return Cell(new_product, new_customer, row["now"], row["earlier"])
