"""How a list is declared: rows with columns, where a metric is one figure. Pure declarations; `semantic` compiles them.

A list never names a table. Its SQL has places, in braces:

`{scan:ID}`    the rows of one of its `scans` in brackets, inside the viewer's scope, the filters and the time window;
               give it an alias: `FROM {scan:sales} AS f`
`{metrics:ID}` the rows of one of its `metric_scans` in brackets: a question about metrics, compiled like any other
`{entity:ID}`  the master data of a dimension (`customer`: its table with name, limit, …), to be joined to scanned rows
`{param:ID}`   the value of a parameter, bound; of a parameter that holds filters, their condition on columns of that name
`{sql:NAME}`   a fragment that the chosen option of a parameter stands for
`{opens}`, `{closes}`, `{days}`  first day, last day and number of days of the question, bound
`{ID_closes}`  last day of the days that a metric scan `on_compared` is asked of

Everything else (CTE chains, windows, joins between scans) is plain SQL that DuckDB and PostgreSQL both take.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sales_core.catalogue.metric import Fact, TimeWindow
from sales_core.i18n.catalogue import has
from sales_core.kernel.terms import Right, Text
from sales_core.kernel.units import Unit

if TYPE_CHECKING:
    from sales_core.forecast.selling_days import SellingDays
    from sales_core.kernel.query import Compare, ParameterValue, Value

LIST_PLACE = re.compile(r"\{(?:(scan|metrics|entity|param|sql):)?(\w+)\}")
#: Columns that tell the upload, the sheet and the row a row of the list comes from.
LIST_LINEAGE = ("upload_id", "sheet", "source_row")

ListRow = Mapping[str, "Value"]


class ColumnKind(StrEnum):
    """How a column without a unit is shown."""

    TEXT = "text"
    CODE = "code"
    DATE = "date"
    FLAG = "flag"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list.

    `unit`: what a number counts; a column without one is shown by `kind`. `source`: its SQL over the rows `f` of the
    fact, by default `f.<id>`; unused where the list has SQL of its own. `dimension`: the dimension whose code it holds.
    `value_texts`: text key before a value (`receivables.bucket` and the value `1_30` give `receivables.bucket.1_30`).
    `flag`: a column whose truth is marked `!` beside the value. `hides_zero`: 0 says nothing and is shown as nothing.
    `is_whole`: parts of a unit are rounded up for people. `metric`: the metric whose part in the row this is; its unit
    and label are the column's.
    `made_of`: columns of the list or of a dataset that it is worked out of, by default that of its own id: who may not
    see those does not see it. `dimension_parameter`: the parameter that names the dimension whose code it holds.
    `is_computed`: made by the list's `compute`, not by SQL. `is_shown`: False for what only exports and drills need.
    """

    id: str
    unit: Unit | None = None
    kind: ColumnKind = ColumnKind.TEXT
    source: str = ""
    dimension: str = ""
    value_texts: str = ""
    flag: str = ""
    hides_zero: bool = False
    is_whole: bool = False
    metric: str = ""
    made_of: tuple[str, ...] = ()
    dimension_parameter: str = ""
    is_computed: bool = False
    is_shown: bool = True


@dataclass(frozen=True, slots=True)
class Scan:
    """The rows of one fact that a list reads at the place `{scan:<id>}` (`id` is the fact's by default).

    `time`, `days`: which rows count, as for a metric; OPEN = everything dated up to the last day of the question.
    `columns`: those the list reads, so that a rollup may serve it; none named = all of the fact's base table.
    `filter_names`: (dimension of the list, dimension of this fact) where they differ, e.g. holder and customer.
    `ignored_filters`: dimensions whose filters do not narrow this scan.
    `reference`: why the rows are company reference data, read without scope and filters; a test lists these.
    """

    fact: Fact
    id: str = ""
    time: TimeWindow = TimeWindow.CUMULATIVE
    days: int = 0
    columns: tuple[str, ...] = ()
    filter_names: tuple[tuple[str, str], ...] = ()
    ignored_filters: tuple[str, ...] = ()
    reference: str = ""

    @property
    def name(self) -> str:
        """The id in its place."""
        return self.id or self.fact.id

    def filter_dimension(self, dimension_id: str) -> str | None:
        """The fact's dimension that a filter of the list narrows; None when this scan ignores it or lacks it."""
        if self.reference or dimension_id in self.ignored_filters:
            return None
        own = dict(self.filter_names).get(dimension_id, dimension_id)
        return own if own in self.fact.dimensions else None

    def accepts(self, dimension_id: str) -> bool:
        """Whether a filter on the dimension may be asked of the list as far as this scan is concerned."""
        is_ignored = bool(self.reference) or dimension_id in self.ignored_filters
        return is_ignored or self.filter_dimension(dimension_id) is not None


@dataclass(frozen=True, slots=True)
class MetricScan:
    """A question about metrics that a list reads at the place `{metrics:<id>}`, on its own days and filters.

    Columns are the dimensions of `by` and the metric ids, with `compare` also `<metric>__before`. `by_parameters`:
    parameters whose value is a further dimension to split by, or filters whose dimensions are. `on_compared`: asked
    of the compared days instead, with their own keys.
    """

    id: str
    metrics: tuple[str, ...]
    by: tuple[str, ...] = ()
    compare: Compare | None = None
    on_compared: Compare | None = None
    by_parameters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListParameter:
    """A value that the question may set, by default `default`; a tuple of filters where the list narrows its own rows.

    `options`: the values allowed, none = any; each with the fragments its `{sql:NAME}` places stand for.
    """

    id: str
    default: ParameterValue
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Drill:
    """Where a cell leads: the metric of the value in `column`, filtered by `dimension` (the column's own) and `within`.

    `within`: further dimensions whose codes the row has under their own ids.
    """

    column: str
    metric: str
    dimension: str = ""
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListContext:
    """What `compute` may use beside the rows: the question's first and last day, parameters, selling days."""

    opens: date
    closes: date
    parameters: Mapping[str, ParameterValue]
    selling_days: SellingDays


@dataclass(frozen=True, slots=True)
class ListSpec:
    """Rows as a declared thing: overdue customers, open items, expiring lots.

    `scans`: the facts it reads; `metric_scans`: the questions about metrics. `sql`: a SELECT over the places of this module; "" = the rows of the only scan, each
    column by its `source`. `order`: columns, `-id` = descending; empty values last. `right`: needed beside the rights
    of the facts. `has_lineage`: the SQL returns `upload_id`, `sheet` and `source_row` besides the columns.
    `compute`: adds the columns marked `is_computed`, may drop rows; pure.
    Texts: `list.<id>.label`, `list.<id>.help`, and per column `list.<id>.<column>.label` or else its metric's label or
    `list_column.<column>.label`; where a column needs one, `list.<id>.<column>.help`.
    """

    id: str
    right: Right
    scans: tuple[Scan, ...]
    columns: tuple[ListColumn, ...]
    metric_scans: tuple[MetricScan, ...] = ()
    sql: str = ""
    order: tuple[str, ...] = ()
    parameters: tuple[ListParameter, ...] = ()
    drill: tuple[Drill, ...] = ()
    limit: int | None = None
    has_lineage: bool = False
    compute: Callable[[Sequence[ListRow], ListContext], Sequence[ListRow]] | None = None
    document: str = ""
    """Where each row is a document: the column of its number. The parameter `number` narrows to numbers that hold it."""

    def __post_init__(self) -> None:
        known = {column.id for column in self.columns}
        if unknown := ({name.removeprefix("-") for name in self.order} | {each.column for each in self.drill}) - known:
            raise ValueError(f"list {self.id} has no columns {sorted(unknown)}")
        if not self.sql and len(self.scans) != 1:
            raise ValueError(f"list {self.id}: without SQL it reads exactly one scan")
        if self.compute is None and any(column.is_computed for column in self.columns):
            raise ValueError(f"list {self.id} has computed columns and no compute")

    @property
    def sql_columns(self) -> tuple[str, ...]:
        """What its SQL returns, in order."""
        own = tuple(column.id for column in self.columns if not column.is_computed)
        return own + LIST_LINEAGE if self.has_lineage else own

    @property
    def label(self) -> Text:
        """Its name."""
        return Text(f"list.{self.id}.label")

    @property
    def help(self) -> Text:
        """What its rows are."""
        return Text(f"list.{self.id}.help")

    def column_label(self, column_id: str) -> Text:
        """The header of a column: the list's own word for it, else its metric's, else that of all lists."""
        own, metric = f"list.{self.id}.{column_id}.label", self.column(column_id).metric
        if has(own):
            return Text(own)
        return Text(f"metric.{metric}.label" if metric else f"list_column.{column_id}.label")

    def column_help(self, column_id: str) -> Text | None:
        """What a column holds, where its header does not tell."""
        key = f"list.{self.id}.{column_id}.help"
        return Text(key) if has(key) else None

    def column(self, column_id: str) -> ListColumn:
        """One column. Raises KeyError."""
        return {column.id: column for column in self.columns}[column_id]

    def drill_of(self, column_id: str) -> Drill | None:
        """Where a column leads; None for one that leads nowhere."""
        return next((drill for drill in self.drill if drill.column == column_id), None)

    def drill_dimensions(self, drill: Drill) -> tuple[str, ...]:
        """What a drill of this list narrows by, in order."""
        return (drill.dimension or self.column(drill.column).dimension or drill.column, *drill.within)
