"""Promises of payment."""

TEXTS = {
    "promise.column": "Promise",
    "promise.column_help": "○ still to come, ✓ receipts by that day reached the amount, ▼ they did not",
    "promise.open": "{sign} {amount} by {day}",
    "promise.kept": "{sign} {amount} by {day} kept",
    "promise.broken": "{sign} {amount} by {day} broken, {received} came in",
    "promise.note_one": "Note a promise",
    "promise.all_documents": "all he owes",
    "promise.kept_of": "{kept} of {all} promises were kept",
}
