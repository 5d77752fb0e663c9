"""What a load does to the rows of its months that are there: adds to them or replaces them, by documents and days.

Decided before the next version is built. Rows of other days and other documents are another part of the month, so both
stay; the same documents are the same rows again, whatever columns the file lacks. What would vanish is a risk, and so
is what would count twice because the user says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset
from sales_core.kernel.terms import Scope, Text
from sales_core.kernel.units import Unit
from sales_core.loading.document_sums import DocumentSums, sums_held, sums_of_loads
from sales_core.loading.load_units import answered
from sales_core.loading.plan import PlannedLoad
from sales_core.loading.row_source import RowSource, loaded_rows
from sales_core.recognition.reading import Answers, Question, ReadingFigure, ReadingOption, Risk
from sales_core.recognition.reading_options import option_label, option_reason
from sales_core.warehouse.measure import main_measure
from sales_core.warehouse.snapshot import Snapshot

ADD_OR_REPLACE = "add_or_replace"
ADD, ONLY_THIS = "add", "replace"
_CHOICES = ((ADD, Text("intake.add_or_replace.add")), (ONLY_THIS, Text("intake.add_or_replace.replace")))


@dataclass(frozen=True, slots=True)
class Replacement:
    """For the loads of one dataset: partitions they add to, others that they replace, and what is open about it."""

    beside: frozenset[str] = frozenset()
    extra: tuple[str, ...] = ()
    question: Question | None = None
    option: ReadingOption | None = None
    """Add or replace, where nobody has to be asked."""
    risk: Risk | None = None


@dataclass(frozen=True, slots=True)
class _Ask:
    """What a question of a dataset's loads is asked with."""

    load: PlannedLoad
    kind: Dataset
    answers: Answers
    is_scoped: bool

    @property
    def answer(self) -> str | None:
        """What was said: add, or only this."""
        given = self.answers.answer(self.load.key, ADD_OR_REPLACE)
        return given if given in (ADD, ONLY_THIS) else None


def replacements(
    loads: Sequence[PlannedLoad], snapshot: Snapshot, answers: Answers, catalogue: Catalogue, scope: Scope
) -> dict[str, Replacement]:
    """Dataset → what its loads do to the months that hold rows already.

    To who sees a part of the company, only the partitions of his own rows are compared.
    """
    found = {}
    for name in dict.fromkeys(load.dataset for load in loads):
        kind = catalogue.dataset(name)
        source = loaded_rows(snapshot, kind)
        if kind.shares_partitions:
            mine = [load for load in loads if load.dataset == name]
            ask = _Ask(mine[0], kind, answers, is_scoped=bool(scope.allowed))
            found[name] = _replacement(mine, snapshot, source, ask)
    return found


def _replacement(loads: Sequence[PlannedLoad], snapshot: Snapshot, source: RowSource | None, ask: _Ask) -> Replacement:
    kind = ask.kind
    if source is None or not snapshot.has_rows(source.table):
        return _alone(loads, ask, "empty_months")
    new = sums_of_loads(loads, kind)
    # A document of another month is left alone.
    old = sums_held(snapshot, source, kind, new.months)
    if old.is_empty:
        return _alone(loads, ask, "empty_months")
    key = "document" if new.is_documented and old.is_documented else "day"
    mine, arriving = new.keys(key), new.partitions
    others = frozenset() if ask.is_scoped else old.partitions - arriving
    if key == "day":
        others = frozenset(one for one in others if _is_coarser(one, arriving))
    # The same documents in another partition: the file lacks a column that the earlier one had, or has one more.
    moved = old.within(others).having(key, mine).partitions
    there = old.within(arriving | moved)
    if there.is_empty:
        return _alone(loads, ask, "other_parts")
    if key == "day" and moved:
        return _asked(ask, new, there, default=None, extra=tuple(sorted(moved)))
    return _met(ask, new, there, key=key, extra=tuple(sorted(moved)))


def _met(ask: _Ask, new: DocumentSums, there: DocumentSums, *, key: str, extra: tuple[str, ...]) -> Replacement:
    """What is done to rows that are there, by whether they are of the same documents or days as the loads' own."""
    kind, mine = ask.kind, new.keys(key)
    if there.having(key, mine).is_empty:
        is_other_day = there.having("day", new.keys("day")).is_empty
        return _asked(ask, new, there, default=ADD if is_other_day else None)
    option = _option(ask, ONLY_THIS, f"same_{key}s", {} if ask.is_scoped else _figures(kind, new, there))
    if ask.answer == ADD:
        risk = _counts_twice(ask.load, new.having(key, there.keys(key)), kind, key)
        return Replacement(there.partitions, option=option, risk=risk)
    risk = _takes_away(ask.load, there.lacking(key, mine), kind, key)
    return Replacement(extra=extra, option=option, risk=risk)


def _alone(loads: Sequence[PlannedLoad], ask: _Ask, origin: str) -> Replacement:
    """Nothing is there of what the loads hold: add and replace come to the same, and both show it."""
    measure = main_measure(ask.kind) or ""
    total = _figure(ask.kind, sum((load.sums.get(measure, Decimal(0)) for load in loads), Decimal(0)))
    return Replacement(option=_option(ask, ADD, origin, {ADD: (total,), ONLY_THIS: (total,)}))


def _option(
    ask: _Ask, found: str, origin: str, figures: Mapping[str, tuple[ReadingFigure, ...]] | None = None
) -> ReadingOption:
    """Add or replace as it is done without a word, to be said otherwise."""
    return ReadingOption(
        ADD_OR_REPLACE,
        ask.load.key,
        option_label(ADD_OR_REPLACE),
        found,
        option_reason(origin),
        _CHOICES,
        answer=ask.answer,
        figures=figures or {},
    )


def _figures(kind: Dataset, new: DocumentSums, there: DocumentSums) -> dict[str, tuple[ReadingFigure, ...]]:
    """What the touched parts of the months hold afterwards, by answer."""
    return {ADD: (_figure(kind, there.total + new.total),), ONLY_THIS: (_figure(kind, new.total),)}


def _is_coarser(partition: str, others: Iterable[str]) -> bool:
    """Whether another partition is this one with some columns left blank, or the other way round."""
    parts = partition.split("|")
    for other in others:
        pairs = list(zip(parts, other.split("|"), strict=False))
        if all(a == b or not a or not b for a, b in pairs) and any(a != b for a, b in pairs):
            return True
    return False


def _asked(
    ask: _Ask, new: DocumentSums, there: DocumentSums, *, default: str | None, extra: tuple[str, ...] = ()
) -> Replacement:
    """Add or replace, as the user says; each answer shows what the touched parts of the months will hold."""
    load, kind = ask.load, ask.kind
    facts = {"months": load.first_month if load.first_month == load.last_month else f"{load.first_month}…"}
    question = Question(
        ADD_OR_REPLACE,
        load.key,
        Text("intake.add_or_replace.question", facts),
        _CHOICES,
        default=default,
        figures=_figures(kind, new, there),
    )
    question = answered(question, ask.answers)
    chosen = question.answer or default
    beside = there.partitions if chosen == ADD else frozenset()
    return Replacement(beside, extra if chosen == ONLY_THIS else (), question)


def _figure(kind: Dataset, amount: Decimal) -> ReadingFigure:
    name = main_measure(kind)
    label = kind.column(name).label if name else kind.label
    return ReadingFigure(label, amount, Unit.MONEY)


def _takes_away(load: PlannedLoad, lost: DocumentSums, kind: Dataset, key: str) -> Risk | None:
    """The documents or days that the months hold now and the file lacks, with their money; None without money."""
    sums = lost.table.group_by(key).aggregate([("amount", "sum")])
    if not pc.any(pc.not_equal(sums["amount_sum"], Decimal(0))).as_py():
        return None
    keys = lost.keys(key).sort().cast(pa.string()).to_pylist()
    shown = ", ".join(keys[:5]) + ("…" if len(keys) > 5 else "")
    text = Text(f"risk.takes_away.{key}s", {"count": len(keys), "examples": shown})
    return Risk(f"takes_away:{load.first_month}", load.key, text, (_figure(kind, -lost.total),))


def _counts_twice(load: PlannedLoad, again: DocumentSums, kind: Dataset, key: str) -> Risk | None:
    """The documents or days of the file that the months hold already, with their money; None without money."""
    if not again.total:
        return None
    keys = again.keys(key).sort().cast(pa.string()).to_pylist()
    shown = ", ".join(keys[:5]) + ("…" if len(keys) > 5 else "")
    text = Text(f"risk.counts_twice.{key}s", {"count": len(keys), "examples": shown})
    return Risk(f"counts_twice:{load.first_month}", load.key, text, (_figure(kind, again.total),))
