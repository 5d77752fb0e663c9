"""One pass over one table: which source, which rows, which keys, which aggregates."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sales_core.catalogue.dimensions import TIME_GRAINS
from sales_core.catalogue.metric import Fact, FactSource, Metric, TimeWindow
from sales_core.kernel.errors import UsageError
from sales_core.kernel.periods import (
    Bucket,
    Window,
    bucket_of,
    buckets,
    fiscal_year_start,
    shifted,
    start_of,
    total_months_back,
    within,
)
from sales_core.kernel.query import Compare, Filter
from sales_core.kernel.terms import Period, Scope, Text
from sales_core.semantic.common_subexpressions import hoisted
from sales_core.semantic.row_security import hides_all, scope_conditions
from sales_core.semantic.sql import Sql, fill_sql, join, one_of, value

_CONDITION = {
    TimeWindow.PERIOD: "{at} BETWEEN {opens} AND {closes}",
    TimeWindow.COMPARABLE_PERIOD: "{at} BETWEEN {opens} AND {closes}",
    TimeWindow.CUMULATIVE: "{at} <= {closes}",
    TimeWindow.TWO_PERIODS: "({at} BETWEEN {opens} AND {closes} OR {at} BETWEEN {before_opens} AND {before_closes})",
    TimeWindow.YEAR_TO_DATE: "{at} BETWEEN {year_opens} AND {closes}",
    TimeWindow.MONTH_TO_DATE: "{at} BETWEEN {month_opens} AND {closes}",
    TimeWindow.CLOSING_MONTH: "{at} = {month_opens}",
    TimeWindow.TRAILING: "{at} BETWEEN {trail_opens} AND {closes}",
    TimeWindow.LAST_SNAPSHOT: "{at} BETWEEN {opens} AND {closes}",
}
_PLACES = (
    "opens", "closes", "before_opens", "before_closes", "year_opens", "month_opens", "trail_opens", "days",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeasureRef:
    """One aggregate to compute, on the compared period when `shift` is given by the query."""

    metric: Metric
    asked_shift: tuple[Compare, ...] = ()

    @property
    def fact(self) -> Fact:
        """The metric's fact."""
        if self.metric.fact is None:
            raise TypeError(f"{self.metric.id} is no aggregate")
        return self.metric.fact

    @property
    def shift(self) -> tuple[Compare, ...]:
        """Every step back in time, the metric's own first."""
        return self.metric.shift + self.asked_shift

    @property
    def column(self) -> str:
        """Its column name in the CTE."""
        return self.metric.id + ("__before" if self.asked_shift else "")


@dataclass(frozen=True, slots=True)
class FactScan:
    """All that decides the rows and groups of one pass. Aggregates with equal scans share a CTE."""

    fact: Fact
    source: FactSource
    time: TimeWindow
    days: int
    shift: tuple[Compare, ...]
    by: tuple[str, ...]
    filters: tuple[Filter, ...]
    scope: Scope
    window: Window
    coverage: Period

    @property
    def coverage_fact(self) -> Fact:
        """The fact whose rows tell whether anything is known of these days."""
        return self.fact.coverage_fact or self.fact

    @property
    def grain(self) -> str | None:
        """The finest time dimension asked for."""
        return next((name for name in TIME_GRAINS if name in self.by), None)

    @property
    def used_dimensions(self) -> frozenset[str]:
        """Dimensions used anywhere: split, filter, scope."""
        return frozenset(self.by) | {f.dimension for f in self.filters} | {d for d, _ in self.scope.allowed}

    @property
    def hides_all(self) -> bool:
        """Whether nothing of the fact may be shown."""
        return hides_all(self.scope, self.fact.dimensions)

    @property
    def period(self) -> Period | None:
        """The days that count before any shift; whole months for monthly facts. None: nothing is over yet."""
        if not self.fact.whole_months:
            return self.window.covered
        asked = self.window.asked
        return Period(asked.start.replace(day=1), asked.end)


def choose_source(scan: FactScan, needed: Sequence[str]) -> FactScan:
    """The scan on the first source that has every column and a grain fine enough for the days asked."""
    columns = {name for name in scan.used_dimensions if name in scan.fact.dimensions} | set(needed)
    columns |= {scan.fact.kinds.column} if scan.fact.kinds else set()
    for source in scan.fact.sources:
        candidate = replace(scan, source=source)
        if columns <= source.columns and _grain_fits(candidate):
            return candidate
    missing = ", ".join(sorted(columns - scan.fact.base.columns))
    raise UsageError(Text("error.fact_columns", {"fact": scan.fact.label, "missing": missing}))


def _grain_fits(scan: FactScan) -> bool:
    if scan.source.grain == "date" or scan.fact.whole_months:
        return True
    if any(item.dimension in {"date", "week"} for item in scan.filters):
        return False
    if scan.grain in {"date", "week"} or scan.time is TimeWindow.TRAILING:
        return False
    spans = [_places(scan, bucket) for bucket in _buckets(scan)]
    starts = [day for span in spans for day in (span["opens"], span["before_opens"])]
    ends = [span["closes"] for span in spans]
    if scan.time is TimeWindow.TWO_PERIODS:
        ends += [span["before_closes"] for span in spans]
    return all(day.day == 1 for day in starts) and all(_ends_month(day, scan.coverage.end) for day in ends)


def _ends_month(day: date, last_known: date) -> bool:
    """Whether a month's rollup holds nothing after `day`."""
    return day >= last_known or (day + timedelta(days=1)).day == 1


def _buckets(scan: FactScan) -> tuple[Bucket, ...]:
    if scan.period is None:
        return ()
    if scan.time is TimeWindow.PERIOD:
        return buckets(scan.period, None)
    return buckets(scan.period, scan.grain)


def _clipped(scan: FactScan, bucket: Bucket) -> Period:
    period = bucket.period
    if scan.time in {TimeWindow.CLOSING_MONTH, TimeWindow.YEAR_TO_DATE, TimeWindow.MONTH_TO_DATE}:
        period = period.clipped(scan.window.closes) or period
    return shifted(period, scan.shift, _asked(scan, bucket))


def _asked(scan: FactScan, bucket: Bucket) -> Period:
    """The whole span that was asked for, of which the bucket holds what is over."""
    whole = scan.window.asked
    if scan.time is TimeWindow.PERIOD or scan.grain is None:
        return whole
    return within(bucket_of(bucket.key, scan.grain), whole)


def _places(scan: FactScan, bucket: Bucket) -> dict[str, date]:
    now = _clipped(scan, bucket)
    before = shifted(now, (Compare.LAST_MONTH,), _asked(scan, bucket))
    return {
        "opens": now.start,
        "closes": now.end,
        "before_opens": before.start,
        "before_closes": before.end,
        "year_opens": fiscal_year_start(now.end, scan.window.fiscal_start),
        "month_opens": start_of(now.end, "month"),
        "trail_opens": now.end - timedelta(days=max(scan.days, 1) - 1),
    }


def scan_cte(scan: FactScan, members: Sequence[MeasureRef], extra: Mapping[str, Sql]) -> Sql:
    """`SELECT keys, aggregates FROM … WHERE … GROUP BY keys` of one pass."""
    keyed = bool(scan.grain) and scan.time is not TimeWindow.PERIOD
    places = {**bound_places(scan, keyed=keyed), **extra}
    keys = [_key(scan, dimension, keyed=keyed) for dimension in scan.by]
    head = [key + Sql(f' AS "{dimension}"') for key, dimension in zip(keys, scan.by, strict=True)]
    aggregates, calls = hoisted([measure.metric.aggregate for measure in members])
    made = [
        fill_sql(each, places) + Sql(f' AS "{measure.column}"')
        for each, measure in zip(aggregates, members, strict=True)
    ]
    inner = [fill_sql(call, places) + Sql(f" AS {name}") for call, name in calls.items()] if calls else made
    text = Sql("SELECT ") + join(head + inner, ", ") + Sql("\nFROM ") + rows_from(scan, keyed=keyed)
    text += Sql("\nWHERE ") + join(conditions(scan, places), "\n  AND ")
    text += Sql(f"\nGROUP BY {', '.join(str(n + 1) for n in range(len(keys)))}") if keys else Sql("")
    if not calls:
        return text
    outer = [Sql(f'"{dimension}"') for dimension in scan.by] + made
    return Sql("SELECT ") + join(outer, ", ") + Sql(" FROM (\n") + text + Sql("\n) AS a")


def any_row(scan: FactScan, where: str = "") -> Sql:
    """Whether the fact has any row in the days of `scan`, whoever looks and whatever is filtered.

    With `where`, a row of the base table that meets it.
    """
    whole = replace(scan, by=())
    read = replace(whole, source=scan.fact.base) if where else choose_source(whole, ())
    places = bound_places(read, keyed=False) | _envelope(scan)
    met = conditions(read, places) + ([Sql("(") + fill_sql(where, places) + Sql(")")] if where else [])
    return Sql(f"EXISTS (SELECT 1 FROM {read.source.table} AS f WHERE ") + join(met, " AND ") + ")"


def _envelope(scan: FactScan) -> dict[str, Sql]:
    """The first and last days that any group of time looks at, where each has its own."""
    spans = [_places(scan, bucket) for bucket in _buckets(scan)] if scan.grain else []
    if not spans:
        return {}
    opens = {name: min(span[name] for span in spans) for name in _PLACES if name.endswith("opens")}
    closes = {name: max(span[name] for span in spans) for name in _PLACES if name.endswith("closes")}
    return {name: value(day) for name, day in (opens | closes).items()}


def first_key(scan: FactScan, covered: date) -> date | None:
    """The first time key whose own days, moved to what they are compared with, reach the day `covered`."""
    if scan.period is None:
        return None
    cut = buckets(scan.period, scan.grain)
    return next((bucket.key for bucket in cut if _clipped(scan, bucket).end >= covered), None)


#: Where the days begin of which rows count for a group of time; those of CUMULATIVE have no beginning.
_OPENS = {
    TimeWindow.TWO_PERIODS: "before_opens",
    TimeWindow.YEAR_TO_DATE: "year_opens",
    TimeWindow.MONTH_TO_DATE: "month_opens",
    TimeWindow.CLOSING_MONTH: "month_opens",
    TimeWindow.TRAILING: "trail_opens",
}


def silent_keys(scan: FactScan, months: Collection[date]) -> tuple[date, ...]:
    """The time keys none of whose own days, moved to what they are compared with, lies in a month of `months`."""
    found, known = [], sorted(months)
    for bucket in buckets(scan.period, scan.grain) if scan.period is not None else ():
        days = _places(scan, bucket)
        first = date.min if scan.time is TimeWindow.CUMULATIVE else days[_OPENS.get(scan.time, "opens")]
        at = bisect_left(known, first.replace(day=1))
        if at == len(known) or known[at] > days["closes"]:
            found.append(bucket.key)
    return tuple(found)


def bound_places(scan: FactScan, *, keyed: bool) -> dict[str, Sql]:
    """What `{opens}` and its like mean: columns of the bucket table, or bound dates when there is one bucket."""
    closing = _closing_month(scan)
    places = {
        "at": Sql(f"f.{scan.source.grain}"),
        "as_of_month": value(closing),
    }
    if keyed:
        return places | {name: Sql(f"b.{name}") for name in _PLACES}
    one = _buckets(scan)
    if not one:
        return places | {name: Sql(_nothing(name)) for name in _PLACES}
    bounds = _places(scan, one[0])
    days = (bounds["closes"] - bounds["opens"]).days + 1
    return places | {name: value(day) for name, day in bounds.items()} | {"days": value(days)}


def _nothing(place: str) -> str:
    """What a place holds where no day of the period is over: nothing, of its own type."""
    return "CAST(NULL AS INTEGER)" if place == "days" else "CAST(NULL AS DATE)"


def _closing_month(scan: FactScan) -> date:
    closes = scan.window.closes
    return start_of(shifted(Period(closes, closes), scan.shift, scan.window.asked).end, "month")


def rows_from(scan: FactScan, *, keyed: bool) -> Sql:
    """The table, with the bucket table beside it when groups of time need their own bounds."""
    text = Sql(f"{scan.source.table} AS f")
    if keyed:
        text += Sql("\nCROSS JOIN (") + _bucket_table(scan) + Sql(") AS b")
    if scan.time is TimeWindow.LAST_SNAPSHOT:
        text += _last_join(scan, keyed=keyed)
    return text


def _bucket_table(scan: FactScan) -> Sql:
    names = ("bucket", *_PLACES)
    rows = []
    for bucket in _buckets(scan):
        bounds = _places(scan, bucket)
        days = (bounds["closes"] - bounds["opens"]).days + 1
        cells = [value(bucket.key), *(value(bounds[name]) for name in _PLACES if name != "days"), value(days)]
        rows.append(Sql("(") + join(cells, ", ") + Sql(")"))
    if not rows:
        nothing = ", ".join(f"{_nothing(name)} AS {name}" for name in names)
        return Sql(f"SELECT {nothing} WHERE FALSE")
    listed = ", ".join(names)
    return Sql(f"SELECT {listed} FROM (VALUES ") + join(rows, ", ") + Sql(f") AS v({listed})")


def _last_join(scan: FactScan, *, keyed: bool) -> Sql:
    """Restricts to the newest snapshot inside each bucket, per `snapshot_of` (a warehouse that reports late counts)."""
    places = bound_places(scan, keyed=keyed)
    of = [f"f.{column}" for column in scan.fact.snapshot_of]
    keys = of + (["b.bucket"] if keyed else [])
    head = ", ".join([*keys, f"max({places['at'].text}) AS last_at"])
    inner = Sql(f"SELECT {head} FROM {scan.source.table} AS f")
    if keyed:
        inner += Sql(" CROSS JOIN (") + _bucket_table(scan) + Sql(") AS b")
    inner += Sql(" WHERE ") + fill_sql(_CONDITION[TimeWindow.LAST_SNAPSHOT], places)
    if keys:
        inner += Sql(f" GROUP BY {', '.join(keys)}")
    matches = [f"newest.{column} = f.{column}" for column in scan.fact.snapshot_of]
    matches += ["newest.bucket = b.bucket"] if keyed else []
    matches.append(f"newest.last_at = f.{scan.source.grain}")
    return Sql("\nJOIN (") + inner + Sql(f") AS newest ON {' AND '.join(matches)}")


def conditions(scan: FactScan, places: dict[str, Sql]) -> list[Sql]:
    """Every condition a row must meet: time, the fact's own, filters, and the viewer's scope."""
    fact = scan.fact
    found = [fill_sql(_CONDITION[scan.time], places) if scan.period is not None else Sql("FALSE")]
    if fact.kinds is not None:
        found.append(Sql(fact.kinds.condition))
    if fact.where:
        found.append(Sql("(") + fill_sql(fact.where, places) + Sql(")"))
    if fact.row_condition is not None:
        found.append(Sql(fact.row_condition(scan.used_dimensions)))
    for item in scan.filters:
        found.append(_filter(scan, item))
    return found + scope_conditions(scan.scope, fact.dimensions)


def _filter(scan: FactScan, item: Filter) -> Sql:
    if item.dimension not in TIME_GRAINS:
        return one_of(Sql(f"f.{item.dimension}"), item.values)
    days = [start_of(_parse(text).start, item.dimension) for text in item.values]
    keyed = bool(scan.grain) and scan.time is not TimeWindow.PERIOD
    return one_of(_key(scan, item.dimension, keyed=keyed), days)


def _parse(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError as error:
        raise UsageError(Text("error.period", {"text": text})) from error


def _key(scan: FactScan, dimension: str, *, keyed: bool) -> Sql:
    """What a row is grouped by; time keys of a compared period are moved onto the asked one."""
    if dimension not in TIME_GRAINS:
        return Sql(f"f.{dimension}")
    if keyed:
        return Sql(f"CAST(date_trunc('{_trunc(dimension)}', b.bucket) AS DATE)")
    back = total_months_back(scan.window.asked, scan.shift)
    if dimension == "month" and not back and scan.fact.has_month_column:
        return Sql("f.month")
    column = f"f.{scan.source.grain}"
    if back:
        column = f"CAST({column} + INTERVAL {back} MONTH AS DATE)"
    if dimension == "date":
        return Sql(column)
    return Sql(f"CAST(date_trunc('{_trunc(dimension)}', {column}) AS DATE)")


def _trunc(dimension: str) -> str:
    return "day" if dimension == "date" else dimension
