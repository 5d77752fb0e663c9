"""The figures of a loaded company as a case names them: through the product's metrics, else from the plan or the rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from sales_core.api.workspace import Workspace
from sales_core.kernel.errors import SalesError
from sales_core.kernel.query import Compare, Filter, Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.loading.plan import Plan

#: metric [dimension=label] @period ~as-of ^compare
_METRIC = re.compile(
    r"(?P<id>\w+)(?:\[(?P<by>\w+)=(?P<of>[^\]]+)\])?(?:@(?P<at>[\d.-]+))?(?:~(?P<day>[\d-]+))?(?:\^(?P<to>\w+))?"
)
CENT = Decimal("0.005")


def figure(name: str, workspace: Workspace, plan: Plan) -> Decimal | str | None:
    """What the company shows for a figure of a case; None for nothing."""
    kind, separator, rest = name.partition(":")
    if separator:
        return _SPECIAL[kind](rest, workspace, plan)
    if name == "rows":
        return Decimal(sum(load.rows for load in plan.loads))
    if name == "loads":
        return Decimal(len(plan.loads))
    if name == "untied":
        return Decimal(sum(tie.stated != tie.computed for tie in plan.tie_outs))
    return _metric(name, workspace)


def same(found: Decimal | str | None, wanted: str) -> bool:
    """Whether a figure is the wanted one, to half a cent; nothing is as good as zero where zero is wanted."""
    try:
        number = Decimal(wanted)
    except InvalidOperation:
        return found == wanted
    if found is None or isinstance(found, str):
        return found is None and number == 0
    return abs(found - number) < CENT


def _metric(name: str, workspace: Workspace) -> Decimal | None:
    asked = _METRIC.fullmatch(name)
    assert asked, name
    filters: tuple[Filter, ...] = ()
    if asked["by"]:
        codes = [
            code for code, label in workspace.figures.values(asked["by"], LOCAL_ADMIN) if asked["of"] in (code, label)
        ]
        if not codes:
            return None
        filters = (Filter(asked["by"], tuple(codes)),)
    query = Query(
        (asked["id"],),
        period=_period(asked["at"]) if asked["at"] else None,
        filters=filters,
        compare=Compare(asked["to"]) if asked["to"] else None,
        as_of=date.fromisoformat(asked["day"]) if asked["day"] else None,
    )
    try:
        rows = workspace.figures.run(query, LOCAL_ADMIN).rows
    except SalesError:
        return None
    value = rows[0][asked["id"] + ("__before" if asked["to"] else "")] if rows else None
    return None if value is None else Decimal(str(value))


def _period(text: str) -> Period:
    return Period(date(int(text), 1, 1), date(int(text), 12, 31)) if len(text) == 4 else Period.parse(text)


def _one(workspace: Workspace, sql: str) -> Decimal | str | None:
    (row,) = workspace.store.current().rows(sql)
    (value,) = row.values()
    return value if value is None or isinstance(value, str) else Decimal(str(value))


def _days(rest: str, workspace: Workspace, _plan: Plan) -> Decimal | str | None:
    """days:DATASET@MONTH: how many different days its rows have."""
    dataset, _, month = rest.partition("@")
    return _one(workspace, f"SELECT count(DISTINCT date) FROM raw_{dataset} WHERE strftime(date, '%Y-%m') = '{month}'")


def _raw(rest: str, workspace: Workspace, _plan: Plan) -> Decimal | str | None:
    """raw:DATASET.COLUMN: the sum of the column as loaded."""
    dataset, _, column = rest.partition(".")
    return _one(workspace, f'SELECT sum("{column}") FROM raw_{dataset}')


def _cell(rest: str, workspace: Workspace, _plan: Plan) -> Decimal | str | None:
    """cell:DATASET.COLUMN/KEY=VALUE: one cell."""
    place, _, where = rest.partition("/")
    dataset, _, column = place.partition(".")
    key, _, value = where.partition("=")
    if column not in workspace.catalogue.dataset(dataset).column_ids:
        return "no such column"
    return _one(workspace, f'SELECT max("{column}") FROM raw_{dataset} WHERE "{key}" = \'{value}\'')


def _has(rest: str, workspace: Workspace, _plan: Plan) -> str | None:
    """has:DIMENSION: the labels, one of which is wanted; see `holds`."""
    return "\n".join(label for _, label in workspace.figures.values(rest, LOCAL_ADMIN))


def _rows_by(rest: str, workspace: Workspace, _plan: Plan) -> Decimal:
    """rows_by:DIMENSION@PERIOD: how many rows sales and targets together have."""
    dimension, _, period = rest.partition("@")
    query = Query(("net_sales", "target"), by=(dimension,), period=_period(period))
    return Decimal(len(workspace.figures.run(query, LOCAL_ADMIN).rows))


def _told(rest: str, _workspace: Workspace, plan: Plan) -> str:
    """told:CODE: the values of the problems with the code."""
    return "; ".join(problem.value for problem in plan.problems if problem.code == rest)


_SPECIAL: dict[str, Callable[[str, Workspace, Plan], Decimal | str | None]] = {
    "days": _days, "raw": _raw, "cell": _cell, "has": _has, "rows_by": _rows_by, "told": _told,
}  # fmt: skip


def holds(name: str, wanted: str, workspace: Workspace, plan: Plan) -> tuple[bool, str]:
    """Whether a figure is right, and what was found."""
    found = figure(name, workspace, plan)
    if name.startswith("has:"):
        return wanted in str(found).splitlines(), str(found).replace("\n", ",")
    return same(found, wanted), "nothing" if found is None else str(found)
