"""What stands on slides."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pptx import Presentation


def slide_texts(file: bytes) -> str:
    """The texts of all slides, a line each: shapes, table cells, names and labels of charts."""
    deck = Presentation(io.BytesIO(file))
    return "\n".join(text for slide in deck.slides for shape in slide.shapes for text in _texts(shape))


def charts(file: bytes) -> list[Any]:
    """The native charts, in the order of the slides."""
    deck = Presentation(io.BytesIO(file))
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def _texts(shape: Any) -> Iterator[str]:
    if shape.has_text_frame:
        yield from (paragraph.text for paragraph in shape.text_frame.paragraphs)
    elif shape.has_table:
        yield from (cell.text for row in shape.table.rows for cell in row.cells)
