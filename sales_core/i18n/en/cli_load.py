"""Options of the load command."""

TEXTS = {
    "cli.help.load_dataset": "what a file or sheet holds (an id of the command dataset), when it is not recognised; skip leaves it out",
    "cli.help.load_skip": "leaves out a file, or a sheet as FILE!SHEET or !SHEET; may be repeated",
    "cli.help.load_sheet": "loads these files or sheets alone; may be repeated",
    "cli.help.load_header_row": "the row of the header as the sheet counts; 0 for a table without one",
    "cli.help.map": "this column (header or letter) is that field; may be repeated; an empty field leaves the column out",
    "cli.help.answer": "answers a question of the plan, by its id; may be repeated",
    "cli.help.load_encoding": "the encoding of a text file",
    "cli.help.load_number_style": "how the numbers are written",
    "cli.help.load_reporting_currency": "the currency of the reports",
    "cli.help.load_add": "what the months hold stays beside the rows of the file (add_or_replace=add)",
    "cli.help.load_replace": "what the months hold of the same parts is replaced (add_or_replace=replace)",
    "cli.help.load_ready_only": "leaves out files and sheets that are refused or wait for an answer",
    "error.flag_key": '{flag}: "{text}" does not name a file or sheet before the sign; write FILE=, FILE!SHEET= or !SHEET=.',
    "error.header_row": '"{text}" is no row number.',
}
