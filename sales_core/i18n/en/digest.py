"""What changed since somebody last looked."""

TEXTS = {
    "digest.since": "Since you last looked on {day}: {said}",
    "digest.and": "; ",
    "digest.figure": "{name} of {period} went from {before} to {now}",
    "digest.cases": "alerts opened: {opened}, closed: {closed}",
    "digest.mentions": "{count} comments or notes mention you (page Activity)",
    "number.watch": "Watch this number",
}
