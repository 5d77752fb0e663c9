"""Runs one question on one snapshot for one scope. No cache, no rights: those are the facade's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dependencies import facts_of, leaves
from sales_core.catalogue.dimensions import TIME_GRAINS
from sales_core.catalogue.metric import Fact, Metric, MetricHistory
from sales_core.catalogue.pacing import PacingSpec
from sales_core.forecast.progress import PeriodProgress
from sales_core.forecast.selling_days import CalendarRules, SellingDays
from sales_core.kernel.errors import UsageError
from sales_core.kernel.periods import Bucket, Window, buckets, resolve, shifted
from sales_core.kernel.query import Query, Result, ResultRow
from sales_core.kernel.terms import Period, Scope, Text
from sales_core.semantic.compiler import BEFORE, CompileContext, Compiled, check, compile_query, required_metrics
from sales_core.semantic.history import Key, RowHistories, row_histories
from sales_core.semantic.pacing import PacingModel
from sales_core.semantic.row_security import PeerReason, peer_scope
from sales_core.semantic.sql import Sql


class RowReader(Protocol):
    """What the engine asks of a snapshot."""

    @property
    def version(self) -> int: ...
    @property
    def as_of(self) -> date: ...
    @property
    def currency(self) -> str: ...
    def rows(self, sql: str, params: Any = ()) -> list[dict[str, Any]]:
        """The result of one statement as dictionaries."""
        ...


@dataclass(frozen=True, slots=True)
class ResolvedQuery:
    """A question with everything decided: its window and what the compiler needs."""

    context: CompileContext
    pacer: PacingModel

    @property
    def window(self) -> Window:
        """Days asked and covered."""
        return self.context.window


class Engine:
    """Computes on one snapshot. Holds what is fixed for a version: covered days per fact, and the pacer."""

    def __init__(self, snapshot: RowReader, rules: CalendarRules, catalogue: Catalogue) -> None:
        self.snapshot = snapshot
        self.catalogue = catalogue
        self.rules = rules
        self._coverage: dict[str, Period | None] = {}
        self._pacer: PacingModel | None = None

    @property
    def pacer(self) -> PacingModel:
        """Calendar and curve of this version."""
        if self._pacer is None:
            spec = self.catalogue.pacing
            days = self._calendar_days(spec) if spec else {}
            daily = self._company_by_day(spec.curve_metric) if spec else {}
            self._pacer = PacingModel(SellingDays(self.rules, days), daily)
        return self._pacer

    def _calendar_days(self, spec: PacingSpec) -> dict[date, bool]:
        """The days that the company's own calendar decides, with whether they are selling days."""
        text = f"SELECT {spec.day_column} AS day, {spec.working_column} AS working FROM {spec.calendar_table}"
        return {row["day"]: bool(row["working"]) for row in self.snapshot.rows(text)}

    def _company_by_day(self, metric_id: str) -> dict[date, Decimal]:
        """A metric of the whole company by day: company reference data, of which only shares of a month are shown."""
        context = self._context(Query((metric_id,), ("date",)), peer_scope(PeerReason.USUAL_COURSE))
        compiled = compile_query(context)
        rows = self.snapshot.rows(compiled.sql, compiled.params)
        return {row["date"]: Decimal(row[metric_id] or 0) for row in rows}

    def coverage(self, fact: Fact) -> Period | None:
        """First and last day (or month) of a fact's rows; None when it has none."""
        if fact.id not in self._coverage:
            base = fact.base
            text = f"SELECT min({base.grain}) AS first, max({base.grain}) AS last FROM {base.table} AS f"
            row = self.snapshot.rows(text)[0]
            self._coverage[fact.id] = Period(row["first"], row["last"]) if row["first"] else None
        return self._coverage[fact.id]

    def prepare(self, query: Query, scope: Scope) -> ResolvedQuery:
        """Checks the question and decides its window. Raises UsageError."""
        check(query, self.catalogue)
        context = self._context(query, scope)
        places = self._places(query, context.window)
        return ResolvedQuery(replace(context, places=places), self.pacer)

    def _context(self, query: Query, scope: Scope) -> CompileContext:
        """What the compiler needs, but for the places that the calendar fills."""
        as_of = min(query.as_of or self.snapshot.as_of, self.snapshot.as_of)
        needed_ids = required_metrics(query, self.catalogue)
        facts = {fact.id: fact for name in needed_ids for fact in facts_of(self.catalogue, name)}
        spans = {name: span for name, fact in facts.items() if (span := self.coverage(fact)) is not None}
        first = min((span.start for span in spans.values()), default=as_of.replace(day=1))
        window = resolve(query.period, as_of, first, self.rules.fiscal_start)
        coverage_facts = [fact.coverage_fact for fact in facts.values() if fact.coverage_fact is not None]
        spans |= {fact.id: span for fact in coverage_facts if (span := self.coverage(fact)) is not None}
        return CompileContext(self.catalogue, query, scope, window, spans)

    def _places(self, query: Query, window: Window) -> Mapping[str, Sql]:
        names = required_metrics(query, self.catalogue)
        used = "".join(measure.aggregate for name in names for measure in leaves(self.catalogue, name))
        places: dict[str, Sql] = {}
        if "{elapsed_share}" in used:
            places["elapsed_share"] = self.pacer.elapsed_share(window.closes)
        if "{cutoff}" in used:
            places["cutoff"] = self.pacer.cutoff(window.closes, window.covered or window.asked)
        return places

    def compile(self, query: Query, scope: Scope) -> Compiled:
        """The SQL of a question."""
        return compile_query(self.prepare(query, scope).context)

    def run(self, query: Query, scope: Scope) -> Result:
        """The answer. Raises UsageError for what does not exist or cannot be split so."""
        _check_order(query)
        resolved = self.prepare(query, scope)
        compiled = compile_query(resolved.context)
        rows = self.snapshot.rows(compiled.sql, compiled.params)
        computed = [name for name in query.metrics if self.catalogue.metric(name).compute]
        if computed:
            rows = self._computed(resolved, rows, computed)
        window, asked = resolved.window, _columns(query)
        covered = window.covered or window.asked
        return Result(
            query=query,
            rows=tuple({name: row[name] for name in asked} for row in rows),
            version=self.snapshot.version,
            as_of=window.as_of,
            period=covered,
            compared=shifted(covered, (query.compare,), window.asked) if query.compare else None,
            partial=window.partial,
            currency=self.snapshot.currency,
        )

    def _computed(self, resolved: ResolvedQuery, rows: list[ResultRow], names: list[str]) -> list[ResultRow]:
        query = resolved.context.query
        metrics = [self.catalogue.metric(name) for name in names]
        histories = self._histories(resolved, metrics)
        for row in rows:
            window = _window_of(resolved.window, row, query)
            if window.covered is None:
                row.update(dict.fromkeys(_columns(replace(query, by=(), metrics=tuple(names)))))
                continue
            key = _key_of(row, query)
            progress = {metric.id: self._progress(window, histories.get(metric.requires), key) for metric in metrics}
            _add(row, metrics, progress)
            if query.compare:
                _add_before(row, metrics, progress)
        return _ordered(rows, query, self.catalogue)

    def progress_for(self, query: Query, scope: Scope, metric: Metric) -> PeriodProgress | None:
        """What the metric is computed from in a question without splits; None before its first day."""
        resolved = self.prepare(query, scope)
        if resolved.window.covered is None:
            return None
        return self._progress(resolved.window, self._histories(resolved, [metric]).get(metric.requires), ())

    def _histories(
        self, resolved: ResolvedQuery, metrics: Sequence[Metric]
    ) -> dict[MetricHistory | None, RowHistories]:
        wanted = dict.fromkeys(metric.requires for metric in metrics if metric.requires is not None)
        return {each: row_histories(self, resolved, each) for each in wanted}

    def _progress(self, window: Window, histories: RowHistories | None, key: Key) -> PeriodProgress:
        """Where a group stands at the close of a window, with its own history."""
        found = self.pacer.progress(window)
        if histories is None:
            return found
        return replace(found, past=histories.past.get(key, ()), later_last_year=histories.later.get(key))


def _key_of(row: ResultRow, query: Query) -> Key:
    """What tells a row's history from another's: its keys but time."""
    return tuple(row[name] for name in query.by if name not in TIME_GRAINS)


def _columns(query: Query) -> list[str]:
    sides = ("", BEFORE) if query.compare else ("",)
    return [*query.by, *(name + side for name in query.metrics for side in sides)]


def _check_order(query: Query) -> None:
    name = (query.order_by or "").removeprefix("-")
    if name and name not in _columns(query):
        raise UsageError(
            Text("error.order", {"name": name}),
            _columns(query),
        )


def _window_of(window: Window, row: ResultRow, query: Query) -> Window:
    """The window of one row: its own month when the rows are months."""
    month = row.get("month")
    if "month" not in query.by or not isinstance(month, date):
        return window
    found: Bucket = buckets(Period.month_of(month), None)[0]
    return replace(window, asked=found.period, covered=found.period.clipped(window.as_of))


def _add(row: ResultRow, metrics: Sequence[Metric], progress: Mapping[str, PeriodProgress]) -> None:
    for metric in metrics:
        row[metric.id] = metric.compute(row, progress[metric.id]) if metric.compute else None


def _add_before(row: ResultRow, metrics: Sequence[Metric], progress: Mapping[str, PeriodProgress]) -> None:
    """The same on the compared period; what needs history of its own is not computed backwards."""
    before: ResultRow = {name.removesuffix(BEFORE): value for name, value in row.items() if name.endswith(BEFORE)}
    _add(before, [metric for metric in metrics if metric.requires is None], progress)
    row.update({metric.id + BEFORE: before.get(metric.id) for metric in metrics})


def _ordered(rows: list[ResultRow], query: Query, catalogue: Catalogue) -> list[ResultRow]:
    """Order and limit by a computed column; the others were applied in SQL."""
    name = (query.order_by or "").removeprefix("-")
    ordering = catalogue.metrics.get(name.removesuffix(BEFORE))
    if ordering is None or ordering.compute is None:
        return rows
    filled = [row for row in rows if row[name] is not None]
    filled.sort(key=lambda row: row[name], reverse=(query.order_by or "").startswith("-"))  # type: ignore[arg-type,return-value]
    return (filled + [row for row in rows if row[name] is None])[: query.limit]
