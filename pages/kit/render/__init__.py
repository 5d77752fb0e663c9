"""One renderer a kind of block."""

from __future__ import annotations

from collections.abc import Callable

from pages.kit.render import card_row, chart, downloads, headline, narrative, record_form, table
from sales_core.api import CardRow, Chart, Downloads, Headline, Narrative, RecordForm, Table

#: `draw(page, id, block, **size)` by the type of the block.
DRAW: dict[type, Callable[..., None]] = {
    Headline: headline.draw,
    CardRow: card_row.draw,
    Chart: chart.draw,
    Table: table.draw,
    Narrative: narrative.draw,
    RecordForm: record_form.draw,
    Downloads: downloads.draw,
}
