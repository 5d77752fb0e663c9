"""The week for the sales meeting: pace, who is behind, who calls whom, what is overdue and what runs out."""

from __future__ import annotations

from sales_core.catalogue.report import BoardPart, ReportSection, ReportSpan, ReportSpec

REPORT = ReportSpec(
    id="weekly",
    order=2,
    span=ReportSpan.WEEK,
    message=(
        BoardPart("overview", ("headline", "standing")),
        BoardPart("receivables", ("cards",), most=3),
        BoardPart("inventory", ("cards",), most=2),
        BoardPart("analysis", ("headline",)),
        BoardPart("receivables", ("headline",)),
        BoardPart("inventory", ("headline",)),
        BoardPart("overview", ("needs",), most=5),
    ),
    sections=(
        ReportSection(
            "sales",
            (
                BoardPart("overview", ("distance", "why"), most=14),
                BoardPart("targets", ("cascade",)),
            ),
        ),
        ReportSection("change", (BoardPart("analysis", ("bridge", "bridge_parts"), most=14),)),
        ReportSection("customers", (BoardPart("overview", ("way_back",), most=14),)),
        ReportSection("cash", (BoardPart("receivables", ("overdue",), most=14),)),
        ReportSection("stock", (BoardPart("inventory", ("shortages",), most=14),)),
    ),
)
