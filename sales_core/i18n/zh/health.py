"""Words of the check of ledger against data."""

TEXTS: dict[str, str] = {
    "health.checked_at": "版本 {version}，{when} 检查",
    "health.check_again": "重新检查",
    "health.finding_late": "“{dataset}”只到 {month}，距今 {days} 天",
    "health.finding_branch": "{name} 上月净销售额 {amount}，本月还没有",
    "health.finding_unassigned": "{month} 有 {amount} 的净销售额没有{dimension}",
    "health.task_open": "未指派",
    "health.task_late": "{who} · {day} 截止，已逾期",
    "health.task_due": "{who} · {day} 截止",
    "health.task_done": "{who} 说已处理，但事项仍在",
    "health.assign": "指派",
    "health.done": "已处理",
    "health.again": "重新指派",
}
