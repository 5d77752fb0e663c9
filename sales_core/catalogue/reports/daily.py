"""The day on one page and a half: what was sold against what was due, where the gap is, what needs somebody today."""

from __future__ import annotations

from sales_core.catalogue.report import BoardPart, ReportSection, ReportSpan, ReportSpec

REPORT = ReportSpec(
    id="daily",
    order=1,
    span=ReportSpan.DAY,
    message=(
        BoardPart("overview", ("headline", "standing")),
        BoardPart("receivables", ("headline",)),
        BoardPart("inventory", ("headline",)),
        BoardPart("overview", ("needs",), most=5),
    ),
    sections=(ReportSection("sales", (BoardPart("overview", ("why",), most=14),)),),
)
