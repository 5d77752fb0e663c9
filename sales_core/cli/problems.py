"""Problems as people and programs read them: where, what was found, the rule, the mend."""

from __future__ import annotations

from collections.abc import Iterable

from sales_core.api import Problem, Severity
from sales_core.cli.console import word
from sales_core.i18n import Locale

SHOWN = 100
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Errors first, then warnings, then notes."""
    return sorted(problems, key=lambda p: _ORDER[p.severity])


def lines(problems: Iterable[Problem], locale: Locale) -> list[str]:
    """Two or three lines a problem: place and value, the rule, the mend; the first hundred."""
    from sales_core.api import describe

    every = ordered(problems)
    texts = []
    for problem in every[:SHOWN]:
        message, mend = describe(problem, locale)
        value = word("cli.problem.value", value=problem.value) if problem.value else ""
        count = word("cli.problem.count", count=problem.count) if problem.count > 1 else ""
        severity = word(f"cli.severity.{problem.severity.value}")
        texts.append(f"{severity} {problem.code}  {problem.place.file}  {problem.place}{value}{count}")
        texts.append(f"    {message}")
        if mend:
            texts.append(f"    → {mend}")
    if len(every) > SHOWN:
        texts.append(word("cli.problem.more", count=len(every) - SHOWN))
    return texts


def problem_records(problems: Iterable[Problem], locale: Locale) -> list[dict[str, object]]:
    """The stable JSON form; docs/cli.md describes it."""
    from sales_core.api import describe

    found: list[dict[str, object]] = []
    for problem in ordered(problems):
        message, mend = describe(problem, locale)
        found.append(
            {
                "code": problem.code,
                "severity": problem.severity.value,
                "file": problem.place.file,
                "sheet": problem.place.sheet,
                "cell": problem.place.cell,
                "column": problem.place.column,
                "value": problem.value,
                "count": problem.count,
                "message": message,
                "mend": mend,
            }
        )
    return found
