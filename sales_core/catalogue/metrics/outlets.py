"""How the shelf looks: outlet scores of audits, and the 50/50 scheme of sales and outlets."""

from __future__ import annotations

from sales_core.catalogue.dimensions import CUSTOMER_DIMENSIONS
from sales_core.catalogue.metric import Fact, Metric, Polarity, TimeWindow, source
from sales_core.kernel.units import Unit

#: The most that an achievement counts for in the scheme.
_ACHIEVEMENT_CAP = 1.2
_SCORES = "distribution_score facing_score price_score display_score score"
_CUSTOMER = " ".join(CUSTOMER_DIMENSIONS)

OUTLETS = Fact(
    id="outlet_audits",
    sources=(source("outlet_audits", "date", f"date month {_CUSTOMER} {_SCORES}"),),
    dimensions=CUSTOMER_DIMENSIONS,
    detail=("date", *_SCORES.split()),
    snapshot_of=("customer",),
)
FACTS = (OUTLETS,)


def _score(name: str) -> Metric:
    """The plain average of one score over the outlets, each with its latest audit of the period."""
    column = name.removeprefix("outlet_")
    return Metric(
        name, Unit.QUANTITY, Polarity.HIGHER_IS_BETTER, OUTLETS,
        f"CAST(sum(f.{column}) AS DOUBLE) / nullif(count(f.{column}), 0)", (column,), TimeWindow.LAST_SNAPSHOT,
        rows_where=f"f.{column} IS NOT NULL",
    )  # fmt: skip


METRICS: tuple[Metric, ...] = (
    _score("outlet_score"),
    _score("outlet_distribution_score"),
    _score("outlet_facing_score"),
    _score("outlet_price_score"),
    _score("outlet_display_score"),
    Metric(
        "outlets_audited", Unit.COUNT, Polarity.HIGHER_IS_BETTER, OUTLETS, "count(DISTINCT f.customer)", ("customer",), empty_is_zero=True,
    ),
    Metric(
        "scheme_score", Unit.PERCENT,
        expression="CASE WHEN {achievement} IS NOT NULL AND {outlet_score} IS NOT NULL THEN CAST(0.5 AS DOUBLE)"
        f" * least(greatest({{achievement}}, 0), CAST({_ACHIEVEMENT_CAP} AS DOUBLE))"
        " + CAST(0.5 AS DOUBLE) * {outlet_score} / 100 END",
    ),
)  # fmt: skip
