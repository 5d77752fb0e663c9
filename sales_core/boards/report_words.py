"""What slides, printed pages and pictures of a board write alike: cards, and where figures come from."""

from __future__ import annotations

from sales_core.boards.blocks import Block, Card, Chart
from sales_core.boards.context import BoardContext
from sales_core.boards.lens_text import lens_text
from sales_core.boards.number import NumberAddress
from sales_core.boards.words import card_text
from sales_core.reports.card import ReportCard


def report_card(context: BoardContext, card: Card) -> ReportCard:
    """A card in words."""
    text = card_text(context, card)
    compared = tuple((f"{line.sign} {line.text} {line.label}".strip(), line.tone) for line in card.comparisons)
    return ReportCard(text.label, text.value, compared, text.note, card.is_main)


def joined(*parts: str) -> str:
    """Those that say something, told apart."""
    return " · ".join(filter(None, parts))


def company_name(context: BoardContext) -> str:
    """The company's name, or the product's where it has none yet."""
    return context.company.figures.company_name or context.t("shell.product")


def source_line(context: BoardContext, block: Block | None = None) -> str:
    """Where figures come from: company, day, period, version, and of a chart the code of the figure that is drawn."""
    if isinstance(block, Chart) and block.result is not None:
        query = block.result.query
        rest: tuple[str, ...] = (
            context.as_of_line(block.result),
            context.say(context.finality.text),
            str(NumberAddress.of(query, query.metrics[0])),
        )
    else:
        rest = (
            context.t("shell.as_of", day=context.date(context.as_of)),
            context.span(context.period),
            context.say(context.finality.text),
            context.t("shell.version_no", version=context.version),
        )
    return joined(company_name(context), *rest, lens_text(context.company, context.viewer, context.locale))
