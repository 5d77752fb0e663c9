"""What a viewer may not see leaves no answer: values of masked columns are blank, people and customers are marks.

A mark stands for a code wherever a code would: in rows, filters, choices and addresses. It is a keyed hash, so that
nobody can work out whose it is, and stays the same for a company. Nothing is ordered, cut or narrowed by what is
masked.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Sensitivity
from sales_core.catalogue.list import ColumnKind, ListColumn, ListSpec
from sales_core.catalogue.sensitivity import (
    AMOUNT_CLASSES,
    Classes,
    column_classes,
    dimension_classes,
    list_column_classes,
    metric_classes,
)
from sales_core.format import MASK
from sales_core.kernel.money_scale import MoneyScale
from sales_core.kernel.query import Filter, ListQuery, ParameterValue, Query, Result, Value
from sales_core.kernel.units import Unit
from sales_core.semantic.compiler import BEFORE
from sales_core.semantic.limits import MOST_ROWS
from sales_core.semantic.lineage import DrillThroughPage
from sales_core.semantic.list_compiler import order_of, parameter_values
from sales_core.semantic.list_result import ListResult
from sales_core.semantic.list_runner import ordered_rows

_SIGN, _LETTERS = "●", 8
_NO: Classes = frozenset()
#: Columns of rows behind a number that hold what somebody called a file or a sheet.
_TYPED = frozenset({"file", "sheet"})


@lru_cache(maxsize=100_000)
def mark_of(key: bytes, family: str, code: str) -> str:
    """The mark of a code among the codes of its family."""
    digest = hmac.new(key, f"{family}\0{code}".encode(), hashlib.sha256).digest()
    return _SIGN + base64.b32encode(digest).decode()[:_LETTERS]


@dataclass(frozen=True, slots=True)
class ViewerMask:
    """What is masked for one viewer. `codes`: every code of a dimension that the viewer has rows of.

    `scale`: what amounts are scaled to before they are given out; None = they are exact. Ratios were worked out before.
    `hides_words`: names of files and what people typed are left out too.
    """

    catalogue: Catalogue
    hidden: Classes
    key: bytes
    codes: Callable[[str], Iterable[str]]
    scale: MoneyScale | None = None
    hides_words: bool = False

    def hides_metric(self, metric_id: str) -> bool:
        """Whether the metric tells what may not be seen."""
        return bool(metric_classes(self.catalogue, metric_id) & self.hidden)

    def hides_dimension(self, dimension_id: str) -> bool:
        """Whether its codes are marks."""
        return bool(dimension_classes(self.catalogue, dimension_id) & self.hidden)

    @property
    def hides_names(self) -> bool:
        """Whether any codes are marks."""
        return bool(self.hidden & {Sensitivity.PERSON, Sensitivity.CUSTOMER})

    def mark(self, dimension_id: str, code: Value) -> Value:
        """The mark of a code; of no code, nothing."""
        family = self.catalogue.dimension(dimension_id).table or dimension_id
        return mark_of(self.key, family, str(code)) if code else code

    def real_filters(self, filters: Iterable[Filter]) -> tuple[Filter, ...]:
        """Filters with the codes that marks stand for; what is no mark matches nothing, be it a code or not."""
        return tuple(self._real(item) if self.hides_dimension(item.dimension) else item for item in filters)

    def _real(self, item: Filter) -> Filter:
        wanted = set(item.values)
        found = [code for code in self.codes(item.dimension) if self.mark(item.dimension, code) in wanted]
        return replace(item, values=(*found, *([""] if "" in wanted else [])))

    def shown_filters(self, filters: Iterable[Filter]) -> tuple[Filter, ...]:
        """Filters with marks in place of codes."""
        return tuple(
            replace(item, values=tuple(str(self.mark(item.dimension, code)) for code in item.values))
            if self.hides_dimension(item.dimension)
            else item
            for item in filters
        )

    # questions about metrics

    def question(self, query: Query) -> Query:
        """What is asked in place of `query`: of real codes, and neither ordered nor cut by what is masked."""
        asked = replace(query, filters=self.real_filters(query.filters))
        return replace(asked, order_by=None, limit=None) if self._is_blind(query) else asked

    def _is_blind(self, query: Query) -> bool:
        name = (query.order_by or "").removeprefix("-").removesuffix(BEFORE)
        if name in query.metrics:
            return self.hides_metric(name)
        return any(self.hides_dimension(key) for key in query.by)

    def result(self, query: Query, found: Result) -> Result:
        """The answer to `query` as the viewer may see it."""
        masked = tuple(name for name in query.metrics if self.hides_metric(name))
        blank: dict[str, Value] = dict.fromkeys(name + side for name in masked for side in ("", BEFORE))
        marked = [key for key in query.by if self.hides_dimension(key)]
        scaled = {name + side for name in self._money(query.metrics) for side in ("", BEFORE)} - blank.keys()
        rows = [
            {
                name: blank[name] if name in blank else self._scaled(value) if name in scaled else value
                for name, value in row.items()
            }
            | {key: self.mark(key, row[key]) for key in marked}
            for row in found
        ]
        if self._is_blind(query):
            rows.sort(key=lambda row: tuple(str(row[key] or "") for key in query.by))
            rows = rows[: query.limit]
        return replace(found, query=query, rows=tuple(rows), masked=masked, currency=self.scale or found.currency)

    def _money(self, metrics: Iterable[str]) -> list[str]:
        """Those of the metrics that are amounts, where amounts are scaled."""
        return [one for one in metrics if self.scale and self.catalogue.metric(one).unit is Unit.MONEY]

    def _scaled(self, value: Value) -> Value:
        return value if self.scale is None else self.scale.scaled(value)

    # lists

    def hides_column(self, spec: ListSpec, column: ListColumn) -> bool:
        """Whether the values of a column are blank."""
        return bool(list_column_classes(self.catalogue, spec, column) & self.hidden)

    def list_question(self, spec: ListSpec, query: ListQuery) -> ListQuery:
        """What is asked in place of `query`. A limit that would cut by a masked value keeps its default."""
        # Nor is an amount found out by asking for those above it.
        blank = any(self.hides_column(spec, column) or self._is_scaled(column) for column in spec.columns)
        given = tuple(
            (name, self._real_parameter(value))
            for name, value in query.parameters
            if not (blank and isinstance(value, int | float | Decimal))
        )
        asked = replace(query, filters=self.real_filters(query.filters), parameters=given)
        return replace(asked, order_by=None, limit=MOST_ROWS) if self._is_blind_list(spec, query) else asked

    def _real_parameter(self, value: ParameterValue) -> ParameterValue:
        return self.real_filters(value) if isinstance(value, tuple) else value

    def _is_blind_list(self, spec: ListSpec, query: ListQuery) -> bool:
        columns = [spec.column(name.removeprefix("-")) for name in order_of(spec, query)]
        return any(self.hides_column(spec, one) or self._marked_by(spec, query, one) for one in columns)

    def list_result(self, spec: ListSpec, query: ListQuery, found: ListResult) -> ListResult:
        """The answer to a question to a list as the viewer may see it."""
        masked = tuple(column.id for column in spec.columns if self.hides_column(spec, column))
        marked = {column: dimension for column in spec.columns if (dimension := self._marked_by(spec, query, column))}
        blank: dict[str, Value] = dict.fromkeys(masked)
        scaled = [column.id for column in spec.columns if self._is_scaled(column)]
        rows = [
            row
            | {column.id: self._marked(spec, row, column, of) for column, of in marked.items()}
            | {name: self._scaled(row[name]) for name in scaled}
            | blank
            for row in found
        ]
        if self._is_blind_list(spec, query):
            names = [name for name in order_of(spec, query) if name.removeprefix("-") not in blank]
            limit = query.limit if query.limit is not None else spec.limit
            rows = [dict(row) for row in ordered_rows(rows, names)[:limit]]
        return replace(found, query=query, rows=tuple(rows), masked=masked, currency=self.scale or found.currency)

    def _is_scaled(self, column: ListColumn) -> bool:
        return self.scale is not None and column.unit is Unit.MONEY

    def _marked_by(self, spec: ListSpec, query: ListQuery, column: ListColumn) -> str:
        """The dimension whose marks a column holds; empty when it holds none."""
        dimension = column.dimension
        if column.dimension_parameter:
            dimension = str(parameter_values(spec, query)[column.dimension_parameter] or "")
        return dimension if dimension and self.hides_dimension(dimension) else ""

    def _marked(self, spec: ListSpec, row: Mapping[str, Value], column: ListColumn, dimension: str) -> Value:
        """The mark in a cell: of a column of names that of the code beside it."""
        if column.kind is ColumnKind.CODE or column.id == dimension:
            return self.mark(dimension, row[column.id])
        codes = [one.id for one in spec.columns if one.dimension == dimension and one.kind is ColumnKind.CODE]
        return self.mark(dimension, row[codes[0]]) if codes else MASK

    def attributes(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """What the master says of one code: cells as those of rows behind a number, masked amounts left out."""
        cells = {name: self._cell(name, value) for name, value in values.items()}
        return {
            name: None if cell == MASK and not isinstance(values[name], str) else cell for name, cell in cells.items()
        }

    # rows behind a number

    def page(self, found: DrillThroughPage) -> DrillThroughPage:
        """Rows with blanks for masked values, marks for codes and a sign for other masked texts; amounts scaled."""
        return replace(
            found, rows=tuple({name: self._cell(name, value) for name, value in row.items()} for row in found)
        )

    def _cell(self, name: str, value: Any) -> Value:
        if name in self.catalogue.dimensions and self.hides_dimension(name):
            return self.mark(name, value)
        if self.hides_words and name in _TYPED and value:
            return MASK
        told = column_classes(self.catalogue).get(name, _NO)
        if value is None or not told & (self.hidden | AMOUNT_CLASSES):
            return value  # type: ignore[no-any-return]
        return MASK if told & self.hidden else self._scaled(value)
