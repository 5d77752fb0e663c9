"""A chart of a board as a picture: what the page draws, with its message above and where it comes from below."""

from __future__ import annotations

from sales_core.boards.blocks import Block, Chart
from sales_core.boards.context import BoardContext
from sales_core.boards.report_words import source_line
from sales_core.charts.picture.figure import Caption, Picture, chart_picture, figure_picture
from sales_core.charts.style import ChartStyle
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text
from sales_core.reports.typesetting import picture_png


def block_svg(context: BoardContext, block: Block | None) -> bytes:
    """A chart as an SVG file. Raises UsageError for a block that is none."""
    return _captioned(context, block).svg.encode()


def block_png(context: BoardContext, block: Block | None) -> bytes:
    """The same picture as PNG. Raises UsageError for a block that is no chart."""
    picture = _captioned(context, block)
    return picture_png(picture.svg, picture.width, picture.height)


def bare_picture(context: BoardContext, chart: Chart) -> Picture:
    """The chart alone, for a page that writes its message itself."""
    style = _style(context)
    return figure_picture(chart.figure(style), style)


def _captioned(context: BoardContext, block: Block | None) -> Picture:
    if not isinstance(block, Chart):
        raise UsageError(Text("error.export_gone"))
    style = _style(context)
    caption = Caption(block.title, block.note, source_line(context, block))
    return chart_picture(block.figure(style), caption, style)


def _style(context: BoardContext) -> ChartStyle:
    """Pictures are light: they go on slides and paper."""
    return ChartStyle(locale=context.locale, currency=context.currency)
