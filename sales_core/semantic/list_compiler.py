"""A question to a declared list becomes one parametrised SQL, every scan inside the viewer's scope."""

from __future__ import annotations

from collections.abc import Mapping

from sales_core.catalogue import registry
from sales_core.catalogue.list import LIST_PLACE, ListSpec, Scan
from sales_core.kernel.errors import UsageError
from sales_core.kernel.periods import Window
from sales_core.kernel.query import Filter, ListQuery, Value
from sales_core.kernel.terms import EVERYTHING, Period, Scope, Text
from sales_core.semantic.scan import FactScan, bound_places, choose_source, conditions, rows_from
from sales_core.semantic.sql import Sql, join, value


def check_list(spec: ListSpec, query: ListQuery) -> None:
    """Raises UsageError for a filter, parameter, option or order that the list does not have."""
    for item in query.filters:
        registry.dimension(item.dimension)
        if item.dimension not in spec.dimensions:
            raise _refused("list_filter", item.dimension, spec.dimensions)
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


def parameter_values(spec: ListSpec, query: ListQuery) -> dict[str, Value]:
    """Every parameter of the list with the value that counts."""
    return {parameter.id: parameter.default for parameter in spec.parameters} | dict(query.parameters)


def order_of(spec: ListSpec, query: ListQuery) -> tuple[str, ...]:
    """Column ids to order by, `-id` = descending; the list's own order decides ties."""
    return (query.order_by, *spec.order) if query.order_by else spec.order


def compile_list(spec: ListSpec, query: ListQuery, scope: Scope, window: Window, coverage: Mapping[str, Period]) -> Sql:
    """The SELECT of the SQL columns of the list; ordered and limited where SQL has every column.

    `coverage`: first and last day of data per fact id. The query has passed `check_list`.
    """
    scans = {scan.name: _scan_sql(scan, query, scope, window, coverage) for scan in spec.scans}
    body = _filled(spec, query, window, scans)
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


def _filled(spec: ListSpec, query: ListQuery, window: Window, scans: Mapping[str, Sql]) -> Sql:
    values = parameter_values(spec, query)
    fragments: dict[str, str] = {}
    for parameter in spec.parameters:
        fragments |= parameter.options.get(str(values[parameter.id]), {})
    covered = window.covered or window.asked
    days = {"opens": value(covered.start), "closes": value(window.closes), "days": value(covered.days)}
    template = spec.sql or _plain(spec)
    for name, text in fragments.items():
        template = template.replace(f"{{sql:{name}}}", text)
    parts, at = [], 0
    for found in LIST_PLACE.finditer(template):
        parts.append(Sql(template[at : found.start()]))
        parts.append(_place(found[1] or "", found[2], scans, values, days))
        at = found.end()
    return join([*parts, Sql(template[at:])], "")


def _place(kind: str, name: str, scans: Mapping[str, Sql], values: Mapping[str, Value], days: Mapping[str, Sql]) -> Sql:
    """KeyError for a place nobody provides."""
    if kind == "scan":
        return scans[name]
    if kind == "entity":
        return Sql(registry.dimension(name).table)
    return value(values[name]) if kind == "param" else days[name]


def _plain(spec: ListSpec) -> str:
    """The SQL of a list that is the rows of one scan."""
    listed = [
        f"{column.source or f'f.{column.id}'} AS {column.id}" for column in spec.columns if not column.is_computed
    ]
    lineage = [name for name in spec.sql_columns if name not in {column.id for column in spec.columns}]
    return f"SELECT {', '.join([*listed, *(f'f.{name}' for name in lineage)])} FROM {{scan:{spec.scans[0].name}}} AS f"


def _scan_sql(scan: Scan, query: ListQuery, scope: Scope, window: Window, coverage: Mapping[str, Period]) -> Sql:
    """`(SELECT f.* FROM table AS f WHERE …)` of one scan."""
    filters = tuple(
        Filter(own, item.values) for item in query.filters if (own := scan.filter_dimension(item.dimension)) is not None
    )
    draft = FactScan(
        fact=scan.fact,
        source=scan.fact.base,
        time=scan.time,
        days=scan.days,
        shift=(),
        by=(),
        filters=filters,
        scope=EVERYTHING if scan.reference else scope,
        window=window,
        coverage=coverage.get(scan.fact.id) or Period(window.closes, window.closes),
    )
    chosen = choose_source(draft, scan.columns) if scan.columns else draft
    places = bound_places(chosen, keyed=False)
    where = join(conditions(chosen, places), " AND ")
    return Sql("(SELECT f.* FROM ") + rows_from(chosen, keyed=False) + Sql(" WHERE ") + where + Sql(")")
