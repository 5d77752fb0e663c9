"""What selling days and the usual course of a month are learned from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PacingSpec:
    """`curve_metric`: the metric whose daily values of the whole company give the usual course of a month.

    `calendar_table` has a row for each day that the company's calendar decides otherwise than the public one:
    `day_column` (DATE) and `working_column` (BOOLEAN).
    The curve is company reference data: it holds shares of a month, never amounts, and is the same for every viewer.
    """

    curve_metric: str
    calendar_table: str
    day_column: str
    working_column: str


PACING = PacingSpec("net_sales", "calendar", "date", "working_day")
