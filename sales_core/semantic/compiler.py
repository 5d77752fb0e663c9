"""One question becomes one parametrised SQL.

Each fact is aggregated to the asked grain in its own CTE, with the viewer's scope inside it; the CTEs are then
joined on
the union of their keys, so that a key only one side has stays. Names come from declarations, values are bound.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sales_core.catalogue import registry
from sales_core.catalogue.dimensions import TIME_GRAINS
from sales_core.catalogue.metric import PLACE, Fact, Metric
from sales_core.kernel.errors import UsageError
from sales_core.kernel.periods import Window, start_of
from sales_core.kernel.query import Compare, Query
from sales_core.kernel.terms import Period, Scope, Text
from sales_core.semantic.scan import Leaf, Reading, any_row, choose_source, leaf_cte
from sales_core.semantic.sql import Sql, join, value

BEFORE = "__before"


@dataclass(frozen=True, slots=True)
class Compiled:
    """SQL with its parameters; `keys` then `columns` are what it returns."""

    sql: str
    params: tuple[Any, ...]
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What is true of every part of one compilation. `known`: first and last day of data per fact id."""

    query: Query
    scope: Scope
    window: Window
    known: Mapping[str, Period]
    places: Mapping[str, Sql] = field(default_factory=dict)


def check(query: Query) -> None:
    """Raises UsageError for an unknown metric or dimension, or a metric split by what its fact lacks."""
    if not query.metrics:
        raise UsageError(Text("error.no_metric"))
    asked = [*query.by, *(item.dimension for item in query.filters)]
    for name in asked:
        registry.dimension(name)
    for metric_id in query.metrics:
        metric, able = registry.metric(metric_id), registry.dimensions_of(metric_id)
        for name in asked:
            if name not in able:
                raise _lacks(metric, name, able)


def _lacks(metric: Metric, dimension_id: str, able: Sequence[str]) -> UsageError:
    dimension = registry.dimension(dimension_id)
    facts = {"label": metric.label, "metric": metric.id, "dimension_label": dimension.label, "dimension": dimension_id}
    return UsageError(Text("error.metric_dimension", {**facts, "able": tuple(able)}))


def needed(query: Query) -> tuple[str, ...]:
    """The metric ids that SQL has to return: those asked, with computed ones replaced by their inputs."""

    def expand(name: str) -> list[str]:
        metric = registry.metric(name)
        return [each for part in metric.inputs for each in expand(part)] if metric.compute else [name]

    return tuple(dict.fromkeys(each for name in query.metrics for each in expand(name)))


def compile_query(setting: Setting) -> Compiled:
    """The SQL for every SQL metric of the query and, when comparing, its twin `…__before`."""
    names = needed(setting.query)
    sides: list[tuple[str, tuple[Compare, ...]]] = [("", ())]
    if setting.query.compare:
        sides.append((BEFORE, (setting.query.compare,)))
    wanted = [(name, suffix, shift) for suffix, shift in sides for name in names]
    groups = _groups(setting, wanted)
    keys = setting.query.by
    plan = Plan(
        setting,
        home={leaf.column: f"f{n}" for n, (_, members) in enumerate(groups) for leaf in members},
        full=tuple(n for n, (reading, _) in enumerate(groups) if len(reading.by) == len(keys)),
    )
    ctes = [leaf_cte(reading, members, setting.places) for reading, members in groups]
    columns = [(name + suffix, _expression(plan, name, suffix, shift)) for name, suffix, shift in wanted]
    text = _assemble(plan, ctes, [reading.by for reading, _ in groups], columns)
    text += _order(setting.query, {name for name, _ in columns})
    tables = tuple(dict.fromkeys(reading.source.table for reading, _ in groups))
    return Compiled(text.text, text.params, keys, tuple(name for name, _ in columns), tables)


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the parts of one compilation are found: `home` the CTE of each column, `full` the CTEs that carry every
    key, `told` the tests whether a fact has rows at all, each asked once.
    """

    setting: Setting
    home: Mapping[str, str]
    full: tuple[int, ...]
    told: dict[Sql, str] = field(default_factory=dict)

    def key(self, name: str, among: int | None = None) -> str:
        """A key as the CTEs joined so far (the first `among` full ones) know it."""
        parts = [f'f{number}."{name}"' for number in self.full[:among]]
        return parts[0] if len(parts) == 1 else f"coalesce({', '.join(parts)})"

    def tells(self, test: Sql) -> str:
        """The column that answers `test`."""
        return "told." + self.told.setdefault(test, f"t{len(self.told)}")


def _groups(
    setting: Setting, wanted: Sequence[tuple[str, str, tuple[Compare, ...]]]
) -> list[tuple[Reading, list[Leaf]]]:
    """Aggregates that can be computed in one pass over one table, together."""
    found: dict[Reading, dict[str, Leaf]] = {}
    for name, _, shift in wanted:
        for metric in registry.leaves(name):
            leaf = Leaf(metric, shift)
            reading = _reading(setting, leaf)
            found.setdefault(reading, {}).setdefault(leaf.column, leaf)
    return [(reading, list(members.values())) for reading, members in found.items()]


def _reading(setting: Setting, leaf: Leaf) -> Reading:
    metric, fact = leaf.metric, leaf.fact
    draft = Reading(
        fact=fact,
        source=fact.base,
        time=metric.time,
        days=metric.days,
        shift=leaf.shift,
        by=tuple(d for d in setting.query.by if d in TIME_GRAINS) if metric.of_all else setting.query.by,
        filters=() if metric.of_all else setting.query.filters,
        scope=setting.scope,
        window=setting.window,
        known=_known(setting, fact),
    )
    return choose_source(draft, metric.needs)


def _known(setting: Setting, fact: Fact) -> Period:
    return setting.known.get(fact.id) or Period(setting.window.closes, setting.window.closes)


def _expression(plan: Plan, name: str, suffix: str, shift: tuple[Compare, ...]) -> Sql:
    """The SELECT expression of a metric over the columns of the CTEs, derived metrics unfolded."""
    metric = registry.metric(name)
    if metric.fact is not None:
        return _reference(plan, Leaf(metric, shift))
    parts, at = [], 0
    for found in PLACE.finditer(metric.expression):
        parts.append(Sql(metric.expression[at : found.start()]))
        parts.append(_place(plan, found[1], suffix, shift))
        at = found.end()
    return Sql("(") + join([*parts, Sql(metric.expression[at:])], "") + Sql(")")


def _place(plan: Plan, name: str, suffix: str, shift: tuple[Compare, ...]) -> Sql:
    return _days(plan) if name == "days" else _expression(plan, name, suffix, shift)


_STEP = {"date": "1 DAY", "week": "7 DAY", "month": "1 MONTH", "quarter": "3 MONTH", "year": "1 YEAR"}


def _days(plan: Plan) -> Sql:
    """`{days}`: calendar days covered; where time is split, those of each row's own span."""
    covered = plan.setting.window.covered
    grain = next((name for name in TIME_GRAINS if name in plan.setting.query.by), None)
    if covered is None or grain is None:
        return Sql("?", (covered.days if covered else 0,))
    first = Sql("greatest(") + value(covered.start) + Sql(f", {plan.key(grain)})")
    after = (
        Sql("least(") + value(covered.end) + Sql(f" + 1, CAST({plan.key(grain)} + INTERVAL {_STEP[grain]} AS DATE))")
    )
    return Sql("datediff('day', ") + first + Sql(", ") + after + Sql(")")


def _reference(plan: Plan, leaf: Leaf) -> Sql:
    """The column of a CTE. No row means 0 only where the fact has rows in those days at all; else it stays unknown.

    The test ignores filters and groups, so that a cell is the same number in a table and on its own.
    """
    setting = plan.setting
    column, reading = f'{plan.home[leaf.column]}."{leaf.column}"', _reading(setting, leaf)
    if not leaf.metric.empty_is_zero:
        return Sql(column)
    if reading.hides_all:
        return Sql(f"nullif({column}, 0)")
    told = Sql(plan.tells(any_row(replace(reading, fact=reading.teller, by=(), filters=(), scope=Scope()))))
    for grain in (key for key in setting.query.by if key in TIME_GRAINS):
        first = start_of(_known(setting, reading.teller).start, grain)
        told += Sql(f" AND {plan.key(grain)} BETWEEN ") + value(first) + " AND " + value(setting.window.closes)
    # A count of no rows is 0 by itself, so a 0 has to pass the same test.
    return Sql(f"coalesce(nullif({column}, 0), CASE WHEN ") + told + Sql(" THEN 0 END)")


def _assemble(
    plan: Plan, ctes: Sequence[Sql], splits: Sequence[tuple[str, ...]], columns: Sequence[tuple[str, Sql]]
) -> Sql:
    """The CTEs joined so that a key of any of them stays. One with fewer keys (a grand total) stands beside every
    group.
    """
    named = [Sql(f"f{number} AS (\n") + cte + Sql("\n)") for number, cte in enumerate(ctes)]
    keys = plan.setting.query.by
    tables = "".join(_joined(plan, number, split) for number, split in _in_order(plan, splits))
    if plan.told:
        tests = [test + Sql(f" AS {name}") for test, name in plan.told.items()]
        named.append(Sql("told AS (\nSELECT ") + join(tests, ",\n  ") + Sql("\n)"))
        tables += "\nCROSS JOIN told"
    head = [Sql(f'{plan.key(key)} AS "{key}"') for key in keys] + [sql + Sql(f' AS "{name}"') for name, sql in columns]
    select = Sql("\nSELECT ") + join(head, ",\n  ") + Sql(f"\nFROM {tables}")
    return Sql("WITH ") + join(named, ",\n") + select


def _in_order(plan: Plan, splits: Sequence[tuple[str, ...]]) -> list[tuple[int, tuple[str, ...]]]:
    """Those with every key first, since the others are joined to what they have."""
    rest = [number for number in range(len(splits)) if number not in plan.full]
    return [(number, splits[number]) for number in (*plan.full, *rest)]


def _joined(plan: Plan, number: int, split: Sequence[str]) -> str:
    if number == plan.full[0]:
        return f"f{number}"
    if not split:
        return f"\nCROSS JOIN f{number}"
    at = plan.full.index(number) if number in plan.full else None
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
