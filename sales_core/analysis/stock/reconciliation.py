"""Does a distributor's stock report balance: opening + in − out = closing?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sales_core.analysis.visible import HELD_DIMENSIONS, bind, visible
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import Period, Right, Viewer
from sales_core.warehouse.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """One distributor, product and report: opening + inbound − outbound should be closing. Quantities."""

    holder: str
    holder_name: str
    product: str
    day: date
    opening: Decimal
    inbound: Decimal
    outbound: Decimal
    closing: Decimal

    @property
    def difference(self) -> Decimal:
        """Closing as reported less what it should be; 0 = it balances."""
        return self.closing - (self.opening + self.inbound - self.outbound)


_BALANCE = """
SELECT f.holder, coalesce(k.name, f.holder) AS holder_name, f.product, f.date AS day,
    sum(f.opening) AS opening, sum(f.inbound) AS inbound, sum(f.outbound) AS outbound, sum(f.quantity) AS closing
FROM distributor_stock f LEFT JOIN dim_customer k ON k.customer = f.holder
WHERE f.date >= ? AND f.date <= {at} AND {visible}
GROUP BY f.holder, k.name, f.product, f.date
HAVING count(f.opening) > 0 OR count(f.inbound) > 0 OR count(f.outbound) > 0
ORDER BY f.holder, f.date, f.product
"""


def balance_lines(
    snapshot: Snapshot, viewer: Viewer, period: Period, *, filters: Sequence[Filter] = ()
) -> tuple[BalanceLine, ...]:
    """Every reported line of the period with its balance check; reports without movements are left out."""
    where = visible(viewer, Right.VIEW_STOCK, HELD_DIMENSIONS, filters)
    sql = bind(_BALANCE, period.end, visible=where)
    rows = snapshot.rows(sql.text, (period.start, *sql.params))
    zero = Decimal(0)
    return tuple(
        BalanceLine(
            row["holder"], row["holder_name"], row["product"], row["day"], row["opening"] or zero,
            row["inbound"] or zero, row["outbound"] or zero, row["closing"] or zero,
        )
        for row in rows
    )  # fmt: skip
