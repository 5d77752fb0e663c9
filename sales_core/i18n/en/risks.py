"""Guesses and losses that each have to be accepted by name before a load goes on."""

TEXTS: dict[str, str] = {
    "risk.renumbered_documents": "{count} {count:document is|documents are} there already under the same number with other leading zeros, of the same day and amount, and would count twice: {examples}. Write the numbers as they are there, or accept that they are others.",
}
