"""Whether figures of a period can still change."""

TEXTS: dict[str, str] = {
    "finality.open": "未关账",
    "finality.partly": "{months} 个月中 {closed} 个已关账",
    "finality.closed": "{day} 由 {who} 关账",
    "finality.superseded": "旧版本的数，现行数字已不同",
}
