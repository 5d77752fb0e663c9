"""What the numbers say."""

TEXTS = {
    "sentences.title": "What the numbers say",
    "sentences.note": "Made by rules from the figures above; click a figure for its Number ID",
}
