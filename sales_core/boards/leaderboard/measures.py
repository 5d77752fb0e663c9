"""What the ranking counts: one measure, or several weighed into a score."""

from __future__ import annotations

from sales_core.boards.context import BoardContext
from sales_core.catalogue.dependencies import facts_of
from sales_core.format import as_decimal
from sales_core.kernel.query import Query
from sales_core.kernel.terms import Right

SINGLE = ("achievement", "pace", "net_sales", "yoy", "gross_profit", "new_customers", "collections")
#: The score a company starts from; every weight can be moved.
WEIGHTS = {"achievement": 50, "yoy": 20, "margin": 10, "new_customers": 20}
MIXABLE = ("achievement", "yoy", "margin", "gross_profit", "new_customers", "active_products", "collections")
#: Half volume, half shelf: offered where outlets are audited.
SCHEME = "scheme_score"
SCORE = "score"
STEPS = tuple(str(weight) for weight in range(0, 101, 5))


def weight_choice(metric: str) -> str:
    """The id of the choice of a measure's weight."""
    return f"weight_{metric}"


def weight_name(metric: str, context: BoardContext) -> str:
    """What a weight is of."""
    return context.metric_name(metric)


WEIGHT_CHOICES = tuple(weight_choice(metric) for metric in MIXABLE)


def options(context: BoardContext) -> tuple[str, ...]:
    """The measures that the viewer may rank by, and the score."""
    found = [*(metric for metric in SINGLE if may_see(context, metric)), SCORE]
    if has_audits(context):
        found.insert(1, SCHEME)
    return tuple(found)


def usual(context: BoardContext) -> str:
    """Achievement; where nobody of the level has a target nobody can be ranked by it, and sales stand in."""
    level = context.choice("level")
    if not may_see(context, "target"):
        return "achievement"
    rows = context.result("target", by=(level,), filters=())
    return "achievement" if any(row[level] and as_decimal(row["target"]) for row in rows) else "net_sales"


def name(context: BoardContext, measure: str) -> str:
    """A measure in words."""
    return context.t("board.score") if measure == SCORE else context.metric_name(measure)


def is_weighed(context: BoardContext) -> bool:
    """Whether several measures are weighed into a score."""
    return context.choice("measure") == SCORE


def weights(context: BoardContext) -> dict[str, float]:
    """Measure ids with their weights; one measure alone has weight 1."""
    measure = context.choice("measure")
    if measure != SCORE:
        return {measure: 1.0}
    found = {metric: float(context.choice(weight_choice(metric))) for metric in MIXABLE if may_see(context, metric)}
    return {metric: weight for metric, weight in found.items() if weight} or {"achievement": 1.0}


def narrowing(context: BoardContext) -> tuple[str, ...]:
    """The metrics that decide which filters apply."""
    return ("net_sales", *weights(context))


def may_see(context: BoardContext, metric: str) -> bool:
    """Whether the viewer carries the rights of every fact that the metric reads, and sees its values."""
    return not context.is_masked(metric) and all(
        context.may(Right(fact.right)) for fact in facts_of(context.catalogue, metric)
    )


def has_audits(context: BoardContext) -> bool:
    """Whether any outlet of the viewer's scope was ever audited."""
    return bool(context.run(Query(("outlets_audited",))).one().get("outlets_audited"))
