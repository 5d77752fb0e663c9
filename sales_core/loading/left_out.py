"""Loading what is ready of a drop: files and sheets that stand in the way are left out, and stay visible."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sales_core.kernel.problems import errors_in
from sales_core.loading.plan import Plan
from sales_core.recognition.reading import SKIP, Answers


def not_ready(plan: Plan) -> tuple[str, ...]:
    """Keys of the tables, and names of the files, that are refused or wait for an answer."""
    asking = {question.key for question in plan.unanswered}
    keys = []
    for reading in plan.readings:
        if errors_in(reading.problems):
            keys.append(reading.file)
            continue
        for table in reading.tables:
            if table.key in asking or errors_in(table.problems):
                keys.append(table.key)
    return tuple(dict.fromkeys(keys))


def ready(plan: Plan) -> tuple[str, ...]:
    """Keys of the tables that could be loaded as they are."""
    waiting = set(not_ready(plan))
    dropped = (reading for reading in plan.readings if reading.file not in waiting and not reading.is_added)
    tables = (table for reading in dropped for table in reading.tables)
    return tuple(table.key for table in tables if table.key not in waiting and table.rows_file is not None)


def ready_count(plan: Plan) -> int:
    """How many tables could be loaded as they are."""
    return len(ready(plan))


def leaving_out(answers: Answers, keys: Iterable[str]) -> Answers:
    """The answers, with these tables and files left out."""
    return replace(answers, datasets={**answers.datasets, **dict.fromkeys(keys, SKIP)})
