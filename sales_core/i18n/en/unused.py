"""Decisions about a load that are without effect."""

TEXTS = {
    "unused.table": 'There is no table or file "{name}" in this load.',
    "unused.column": 'No table has a column "{column}".',
    "unused.question": 'No question "{id}" is asked.',
    "unused.period": "Every table has dates of its own: {period} is not used.",
    "error.unused": "These options are without effect, so nothing was loaded: {texts}",
    "omitted": "left out",
    "omitted.chosen": "as you chose",
    "omitted.skipped_before": "as answered before",
    "omitted.repeats": "its totals are those of another sheet",
    "omitted.returns_list": "a list of orders that came back",
    "omitted.joined": "joined to the lines of its documents",
    "omitted.other_kind": "there is no data set for it",
    "omitted.unknown": "nothing says what it is",
    "cli.load.omitted": "{key}: left out ({why})",
    "cli.load.nothing": "Nothing to load: everything was left out.",
    "upload.ready_only": "Load the {count} {count:table that is|tables that are} ready; the others wait",
}
