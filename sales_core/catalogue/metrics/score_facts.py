"""Where scores are worked out from: the schemes that say what counts for a post, and how much."""

from __future__ import annotations

from sales_core.catalogue.metric import Fact, source
from sales_core.kernel.terms import Right

_SCHEME = ("post", "kpi", "weight", "cap")

KPI_SCHEMES = Fact(
    id="kpi_schemes",
    sources=(source("kpi_schemes", "date", f"date {' '.join(_SCHEME)}"),),
    dimensions=(),
    detail=("date", *_SCHEME),
    right=Right.VIEW_SALES,
)

FACTS = (KPI_SCHEMES,)
