"""Runs one question on one snapshot for one scope. No cache, no rights: those are the facade's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Protocol

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dependencies import facts_of, leaves
from sales_core.catalogue.dimensions import TIME_GRAINS
from sales_core.catalogue.metric import Fact, Metric, MetricHistory
from sales_core.catalogue.pacing import PacingSpec
from sales_core.forecast.progress import PeriodProgress
from sales_core.forecast.selling_days import CalendarRules, SellingDays
from sales_core.kernel import clock
from sales_core.kernel.errors import UsageError
from sales_core.kernel.periods import Bucket, Window, buckets, resolve, shifted
from sales_core.kernel.query import MetricCoverage, Query, Result, ResultRow
from sales_core.kernel.terms import Period, Scope, Text
from sales_core.semantic.compiler import BEFORE, CompileContext, Compiled, check, compile_query, required_metrics
from sales_core.semantic.coverage import DataCoverage, DataHorizon, is_level
from sales_core.semantic.coverage_notes import coverage_notes, pace_notes
from sales_core.semantic.history import Key, RowHistories, row_histories
from sales_core.semantic.pacing import PacingModel
from sales_core.semantic.row_security import PeerReason, peer_scope
from sales_core.semantic.sql import Sql
from sales_core.semantic.version_tests import VersionTests


class RowReader(Protocol):
    """What the engine asks of a snapshot."""

    @property
    def version(self) -> int: ...
    @property
    def as_of(self) -> date: ...
    @property
    def currency(self) -> str: ...
    @property
    def meta(self) -> Mapping[str, str]: ...
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


#: A dataset whose last row lies so near the data's last day was loaded with them, and had nothing on the days between.
_LOADED_TOGETHER = timedelta(days=7)


class Engine:
    """Computes on one snapshot. Holds what is fixed for a version: covered days per fact, and the pacer."""

    def __init__(
        self,
        snapshot: RowReader,
        rules: CalendarRules,
        catalogue: Catalogue,
        horizon: DataHorizon | None = None,
        capital_rate: Decimal = Decimal(0),
    ) -> None:
        """`capital_rate`: what money tied up costs in a year, as a share of it."""
        self.snapshot = snapshot
        self.catalogue = catalogue
        self.rules = rules
        self.capital_rate = capital_rate
        self.horizon = horizon or DataHorizon(clock.today())
        self._coverage = DataCoverage(snapshot.rows, self.horizon, snapshot.meta)
        self._tests = VersionTests(snapshot.rows)
        self._pacer: PacingModel | None = None

    @property
    def pacer(self) -> PacingModel:
        """Calendar and curve of this version."""
        if self._pacer is None:
            spec = self.catalogue.pacing
            daily = self._company_by_day(spec.curve_metric) if spec else {}
            self._pacer = PacingModel(self.selling_days, daily)
        return self._pacer

    @cached_property
    def selling_days(self) -> SellingDays:
        """The calendar of this version."""
        spec = self.catalogue.pacing
        return SellingDays(self.rules, self._calendar_days(spec) if spec else {})

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
        return self._coverage.rows_of(fact)

    @cached_property
    def as_of(self) -> date:
        """The data's own last day: that of the metric whose pace is kept, else of the version."""
        spec = self.catalogue.pacing
        fact = self.catalogue.metric(spec.curve_metric).fact if spec else None
        return (self._coverage.last_day(fact, self.selling_days) if fact else None) or self.snapshot.as_of

    @cached_property
    def level_day(self) -> date:
        """The day on which things are known to stand as they do: the last of which any data say something.

        That a month is over by the calendar says nothing of how things stood at its end.
        """
        facts = {metric.fact.id: metric.fact for metric in self.catalogue.metrics.values() if metric.fact is not None}
        dated = [fact for fact in facts.values() if not fact.whole_months and not fact.is_plan]
        found = (self._coverage.known_day(fact) for fact in dated)
        return max((day for day in found if day), default=self.snapshot.as_of)

    def _reach(self, fact: Fact) -> date:
        """The last day a fact speaks for; what was loaded beside newer data reaches as far as they do."""
        if fact.is_plan:
            return self.as_of
        found = self._coverage.last_day(fact, self.selling_days)
        near = found is None or timedelta(0) <= self.as_of - found <= _LOADED_TOGETHER
        return self.as_of if near or found is None else found

    def last_day(self, metric_id: str, period: Period | None, asked: date | None) -> date:
        """The last day that counts for a metric. `asked`: the as-of day of the question, if it names one."""
        below = [leaf for name in _inputs(self.catalogue, metric_id) for leaf in leaves(self.catalogue, name)]
        flows = {
            leaf.fact.id: leaf.fact for leaf in below if leaf.fact and not leaf.fact.whole_months and not is_level(leaf)
        }
        if flows:
            reach = min(self._reach(fact) for fact in flows.values())
            # What is due by the selling days that are over is known up to the last of them, and both sides end there.
            if any("{time_share}" in leaf.aggregate for leaf in below):
                reach = min(reach, self.as_of)
            return min(asked, reach) if asked else reach
        if not any(is_level(leaf) for leaf in below):
            return min(asked, self.as_of) if asked else self.as_of
        day = asked or (period.end if period and period.days == 1 else None)
        limit = max(self.level_day, self.horizon.today)
        return min(asked, limit) if asked else max(self.level_day, min(day, limit)) if day else self.level_day

    def prepare(self, query: Query, scope: Scope) -> ResolvedQuery:
        """Checks the question and decides its window. Raises UsageError."""
        check(query, self.catalogue)
        context = self._context(query, scope)
        ready = replace(context, places=self._places(query), answer_tests=self._tests.answers)
        return ResolvedQuery(ready, self.pacer)

    def _context(self, query: Query, scope: Scope) -> CompileContext:
        """What the compiler needs, but for the places that the calendar fills."""
        needed_ids = required_metrics(query, self.catalogue)
        facts = {fact.id: fact for name in needed_ids for fact in facts_of(self.catalogue, name)}
        spans = {name: span for name, fact in facts.items() if (span := self.coverage(fact)) is not None}
        # What Python computes from several metrics is computed from the same days of all of them.
        days = {name: self.last_day(name, query.period, query.as_of) for name in query.metrics}
        for metric_id in query.metrics:
            for name in _inputs(self.catalogue, metric_id):
                days[name] = min(days.get(name, days[metric_id]), days[metric_id])
        first = min((span.start for span in spans.values()), default=self.as_of.replace(day=1))
        windows = {name: resolve(query.period, day, first, self.rules.fiscal_start) for name, day in days.items()}
        asked = [windows[name] for name in query.metrics]
        window = min(asked, key=lambda one: one.as_of)
        coverage_facts = [fact.coverage_fact for fact in facts.values() if fact.coverage_fact is not None]
        coverage_facts += [
            rows.fact
            for name in needed_ids
            for leaf in leaves(self.catalogue, name)
            for rows in leaf.required_rows
            if rows.fact
        ]
        spans |= {fact.id: span for fact in coverage_facts if (span := self.coverage(fact)) is not None}
        return CompileContext(
            self.catalogue, query, scope, window, spans, windows=windows, months=self._coverage.months_of
        )

    def _places(self, query: Query) -> Callable[[Window], Mapping[str, Sql]]:
        names = required_metrics(query, self.catalogue)
        used = "".join(measure.aggregate for name in names for measure in leaves(self.catalogue, name))

        def places(window: Window) -> Mapping[str, Sql]:
            found: dict[str, Sql] = {}
            if "{elapsed_share}" in used:
                found["elapsed_share"] = self.pacer.elapsed_share(window.closes, query.period)
            if "{month_share}" in used:
                found["month_share"] = self.pacer.month_share(query.period)
            if "{time_share}" in used:
                found["time_share"] = self.pacer.time_share(window.closes, query.period)
            if "{capital_rate}" in used:
                found["capital_rate"] = Sql("CAST(? AS DOUBLE)", (str(self.capital_rate),))
            if "{cutoff}" in used:
                found["cutoff"] = self.pacer.cutoff(window.closes, window.covered or window.asked)
            return found

        return places

    def compile(self, query: Query, scope: Scope) -> Compiled:
        """The SQL of a question, complete in itself."""
        check(query, self.catalogue)
        return compile_query(replace(self._context(query, scope), places=self._places(query)))

    def compile_run(self, query: Query, scope: Scope) -> Compiled:
        """The SQL of a question as it is run: what is known of the version already stands in it as an answer."""
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
        coverage = tuple(self._metric_coverage(name, resolved.context.of(name).window) for name in query.metrics)
        return Result(
            query=query,
            rows=tuple({name: row[name] for name in asked} for row in rows),
            version=self.snapshot.version,
            as_of=window.as_of,
            period=covered,
            compared=shifted(covered, (query.compare,), window.asked) if query.compare else None,
            partial=window.partial,
            currency=self.snapshot.currency,
            coverage=coverage,
            notes=coverage_notes(coverage, window, query.period, self.catalogue)
            + pace_notes(query, scope, self.catalogue),
        )

    def _metric_coverage(self, metric_id: str, window: Window) -> MetricCoverage:
        """The days that a metric counts in this question, and the last day of what it rests on."""
        facts = [fact for name in _inputs(self.catalogue, metric_id) for fact in facts_of(self.catalogue, name)]
        ends = [day for fact in facts if not fact.whole_months if (day := self._coverage.last_row(fact)) is not None]
        return MetricCoverage(metric_id, window.covered, min(ends, default=None), window.partial)

    def _computed(self, resolved: ResolvedQuery, rows: list[ResultRow], names: list[str]) -> list[ResultRow]:
        query = resolved.context.query
        metrics = [self.catalogue.metric(name) for name in names]
        of_metric = {metric.id: replace(resolved, context=resolved.context.of(metric.id)) for metric in metrics}
        histories = self._histories(of_metric, metrics)
        for row in rows:
            windows = {name: _window_of(one.window, row, query) for name, one in of_metric.items()}
            late = [name for name, window in windows.items() if window.covered is None]
            row.update(dict.fromkeys(_columns(replace(query, by=(), metrics=tuple(late)))))
            key = _key_of(row, query)
            there = [metric for metric in metrics if metric.id not in late]
            progress = {one.id: self._progress(windows[one.id], histories.get(one.id), key) for one in there}
            _add(row, there, progress)
            if query.compare:
                _add_before(row, there, progress)
        return _ordered(rows, query, self.catalogue)

    def progress_for(self, query: Query, scope: Scope, metric: Metric) -> PeriodProgress | None:
        """What the metric is computed from in a question without splits; None before its first day."""
        resolved = self.prepare(query, scope)
        if resolved.window.covered is None:
            return None
        return self._progress(resolved.window, self._histories({metric.id: resolved}, [metric]).get(metric.id), ())

    def _histories(self, of_metric: Mapping[str, ResolvedQuery], metrics: Sequence[Metric]) -> dict[str, RowHistories]:
        """By metric the history that it needs, by group; asked once for all metrics of one window."""
        asked: dict[tuple[MetricHistory, Window], RowHistories] = {}
        found = {}
        for metric in metrics:
            if metric.requires is not None:
                resolved = of_metric[metric.id]
                key = (metric.requires, resolved.window)
                if key not in asked:
                    asked[key] = row_histories(self, resolved, metric.requires)
                found[metric.id] = asked[key]
        return found

    def _progress(self, window: Window, histories: RowHistories | None, key: Key) -> PeriodProgress:
        """Where a group stands at the close of a window, with its own history."""
        found = self.pacer.progress(window)
        if histories is None:
            return found
        return replace(found, past=histories.past.get(key, ()), later_last_year=histories.later.get(key))


def _inputs(catalogue: Catalogue, metric_id: str) -> tuple[str, ...]:
    """The metrics of SQL that a metric is made of: itself, or what Python computes it from."""
    return required_metrics(Query((metric_id,)), catalogue)


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
