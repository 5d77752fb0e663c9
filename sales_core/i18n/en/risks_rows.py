"""Losses of figures that a load brings with it."""

TEXTS = {
    "risk.takes_away.documents": "{count} {count:document|documents} loaded earlier {count:is|are} not in this file and would go ({examples})",
    "risk.takes_away.days": "{count} {count:day|days} loaded earlier {count:is|are} not in this file and would go ({examples})",
    "risk.scale_history": "Amounts of '{column}' are {times} times larger than those loaded so far",
}
