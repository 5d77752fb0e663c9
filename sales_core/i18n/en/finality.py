"""Whether figures of a period can still change."""

TEXTS: dict[str, str] = {
    "finality.open": "month open",
    "finality.partly": "{closed} of {months} months closed",
    "finality.closed": "closed {day} by {who}",
    "finality.superseded": "superseded: figures in force differ",
}
