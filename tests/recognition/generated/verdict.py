"""Reads generated tables and says how each ended: right, asked, refused; anything else is wrong.

A load that a plain yes would carry out counts as loaded: only a question without a default and a risk count as asked.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pyarrow.compute as pc

from sales_core.catalogue.catalogue import product
from sales_core.kernel.problems import Severity
from sales_core.kernel.settings import Limits
from sales_core.recognition.read import read_file
from sales_core.recognition.reading import Answers, FileReading, ReferenceData, TableReading
from tests.recognition.conftest import load
from tests.recognition.generated.case import Case, Maker

RIGHT, ASKED, REFUSED, SILENT = "right", "asked", "refused", "silent"
TODAY = date(2026, 11, 27)
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Ending:
    """How one table ended; `why` when it is not as it must be."""

    case: Case
    ended: str
    why: str = ""
    reasons: tuple[str, ...] = ()
    """Questions, risks or codes for which it did not load."""


@dataclass(frozen=True)
class Tally:
    """How the tables of one maker ended."""

    maker: str
    counts: Counter[str]
    wrong: tuple[str, ...]

    def __str__(self) -> str:
        ends = " | ".join(f"{self.counts[end]:5}" for end in (RIGHT, ASKED, REFUSED, SILENT))
        return f"{self.maker:24} | {self.counts.total():5} | {ends}"


def tally(maker: Maker, count: int, folder: Path, seed: str) -> Tally:
    """Reads that many tables of a maker."""
    rng = Random(f"{seed} {maker.__name__}")
    counts, wrong = Counter[str](), []
    for number in range(count):
        ending = judge(maker(rng), folder)
        counts[ending.ended] += 1
        if ending.why:
            shown = ending.case.content[:400].decode(errors="replace")
            wrong.append(f"{maker.__name__} {number} {ending.case.notes}: {ending.why}\n{ending.case.name}\n{shown}")
    return Tally(maker.__name__, counts, tuple(wrong))


def tallies_table(kind: str, tallies: Sequence[Tally]) -> str:
    """The table of one kind, with its sums."""
    counts: Counter[str] = sum((one.counts for one in tallies), Counter())
    whole = Tally(f"kind {kind}", counts, ())
    return "\n".join(
        ["maker                    | tables | right | asked | refused | silent", *map(str, [*tallies, whole])]
    )


def judge(case: Case, folder: Path) -> Ending:
    """How the table ended, and how once it was answered."""
    ending = _ending(case, Answers(), folder)
    if ending.ended != ASKED or not case.answers or ending.why:
        return ending
    answered = _ending(case, Answers(answers={"*": dict(case.answers)}), folder, is_answered=True)
    return Ending(case, answered.ended if answered.why else ASKED, answered.why and f"once answered: {answered.why}")


def _ending(case: Case, answers: Answers, folder: Path, *, is_answered: bool = False) -> Ending:
    path = folder / "upload"
    path.write_bytes(case.content)
    with tempfile.TemporaryDirectory(dir=folder) as out:
        reading = read_file(
            path,
            name=case.name,
            catalogue=product(),
            reference=ReferenceData(today=TODAY),
            answers=answers,
            limits=Limits(),
            out=Path(out),
            progress=lambda stage, share: None,
        )
        return _judged(case, reading, is_answered=is_answered)


def _judged(case: Case, reading: FileReading, *, is_answered: bool) -> Ending:
    if any(table.risks or _waits(table) for table in reading.tables):
        return Ending(case, ASKED, reasons=_open(reading))
    errors = {p.code for p in reading.all_problems if p.severity is Severity.ERROR}
    loaded = [table for table in reading.tables if table.rows_file is not None]
    if errors:
        why = "" if errors <= case.refusals or not case.dataset else f"refused for {sorted(errors)}"
        return Ending(case, REFUSED, why, tuple(errors))
    if not loaded:
        return Ending(case, REFUSED, "" if not case.dataset else "nothing is said and nothing loads")
    why = _difference(case, loaded, is_answered=is_answered)
    return Ending(case, SILENT if why else RIGHT, why)


def _open(reading: FileReading) -> tuple[str, ...]:
    waiting = [q.id for table in reading.tables for q in table.questions if q.answer is None and q.default is None]
    return (*waiting, *(risk.id for table in reading.tables for risk in table.risks))


def _waits(table: TableReading) -> bool:
    return any(question.answer is None and question.default is None for question in table.questions)


def _difference(case: Case, loaded: Sequence[TableReading], *, is_answered: bool) -> str:
    """What loaded tables say that is not true."""
    if case.must_ask and not is_answered:
        return "two readings are true and none was asked about"
    if not case.dataset:
        return f"loaded as {[table.dataset for table in loaded]}: {[dict(table.sums) for table in loaded]}"
    if others := {table.dataset for table in loaded} - {case.dataset, case.also if is_answered else case.dataset}:
        return f"loaded as {others}"
    tables = [load(table.rows_file) for table in loaded if table.rows_file is not None]
    for name, true in case.sums.items():
        got = sum(
            (pc.sum(rows[name]).as_py() or Decimal(0) for rows in tables if name in rows.column_names), Decimal(0)
        )
        if abs(got - true) > _CENT * sum(rows.num_rows for rows in tables):
            return f"{name} {got} not {true}"
    period = product().dataset(case.dataset).period or ""
    expected: dict[str, set[object]] = {name: {value} for name, value in case.constants.items()}
    if case.days:
        expected[period] = set(case.days)
    for name in (*expected, *case.different):
        held: set[object] = {value for rows in tables if name in rows.column_names for value in rows[name].to_pylist()}
        if held != expected.get(name, held) or len(held) != case.different.get(name, len(held)):
            return f"{name} holds {sorted(map(str, held))[:8]}"
    return ""
