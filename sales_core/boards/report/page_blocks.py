"""The report chosen on its page: its first page as blocks, what follows, and its files."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from sales_core.boards.blocks import (
    Block,
    CardRow,
    Clause,
    Document,
    Downloads,
    Headline,
    Narrative,
    Sentence,
    Table,
)
from sales_core.boards.context import BoardContext
from sales_core.boards.report.days import span_of
from sales_core.boards.report.files import REPORT_FORMS, report_file, report_name
from sales_core.boards.report.open_report import MessagePage, OpenReport
from sales_core.boards.report_words import joined
from sales_core.catalogue.report import ReportSpec
from sales_core.kernel.query import Filter


def chosen(context: BoardContext) -> ReportSpec:
    """The report chosen."""
    return context.catalogue.report(context.choice("report"))


def names(context: BoardContext) -> tuple[str, ...]:
    """Ids of the reports, in their order."""
    return tuple(context.catalogue.reports)


def report_label(context: BoardContext, name: str) -> str:
    """A report in words."""
    return context.say(context.catalogue.report(name).label)


def is_of_one(context: BoardContext) -> bool:
    """Whether the report is about one of several."""
    return bool(chosen(context).one_of)


def subjects(context: BoardContext) -> tuple[str, ...]:
    """Codes of what the report may be about, within the viewer's rows; one that is filtered for is the only one."""
    dimension = chosen(context).one_of
    if not dimension:
        return ()
    asked = next((one.values for one in context.filters if one.dimension == dimension), ())
    known = context.company.figures.values(dimension, context.viewer, context.version)
    return asked or tuple(code for code, _ in known if code)


def first_subject(context: BoardContext) -> str:
    """The first of them; empty where the report is about all, or there is none."""
    return next(iter(subjects(context)), "")


def subject_label(context: BoardContext, code: str) -> str:
    """What the report is about in words."""
    return context.label(chosen(context).one_of, code) if code else ""


def empty(context: BoardContext) -> str | None:
    """Nothing of a day or a month loaded; "" says so in the usual words."""
    snapshot = context.company.store.snapshot(context.version)
    dated = (one.id for one in context.catalogue.datasets.values() if one.period is not None)
    return None if any(map(snapshot.has_dataset, dated)) else ""


def opened(context: BoardContext) -> OpenReport | None:
    """The report of the day, week or month that the days asked for end in; None where it has nobody to be about."""
    spec, subject = chosen(context), context.choice("subject")
    filters = context.filters
    if spec.one_of:
        if not subject:
            return None
        filters = (*(one for one in filters if one.dimension != spec.one_of), Filter(spec.one_of, (subject,)))
    period = span_of(spec.span, context.day)
    ask = replace(context.ask, period=period, filters=tuple(sorted(filters)), choices={})
    return OpenReport(spec, ask, context.company)


def _message(context: BoardContext) -> tuple[OpenReport, MessagePage] | None:
    found = opened(context)
    return None if found is None else (found, found.message())


def headline(context: BoardContext) -> Block:
    """The message, below it the name of the report and its days."""
    found = _message(context)
    if found is None:
        return Headline(context.t("report.no_subject", dimension=context.dimension_name(chosen(context).one_of)))
    report, message = found
    return Headline(message.head.sentence, report.title)


def cards(context: BoardContext) -> Block | None:
    """The figures of the first page."""
    found = _message(context)
    shown = tuple(card for _, card in found[1].cards) if found else ()
    return CardRow(shown) if shown else None


def sentences(context: BoardContext) -> Block | None:
    """A sentence a subject."""
    found = _message(context)
    lines = tuple(Sentence((Clause(text),), tone) for text, tone in found[1].sentences) if found else ()
    return Narrative(lines, context.t("report.message")) if lines else None


def needs(context: BoardContext) -> Block | None:
    """The first table of the first page, as it is printed: its rows lead to nothing here."""
    found = _message(context)
    table = next((one.block for one in found[1].tables if isinstance(one.block, Table)), None) if found else None
    return None if table is None else replace(table, keys=(), numbers=(), drill=None, selects="")


def contents(context: BoardContext) -> Block | None:
    """What follows the first page: each subject and what is shown of it."""
    found = opened(context)
    if found is None:
        return None
    lines = [
        context.t("report.part", section=section.title, shown=shown)
        for section in found.sections()
        if (shown := joined(*(getattr(one.block, "title", "") for one in section.blocks)))
    ]
    return Narrative(tuple(Sentence((Clause(line),)) for line in lines), context.t("report.contents"))


def files(context: BoardContext) -> Block | None:
    """The report in each of its forms."""
    found = opened(context)
    if found is None:
        return None
    return Downloads(
        tuple(
            Document(context.t(f"shell.form_{form}"), report_name(found, form), partial(report_file, found, form))
            for form in REPORT_FORMS
        )
    )
