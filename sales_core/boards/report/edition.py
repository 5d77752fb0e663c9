"""The one-file edition: a report as one page of HTML that works without network, whole and cut by a dimension.

It is read outside the company's server, where no right holds: it is made as through the screen-share lens.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sales_core.access.accounts import Accounts
from sales_core.boards.context import BoardContext
from sales_core.boards.report.open_report import OpenReport
from sales_core.boards.report.parts import report_parts
from sales_core.boards.report_words import company_name, joined, source_line
from sales_core.boards.staleness import stale_text
from sales_core.format import moment
from sales_core.kernel import clock
from sales_core.kernel.query import Filter
from sales_core.reports.edition import Edition, EditionCut, EditionWords, edition_file

#: Dimensions that a company may be cut by, the first that has a few values is taken, and how many are few.
_CUTS, _FEWEST, _MOST = ("region", "branch", "channel"), 2, 12


def report_edition(opened: OpenReport) -> bytes:
    """The HTML file."""
    lensed = Accounts(opened.context.company.appdb).through_lens(opened.ask.viewer)
    # Its reader looks at no shared screen: amounts are exact unless whoever makes it sees none.
    viewer = replace(lensed, amounts=opened.ask.viewer.amounts)
    masked = opened.asking(replace(opened.ask, viewer=viewer))
    context = masked.context
    dimension, codes = _cut(context)
    cuts = [EditionCut(context.t("report.all"), report_parts(masked))]
    cuts += [
        EditionCut(context.label(dimension, code), report_parts(one)) for code, one in _by(masked, dimension, codes)
    ]
    return edition_file(
        Edition(
            masked.title,
            company_name(context),
            joined(context.span(context.period), context.say(context.finality.text)),
            joined(source_line(context), context.t("report.made", who=context.viewer.name, at=moment(clock.now()))),
            tuple(cuts),
            context.locale,
            EditionWords(
                context.dimension_name(dimension) if dimension else "",
                context.t("report.search"), context.t("report.sort"), context.t("report.nothing"),
                context.t("report.contents"),
            ),
            stale_text(context.as_of, context.locale),
            context.t("report.masked"),
        )
    )  # fmt: skip


def _cut(context: BoardContext) -> tuple[str, tuple[str, ...]]:
    """The dimension that the reader can choose from and its codes; nothing when the report has a filter of its own."""
    named = {one.dimension for one in context.ask.filters}
    if named & set(_CUTS):
        return "", ()
    for dimension in _CUTS:
        codes = tuple(
            code for code, _ in context.company.figures.values(dimension, context.viewer, context.version) if code
        )
        if _FEWEST <= len(codes) <= _MOST:
            return dimension, codes
    return "", ()


def _by(opened: OpenReport, dimension: str, codes: tuple[str, ...]) -> Iterator[tuple[str, OpenReport]]:
    for code in codes:
        filters = tuple(sorted((*opened.ask.filters, Filter(dimension, (code,)))))
        yield code, opened.asking(replace(opened.ask, filters=filters))
