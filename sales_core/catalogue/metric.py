"""How a figure is declared: once, as a value. Pure declarations; the compiler turns them into SQL.

A *fact* says where rows live and which dimensions they carry. A *metric* is an aggregate over one fact, an SQL
expression over other metrics, or (rarely) a Python function of a row of other metrics.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sales_core.catalogue.rollup import RollupGrain, RollupSet, lines_view
from sales_core.i18n.catalogue import has, locales
from sales_core.kernel.terms import Right, Text
from sales_core.kernel.units import Unit

if TYPE_CHECKING:
    from sales_core.forecast.progress import PeriodProgress
    from sales_core.kernel.query import Compare, Value

PLACE = re.compile(r"\{(\w+)\}")


class Polarity(StrEnum):
    """Which way a figure should go."""

    HIGHER_IS_BETTER = "up"
    LOWER_IS_BETTER = "down"
    NEUTRAL = "neutral"


class TimeWindow(StrEnum):
    """How rows of a fact belong to a period (`opens`..`closes`, `closes` never after the as-of date)."""

    PERIOD = "period"
    """Adds up: rows dated inside the period."""
    COMPARABLE_PERIOD = "comparable_period"
    """As PERIOD, but each span of time on its own: what it is shifted to depends on its length (month on month)."""
    LAST_SNAPSHOT = "last_snapshot"
    """The last snapshot inside the period (per `Fact.snapshot_of`)."""
    CUMULATIVE = "cumulative"
    """Everything dated up to the close; the aggregate may use `{closes}`, e.g. `sum(amount)` over movements."""
    TWO_PERIODS = "two_periods"
    """The period and the comparable one just before it; the aggregate tells them apart with `{opens}`."""
    YEAR_TO_DATE = "year_to_date"
    """From 1 January of the close's year to the close."""
    MONTH_TO_DATE = "month_to_date"
    """From the first of the close's month to the close."""
    CLOSING_MONTH = "closing_month"
    """Rows of the month the period closes in (monthly facts)."""
    TRAILING = "trailing"
    """The `Metric.days` days that end at the close."""


@dataclass(frozen=True, slots=True)
class FactSource:
    """One table a fact can be read from. `grain` is the column that dates a row: `date` or `month`."""

    table: str
    grain: str
    columns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Origin:
    """Source rows that the rows of a derived fact are made of.

    `table` (or a SELECT in brackets) has upload_id, sheet, source_row, source_col and stands as `o` beside the
    fact's `f`; `on` says which of its rows belong. `detail` and `derived` are the columns shown of either, besides the
    fact's dimensions, which are the rows' own when they are `placed`. Rows placed elsewhere than the viewer may see
    stay hidden.
    """

    id: str
    table: str
    on: str
    detail: tuple[str, ...]
    derived: tuple[str, ...] = ()
    placed: bool = False


@dataclass(frozen=True, slots=True)
class RowKinds:
    """Which rows of a table that several datasets feed are one dataset's: those whose `column` is one of `values`."""

    column: str
    values: tuple[str, ...]

    @property
    def condition(self) -> str:
        """The same as SQL about a row `f`."""
        listed = ", ".join(f"'{value}'" for value in self.values)
        return f"f.{self.column} IN ({listed})"


@dataclass(frozen=True, slots=True)
class Fact:
    """Where rows live.

    `sources` go from the smallest to the base; the compiler takes the first that has every column asked and a
    grain fine enough. The last is the base: it carries upload_id, sheet, source_row and answers "the rows behind".
    `dimensions` are the ids it can be split by, scoped on and filtered by (column name = dimension id).
    `whole_months`: rows are monthly and count for every month the period touches (targets).
    `detail`: the columns shown for rows behind a number, besides the dimensions and lineage.
    `where`: a condition every row must meet; it may use the places of an aggregate, e.g. `until >= {closes}`.
    """

    id: str
    sources: tuple[FactSource, ...]
    dimensions: tuple[str, ...]
    detail: tuple[str, ...]
    time: tuple[str, ...] = ("date", "week", "month", "quarter", "year")
    whole_months: bool = False
    snapshot_of: tuple[str, ...] = ()
    where: str = ""
    has_month_column: bool = False
    """Every source's column `month` is the month of its date, and quicker to group by than to work out."""
    origins: tuple[Origin, ...] = ()
    """For a derived table, whose rows come from many source rows: those, shown instead of its own."""
    right: Right = Right.VIEW_SALES
    row_condition: Callable[[frozenset[str]], str] | None = None
    """A condition on rows `f` that depends on the dimensions a question uses (split, filter, scope); constants only."""
    is_snapshot: bool = False
    """Its rows are levels on a day, which stay so until the next."""
    datasets: tuple[str, ...] = ()
    """The datasets whose file may state a day up to which they are complete, and the fact with them."""
    computed_from: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Columns that the warehouse works out, each with the columns it rests on: who may not see those sees neither."""
    coverage_fact: Fact | None = None
    """The fact whose rows tell that nothing happened here: days with sales and no first order had 0 first orders."""
    is_plan: bool = False
    """Its rows are about days to come too: they do not say up to which day anything is known."""
    kinds: RowKinds | None = None
    """Of tables that several datasets feed, the rows of one of them: only these count, and only these say which days
    are known."""

    @property
    def label(self) -> Text:
        """What its rows are called."""
        return Text(f"fact.{self.id}.label")

    @property
    def base(self) -> FactSource:
        """The finest table, with lineage."""
        return self.sources[-1]


def source(table: str, grain: str, columns: str) -> FactSource:
    """A Source, written short: columns separated by blanks."""
    return FactSource(table, grain, frozenset(columns.split()))


def rollup_sources(dataset_id: str, rollups: RollupSet, columns: Iterable[str]) -> tuple[FactSource, ...]:
    """The sources of a dataset with rollups: those, then its lines with `columns` beside days and summed columns."""
    summed = [
        FactSource(one.table, "date" if one.grain is RollupGrain.DAY else "month", frozenset(rollups.columns(one)))
        for one in rollups.tables
    ]
    lines = {"date", "month", *columns, *(one.name for one in rollups.sums)}
    return (*summed, FactSource(lines_view(dataset_id), "date", frozenset(lines)))


@dataclass(frozen=True, slots=True)
class MetricHistory:
    """Earlier values of the row itself that a `compute` needs, by metric id.

    `full`: of each of up to twelve whole months before the closing one; also, where the asked period goes on after that
    month, last year's of the months still to come. `same_point`: of those months, up to the same selling day.
    """

    full: str
    same_point: str


@dataclass(frozen=True, slots=True)
class RequiredRows:
    """Rows without which a metric is unknown, whoever looks and whatever is filtered: nobody loaded what it counts.

    `where`: the condition on rows `f` of the base table of `fact` (None: the fact that covers the metric's own);
    `time` None: in the metric's own days; `shift`: in the compared days.
    """

    where: str
    fact: Fact | None = None
    time: TimeWindow | None = None
    shift: tuple[Compare, ...] = ()


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure of the product. Its words are `metric.<id>.label`, `.definition`, `.formula` and `.null_reason`.

    Exactly one of `aggregate` (SQL over the columns `columns` of `fact`), `expression` (SQL over `{other_metric}`) and
    `compute` (Python over the row of `inputs`) is given. Places an aggregate may use, bound as parameters: `{opens}`,
    `{closes}`, `{days}` (calendar days of the period), `{at}` (the day or month of the row), `{as_of_month}`,
    `{elapsed_share}`, `{month_share}`, `{cutoff}` (see semantic/pacing.py). An expression may use `{days}` and any metric id.
    The formula uses `{metric_id}` places, and `{days}`; it is shown with labels, then with values.
    `empty_is_zero`: a group without rows counts as 0 when the fact has rows in the period at all.
    `required_rows`: without any of these it is unknown, not 0.
    `rows_where`: which rows of the base table count, for "rows behind"; the aggregate itself must agree with it.
    `shift`: evaluate the aggregate on the compared period instead (last year, last month).
    `ignore_filters`: ignores filters and every split but time: the total of all the viewer may see.
    """

    id: str
    unit: Unit
    polarity: Polarity = Polarity.HIGHER_IS_BETTER
    fact: Fact | None = None
    aggregate: str = ""
    columns: tuple[str, ...] = ()
    time: TimeWindow = TimeWindow.PERIOD
    days: int = 0
    shift: tuple[Compare, ...] = ()
    expression: str = ""
    compute: Callable[[dict[str, Value], PeriodProgress], Value] | None = None
    explain_formula: Callable[[dict[str, Value], PeriodProgress], Text | None] | None = None
    """The formula with every value put in, and the result, where the calendar or history come in; None when there is
    none to show. The row holds the metric, its inputs, and the metrics its formula names."""
    inputs: tuple[str, ...] = ()
    requires: MetricHistory | None = None
    """The history its `compute` needs; such a metric is not computed for a compared period. The selling days of the
    period (`Progress`) are given to every `compute`."""
    empty_is_zero: bool = False
    required_rows: tuple[RequiredRows, ...] = ()
    rows_where: str = ""
    ignore_filters: bool = False
    excluded_dimensions: tuple[str, ...] = ()
    """Dimensions that would be misleading although the fact has them."""

    def __post_init__(self) -> None:
        given = [bool(self.aggregate), bool(self.expression), self.compute is not None]
        if sum(given) != 1 or bool(self.aggregate) != (self.fact is not None):
            raise ValueError(f"{self.id}: give one of aggregate (with fact), expression, compute")

    @property
    def label(self) -> Text:
        """Its name."""
        return Text(f"metric.{self.id}.label")

    @property
    def definition(self) -> Text:
        """What it counts, in a sentence or two."""
        return Text(f"metric.{self.id}.definition")

    @property
    def formula(self) -> Text:
        """How it is worked out, with the places of other metrics open."""
        return Text(f"metric.{self.id}.formula")

    @property
    def null_reason(self) -> Text:
        """Why it has no value, where it has none."""
        key = f"metric.{self.id}.null_reason"
        return Text(key if has(key) else "metric.null_reason")

    @property
    def places(self) -> tuple[str, ...]:
        """Names of the places its formula has in any language, in order of appearance."""
        found = (PLACE.findall(self.formula.in_(locale)) for locale in locales())
        return tuple(dict.fromkeys(name for names in found for name in names))

    @property
    def depends_on(self) -> tuple[str, ...]:
        """Ids of the metrics it is made of, in order of appearance; none for an aggregate."""
        if self.compute is not None:
            return self.inputs
        names = PLACE.findall(self.expression)
        return tuple(dict.fromkeys(name for name in names if name != "days"))

    @property
    def named(self) -> tuple[str, ...]:
        """Ids of the metrics it is made of and of those its formula shows, in order of appearance."""
        shown = [name for name in self.places if name not in {"days", self.id}]
        return tuple(dict.fromkeys([*self.depends_on, *shown]))


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to split figures. `table`/`column`: where codes get their names; `label_column` the name shown.

    `has_peers`: who sees only some of its values may be told their place among all of them.
    """

    id: str
    table: str = ""
    label_column: str = ""
    is_time: bool = False
    has_peers: bool = False

    @property
    def label(self) -> Text:
        """Its name."""
        return Text(f"dimension.{self.id}.label")


def ratio(numerator: str, denominator: str) -> str:
    """Expression of one metric divided by another as DOUBLE; NULL when the divisor is zero or missing."""
    return f"CAST({{{numerator}}} AS DOUBLE) / nullif(CAST({{{denominator}}} AS DOUBLE), 0)"


def growth_sql(now: str, before: str) -> str:
    """Expression of relative change; NULL unless the basis is positive, since a sign change has no rate."""
    return f"CASE WHEN {{{before}}} > 0 THEN CAST({{{now}}} AS DOUBLE) / CAST({{{before}}} AS DOUBLE) - 1 END"


def difference_sql(left: str, right: str) -> str:
    """Expression of one metric minus another; NULL when either is missing."""
    return f"{{{left}}} - {{{right}}}"
