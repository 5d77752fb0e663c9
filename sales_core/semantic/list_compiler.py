"""A question to a declared list becomes one parametrised SQL, every scan inside the viewer's scope."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dependencies import list_dimensions
from sales_core.catalogue.list import LIST_PLACE, ListSpec, MetricScan, Scan
from sales_core.kernel.errors import UsageError
from sales_core.kernel.periods import Window, shifted
from sales_core.kernel.query import Compare, Filter, ListQuery, ParameterValue, Query
from sales_core.kernel.terms import Period, Scope, Text
from sales_core.semantic.limits import check_limit
from sales_core.semantic.row_security import PeerReason, peer_scope
from sales_core.semantic.scan import FactScan, bound_places, choose_source, conditions, rows_from
from sales_core.semantic.sql import Sql, join, one_of, value


def check_list(spec: ListSpec, query: ListQuery, catalogue: Catalogue) -> None:
    """Raises UsageError for a filter, parameter, option or order that the list does not have."""
    check_limit(query.limit)
    for item in query.filters:
        catalogue.dimension(item.dimension)
        if item.dimension not in (able := list_dimensions(catalogue, spec)):
            raise _refused("list_filter", item.dimension, able)
    declared = {parameter.id: parameter for parameter in spec.parameters}
    for name, given in query.parameters:
        if name not in declared:
            raise _refused("list_parameter", name, tuple(declared))
        options = tuple(declared[name].options)
        if options and given not in options:
            raise _refused("list_parameter", f"{name}={given}", options)
    name = (query.order_by or "").removeprefix("-")
    columns = tuple(column.id for column in spec.columns)
    if name and name not in columns:
        raise _refused("list_order", name, columns)


def _refused(problem: str, name: str, able: tuple[str, ...]) -> UsageError:
    return UsageError(Text(f"error.{problem}", {"name": name, "able": able}))


def parameter_values(spec: ListSpec, query: ListQuery) -> dict[str, ParameterValue]:
    """Every parameter of the list with the value that counts."""
    return {parameter.id: parameter.default for parameter in spec.parameters} | dict(query.parameters)


def order_of(spec: ListSpec, query: ListQuery) -> tuple[str, ...]:
    """Column ids to order by, `-id` = descending; the list's own order decides ties."""
    return (query.order_by, *spec.order) if query.order_by else spec.order


@dataclass(frozen=True, slots=True)
class ListCompileContext:
    """What is true of every part of one compilation.

    `coverage`: first and last day of data per fact id; `compile_metrics`: the SQL of a question, scope inside.
    """

    catalogue: Catalogue
    spec: ListSpec
    query: ListQuery
    scope: Scope
    window: Window
    coverage: Mapping[str, Period]
    compile_metrics: Callable[[Query], Sql]


def compile_list(context: ListCompileContext) -> Sql:
    """The SELECT of the SQL columns of the list; ordered and limited where SQL has every column.

    The query has passed `check_list`.
    """
    spec, query = context.spec, context.query
    body = _filled(context)
    head = ", ".join(f'l."{name}"' for name in spec.sql_columns)
    text = Sql(f"SELECT {head}\nFROM (\n") + body + Sql("\n) AS l")
    if spec.compute is not None:
        return text
    keys = [f'l."{name.removeprefix("-")}" {_way(name)} NULLS LAST' for name in dict.fromkeys(order_of(spec, query))]
    text += Sql(f"\nORDER BY {', '.join(keys)}" if keys else "")
    limit = query.limit if query.limit is not None else spec.limit
    return text + Sql("\nLIMIT ?", (limit,)) if limit is not None else text


def _way(name: str) -> str:
    return "DESC" if name.startswith("-") else "ASC"


def _filled(context: ListCompileContext) -> Sql:
    spec, window = context.spec, context.window
    values = parameter_values(spec, context.query)
    fragments: dict[str, str] = {}
    for parameter in spec.parameters:
        fragments |= parameter.options.get(str(values[parameter.id]), {})
    covered = window.covered or window.asked
    days = {"opens": value(covered.start), "closes": value(window.closes), "days": value(covered.days)}
    for scan in spec.metric_scans:
        if scan.on_compared is not None:
            days[f"{scan.id}_closes"] = value(_compared(context, scan.on_compared).end)
    template = spec.sql or _plain(spec)
    for name, text in fragments.items():
        template = template.replace(f"{{sql:{name}}}", text)
    parts, at = [], 0
    for found in LIST_PLACE.finditer(template):
        parts.append(Sql(template[at : found.start()]))
        parts.append(_place(context, found[1] or "", found[2], values, days))
        at = found.end()
    return join([*parts, Sql(template[at:])], "")


def _place(
    context: ListCompileContext, kind: str, name: str, values: Mapping[str, ParameterValue], days: Mapping[str, Sql]
) -> Sql:
    """KeyError for a place nobody provides."""
    if kind == "scan":
        return _scan_sql(context, {scan.name: scan for scan in context.spec.scans}[name])
    if kind == "entity":
        return Sql(context.catalogue.dimension(name).table)
    if kind == "metrics":
        return _metric_scan_sql(context, {scan.id: scan for scan in context.spec.metric_scans}[name], values)
    return _parameter(values[name]) if kind == "param" else days[name]


def _parameter(given: ParameterValue) -> Sql:
    """The value, bound; of filters, their condition on columns of that name."""
    if isinstance(given, tuple):
        return join([Sql("TRUE"), *(one_of(Sql(f'"{item.dimension}"'), item.values) for item in given)], " AND ")
    return value(given)


def _metric_scan_sql(context: ListCompileContext, scan: MetricScan, values: Mapping[str, ParameterValue]) -> Sql:
    """The SQL of a question about metrics on the days and filters of the list, in brackets."""
    further: list[str] = []
    for name in scan.by_parameters:
        given = values[name]
        further += [item.dimension for item in given] if isinstance(given, tuple) else [str(given)] if given else []
    query = context.query
    period, as_of = query.period, query.as_of
    if scan.on_compared is not None:
        period = _compared(context, scan.on_compared)
    asked = Query(scan.metrics, tuple(dict.fromkeys((*further, *scan.by))), period, query.filters, scan.compare, as_of)
    return Sql("(") + context.compile_metrics(asked) + Sql(")")


def _compared(context: ListCompileContext, way: Compare) -> Period:
    """The days that those of the question are compared with."""
    window = context.window
    return shifted(window.covered or window.asked, (way,), window.asked)


def _plain(spec: ListSpec) -> str:
    """The SQL of a list that is the rows of one scan."""
    listed = [
        f"{column.source or f'f.{column.id}'} AS {column.id}" for column in spec.columns if not column.is_computed
    ]
    lineage = [name for name in spec.sql_columns if name not in {column.id for column in spec.columns}]
    return f"SELECT {', '.join([*listed, *(f'f.{name}' for name in lineage)])} FROM {{scan:{spec.scans[0].name}}} AS f"


def _scan_sql(context: ListCompileContext, scan: Scan) -> Sql:
    """`(SELECT f.* FROM table AS f WHERE …)` of one scan."""
    window = context.window
    filters = tuple(
        Filter(own, item.values)
        for item in context.query.filters
        if (own := scan.filter_dimension(item.dimension)) is not None
    )
    draft = FactScan(
        fact=scan.fact,
        source=scan.fact.base,
        time=scan.time,
        days=scan.days,
        shift=(),
        by=(),
        filters=filters,
        scope=peer_scope(PeerReason.REFERENCE) if scan.reference else context.scope,
        window=window,
        coverage=context.coverage.get(scan.fact.id) or Period(window.closes, window.closes),
    )
    chosen = choose_source(draft, scan.columns) if scan.columns else draft
    places = bound_places(chosen, keyed=False)
    where = join(conditions(chosen, places), " AND ")
    return Sql("(SELECT f.* FROM ") + rows_from(chosen, keyed=False) + Sql(" WHERE ") + where + Sql(")")
