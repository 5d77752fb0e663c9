"""Words of the check of ledger against data."""

TEXTS: dict[str, str] = {
    "health.checked_at": "版本 {version}，{when} 检查",
    "health.check_again": "重新检查",
}
