"""English: the switch of like-for-like comparisons."""

TEXTS = {
    "like.label": "Like for like",
    "like.off": "Like for like",
    "like.mom": "MoM",
    "like.yoy": "YoY",
    "like.mtd": "MTD",
    "like.ytd": "YTD",
    "like.months": "13 months",
    "like.days": "{now} against {before}, day for day",
    "like.running": "◔ still running",
}
