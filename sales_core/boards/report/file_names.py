"""What the names of written reports begin with: report, period, and whether its months were closed."""

from __future__ import annotations

from pathlib import PurePath

FINAL, PROVISIONAL = "final", "open"


def begins_with(report: str, period: str, *, is_final: bool) -> str:
    """How the name of a report's file begins."""
    return f"{report}_{period}_{FINAL if is_final else PROVISIONAL}"


def told_by(name: str) -> tuple[str, str, str]:
    """Report, period and state as a file's name tells them; empty where it does not."""
    report, period, state, *_ = (*PurePath(name).stem.split("_"), "", "", "")
    return report, period, state
