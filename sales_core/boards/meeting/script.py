"""The script that a period asks for: decisions of before, where it stands, the largest gaps, and what is at risk."""

from __future__ import annotations

from sales_core.boards.board import Ask
from sales_core.boards.context import BoardContext, Company
from sales_core.boards.decisions.board import BOARD as DECISIONS
from sales_core.boards.decisions.tables import open_decisions
from sales_core.boards.meeting.slide import Slide
from sales_core.boards.overview.board import BOARD as OVERVIEW
from sales_core.boards.overview.needs import found_needs
from sales_core.boards.overview.way_back import calls
from sales_core.boards.overview.why import basis, worst_nodes

#: So many parts of the company and so many risks have a slide of their own.
MOST_GAPS, MOST_RISKS = 3, 4


def built_script(ask: Ask, company: Company) -> tuple[Slide, ...]:
    """The slides for the days and filters of `ask`: at least one, and none about what does not need a word.

    Raises NotAllowedError for who may not look at sales.
    """
    context = BoardContext(ask, company, lambda _: "")
    metric, total = basis(context)
    slides = []
    if open_decisions(context) is not None:
        slides.append(Slide(DECISIONS.id, ("open",), metric))
    slides.append(Slide(OVERVIEW.id, ("headline", "standing", "distance"), metric))
    if total is not None and total < 0:
        slides.append(Slide(OVERVIEW.id, ("why",), metric))
        slides += [
            Slide(
                OVERVIEW.id,
                ("headline", "distance", "why"),
                node.metric,
                filters=tuple(item for item in node.inside if item not in ask.filters),
            )
            for node in worst_nodes(context, MOST_GAPS)
        ]
        if calls(context) is not None:
            slides.append(Slide(OVERVIEW.id, ("way_back",), metric))
    return (*slides, *_risks(context))


def _risks(context: BoardContext) -> list[Slide]:
    """What needs somebody, the most money first: those of which there are cases to talk about."""
    found = [(need, cases) for need, cases in found_needs(context) if need.number.metric == need.id]
    shown: list[Slide] = []
    for need, cases in found:
        if len(shown) < MOST_RISKS and cases():
            shown.append(Slide(OVERVIEW.id, ("need_cases",), need.number.metric, {"need": need.id}))
    return shown
