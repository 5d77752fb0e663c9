"""Safety stock and what it assumes. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Policy:
    """What the plan assumes. `lead_time_days` where the product states none; `lead_time_sd` in days."""

    service_level: float = 0.95
    lead_time_days: int = 14
    lead_time_sd: float = 0.0

    @property
    def z(self) -> float:
        """The normal quantile of the service level: 1.645 for 95 %."""
        return NormalDist().inv_cdf(self.service_level)


def safety_stock(z: float, daily: float, daily_sd: float, lead_days: float, lead_sd: float) -> float:
    """Z·√(L·σd² + d̄²·σL²), in units."""
    return z * math.sqrt(lead_days * daily_sd**2 + daily**2 * lead_sd**2)


def daily_sd(squares: float, total: float, days: int) -> float:
    """Sample standard deviation of daily sales from Σx² and Σx over `days`, days without sales included."""
    return math.sqrt(max(0.0, squares - total * total / days) / (days - 1)) if days > 1 else 0.0
