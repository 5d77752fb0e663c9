"""The days that a report is about."""

from __future__ import annotations

from datetime import date, timedelta

from sales_core.catalogue.report import ReportSpan, ReportSpec
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Period, Text


def span_of(span: ReportSpan, day: date) -> Period:
    """The day, the week from Monday to Sunday, or the calendar month that `day` lies in; both ends inclusive."""
    match span:
        case ReportSpan.DAY:
            return Period(day, day)
        case ReportSpan.WEEK:
            monday = day - timedelta(days=day.weekday())
            return Period(monday, monday + timedelta(days=6))
        case ReportSpan.MONTH:
            return Period.month_of(day)


def usual_period(spec: ReportSpec, as_of: date) -> Period:
    """The last one whose end the data, which go up to `as_of`, have reached."""
    return _last_over(spec.span, as_of)


def last_month_over(as_of: date) -> Period:
    """The last calendar month whose end the data, which go up to `as_of`, have reached."""
    return _last_over(ReportSpan.MONTH, as_of)


def _last_over(span: ReportSpan, as_of: date) -> Period:
    running = span_of(span, as_of)
    return running if running.end <= as_of else span_of(span, running.start - timedelta(days=1))


def check_period(spec: ReportSpec, period: Period) -> None:
    """Raises UsageError for a period that is no single day, week or month, as the report wants."""
    if period != span_of(spec.span, period.start):
        raise UsageError(
            Text("error.report_period", {"name": spec.label, "span": Text(f"report.span_{spec.span}")}),
            (str(span_of(spec.span, period.start)),),
        )
