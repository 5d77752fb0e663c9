"""The dataset aliases: its name, its purpose, its columns."""

TEXTS: dict[str, str] = {
    "dataset.aliases.label": "Aliases and merged codes",
    "dataset.aliases.purpose": "One row per alias: what is written as the alias is the thing with the code",
    "dataset.aliases.unlocks": "other spellings of a customer, rep or product count as one",
    "dataset.aliases.entity.label": "Kind of thing",
    "dataset.aliases.alias.label": "Alias",
    "dataset.aliases.code.label": "Code",
    "dataset.aliases.reason.label": "Reason",
}
