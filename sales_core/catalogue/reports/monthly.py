"""The month for the management: where it stands, why, and what sales, stock, cash, customers and people did."""

from __future__ import annotations

from sales_core.catalogue.report import BoardPart, ReportSection, ReportSpan, ReportSpec

REPORT = ReportSpec(
    id="monthly",
    order=3,
    span=ReportSpan.MONTH,
    message=(
        BoardPart("overview", ("headline", "standing")),
        BoardPart("receivables", ("cards",), most=3),
        BoardPart("inventory", ("cards",), most=2),
        BoardPart("analysis", ("headline",)),
        BoardPart("receivables", ("headline",)),
        BoardPart("inventory", ("headline",)),
        BoardPart("leaderboard", ("headline",)),
        BoardPart("overview", ("needs",), most=5),
    ),
    sections=(
        ReportSection(
            "sales",
            (
                BoardPart("overview", ("distance", "why"), most=14),
                BoardPart("targets", ("measures", "cascade", "month_heat"), most=14),
            ),
        ),
        ReportSection(
            "change",
            (BoardPart("analysis", ("bridge", "bridge_parts", "growth", "narrative"), most=14),),
        ),
        ReportSection("customers", (BoardPart("overview", ("way_back",), most=14),)),
        ReportSection("people", (BoardPart("leaderboard", ("board", "board_rows"), most=14),)),
        ReportSection(
            "cash",
            (
                BoardPart("receivables", ("cards", "ageing", "dso", "overdue"), most=14),
                BoardPart("receivables", ("collections", "expected"), (("view", "cash"),)),
            ),
        ),
        ReportSection(
            "stock",
            (
                BoardPart("inventory", ("cards", "supply", "shortages"), most=14),
                BoardPart("inventory", ("expiry", "fefo"), (("view", "expiry"),), most=14),
            ),
        ),
    ),
)
