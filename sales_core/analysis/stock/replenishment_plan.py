"""The re-order list as values."""

from __future__ import annotations

from datetime import date
from typing import Literal

from sales_core.analysis.stock.replenishment_line import StockLine, StockState
from sales_core.forecast.safety_stock import Policy
from sales_core.kernel.query import Filter
from sales_core.semantic.reader import FigureReader

ReplenishmentLevel = Literal["product", "branch", "warehouse"]


def stock_plan(
    reader: FigureReader,
    day: date,
    *,
    place: ReplenishmentLevel = "product",
    policy: Policy | None = None,
    filters: tuple[Filter, ...] = (),
) -> tuple[StockLine, ...]:
    """Own stock on `day` (each warehouse's last snapshot) with demand, reorder point, shortage and excess.

    `place`: product = one line per product, all places together; branch, warehouse = per product and place.
    """
    rules = policy or Policy()
    parameters = {
        "place": place,
        "service_level": rules.service_level,
        "default_lead_time_days": rules.lead_time_days,
        "lead_time_deviation": rules.lead_time_sd,
    }
    names = [name for name in StockLine.__dataclass_fields__ if name != "state"]
    return tuple(
        StockLine(**{name: row[name] for name in names}, state=StockState(str(row["state"])))  # type: ignore[arg-type]
        for row in reader.list_on("reorder_list", day, filters, parameters)
    )
