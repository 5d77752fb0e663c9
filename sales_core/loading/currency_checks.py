"""The reporting currency of a load, asked where nothing decides it, and amounts that no loaded rate converts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from sales_core.appdb.company_settings import CompanySettings
from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.company_settings import REPORTING_CURRENCY
from sales_core.catalogue.dataset import ColumnRole, Dataset
from sales_core.kernel.periods import listed_days
from sales_core.kernel.problems import Place, Problem, Severity
from sales_core.kernel.terms import Text
from sales_core.loading.load_units import answered, read_rows
from sales_core.loading.plan import PlannedLoad
from sales_core.loading.row_source import loaded_rows
from sales_core.recognition.currency import convertible
from sales_core.recognition.reading import Answers, Question
from sales_core.warehouse.rates import day_rates, holds_rates, is_converted
from sales_core.warehouse.snapshot import Snapshot

QUESTION = "reporting_currency"


@dataclass(frozen=True, slots=True)
class StatedCurrencies:
    """Currencies that rows state. `unrated`: (currency, day) → rows that bring no rate of their own."""

    stated: frozenset[str]
    unrated: Counter[tuple[str, date]]
    pairs: frozenset[tuple[str, str]]


def given_currency(answers: Answers) -> str:
    """The reporting currency that was answered, of whichever table it was asked; empty without an answer."""
    return next((given[QUESTION] for given in answers.answers.values() if given.get(QUESTION)), "")


def decide_currency(
    loads: Sequence[PlannedLoad],
    snapshot: Snapshot,
    company: CompanySettings,
    answers: Answers,
    catalogue: Catalogue,
) -> tuple[Question | None, tuple[Problem, ...]]:
    """The question that has to be answered first, or the problems that no answer mends; neither where it is decided.

    Asked at the first load that shows a currency beside the one that the amounts so far are in.
    """
    if company.value(REPORTING_CURRENCY) or not loads:
        return None, ()
    coming, held = _of_loads(loads, catalogue), _of_store(snapshot, catalogue)
    stated = coming.stated | held.stated
    if len(stated) < 2 or coming.stated <= ({snapshot.currency} & held.stated):
        return None, ()
    unrated, pairs = coming.unrated + held.unrated, coming.pairs | held.pairs
    # The company may report in a currency that no row states: one into which the rates turn them all.
    names = {name for name, _ in unrated}
    rated = {name for pair in pairs for name in pair if names and convertible(names, name, pairs)}
    choices = sorted(stated | rated)
    if not any(convertible({name for name, _ in unrated}, base, pairs) for base in choices):
        rows: Counter[str] = Counter()
        for (name, _), count in unrated.items():
            rows[name] += count
        base = max(rows, key=lambda name: (rows[name], name))
        days = {key for key in unrated if not convertible({key[0]}, base, pairs)}
        return None, tuple(_missing(days, base, Place(loads[0].file, loads[0].sheet)))
    question = Question(
        QUESTION,
        next(load.key for load in loads if _of_loads([load], catalogue).stated),
        Text("question.reporting_currency", {"currencies": tuple(choices)}),
        tuple((name, Text("question.reporting_currency.choice", {"currency": name})) for name in choices),
    )
    asked = answered(question, answers)
    return asked if asked.answer in choices else question, ()


def unconverted_amounts(after: Snapshot, catalogue: Catalogue, label: str) -> Iterator[Problem]:
    """One error for each currency with amounts that no rate turns into the reporting currency, with the days."""
    rows = after.rows(day_rates(catalogue, "$currency"), {"currency": after.currency})
    days = {(str(row["currency"]), row["date"]) for row in rows if row["rate"] is None and row["date"]}
    yield from _missing(days, after.currency, Place(label))


def _missing(days: Collection[tuple[str, date]], base: str, place: Place) -> Iterator[Problem]:
    for currency in sorted({name for name, _ in days}):
        mine = sorted(day for name, day in days if name == currency)
        facts = {"base": base, "days": listed_days(mine)}
        yield Problem("E_RATE_MISSING", Severity.ERROR, place, currency, facts, count=len(mine))


def _of_loads(loads: Sequence[PlannedLoad], catalogue: Catalogue) -> StatedCurrencies:
    stated: set[str] = set()
    unrated: Counter[tuple[str, date]] = Counter()
    pairs: set[tuple[str, str]] = set()
    for load in loads:
        kind = catalogue.dataset(load.dataset)
        if holds_rates(kind):
            pairs |= rate_pairs(read_rows(Path(load.rows_file), set(_pair(kind))), kind)
        elif is_converted(kind):
            currency, rate = kind.role(ColumnRole.CURRENCY), kind.role(ColumnRole.EXCHANGE_RATE)
            rows = read_rows(Path(load.rows_file), {currency, rate, kind.period or ""})
            if currency not in rows.column_names:
                continue
            stated |= {text for text in pc.unique(rows[currency]).to_pylist() if text}
            if rate in rows.column_names:
                rows = rows.filter(pc.is_null(rows[rate]))
            counted = rows.group_by([currency, kind.period]).aggregate([([], "count_all")]).to_pylist()
            for row in counted:
                if row[currency] and row[kind.period]:
                    unrated[row[currency], row[kind.period]] += row["count_all"]
    return StatedCurrencies(frozenset(stated), unrated, frozenset(pairs))


def _of_store(snapshot: Snapshot, catalogue: Catalogue) -> StatedCurrencies:
    """Amounts that state no currency are in that of the version; a store without any dated row has none yet."""
    stated = set() if snapshot.is_empty else {snapshot.currency}
    unrated: Counter[tuple[str, date]] = Counter()
    for kind in catalogue.datasets.values():
        source = loaded_rows(snapshot, kind)
        if source is not None and snapshot.has_rows(source.table) and is_converted(kind):
            currency, rate = kind.role(ColumnRole.CURRENCY), kind.role(ColumnRole.EXCHANGE_RATE)
            for row in snapshot.rows(
                f"SELECT {currency} AS currency, {kind.period} AS day, count(*) FILTER ({rate} IS NULL) AS unrated "
                f"FROM {source.table} WHERE coalesce({currency}, '') <> '' GROUP BY ALL"
            ):
                stated.add(row["currency"])
                if row["unrated"]:
                    unrated[row["currency"], row["day"]] += row["unrated"]
    return StatedCurrencies(frozenset(stated), unrated, store_rates(snapshot, catalogue))


def store_rates(snapshot: Snapshot, catalogue: Catalogue) -> frozenset[tuple[str, str]]:
    """Pairs of currencies for which a rate is loaded, as stated."""
    found: set[tuple[str, str]] = set()
    for kind in filter(holds_rates, catalogue.datasets.values()):
        base, quote = _pair(kind)
        source = loaded_rows(snapshot, kind)
        if source is not None and snapshot.has_rows(source.table):
            rows = snapshot.rows(f"SELECT DISTINCT {base} AS a, {quote} AS b FROM {source.table}")
            found |= {(row["a"], row["b"]) for row in rows}
    return frozenset(found)


def _pair(kind: Dataset) -> tuple[str, str]:
    return kind.role(ColumnRole.BASE_CURRENCY), kind.role(ColumnRole.QUOTE_CURRENCY)


def rate_pairs(rows: pa.Table, kind: Dataset) -> frozenset[tuple[str, str]]:
    """The pairs of currencies of a table of rates, as stated."""
    base, quote = (rows[name].to_pylist() if name in rows.column_names else [] for name in _pair(kind))
    return frozenset((a, b) for a, b in zip(base, quote, strict=False) if a and b)
