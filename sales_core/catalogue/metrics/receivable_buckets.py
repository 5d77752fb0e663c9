"""How late is late: the buckets of receivables by days past due, for metrics and lists alike."""

from __future__ import annotations

from collections.abc import Sequence

#: (id, first day, last day) by days past the due date or since the document date; None = no last day.
AGE_BUCKETS: tuple[tuple[str, int, int | None], ...] = (
    ("1_30", 1, 30),
    ("31_60", 31, 60),
    ("61_90", 61, 90),
    ("91_120", 91, 120),
    ("over_120", 121, None),
)


def bucket_case(days: str, early: str, buckets: Sequence[tuple[str, int, int | None]] = AGE_BUCKETS) -> str:
    """SQL that names the bucket of `days` (an expression); `early` is the SQL before the first day and for NULL."""
    whens = " ".join(
        f"WHEN {days} >= {first} THEN '{name}'"
        if last is None
        else f"WHEN {days} BETWEEN {first} AND {last} THEN '{name}'"
        for name, first, last in buckets
    )
    return f"CASE {whens} ELSE {early} END"
