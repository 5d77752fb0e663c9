"""Aliases and merged codes."""

TEXTS = {
    "record.alias.label": "Alias",
    "record.alias.subject": "—",
    "record.alias.entity.label": "Kind of thing",
    "record.alias.alias.label": "Alias",
    "record.alias.code.label": "Code",
    "record.alias.reason.label": "Reason",
    "record.alias.check.another.message": "The alias and the code are the same",
    "record.alias.check.another.mend": "Give the code that the alias stands for",
    "record.alias.state.current": "current",
    "record.alias.event.added": "Alias added",
}
