"""Words of the check of ledger against data."""

TEXTS: dict[str, str] = {
    "health.checked_at": "version {version}, checked {when}",
    "health.check_again": "Check again",
    "health.finding_late": "{dataset}: nothing after {month}, {days} {days:day|days} ago",
    "health.finding_branch": "{name}: {amount} of net sales last month, none in this one yet",
    "health.finding_unassigned": "{amount} of net sales in {month} without {dimension}",
    "health.task_open": "nobody yet",
    "health.task_late": "{who} · due {day}, late",
    "health.task_due": "{who} · due {day}",
    "health.task_done": "{who} says that it is done, and it is still there",
    "health.assign": "Assign",
    "health.done": "Done",
    "health.again": "Assign again",
}
