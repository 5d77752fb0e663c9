"""Tests of the whole company's rows, each asked once a version: which days and columns a fact knows anything of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sales_core.semantic.sql import Sql, join

#: More than any day's questions need; past it the answers are asked anew.
_MOST = 20_000


class VersionTests:
    """Answers of yes-or-no tests on one version, which never changes. `rows`: runs one statement on it."""

    def __init__(self, rows: Callable[[str, Any], list[dict[str, Any]]]) -> None:
        self._rows = rows
        self._answers: dict[Sql, bool] = {}

    def answers(self, tests: Sequence[Sql]) -> list[Sql]:
        """The answer of each test as SQL; those not known yet are asked together."""
        known = self._answers if len(self._answers) < _MOST else {}
        missing = [test for test in dict.fromkeys(tests) if test not in known]
        if missing:
            asked = join([test + f" AS t{at}" for at, test in enumerate(missing)], ", ")
            (row,) = self._rows(f"SELECT {asked.text}", asked.params)
            known = known | {test: bool(row[f"t{at}"]) for at, test in enumerate(missing)}
            self._answers = known
        return [Sql("TRUE" if known[test] else "FALSE") for test in tests]
