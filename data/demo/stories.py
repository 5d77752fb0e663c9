"""What is planted in the demo company for a sharp eye to find; described for people in STORIES.md."""

from __future__ import annotations

from data.demo.days import month_number

SEED = 20_261_022
LEAVER_SHARE = 0.22

#: A region collapses: share of its normal customers still ordering and of their normal quantities.
COLLAPSE_REGION = "西部"
COLLAPSE = {
    month_number(2026, 6): 0.95,
    month_number(2026, 7): 0.88,
    month_number(2026, 8): 0.80,
    month_number(2026, 9): 0.70,
    month_number(2026, 10): 0.62,
}

#: A distributor is stuffed in the last month of each quarter and sends goods back in the next.
STUFFED_BRANCH = "广州"
STUFFED_FROM = month_number(2025, 6)
STUFFING = 3.2
STUFFED_RETURN_SHARE = 0.2

#: A key account buys nothing and pays nothing any more.
QUIET_BRANCH = "北京"
QUIET_FROM = month_number(2026, 7)
QUIET_UNPAID_FROM = month_number(2026, 5)

#: Yoghurt made for a launch that flopped lies in one warehouse with weeks to live.
EXPIRING_BRANCH = "郑州"
EXPIRING_MADE = month_number(2026, 6)
EXPIRING_CASES = 46_000

#: One rep lives on a single new key account.
CARRIED_BRANCH = "南京"
CARRIED_FROM = month_number(2026, 1)
CARRIED_TARGET = 1.9

#: A branch that outgrows all others.
STAR_BRANCH = "杭州"
STAR_FROM = month_number(2025, 11)
STAR_MONTHLY = 1.036

#: Shelves, in points of an audit: the star branch keeps them well, the carried rep's branch does not.
STAR_SHELF = 9.0
POOR_SHELF = -14.0

#: The largest customer of no other story, whom nobody visits any more although he buys as before.
UNVISITED_FROM = month_number(2026, 7)

#: A price cut that buys volume: juice in one region.
CUT_REGION = "华南"
CUT_CATEGORY = "果汁"
CUT_FROM = month_number(2026, 7)
CUT_PRICE = 0.88
CUT_VOLUME = 1.42

#: A branch whose reps got no targets for the last quarter.
NO_TARGET_BRANCH = "合肥"
NO_TARGET_FROM = month_number(2026, 9)

#: Who looks after key accounts is paid on money received: so many reps, since then.
KEY_ACCOUNT_POST = "大客户经理"
KEY_ACCOUNT_FROM = month_number(2026, 1)
KEY_ACCOUNT_REPS = 4

#: Tiers of the plan of ordinary reps, in yuan a month: where nearly all of them end, and one that nobody reaches.
STOP_FROM = 20_000
NEVER_FROM = 4_000_000
