"""One branch's month for its manager: the company's report narrowed to the branch, with its people and customers."""

from __future__ import annotations

from sales_core.catalogue.report import BoardPart, ReportSection, ReportSpan, ReportSpec

REPORT = ReportSpec(
    id="branch",
    order=4,
    span=ReportSpan.MONTH,
    one_of="branch",
    message=(
        BoardPart("overview", ("headline", "standing")),
        BoardPart("receivables", ("cards",), most=3),
        BoardPart("analysis", ("headline",)),
        BoardPart("receivables", ("headline",)),
        BoardPart("leaderboard", ("headline",), (("level", "rep"),)),
        BoardPart("overview", ("needs",), most=5),
    ),
    sections=(
        ReportSection(
            "sales",
            (
                BoardPart("overview", ("distance", "why"), most=14),
                BoardPart("targets", ("cascade", "month_heat"), (("level", "rep"), ("months_by", "rep")), most=14),
            ),
        ),
        ReportSection("change", (BoardPart("analysis", ("bridge", "narrative")),)),
        ReportSection("customers", (BoardPart("overview", ("way_back",), most=14),)),
        ReportSection("people", (BoardPart("leaderboard", ("board_rows",), (("level", "rep"),), most=14),)),
        ReportSection("cash", (BoardPart("receivables", ("cards", "ageing", "overdue"), most=14),)),
    ),
)
