"""What the names of written reports begin with: report, period, and whether its months were closed."""

from __future__ import annotations

from pathlib import PurePath

FINAL, PROVISIONAL = "final", "open"


def begins_with(report: str, period: str, *, is_final: bool) -> str:
    """How the name of a report's file begins."""
    return f"{report}_{period}_{FINAL if is_final else PROVISIONAL}"


_TEMPLATE = "template-"


def template_report(template: int) -> str:
    """What stands for the report in the names of a filled template's files."""
    return f"{_TEMPLATE}{template}"


def template_of(report: str) -> int | None:
    """The number of the template that a file was filled from; None for a report of the product's."""
    number = report.removeprefix(_TEMPLATE)
    return int(number) if report.startswith(_TEMPLATE) and number.isdecimal() else None


def told_by(name: str) -> tuple[str, str, str]:
    """Report, period and state as a file's name tells them; empty where it does not."""
    report, period, state, *_ = (*PurePath(name).stem.split("_"), "", "", "")
    return report, period, state


def template_name(name: str) -> str:
    """What the template is called that a file was filled from, as its own name tells it."""
    return PurePath(name).stem.split("_", 3)[-1].rpartition("_")[0]
