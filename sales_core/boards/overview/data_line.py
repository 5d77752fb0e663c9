"""How fresh and complete the data are, in one line."""

from __future__ import annotations

from sales_core.analysis.data.health import DataHealth, Freshness, data_health
from sales_core.boards.blocks import Clause, Narrative, Sentence
from sales_core.boards.context import BoardContext
from sales_core.kernel.terms import Right

#: What an overview rests on, and the right that it takes to see it.
_FED_BY: tuple[tuple[str, Right], ...] = (
    ("sales", Right.VIEW_SALES),
    ("targets", Right.VIEW_SALES),
    ("stock", Right.VIEW_STOCK),
    ("receivables", Right.VIEW_RECEIVABLES),
)


def health(context: BoardContext) -> Narrative | None:
    """One quiet line for those who load data, about the period in which the data end; nothing for a version unknown."""
    if not context.may(Right.UPLOAD) or not context.period.contains(context.as_of):
        return None
    history = context.company.appdb.history
    if history.version_file(context.version) is None:
        return None
    found = data_health(context.company.figures, history.version(context.version), context.viewer)
    return Narrative((Sentence((Clause(health_line(context, found)),)),))


def health_line(context: BoardContext, found: DataHealth) -> str:
    """How far each dataset reaches, and who sold last month and not yet this month."""
    by_id = {one.dataset: one for one in found.freshness}
    parts = [_fresh(context, by_id[name]) for name, right in _FED_BY if context.may(right) and name in by_id]
    parts.append(_missing(context, "branches", len(found.missing_branches)))
    parts.append(_missing(context, "customers", len(found.missing_customers)))
    return " · ".join(parts)


def _fresh(context: BoardContext, one: Freshness) -> str:
    name = context.t(f"dataset.{one.dataset}.label")
    if not one.last_month:
        return f"○ {name} {context.t('health.never')}"
    return f"{'▼' if one.behind else '✓'} {name} {one.last_month}"


def _missing(context: BoardContext, what: str, count: int) -> str:
    return context.t(f"sentences.missing_{what}", sign="✓" if not count else "▼", count=context.write_count(count))
