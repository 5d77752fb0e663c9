"""A metric's formula with its values."""

from __future__ import annotations

from sales_core.catalogue.metric import Metric
from sales_core.kernel.query import Query, Value
from sales_core.kernel.terms import Text, Viewer
from sales_core.semantic.engine import Engine
from sales_core.semantic.explanation import with_values


def worked_formula(
    engine: Engine, metric: Metric, asked: Query, viewer: Viewer, row: dict[str, Value], *, is_masked: bool
) -> Text:
    """The metric's own working where it has one and the viewer may see it, else its formula filled with `row`."""
    own = None if is_masked else metric.explain_formula
    progress = engine.progress_for(asked, viewer.scope, metric) if own else None
    shown = own(row, progress) if own and progress else None
    return shown or with_values(metric, row, engine.catalogue)
