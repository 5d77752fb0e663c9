"""A figure that is given on as it is: chart forms make plotly's own JSON, which no page needs to check again."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import plotly.io
from plotly.basedatatypes import BaseFigure


class ReadyFigure(BaseFigure):  # type: ignore[misc] # plotly has no types
    """The parts of a figure, for who takes figures of plotly. Tests check every chart form against plotly's rules."""

    def __init__(self, parts: Mapping[str, Any]) -> None:
        self._parts = {**parts, "layout": {"template": _template(), **parts.get("layout", {})}}

    def to_dict(self) -> dict[str, Any]:
        """The parts, with the template that plotly would add."""
        return self._parts


@cache
def _template() -> dict[str, Any]:
    template: dict[str, Any] = plotly.io.templates[plotly.io.templates.default].to_plotly_json()
    return template
