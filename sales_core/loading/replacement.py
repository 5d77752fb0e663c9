"""What a load does to the rows of its months that are there: adds to them or replaces them, by documents and days.

Decided before the next version is built. Rows of other days and other documents are another part of the month, so both
stay; the same documents are the same rows again, whatever columns the file lacks. What would vanish is a risk.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset
from sales_core.kernel.terms import Scope, Text
from sales_core.kernel.units import Unit
from sales_core.loading.load_units import answered, read_rows
from sales_core.loading.plan import PlannedLoad
from sales_core.loading.row_source import RowSource, loaded_rows
from sales_core.recognition.reading import Answers, Question, ReadingFigure, Risk
from sales_core.warehouse.measure import main_measure
from sales_core.warehouse.snapshot import Snapshot

ADD_OR_REPLACE = "add_or_replace"
ADD, ONLY_THIS = "add", "replace"
#: Share of rows that must state a document for documents to decide.
_STATED = 0.9


@dataclass(frozen=True, slots=True)
class Replacement:
    """For the loads of one dataset: partitions they add to, others that they replace, and what is open about it."""

    beside: frozenset[str] = frozenset()
    extra: tuple[str, ...] = ()
    question: Question | None = None
    risk: Risk | None = None


@dataclass(frozen=True, slots=True)
class _Ask:
    """What a question of a dataset's loads is asked with."""

    load: PlannedLoad
    kind: Dataset
    answers: Answers


@dataclass(slots=True)
class _Rows:
    """Rows by partition: their documents and days, each with its money. `undocumented`: rows without a document."""

    documents: dict[str, dict[str, Decimal]] = field(default_factory=lambda: defaultdict(dict))
    days: dict[str, dict[date, Decimal]] = field(default_factory=lambda: defaultdict(dict))
    rows: int = 0
    undocumented: int = 0

    @property
    def partitions(self) -> frozenset[str]:
        return frozenset(self.days)

    @property
    def is_documented(self) -> bool:
        return self.rows > 0 and self.undocumented <= (1 - _STATED) * self.rows

    def keys(self, partitions: Iterable[str], *, by_document: bool) -> dict[str | date, Decimal]:
        """Document or day → money, over some partitions."""
        found: dict[str | date, Decimal] = {}
        for one in partitions:
            for key, amount in (self.documents if by_document else self.days)[one].items():
                found[key] = found.get(key, Decimal(0)) + amount
        return found


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
        if kind.shares_partitions and source is not None:
            mine = [load for load in loads if load.dataset == name]
            found[name] = _replacement(
                mine, snapshot, source, _Ask(mine[0], kind, answers), is_scoped=bool(scope.allowed)
            )
    return found


def _replacement(
    loads: Sequence[PlannedLoad], snapshot: Snapshot, source: RowSource, ask: _Ask, *, is_scoped: bool
) -> Replacement:
    kind = ask.kind
    new = _loaded(loads, kind)
    old = _held(snapshot, source, kind, new)
    if not old.rows:
        return Replacement()
    by_document = new.is_documented and old.is_documented
    mine = new.keys(new.partitions, by_document=by_document)
    same = old.partitions & new.partitions
    others = frozenset() if is_scoped else old.partitions - new.partitions
    # The same documents in another partition: the file lacks a column that the earlier one had, or has one more.
    moved = frozenset(p for p in others if by_document and old.documents[p].keys() & mine.keys())
    if not by_document:
        moved = frozenset(p for p in others if _is_coarser(p, new.partitions) and old.days[p].keys() & mine.keys())
    touched = same | moved
    if not touched:
        return Replacement()
    there = old.keys(touched, by_document=by_document)
    if not by_document and moved:
        return _asked(ask, new, old, touched, default=None, extra=tuple(sorted(moved)))
    if not there.keys() & mine.keys():
        days = old.keys(touched, by_document=False).keys() & new.keys(new.partitions, by_document=False).keys()
        return _asked(ask, new, old, touched, default=None if days else ADD)
    lost = {key: amount for key, amount in there.items() if key not in mine}
    risk = _takes_away(loads[0], lost, kind, by_document=by_document) if any(lost.values()) else None
    return Replacement(extra=tuple(sorted(moved)), risk=risk)


def _is_coarser(partition: str, others: Iterable[str]) -> bool:
    """Whether another partition is this one with some columns left blank, or the other way round."""
    parts = partition.split("|")
    for other in others:
        pairs = list(zip(parts, other.split("|"), strict=False))
        if all(a == b or not a or not b for a, b in pairs) and any(a != b for a, b in pairs):
            return True
    return False


def _asked(
    ask: _Ask, new: _Rows, old: _Rows, touched: frozenset[str], *, default: str | None, extra: tuple[str, ...] = ()
) -> Replacement:
    """Add or replace, as the user says; each answer shows what the touched parts of the months will hold."""
    load, kind, answers = ask.load, ask.kind, ask.answers
    before, mine = _total(old, touched), _total(new, new.partitions)
    figures = {ADD: (_figure(kind, before + mine),), ONLY_THIS: (_figure(kind, mine),)}
    facts = {"months": load.first_month if load.first_month == load.last_month else f"{load.first_month}…"}
    question = Question(
        ADD_OR_REPLACE,
        load.key,
        Text("intake.add_or_replace.question", facts),
        ((ADD, Text("intake.add_or_replace.add")), (ONLY_THIS, Text("intake.add_or_replace.replace"))),
        default=default,
        figures=figures,
    )
    question = answered(question, answers)
    chosen = answers.answer(load.key, ADD_OR_REPLACE) or default
    beside = touched if chosen == ADD else frozenset()
    return Replacement(beside, extra if chosen == ONLY_THIS else (), question)


def _total(rows: _Rows, partitions: Iterable[str]) -> Decimal:
    return sum(rows.keys(partitions, by_document=False).values(), Decimal(0))


def _figure(kind: Dataset, amount: Decimal) -> ReadingFigure:
    name = main_measure(kind)
    label = kind.column(name).label if name else kind.label
    return ReadingFigure(label, amount, Unit.MONEY)


def _takes_away(load: PlannedLoad, lost: Mapping[str | date, Decimal], kind: Dataset, *, by_document: bool) -> Risk:
    """The documents or days that the months hold now and the file lacks, with their money."""
    shown = ", ".join(str(key) for key in sorted(lost, key=str)[:5]) + ("…" if len(lost) > 5 else "")
    text = Text(f"risk.takes_away.{'documents' if by_document else 'days'}", {"count": len(lost), "examples": shown})
    figures = (_figure(kind, -sum(lost.values(), Decimal(0))),)
    return Risk(f"takes_away:{load.first_month}", load.key, text, figures)


def _loaded(loads: Sequence[PlannedLoad], kind: Dataset) -> _Rows:
    found = _Rows()
    name, period = main_measure(kind), kind.period or ""
    for load in loads:
        table = read_rows(Path(load.rows_file), {"partition", period, *kind.document_key, *([name] if name else [])})
        if not table.num_rows:
            continue
        keys = ["partition", *(k for k in (period, *kind.document_key) if k in table.column_names)]
        measures = [(name, "sum")] if name in table.column_names else []
        grouped = pa.TableGroupBy(table, keys).aggregate([*measures, ([], "count_all")])
        _gather(found, grouped, kind, measure=f"{name}_sum" if measures else "", count="count_all")
    return found


def _held(snapshot: Snapshot, source: RowSource, kind: Dataset, new: _Rows) -> _Rows:
    """Rows of the months that the new ones lie in: a document of another month is left alone."""
    found = _Rows()
    period, name = kind.period or "", main_measure(kind)
    months = sorted({f"{day:%Y-%m}" for days in new.days.values() for day in days if day is not None})
    if not months or period not in source.columns or not snapshot.has_rows(source.table):
        return found
    keys = [period, *(k for k in kind.document_key if k in source.columns)]
    listed = ", ".join(f'"{key}"' for key in keys)
    amount = f'sum("{name}")' if name in source.columns else "NULL"
    rows = snapshot.rows(
        f"SELECT {source.partition} AS partition, {listed}, {amount} AS measure, count(*) AS count_all "
        f"FROM {source.table} WHERE strftime(\"{period}\", '%Y-%m') IN (SELECT unnest($months)) GROUP BY ALL",
        {"months": months},
    )
    if rows:
        _gather(found, pa.Table.from_pylist(list(rows)), kind, measure="measure", count="count_all")
    return found


def _gather(found: _Rows, grouped: pa.Table, kind: Dataset, *, measure: str, count: str) -> None:
    for row in _each(grouped, kind, measure, count):
        partition, day, document, amount, rows = row
        found.rows += rows
        days = found.days[partition]
        days[day] = days.get(day, Decimal(0)) + amount
        if document is None:
            found.undocumented += rows
        else:
            documents = found.documents[partition]
            documents[document] = documents.get(document, Decimal(0)) + amount


def _each(
    grouped: pa.Table, kind: Dataset, measure: str, count: str
) -> Iterator[tuple[str, date, str | None, Decimal, int]]:
    nothing: list[str | None] = [None] * grouped.num_rows
    keys = [k for k in kind.document_key if k in grouped.column_names]
    documents = (
        pc.binary_join_element_wise(*(grouped[k].cast(pa.string()) for k in keys), "|").to_pylist() if keys else nothing
    )
    amounts = grouped[measure].to_pylist() if measure else nothing
    days = grouped[kind.period or ""].to_pylist()
    for partition, day, document, amount, rows in zip(
        grouped["partition"].to_pylist(), days, documents, amounts, grouped[count].to_pylist(), strict=True
    ):
        yield partition, day, document, Decimal(amount or 0), rows
