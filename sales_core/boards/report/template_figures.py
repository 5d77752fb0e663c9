"""What stands between the braces of a company's own template: which figure, of which part, over which days.

`net_sales|region=华东|month`: a metric by id or name, then filters by code or name and a span, in any order. A span
alone is written in words.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from sales_core.boards.context import BoardContext
from sales_core.boards.number import NumberAddress
from sales_core.format import Form, as_decimal
from sales_core.format.spreadsheet import cell_format
from sales_core.i18n import locales
from sales_core.kernel.errors import UsageError
from sales_core.kernel.figure import Figure
from sales_core.kernel.periods import add_months, fiscal_year_start
from sales_core.kernel.query import Filter, Value
from sales_core.kernel.question_text import typed_pairs
from sales_core.kernel.terms import Period, Text
from sales_core.reports.office.placeholder import WrittenFigure, with_figures

_BETWEEN = "|"
_QUARTER = 3


def _month(context: BoardContext) -> Period:
    return Period.month_of(context.period.end)


def _earlier(months: int) -> Callable[[BoardContext], Period]:
    return lambda context: Period.month_of(add_months(_month(context).start, -months))


def _year_to_date(context: BoardContext) -> Period:
    end = _month(context).end
    return Period(fiscal_year_start(end, context.company.figures.calendar.fiscal_start), end)


def _year(context: BoardContext) -> Period:
    start = _year_to_date(context).start
    return Period(start, add_months(start, 12) - date.resolution)


def _quarter(context: BoardContext) -> Period:
    year, month = _year_to_date(context).start, _month(context).start
    passed = (month.year - year.year) * 12 + month.month - year.month
    start = add_months(year, passed // _QUARTER * _QUARTER)
    return Period(start, add_months(start, _QUARTER) - date.resolution)


#: The spans that a template may name; their names are `template.span_<id>`. They move with the month that is filled in.
SPANS: Mapping[str, Callable[[BoardContext], Period]] = {
    "month": _month,
    "last_month": _earlier(1),
    "month_last_year": _earlier(12),
    "quarter": _quarter,
    "ytd": _year_to_date,
    "year": _year,
}


class TemplateFigures:
    """Answers placeholders for one month and viewer, each once. `context.period` is the month."""

    def __init__(self, context: BoardContext) -> None:
        self._context = context
        self._answers: dict[str, WrittenFigure] = {}

    def __call__(self, question: str) -> WrittenFigure:
        """The figure that a placeholder stands for.

        Raises UsageError for one that names no figure, NotAllowedError for one that the viewer may not ask for.
        """
        if question not in self._answers:
            self._answers[question] = self._answer(question)
        return self._answers[question]

    def text(self, pattern: str) -> str:
        """A text with its figures in the place of placeholders. Raises as a call."""
        return with_figures(pattern, self)

    def _answer(self, question: str) -> WrittenFigure:
        context = self._context
        first, *rest = (part.strip() for part in question.split(_BETWEEN))
        if not rest and (span := self._span(first)) is not None:
            return WrittenFigure(context.span(span), None, "", lambda: context.span(span))
        metric, period, filters = self._metric(first), _month(context), dict[str, tuple[str, ...]]()
        for part in filter(None, rest):
            if "=" in part:
                name, code = self._filter(part)
                filters[name] = (*filters.get(name, ()), code)
            elif (asked := self._span(part)) is not None:
                period = asked
            else:
                raise UsageError(Text("template.error.span", {"text": part}), self._near(part, self._span_names()))
        own = tuple(Filter(name, codes) for name, codes in filters.items())
        figure = context.result(metric, period=period, filters=own)
        return self._written(metric, NumberAddress.of(figure.query, metric), figure.one().get(metric), period)

    def _written(self, metric: str, number: NumberAddress, value: Value, period: Period) -> WrittenFigure:
        context = self._context
        figure: Figure = context.figure(metric, as_decimal(value))

        def note() -> str:
            code = context.company.figures.keep_code(number.query, metric, context.viewer, context.version)
            names = [context.label(item.dimension, one) for item in number.filters for one in item.values]
            why = () if figure.reason is None else (context.say(figure.reason),)
            return " · ".join((context.metric_name(metric), *names, context.span(period), code, *why))

        exact = None if context.is_masked(metric) else as_decimal(value)
        unit = context.unit(metric)
        return WrittenFigure(
            context.text(figure, Form.SHORT), exact, cell_format(exact, unit, context.locale, context.currency), note
        )

    # words

    @cached_property
    def _metrics(self) -> dict[str, str]:
        return _by_name((name, one.label) for name, one in self._context.catalogue.metrics.items())

    @cached_property
    def _dimensions(self) -> dict[str, str]:
        return _by_name((name, one.label) for name, one in self._context.catalogue.dimensions.items())

    @cached_property
    def _spans(self) -> dict[str, str]:
        return _by_name((span, Text(f"template.span_{span}")) for span in SPANS) | {span: span for span in SPANS}

    def _metric(self, text: str) -> str:
        metrics, names = self._context.catalogue.metrics, self._metrics
        if text in metrics:
            return text
        if text.casefold() not in names:
            raise UsageError(Text("template.error.metric", {"text": text}), self._near(text, [*metrics, *names]))
        return names[text.casefold()]

    def _filter(self, part: str) -> tuple[str, str]:
        ((typed, value),) = typed_pairs((part,), "{{ }}")
        dimensions, names = self._context.catalogue.dimensions, self._dimensions
        name = typed if typed in dimensions else names.get(typed.casefold(), "")
        if not name:
            raise UsageError(
                Text("template.error.dimension", {"text": typed}), self._near(typed, [*dimensions, *names])
            )
        known = self._context.company.figures.values(name, self._context.viewer, self._context.version)
        codes = [code for code, label in known if value in {code, label}]
        if len(codes) != 1:
            key = "template.error.two_values" if codes else "template.error.value"
            labels = [label for _, label in known]
            raise UsageError(Text(key, {"text": value}), codes or self._near(value, labels))
        return name, codes[0]

    def _span(self, text: str) -> Period | None:
        if (span := self._spans.get(text.casefold())) is not None:
            return SPANS[span](self._context)
        try:
            return Period.parse(text)
        except (UsageError, ValueError):
            return None

    def _span_names(self) -> list[str]:
        return [*SPANS, *(self._context.t(f"template.span_{span}") for span in SPANS)]

    @staticmethod
    def _near(text: str, known: list[str]) -> list[str]:
        return difflib.get_close_matches(text, known, n=3, cutoff=0.4) or known[:5]


def _by_name(labels: Iterable[tuple[str, Text]]) -> dict[str, str]:
    """Names in every language, folded → the ids that they stand for."""
    return {label.in_(locale).casefold(): name for name, label in labels for locale in locales()}


def month_context(context: BoardContext) -> BoardContext:
    """The context with the month of the last day asked as its period, and without filters: a template names its own."""
    return replace(context, ask=replace(context.ask, period=_month(context), filters=()))
