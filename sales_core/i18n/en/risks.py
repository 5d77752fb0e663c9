"""Guesses and losses that each have to be accepted by name before a load goes on."""

TEXTS: dict[str, str] = {
    "risk.receipts_after_list": "Nothing states of which day the list of open items is; its newest row is of {day}. {count} {count:receipt|receipts} from {first} to {last} {count:is|are} taken to have come after it and to reduce what is open. If the list was made later, they are in it already and are taken off twice: then say its day with it (as_of_day).",
    "risk.renumbered_documents": "{count} {count:document is|documents are} there already under the same number with other leading zeros, of the same day and amount, and would count twice: {examples}. Write the numbers as they are there, or accept that they are others.",
}
