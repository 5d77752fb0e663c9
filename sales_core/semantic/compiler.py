"""One question becomes one parametrised SQL.

Each fact is aggregated to the asked grain in its own CTE, with the viewer's scope inside it; the CTEs are then
joined on
the union of their keys, so that a key only one side has stays. Names come from declarations, values are bound.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dependencies import dimensions_of, leaves
from sales_core.catalogue.dimensions import TIME_GRAINS
from sales_core.catalogue.metric import PLACE, Dimension, Fact, Metric, RequiredRows, TimeWindow
from sales_core.kernel.errors import UsageError
from sales_core.kernel.periods import Window
from sales_core.kernel.query import Compare, Query
from sales_core.kernel.terms import Period, Scope, Text
from sales_core.semantic.limits import check_limit
from sales_core.semantic.row_security import PeerReason, hides_all, peer_scope
from sales_core.semantic.scan import FactScan, MeasureRef, any_row, choose_source, first_key, scan_cte, silent_keys
from sales_core.semantic.sql import Sql, join, value

BEFORE = "__before"
#: One row beside each. A cross join says the same, and has the planner weigh every order of all that are there.
_BESIDE = "\nLEFT JOIN {} ON TRUE"


@dataclass(frozen=True, slots=True)
class Compiled:
    """SQL with its parameters; `keys` then `columns` are what it returns."""

    sql: str
    params: tuple[Any, ...]
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    tables: tuple[str, ...]


def _no_places(_: Window) -> Mapping[str, Sql]:
    return {}


def _no_months(_fact: Fact, _where: str) -> frozenset[date]:
    return frozenset()


def _as_asked(tests: Sequence[Sql]) -> Sequence[Sql]:
    return tests


@dataclass(frozen=True, slots=True)
class CompileContext:
    """What is true of every part of one compilation. `coverage`: first and last day of data per fact id.

    `places`: what aggregates may use beside the days, by the window. `answer_tests`: what stands for tests whether a
    fact has rows at all: the tests themselves, or their answers where these are known.
    """

    catalogue: Catalogue
    query: Query
    scope: Scope
    window: Window
    coverage: Mapping[str, Period]
    places: Callable[[Window], Mapping[str, Sql]] = _no_places
    windows: Mapping[str, Window] = field(default_factory=dict)
    """By metric id the days of those whose data reach another day than `window` says."""
    answer_tests: Callable[[Sequence[Sql]], Sequence[Sql]] = _as_asked
    months: Callable[[Fact, str], frozenset[date]] = _no_months
    """The months in which a fact has a row that meets a condition."""

    def of(self, metric_id: str) -> CompileContext:
        """What is true of one metric: its own window."""
        return replace(self, window=self.windows.get(metric_id, self.window))


def check(query: Query, catalogue: Catalogue) -> None:
    """Raises UsageError for an unknown metric or dimension, or a metric split by what its fact lacks."""
    if not query.metrics:
        raise UsageError(Text("error.no_metric"))
    check_limit(query.limit)
    asked = [*query.by, *(item.dimension for item in query.filters)]
    for name in asked:
        catalogue.dimension(name)
    for metric_id in query.metrics:
        metric, able = catalogue.metric(metric_id), dimensions_of(catalogue, metric_id)
        for name in asked:
            if name not in able:
                raise _lacks(metric, catalogue.dimension(name), able)


def _lacks(metric: Metric, dimension: Dimension, able: Sequence[str]) -> UsageError:
    facts = {"label": metric.label, "metric": metric.id, "dimension_label": dimension.label, "dimension": dimension.id}
    return UsageError(Text("error.metric_dimension", {**facts, "able": tuple(able)}))


def required_metrics(query: Query, catalogue: Catalogue) -> tuple[str, ...]:
    """The metric ids that SQL has to return: those asked, with computed ones replaced by their inputs."""

    def expand(name: str) -> list[str]:
        metric = catalogue.metric(name)
        return [each for part in metric.inputs for each in expand(part)] if metric.compute else [name]

    return tuple(dict.fromkeys(each for name in query.metrics for each in expand(name)))


def compile_query(context: CompileContext) -> Compiled:
    """The SQL for every SQL metric of the query and, when comparing, its twin `…__before`."""
    names = required_metrics(context.query, context.catalogue)
    sides: list[tuple[str, tuple[Compare, ...]]] = [("", ())]
    if context.query.compare:
        sides.append((BEFORE, (context.query.compare,)))
    wanted = [(name, suffix, shift) for suffix, shift in sides for name in names]
    groups = _groups(context, wanted)
    keys = context.query.by
    plan = JoinPlan(
        context,
        cte_of={
            (measure.column, scan.window): f"f{n}" for n, (scan, members) in enumerate(groups) for measure in members
        },
        full_grain=tuple(n for n, (scan, _) in enumerate(groups) if len(scan.by) == len(keys)),
    )
    ctes = [scan_cte(scan, members, context.places(scan.window)) for scan, members in groups]
    columns = [
        (name + suffix, _expression(replace(plan, context=context.of(name)), name, suffix, shift))
        for name, suffix, shift in wanted
    ]
    text = _assemble(plan, ctes, [scan.by for scan, _ in groups], columns)
    text += _order(context.query, {name for name, _ in columns})
    tables = tuple(dict.fromkeys(scan.source.table for scan, _ in groups))
    return Compiled(text.text, text.params, keys, tuple(name for name, _ in columns), tables)


@dataclass(frozen=True, slots=True)
class JoinPlan:
    """Where the parts of one compilation are found.

    `cte_of`: the CTE of each column and window; `full_grain`: the CTEs that carry every key; `coverage_tests`: the
    tests whether a fact has rows at all, each asked once.
    """

    context: CompileContext
    cte_of: Mapping[tuple[str, Window], str]
    full_grain: tuple[int, ...]
    coverage_tests: dict[Sql, str] = field(default_factory=dict)

    def key(self, name: str, among: int | None = None) -> str:
        """A key as the CTEs joined so far (the first `among` full ones) know it."""
        parts = [f'f{number}."{name}"' for number in self.full_grain[:among]]
        return parts[0] if len(parts) == 1 else f"coalesce({', '.join(parts)})"

    def coverage_test(self, test: Sql) -> str:
        """The column that answers `test`."""
        return "coverage." + self.coverage_tests.setdefault(test, f"t{len(self.coverage_tests)}")


def _groups(
    context: CompileContext, wanted: Sequence[tuple[str, str, tuple[Compare, ...]]]
) -> list[tuple[FactScan, list[MeasureRef]]]:
    """Aggregates that can be computed in one pass over one table, together."""
    found: dict[FactScan, dict[str, MeasureRef]] = {}
    for name, _, shift in wanted:
        for metric in leaves(context.catalogue, name):
            measure = MeasureRef(metric, shift)
            scan = _fact_scan(context.of(name), measure)
            found.setdefault(scan, {}).setdefault(measure.column, measure)
    return [(scan, list(members.values())) for scan, members in found.items()]


def _fact_scan(context: CompileContext, measure: MeasureRef) -> FactScan:
    metric, fact = measure.metric, measure.fact
    draft = FactScan(
        fact=fact,
        source=fact.base,
        time=metric.time,
        days=metric.days,
        shift=measure.shift,
        by=tuple(d for d in context.query.by if d in TIME_GRAINS) if metric.ignore_filters else context.query.by,
        filters=() if metric.ignore_filters else context.query.filters,
        scope=context.scope,
        window=context.window,
        coverage=_coverage(context, fact),
    )
    return choose_source(draft, metric.columns)


def _coverage(context: CompileContext, fact: Fact) -> Period:
    return context.coverage.get(fact.id) or Period(context.window.closes, context.window.closes)


def _expression(plan: JoinPlan, name: str, suffix: str, shift: tuple[Compare, ...]) -> Sql:
    """The SELECT expression of a metric over the columns of the CTEs, derived metrics unfolded."""
    metric = plan.context.catalogue.metric(name)
    if metric.fact is not None:
        return _reference(plan, MeasureRef(metric, shift))
    if _is_cut(plan.context, name):
        return Sql("NULL")
    parts, at = [], 0
    for found in PLACE.finditer(metric.expression):
        parts.append(Sql(metric.expression[at : found.start()]))
        parts.append(_place(plan, found[1], suffix, shift))
        at = found.end()
    return Sql("(") + join([*parts, Sql(metric.expression[at:])], "") + Sql(")")


def _is_cut(context: CompileContext, name: str) -> bool:
    """Whether one part of a derived metric lacks a dimension of the scope and so shows no rows: the rest is not it."""
    parts = (leaf for leaf in leaves(context.catalogue, name) if not leaf.ignore_filters)
    return any(hides_all(context.scope, leaf.fact.dimensions) for leaf in parts if leaf.fact)


def _place(plan: JoinPlan, name: str, suffix: str, shift: tuple[Compare, ...]) -> Sql:
    return _days(plan) if name == "days" else _expression(plan, name, suffix, shift)


_STEP = {"date": "1 DAY", "week": "7 DAY", "month": "1 MONTH", "quarter": "3 MONTH", "year": "1 YEAR"}


def _days(plan: JoinPlan) -> Sql:
    """`{days}`: calendar days covered; where time is split, those of each row's own span."""
    covered = plan.context.window.covered
    grain = next((name for name in TIME_GRAINS if name in plan.context.query.by), None)
    if covered is None or grain is None:
        return Sql("?", (covered.days if covered else 0,))
    first = Sql("greatest(") + value(covered.start) + Sql(f", {plan.key(grain)})")
    after = (
        Sql("least(") + value(covered.end) + Sql(f" + 1, CAST({plan.key(grain)} + INTERVAL {_STEP[grain]} AS DATE))")
    )
    return Sql("datediff('day', ") + first + Sql(", ") + after + Sql(")")


def _reference(plan: JoinPlan, measure: MeasureRef) -> Sql:
    """The column of a CTE. No row means 0 only where the fact has rows in those days at all; else it stays unknown.

    The tests ignore filters and groups, so that a cell is the same number in a table and on its own.
    """
    metric, scan = measure.metric, _fact_scan(plan.context, measure)
    column = f'{plan.cte_of[measure.column, scan.window]}."{measure.column}"'
    if scan.hides_all:
        return Sql(f"nullif({column}, 0)" if metric.empty_is_zero else column)
    found = Sql(column)
    if metric.empty_is_zero:
        # A count of no rows is 0 by itself, so a 0 has to pass the same test.
        covered = _has_rows(plan, _whole(scan, scan.coverage_fact))
        found = Sql(f"coalesce(nullif({column}, 0), CASE WHEN ") + covered + Sql(" THEN 0 END)")
    if not metric.required_rows:
        return found
    tests = [_required(plan, scan, each) for each in metric.required_rows]
    return Sql("CASE WHEN ") + join(tests, " AND ") + Sql(" THEN ") + found + Sql(" END")


def _whole(scan: FactScan, fact: Fact) -> FactScan:
    """The scan over another fact, of everybody's rows and without splits but time."""
    times = tuple(key for key in scan.by if key in TIME_GRAINS)
    return replace(scan, fact=fact, by=times, filters=(), scope=peer_scope(PeerReason.COVERAGE))


def _has_rows(plan: JoinPlan, scan: FactScan) -> Sql:
    """Whether the fact has rows in the days asked, and whether a row's own time lies in those that it covers."""
    return Sql(plan.coverage_test(any_row(scan))) + _covered_keys(plan, scan)


def _covered_keys(plan: JoinPlan, scan: FactScan, where: str = "") -> Sql:
    """Whether a row's own time lies in the days from which on the fact has rows, and in a month that has any."""
    found = Sql("")
    for grain in scan.by:
        cut = replace(scan, by=(grain,))
        first = first_key(cut, _coverage(plan.context, scan.fact).start)
        if first is None:
            return Sql(" AND FALSE")
        key = plan.key(grain)
        found += Sql(f" AND {key} BETWEEN ") + value(first) + " AND " + value(plan.context.window.closes)
        if silent := silent_keys(cut, plan.context.months(scan.fact, where)):
            found += Sql(f" AND {key} NOT IN (") + join([value(one) for one in silent], ", ") + ")"
    return found


def _required(plan: JoinPlan, scan: FactScan, rows: RequiredRows) -> Sql:
    """The test of one condition; what a split of time needs of the span before each row's is told by its key alone."""
    asked = replace(_whole(scan, rows.fact or scan.coverage_fact), time=rows.time or scan.time)
    if not rows.shift:
        return Sql(plan.coverage_test(any_row(asked, rows.where))) + _covered_keys(plan, asked, rows.where)
    before = replace(asked, time=TimeWindow.COMPARABLE_PERIOD, shift=scan.shift + rows.shift)
    if not before.by:
        return Sql(plan.coverage_test(any_row(before, rows.where)))
    return Sql("TRUE") + _covered_keys(plan, before, rows.where)


def _assemble(
    plan: JoinPlan, ctes: Sequence[Sql], splits: Sequence[tuple[str, ...]], columns: Sequence[tuple[str, Sql]]
) -> Sql:
    """The CTEs joined so that a key of any of them stays. One with fewer keys (a grand total) stands beside every
    group.
    """
    named = [Sql(f"f{number} AS (\n") + cte + Sql("\n)") for number, cte in enumerate(ctes)]
    keys = plan.context.query.by
    tables = "".join(_joined(plan, number, split) for number, split in _in_order(plan, splits))
    if plan.coverage_tests:
        answers = plan.context.answer_tests(list(plan.coverage_tests))
        tests = [one + Sql(f" AS {name}") for one, name in zip(answers, plan.coverage_tests.values(), strict=True)]
        named.append(Sql("coverage AS (\nSELECT ") + join(tests, ",\n  ") + Sql("\n)"))
        tables += _BESIDE.format("coverage")
    head = [Sql(f'{plan.key(key)} AS "{key}"') for key in keys] + [sql + Sql(f' AS "{name}"') for name, sql in columns]
    select = Sql("\nSELECT ") + join(head, ",\n  ") + Sql(f"\nFROM {tables}")
    return Sql("WITH ") + join(named, ",\n") + select


def _in_order(plan: JoinPlan, splits: Sequence[tuple[str, ...]]) -> list[tuple[int, tuple[str, ...]]]:
    """Those with every key first, since the others are joined to what they have."""
    rest = [number for number in range(len(splits)) if number not in plan.full_grain]
    return [(number, splits[number]) for number in (*plan.full_grain, *rest)]


def _joined(plan: JoinPlan, number: int, split: Sequence[str]) -> str:
    if number == plan.full_grain[0]:
        return f"f{number}"
    if not split:
        return _BESIDE.format(f"f{number}")
    at = plan.full_grain.index(number) if number in plan.full_grain else None
    matches = " AND ".join(f'f{number}."{key}" = {plan.key(key, at)}' for key in split)
    return f"\n{'LEFT' if at is None else 'FULL'} JOIN f{number} ON {matches}"


def _order(query: Query, columns: set[str]) -> Sql:
    keys = [f'"{key}"' for key in query.by]
    if not keys:
        return Sql("")
    name = (query.order_by or "").removeprefix("-")
    if name and name not in columns and name not in query.by:
        # Ordered by what Python computes: neither order nor limit can be applied here.
        return Sql(f"\nORDER BY {', '.join(keys)}")
    way = "DESC" if (query.order_by or "").startswith("-") else "ASC"
    first = [f'"{name}" {way} NULLS LAST'] if name else []
    ordered = ", ".join([*first, *(key for key in keys if key != f'"{name}"')])
    limit = Sql("\nLIMIT ?", (query.limit,)) if query.limit is not None else Sql("")
    return Sql(f"\nORDER BY {ordered}") + limit
