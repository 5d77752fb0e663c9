"""Differences from version 0.1 that are meant, each with its reason. Everything else that differs is a fault."""

from __future__ import annotations

from collections.abc import Mapping

#: `company/subject/name` of a frozen entry, `*` for any part of it → why it may differ.
ACCEPTED: Mapping[str, str] = {
    "*/commands/en query receivables_open --by category --period *": "the refusal names metric and dimension by label too,"
    " as it always did in Chinese",
    "*/commands/* explain net_sales_ytd*": "the definition says fiscal year, which starts on 1 January by default; figures are"
    " compared in figures.json.gz",
    "*/commands/* query *--format json": "tells of each metric the days it counts and where they were cut; its figures are"
    " compared in figures.json.gz",
    "*/pages/* overview*": "one sentence, the distance to the pace in place of the running total, why it is so from region to"
    " customer with each level adding up, the customers who bring it back, and what needs somebody ranked by money in place"
    " of the cards of risks; the sentences on what the numbers say stand on Analysis; figures are compared in"
    " figures.json.gz",
    "*/pages/* targets*": "a year that nobody loaded is not compared with; no days ahead or behind in a month that is over; one of one is not counted; axis marks keep off"
    " the corner",
    "*/pages/* leaderboard*": "without targets the ranking is by sales, without reps by branch; the choices say what is ranked, against whom, by which weighted score; names keep their size",
    "*/pages/* analysis*": "a year that nobody loaded is not compared with; what the numbers say stands here; the headline names the target's own distance to last year and the largest cause that pulls the"
    " other way",
    "*/pages/* inventory*": "balances are compared with a named day; lots stand by money at risk; names keep their size; the"
    " treemap has as many tiles as can be named",
    "*/pages/* receivables*": "balances are compared with a named day; cash that covers what is overdue is to be matched, not"
    " asked for; all of all is no share; the customer stands in a panel; the weeks of a sum are named",
    "*/exports/* receivables* overdue.*": "cash that covers what is overdue is to be matched, not asked for",
    "*/exports/* inventory* fefo.*": "lots stand by money at risk",
    "*/commands/* explain *--json*": "tells whether the figure is masked and what of it is company reference data; figures"
    " are compared in figures.json.gz",
    "*/commands/* mappings list*": "a file whose only sheet has its own name is named once",
    "*/pages/* history *": "months are closed on a page of their own; what changed is told forwards",
    "*/pages/* people *": "roles with their rights, import from a spreadsheet, what is held about a person",
    "*/pages/* number *": "looking writes nothing: a button gives the code that 0.1 kept for every number looked at",
    "*/pages/* health *": "one kind of upload more: aliases and merged codes",
    "*/pages/* upload *": "one template more: aliases and merged codes",
    "*/exports/* analysis* bridge_*.xlsx": "a bridge's difference is not the gap to target: its sheet no longer defines it so",
    "*/exports/* inventory, distributors * distributors.xlsx": "the share of later returns is not the metric returns; the"
    " near-expiry value is that metric and is defined",
    "*/exports/* inventory, classes * abc_xyz.xlsx": "the share of sales is a metric and is defined too",
    "*/tables/claims": "the table of partitions and who owns them is called partition_owners; no figure reads it",
}

#: Pages that 0.1 did not have: nothing of them is frozen.
NEW_PAGES = frozenset(
    {
        "account", "activity", "alerts", "audit", "channels", "customers", "decisions", "expenses", "explore", "masters", "meet",
        "meetings", "messages", "mine", "month", "pay", "presenter", "profile",
        "reports", "scorecard", "start", "target_entry", "visits",
    }
)  # fmt: skip
