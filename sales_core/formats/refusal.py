"""How the reading of one file stops: one problem, raised where it was found and caught in `read_sheets`."""

from __future__ import annotations

from sales_core.kernel.problems import Place, Problem, Severity


class Refusal(Exception):  # noqa: N818 - it is an outcome, not a fault of ours
    """The file cannot be read; `problem` says why. `place.file` is filled in by `read_sheets`."""

    def __init__(
        self,
        code: str,
        *,
        sheet: str = "",
        cell: str = "",
        column: str = "",
        value: str = "",
        **facts: object,
    ) -> None:
        super().__init__(code, sheet, cell, value)
        self.problem = Problem(
            code=code,
            severity=Severity.ERROR,
            place=Place("", sheet, cell, column),
            value=value[:200],
            facts={name: str(fact) for name, fact in facts.items()},
        )


def warning(code: str, *, sheet: str = "", value: str = "", count: int = 1, **facts: object) -> Problem:
    """A problem that needs a tick; `place.file` is filled in by `read_sheets`."""
    return Problem(
        code=code,
        severity=Severity.WARNING,
        place=Place("", sheet),
        value=value[:200],
        facts={name: str(fact) for name, fact in facts.items()},
        count=count,
    )
