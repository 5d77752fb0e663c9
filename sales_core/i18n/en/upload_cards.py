"""Words of the cards of files and of what has to be decided about a load."""

TEXTS = {
    "upload.because.chosen": "because you said so; {known} of {all} columns are used",
    "upload.because.remembered": "because a file with these headers was loaded before",
    "upload.because.headers": "because it has the columns {headers}; {known} of {all} columns are known",
    "upload.because.months": "because it has {headers} and months across",
    "upload.card.wrong": "{count} {count:cell|cells} to be mended",
    "upload.card.unknown": "what it is has to be said",
    "upload.change_reading": "Change how it was read",
    "upload.by_default": "{count} taken by default",
    "upload.leave_out": "Leave out",
    "upload.take_back": "Read it after all",
    "upload.more_decisions": "{count} more to decide",
    "upload.more_errors": "{count} more {count:error|errors}",
    "upload.cells": "{count} {count:cell|cells}",
    "upload.notes": "Notes: {count}. None stops the load",
}
