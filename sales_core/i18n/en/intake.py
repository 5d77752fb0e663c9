"""Texts of the plan: problems of a load as a whole, and its question."""

TEXTS: dict[str, str] = {
    "problem.W_REPLACES_MONTH.message": "{months} month(s) already hold data; {rows} rows of them are replaced ({value}; from {uploads}).",
    "problem.W_REPLACES_MONTH.mend": "Check before → after below; discard this upload if nothing should be replaced.",
    "problem.E_SAME_FILE_TWICE.message": "The same file was dropped twice (same content as '{other}').",
    "problem.E_SAME_FILE_TWICE.mend": "Remove one of them and upload again.",
    "problem.E_OUTSIDE_SCOPE.message": "This would change data outside your scope ({allowed}): {touched}.",
    "problem.E_OUTSIDE_SCOPE.mend": "Ask the person in charge to do it, or take out the rows that touch the data of others.",
    "problem.W_SHARED_SLICE.message": "Holds the same month and branch as '{other}' ({slices} of them, e.g. {value}); the rows of both are added up.",
    "problem.W_SHARED_SLICE.mend": "If the two files repeat each other, keep only one.",
    "problem.W_LATER_FILE_WINS.message": "Holds the same entries as '{other}' ({slices} of them, e.g. {value}); the later file has the last word.",
    "problem.W_LATER_FILE_WINS.mend": "If the earlier one is right, change the order or keep only that one.",
    "intake.replace.question": "Earlier uploads ({uploads}) hold {rows} more rows in these months that this file lacks. What about them?",
    "intake.replace.keep": "Keep the other rows, replace only what this file holds",
    "intake.replace.month": "Replace the whole month, the other rows go",
    "problem.E_READER_FAULT.message": "The reader failed on this file (a defect of the program); nothing of it was loaded.",
    "problem.E_READER_FAULT.mend": "Hand the file and the incident number {incident} to the administrator; saving it as .xlsx or in the template may help meanwhile.",
    "intake.add_or_replace.question": "{months} holds data already, of other days or documents than this file. Add, or replace?",
    "intake.add_or_replace.add": "Add: both stay",
    "intake.add_or_replace.replace": "Replace: only this file stays",
}
