"""The only place that asks the machine for the time. A leaf.

`SALES_TODAY=2026-06-10` fixes the date (tests, demo); business dates come from the data's as-of date, not from here.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from sales_core.kernel.environment import fixed_day


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today's local date, or the date in SALES_TODAY."""
    fixed = fixed_day()
    return date.fromisoformat(fixed) if fixed else datetime.now().astimezone().date()
