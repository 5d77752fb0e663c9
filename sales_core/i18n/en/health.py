"""Words of the check of ledger against data."""

TEXTS: dict[str, str] = {
    "health.checked_at": "version {version}, checked {when}",
    "health.check_again": "Check again",
}
