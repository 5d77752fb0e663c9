"""Everything the narrator says, as the analysis page shows it."""

from sales_core.analysis.sales.narrator import Sentence, causes, stand
from sales_core.analysis.sales.selection import Selection
from sales_core.kernel.terms import Viewer
from sales_core.semantic.service import MetricService


def narrate(figures: MetricService, viewer: Viewer, selection: Selection) -> tuple[Sentence, ...]:
    """Where it stands, then the causes; one sentence when there is nothing."""
    stood = stand(figures, viewer, selection)
    return stood if stood[0].key == "narrator.nothing" else stood + causes(figures, viewer, selection)
