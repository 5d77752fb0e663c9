"""Runs one question on one snapshot for one scope. No cache, no rights: those are the facade's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from sales_core.catalogue import registry
from sales_core.catalogue.dimensions import TIME_GRAINS
from sales_core.catalogue.metric import Fact
from sales_core.forecast.progress import Progress
from sales_core.forecast.selling_days import CalendarRules, SellingDays
from sales_core.kernel.errors import UsageError
from sales_core.kernel.periods import Bucket, Window, buckets, resolve, shifted
from sales_core.kernel.query import Query, Result, Value
from sales_core.kernel.terms import Period, Scope, Text
from sales_core.semantic.compiler import BEFORE, CompileContext, Compiled, check, compile_query, needed
from sales_core.semantic.pacing import Pacer
from sales_core.semantic.sql import Sql

Row = dict[str, Value]
Key = tuple[Value, ...]
Past = tuple[tuple[Decimal, Decimal], ...]


class Rows(Protocol):
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
    pacer: Pacer

    @property
    def window(self) -> Window:
        """Days asked and covered."""
        return self.context.window


class Engine:
    """Computes on one snapshot. Holds what is fixed for a version: covered days per fact, and the pacer."""

    def __init__(self, snapshot: Rows, rules: CalendarRules) -> None:
        self.snapshot = snapshot
        self._rules = rules
        self._coverage: dict[str, Period | None] = {}
        self._pacer: Pacer | None = None

    @property
    def pacer(self) -> Pacer:
        """Calendar and curve of this version."""
        if self._pacer is None:
            days = {row["date"]: bool(row["working_day"]) for row in self.snapshot.rows(_OVERRIDES)}
            daily = {row["date"]: Decimal(row["amount"]) for row in self.snapshot.rows(_DAILY)}
            self._pacer = Pacer(SellingDays(self._rules, days), daily)
        return self._pacer

    def coverage(self, fact: Fact) -> Period | None:
        """First and last day (or month) of a fact's rows; None when it has none."""
        if fact.id not in self._coverage:
            base = fact.base
            text = f"SELECT min({base.grain}) AS first, max({base.grain}) AS last FROM {base.table}"
            row = self.snapshot.rows(text)[0]
            self._coverage[fact.id] = Period(row["first"], row["last"]) if row["first"] else None
        return self._coverage[fact.id]

    def prepare(self, query: Query, scope: Scope) -> ResolvedQuery:
        """Checks the question and decides its window. Raises UsageError."""
        check(query)
        as_of = min(query.as_of or self.snapshot.as_of, self.snapshot.as_of)
        facts = {fact.id: fact for name in needed(query) for fact in registry.facts_of(name)}
        spans = {name: span for name, fact in facts.items() if (span := self.coverage(fact)) is not None}
        first = min((span.start for span in spans.values()), default=as_of.replace(day=1))
        window = resolve(query.period, as_of, first)
        coverage_facts = [fact.coverage_fact for fact in facts.values() if fact.coverage_fact is not None]
        spans |= {fact.id: span for fact in coverage_facts if (span := self.coverage(fact)) is not None}
        return ResolvedQuery(CompileContext(query, scope, window, spans, self._places(query, window)), self.pacer)

    def _places(self, query: Query, window: Window) -> Mapping[str, Sql]:
        used = "".join(measure.aggregate for name in needed(query) for measure in registry.leaves(name))
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
        computed = [name for name in query.metrics if registry.metric(name).compute]
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

    def _computed(self, resolved: ResolvedQuery, rows: list[Row], names: list[str]) -> list[Row]:
        query = resolved.context.query
        past = self._past(resolved, names)
        later = self._later(resolved, names)
        for row in rows:
            window = _window_of(resolved.window, row, query)
            if window.covered is None:
                row.update(dict.fromkeys(_columns(replace(query, by=(), metrics=tuple(names)))))
                continue
            progress = self._progress(window, past, later, _key_of(row, query))
            _add(row, names, progress)
            if query.compare:
                _add_before(row, names, progress)
        return _ordered(rows, query)

    def standing(self, query: Query, scope: Scope) -> Progress | None:
        """What the computed metrics of a question without splits are computed from; None before its first day."""
        resolved = self.prepare(query, scope)
        if resolved.window.covered is None:
            return None
        names = list(query.metrics)
        return self._progress(resolved.window, self._past(resolved, names), self._later(resolved, names), ())

    def _progress(self, window: Window, past: Mapping[Key, Past], later: Mapping[Key, Decimal], key: Key) -> Progress:
        """Where a group stands at the close of a window, with its own history."""
        return replace(self.pacer.progress(window), past=past.get(key, ()), later_last_year=later.get(key))

    def _past(self, resolved: ResolvedQuery, names: list[str]) -> dict[Key, Past]:
        """Per group, each earlier month's sales up to the same point and in full."""
        if not any(name.startswith("landing") for name in names):
            return {}
        closes = resolved.window.closes
        span, query = self.pacer.past_of(closes), resolved.context.query
        if span is None:
            return {}
        keys = tuple(name for name in query.by if name not in TIME_GRAINS)
        asked = replace(
            query, metrics=("net_sales_same_point", "net_sales"), by=(*keys, "month"), period=span,
            compare=None, order_by=None, limit=None, as_of=None,
            filters=tuple(item for item in query.filters if item.dimension not in TIME_GRAINS),
        )  # fmt: skip
        context = replace(
            self.prepare(asked, resolved.context.scope).context,
            places={"cutoff": self.pacer.cutoff(closes, span)},
        )
        compiled = compile_query(context)
        return _month_by_month(self.snapshot.rows(compiled.sql, compiled.params), keys, span)

    def _later(self, resolved: ResolvedQuery, names: list[str]) -> dict[Key, Decimal]:
        """Per group, last year's sales of the whole months still to come in the asked period."""
        window, query = resolved.window, resolved.context.query
        month_end = Period.month_of(window.closes).end
        wanted = any(name.startswith("landing") for name in names) and window.partial
        if not wanted or window.asked.end <= month_end or "month" in query.by:
            return {}
        after = Period(date.fromordinal(month_end.toordinal() + 1), window.asked.end).years_earlier()
        asked = replace(
            query, metrics=("net_sales",), period=after, compare=None, order_by=None, limit=None, as_of=None
        )
        result = self.run(asked, resolved.context.scope)
        return {
            tuple(row[name] for name in query.by): row["net_sales"]
            for row in result
            if isinstance(row["net_sales"], Decimal)
        }


def _key_of(row: Row, query: Query) -> Key:
    """What tells a row's history from another's: its keys but time."""
    return tuple(row[name] for name in query.by if name not in TIME_GRAINS)


def _month_by_month(rows: list[Row], keys: tuple[str, ...], span: Period) -> dict[Key, Past]:
    """Per group, what each month sold to the point and in full, from the group's first month on: a month without
    sales after it is a month of nothing, not one to leave out of a mean.
    """
    told: dict[Key, dict[Value, tuple[Decimal, Decimal]]] = {}
    for row in rows:
        early, full = row["net_sales_same_point"], row["net_sales"]
        pair = (early if isinstance(early, Decimal) else _NIL, full if isinstance(full, Decimal) else _NIL)
        told.setdefault(tuple(row[name] for name in keys), {})[row["month"]] = pair
    return {
        key: tuple(known.get(month.start, (_NIL, _NIL)) for month in span.months())[-_since_first(known, span) :]
        for key, known in told.items()
    }


def _since_first(known: Mapping[Value, object], span: Period) -> int:
    """How many months of the span are left from the first known one on."""
    months = [month.start for month in span.months()]
    return next(len(months) - number for number, month in enumerate(months) if month in known)


_NIL = Decimal(0)
_OVERRIDES = "SELECT date, working_day FROM calendar"
_DAILY = "SELECT date, sum(amount) AS amount FROM sales_day GROUP BY date"


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


def _window_of(window: Window, row: Row, query: Query) -> Window:
    """The window of one row: its own month when the rows are months."""
    month = row.get("month")
    if "month" not in query.by or not isinstance(month, date):
        return window
    found: Bucket = buckets(Period.month_of(month), None)[0]
    return Window(found.period, found.period.clipped(window.as_of), window.as_of)


def _add(row: Row, names: list[str], progress: Progress) -> None:
    for name in names:
        compute = registry.metric(name).compute
        row[name] = compute(row, progress) if compute else None


def _add_before(row: Row, names: list[str], progress: Progress) -> None:
    """The same on the compared period; what needs history of its own (landing) is not told backwards."""
    before: Row = {name.removesuffix(BEFORE): value for name, value in row.items() if name.endswith(BEFORE)}
    told = [name for name in names if not name.startswith("landing")]
    _add(before, told, progress)
    row.update({name + BEFORE: before.get(name) for name in names})


def _ordered(rows: list[Row], query: Query) -> list[Row]:
    """Order and limit by a computed column; the others were applied in SQL."""
    name = (query.order_by or "").removeprefix("-")
    if not registry.metrics().get(name.removesuffix(BEFORE)) or not registry.metric(name.removesuffix(BEFORE)).compute:
        return rows
    known = [row for row in rows if row[name] is not None]
    known.sort(key=lambda row: row[name], reverse=(query.order_by or "").startswith("-"))  # type: ignore[arg-type,return-value]
    return (known + [row for row in rows if row[name] is None])[: query.limit]
