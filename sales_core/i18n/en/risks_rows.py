"""Losses of figures that a load brings with it."""

TEXTS = {
    "risk.takes_away.documents": "{count} {count:document|documents} loaded earlier {count:is|are} not in this file and would go ({examples})",
    "risk.takes_away.days": "{count} {count:day|days} loaded earlier {count:is|are} not in this file and would go ({examples})",
    "risk.counts_twice.documents": "{count} {count:document|documents} of this file {count:is|are} there already and would count twice ({examples})",
    "risk.counts_twice.days": "{count} {count:day|days} of this file {count:is|are} there already and would count twice ({examples})",
    "risk.scale_history": "Amounts of '{column}' are {times} times larger than those loaded so far",
    "risk.lines_without_document": "{count} {count:line names a document|lines name documents} that '{documents}' does not list; without a day {count:it is|they are} left out",
    "risk.documents_without_lines": "{count} {count:document|documents} of '{documents}' {count:has|have} no line, so {count:its|their} money is in no sale: {examples}",
}
