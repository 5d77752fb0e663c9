"""Below the fold of the overview."""

TEXTS = {
    "told.why": "Why? Show what explains the change and the shortest way back",
    "told.title": "What the numbers say",
    "told.note": "Made by rules from the figures above; click a figure for its Number ID",
    "told.missing_branches": "{sign} {count} {count:branch that sold last month has|branches that sold last month have} not yet",
    "told.missing_customers": "{sign} {count} {count:customer of last month has|customers of last month have} not bought yet",
}
