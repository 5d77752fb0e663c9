"""The schemes of scorecards valid up to a day, one row a measure: what counts for a post is open to everybody."""

from __future__ import annotations

from sales_core.catalogue.list import ColumnKind, ListColumn, ListSpec, Scan
from sales_core.catalogue.metrics.score_facts import KPI_SCHEMES
from sales_core.kernel.terms import Right
from sales_core.kernel.units import Unit

LIST = ListSpec(
    id="kpi_schemes",
    right=Right.VIEW_SALES,
    scans=(Scan(KPI_SCHEMES, reference="what a post is scored by: rules, nobody's figures"),),
    columns=(
        ListColumn("date", kind=ColumnKind.DATE),
        ListColumn("post"),
        ListColumn("kpi", value_texts="score.kpi"),
        ListColumn("weight", Unit.PERCENT),
        ListColumn("cap", Unit.PERCENT),
    ),
    sql="""
SELECT f.date, coalesce(f.post, '') AS post, f.kpi, f.weight, f.cap, f.upload_id, f.sheet, f.source_row
FROM {scan:kpi_schemes} AS f
""",
    order=("-date", "post", "kpi"),
    has_lineage=True,
)
