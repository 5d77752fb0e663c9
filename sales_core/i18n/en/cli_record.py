"""The command `record`."""

TEXTS = {
    "cli.help.record": "what people type: list, show, add, edit, move, undo promises, aliases and other records",
    "cli.help.record_set": "FIELD=VALUE, may be repeated",
    "cli.record.added": "Added as no. {id}.",
    "cli.record.edited": "No. {id} was edited.",
    "cli.record.moved": "No. {id} was moved.",
    "cli.record.usage_list": "Nothing follows `list`.",
    "cli.record.usage_show": "Give the number: record ID show NUMBER.",
    "cli.record.usage_add": "Give at most one subject: record ID add SUBJECT --set FIELD=VALUE.",
    "cli.record.usage_edit": "Give the number: record ID edit NUMBER --set FIELD=VALUE.",
    "cli.record.usage_undo": "Give the number: record ID undo NUMBER.",
    "cli.record.usage_add_load": "Nothing follows `add` but --set FIELD=VALUE.",
    "cli.record.no_dry_run": "{record}: is saved at once and changes no figure; --dry-run is for what is saved as a load.",
    "cli.record.usage_move": "Give the number and the state: record ID move NUMBER STATE.",
}
