"""Everything the narrator says, as the overview shows it to those who ask why."""

from sales_core.analysis.narrator import Sentence, causes, stand
from sales_core.analysis.selection import Selection
from sales_core.metrics.figures import Figures
from sales_core.terms import Viewer


def narrate(figures: Figures, viewer: Viewer, selection: Selection) -> tuple[Sentence, ...]:
    """Where it stands, then the causes; one sentence when there is nothing."""
    stood = stand(figures, viewer, selection)
    return stood if stood[0].key == "narrator.nothing" else stood + causes(figures, viewer, selection)
