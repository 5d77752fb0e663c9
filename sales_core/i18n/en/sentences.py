"""What the numbers say, and how fresh they are."""

TEXTS = {
    "sentences.title": "What the numbers say",
    "sentences.note": "Made by rules from the figures above; click a figure for its Number ID",
    "sentences.missing_branches": "{sign} {count} {count:branch that sold last month has|branches that sold last month have} not yet",
    "sentences.missing_customers": "{sign} {count} {count:customer of last month has|customers of last month have} not bought yet",
}
