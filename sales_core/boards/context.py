"""What the functions of a board are given: the ask, the company's services, and how words and figures are written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol, TypeVar, cast

from sales_core import format as formatter
from sales_core.analysis.sales.selection import Selection
from sales_core.boards.board import Ask
from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dependencies import leaves, supports_dimensions
from sales_core.catalogue.sensitivity import dimension_classes, hidden_classes, masked_figure, metric_classes
from sales_core.i18n import t
from sales_core.i18n.catalogue import Locale
from sales_core.kernel import clock
from sales_core.kernel.figure import Figure
from sales_core.kernel.finality import Finality
from sales_core.kernel.memo import kept
from sales_core.kernel.periods import add_months
from sales_core.kernel.query import Compare, Filter, Query, Result, Value
from sales_core.kernel.terms import Period, Right, Text, Viewer
from sales_core.kernel.units import Unit
from sales_core.records.service import Records
from sales_core.semantic.coverage import is_level
from sales_core.semantic.reader import FigureReader
from sales_core.semantic.service import MetricService

Found = TypeVar("Found")


class Company(Protocol):
    """The services a board may use; the workspace has them."""

    @property
    def figures(self) -> MetricService:
        """Metrics."""

    @property
    def store(self) -> Any:
        """Versions."""

    @property
    def appdb(self) -> Any:
        """What happened: loads, versions, records."""

    @property
    def records(self) -> Records:
        """What people typed."""


@dataclass(frozen=True, slots=True)
class BoardContext:
    """One ask of one company. `choose(id)` is the value of a choice; unknown ones raise KeyError."""

    ask: Ask
    company: Company
    choose: Callable[[str], str]

    @property
    def viewer(self) -> Viewer:
        """Who looks."""
        return self.ask.viewer

    @property
    def version(self) -> int:
        """The version that every figure comes from."""
        return self.ask.version

    @property
    def locale(self) -> Locale:
        """The language of every text."""
        return self.ask.locale

    @property
    def period(self) -> Period:
        """The period asked for, whole."""
        return self.ask.period

    @property
    def filters(self) -> tuple[Filter, ...]:
        """The filters that apply here."""
        return self.ask.filters

    @property
    def catalogue(self) -> Catalogue:
        """What the company works with: metrics, dimensions, datasets."""
        return self.company.figures.catalogue

    @property
    def reader(self) -> FigureReader:
        """Metrics and lists as the viewer may see them on the version asked."""
        return self.company.figures.reader(self.viewer, self.version)

    @property
    def as_of(self) -> date:
        """The data's last day."""
        return self.reader.as_of

    @property
    def currency(self) -> str:
        """ISO code of the reporting currency."""
        return self.reader.currency

    @property
    def day(self) -> date:
        """The day on which things stand as told: the period's last, or the last that any data reach if earlier."""
        return min(self.period.end, self.reader.level_day)

    @property
    def is_past(self) -> bool:
        """Whether the calendar has passed the period: nothing can be sold in it any more."""
        return clock.today() > self.period.end

    @property
    def finality(self) -> Finality:
        """Whether the figures of the period can still change."""
        return self.company.figures.finality.of(self.period, self.version)

    @property
    def is_latest(self) -> bool:
        """Whether the version is the current one."""
        return bool(self.company.store.readable()[0].version == self.version)

    def is_level(self, metric: str) -> bool:
        """Whether the metric tells how things stand on a day (stock, receivables) and not what happened in a period."""
        return all(map(is_level, leaves(self.catalogue, metric)))

    def may(self, right: Right) -> bool:
        """Whether the viewer carries `right`."""
        return self.viewer.may(right)

    def choice(self, choice_id: str) -> str:
        """The value of a choice that the block names. Raises KeyError for one that it does not."""
        return self.choose(choice_id)

    # words

    def t(self, key: str, /, **values: object) -> str:
        """The text for `key` in the language asked."""
        return t(key, self.locale, **values)

    def say(self, text: Text) -> str:
        """A text in the language asked."""
        return text.in_(self.locale)

    def label(self, dimension: str, code: Value) -> str:
        """The name of a code; the code itself when it has none, "unassigned" when it is empty."""
        return self.namer(dimension)(code)

    def namer(self, dimension: str) -> Callable[[Value], str]:
        """What names one code after the other, as `label` does."""
        names, unassigned = self.company.figures.names(dimension, self.version, self.viewer), self.t("shell.unassigned")
        return lambda code: names.get(str(code)) or str(code) or unassigned

    def labels(self, dimension: str, codes: tuple[str, ...]) -> dict[str, str]:
        """Names of many codes, of those inside the viewer's scope."""
        return self.company.figures.labels(dimension, codes, self.version, self.viewer)

    def metric_name(self, metric: str) -> str:
        """The metric's label."""
        return self.say(self.catalogue.metric(metric).label)

    def dimension_name(self, dimension: str) -> str:
        """The dimension's label."""
        return self.say(self.catalogue.dimension(dimension).label)

    # figures

    def figure(self, metric: str, value: Value) -> Figure:
        """A metric's value as blocks carry it; without a value the metric says why."""
        declared = self.catalogue.metric(metric)
        if self.is_masked(metric):
            return masked_figure(declared.unit)
        return Figure.of(value, declared.unit, declared.null_reason)

    def is_masked(self, metric: str) -> bool:
        """Whether the metric has values that the viewer may not see."""
        return bool(metric_classes(self.catalogue, metric) & hidden_classes(self.viewer))

    def is_masked_subject(self, dimension: str) -> bool:
        """Whether the viewer may not see whose the codes of a dimension are."""
        return bool(dimension) and bool(dimension_classes(self.catalogue, dimension) & hidden_classes(self.viewer))

    # figures as text

    def unit(self, metric: str) -> Unit:
        """`money`, `percent`, `days`, `count`, `quantity`, …"""
        return self.catalogue.metric(metric).unit

    def short(self, metric: str, value: Value) -> str:
        """A metric's value as in a headline."""
        if self.is_masked(metric):
            return self.text(self.figure(metric, None), formatter.Form.SHORT)
        return self.write(value, self.unit(metric))

    def full(self, metric: str, value: Value) -> str:
        """A metric's value in full."""
        if self.is_masked(metric):
            return self.text(self.figure(metric, None), formatter.Form.FULL)
        return formatter.full(value, self.unit(metric), self.locale, self.currency)

    def text(self, figure: Figure, form: formatter.Form) -> str:
        """A figure as its state asks for."""
        return formatter.text(figure, form, self.locale, self.currency)

    def write(self, value: Value, unit: Unit) -> str:
        """A value as in a headline."""
        return formatter.short(value, unit, self.locale, self.currency)

    def write_count(self, value: int) -> str:
        """A number of things, thousands apart."""
        return formatter.count(value, self.locale)

    def signed(self, value: Value, unit: Unit) -> str:
        """A difference, its sign always written."""
        return formatter.signed(value, unit, self.locale, self.currency)

    def growth(self, value: Value) -> str:
        """A relative change with its sign."""
        return formatter.growth(value, self.locale)

    def left_out_text(self, dimensions: tuple[str, ...]) -> str:
        """The filters that do not apply, in words; empty when all do."""
        if not dimensions:
            return ""
        names = ", ".join(map(self.dimension_name, dimensions))
        return self.t("pages.filters_not_applied", names=names)

    def date(self, day: date) -> str:
        """A day in words."""
        return formatter.day(day, self.locale)

    def span(self, period: Period) -> str:
        """A period in words."""
        return formatter.period_text(period, self.locale)

    def as_of_line(self, result: Result, *, version: bool = True) -> str:
        """`截至 2026年5月31日 · 2026年5月 · 版本 12`, and whether the period is still running.

        Without `version` the number is left out while it is the newest.
        """
        parts = [self.t("shell.as_of", day=self.date(result.as_of)), self.span(result.period)]
        if version or not self.is_latest:
            parts.append(self.t("shell.version_no", version=result.version))
        if result.partial:
            parts.append(self.t("shell.partial_late" if self.is_past else "shell.partial"))
        return self.with_notes(" · ".join(parts), result)

    def with_notes(self, text: str, result: Result) -> str:
        """The text, followed by what a reader of the result has to be told of its days."""
        return " · ".join((text, *(note.in_(self.locale) for note in result.notes)))

    # questions

    def query(
        self,
        *metrics: str,
        by: tuple[str, ...] = (),
        period: Period | None = None,
        filters: tuple[Filter, ...] | None = None,
        compare: Compare | None = None,
        order_by: str | None = None,
        limit: int | None = None,
    ) -> Query:
        """A Query over the period and filters of the ask unless others are given."""
        return Query(
            metrics=metrics,
            by=by,
            period=period or self.period,
            filters=self.filters if filters is None else filters,
            compare=compare,
            order_by=order_by,
            limit=limit,
        )

    def run(self, query: Query) -> Result:
        """The answer on the version asked, within the viewer's scope. Raises SalesError."""
        return self.company.figures.run(query, self.viewer, self.version)

    def result(self, *metrics: str, **more: Any) -> Result:
        """`run(query(...))`."""
        return self.run(self.query(*metrics, **more))

    def narrowed(self, *metrics: str, only: tuple[str, ...] = ()) -> tuple[BoardContext, tuple[str, ...]]:
        """The context with the filters that all of `metrics` can take, and the dimensions left out.

        `only`: the dimensions of which any apply; empty = all.
        """
        taken = tuple(
            f for f in self.filters
            if (not only or f.dimension in only)
            and all(supports_dimensions(self.catalogue, m, (f.dimension,)) for m in metrics)
        )  # fmt: skip
        left_out = tuple(f.dimension for f in self.filters if f not in taken)
        return replace(self, ask=replace(self.ask, filters=taken)), left_out

    def months_back(self, count: int) -> Period:
        """`count` whole months, the last of them the month of `day`."""
        last = Period.month_of(self.day)
        return Period(add_months(last.start, 1 - count), last.end)

    # analyses

    def on_day(self, function: Callable[..., Found]) -> Found:
        """`function(reader, day, filters=…)`, kept by version, day, filters and scope."""
        return self._kept(
            function, (self.day, self.filters),
            lambda: function(self.reader, self.day, filters=self.filters),
        )  # fmt: skip

    def over_period(self, function: Callable[..., Found], *given: object, **named: object) -> Found:
        """`function(figures, viewer, selection, *given, version=…, **named)` over the period and filters; kept."""
        selection = Selection(self.period, self.filters)
        return self._kept(
            function, (selection, given, named),
            lambda: function(self.company.figures, self.viewer, selection, *given, version=self.version, **named),
        )  # fmt: skip

    def kept(self, name: str, question: object, make: Callable[[], Found]) -> Found:
        """What `make` returned for a question before, to a viewer who sees the same; it goes with the version."""
        key = repr((name, question, self.viewer.sight))
        return cast("Found", kept(self.company.store.snapshot(self.version), key, make))

    def _kept(self, function: Callable[..., Found], question: object, make: Callable[[], Found]) -> Found:
        return self.kept(f"{function.__module__}.{function.__qualname__}", question, make)
