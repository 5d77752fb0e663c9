"""The command `list`."""

TEXTS = {
    "cli.help.list": "declared rows: open items, overdue customers, …; without an id, which lists there are",
    "cli.help.list_set": "PARAMETER=VALUE of the list, may be repeated",
}
