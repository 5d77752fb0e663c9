"""The day that a list of open items speaks for: stated by its title or its name, or said by the user; else asked."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from sales_core.kernel.problems import Severity
from sales_core.recognition.dates import DateStyle, read_date
from sales_core.recognition.draft import Draft
from sales_core.recognition.questions import words
from sales_core.recognition.reading_options import option_label, option_reason

_QUESTION = "as_of_day"


def settle_as_of_day(draft: Draft) -> None:
    """Sets the day up to which the documents of the table are known.

    Rows tell of their own days only: that nothing was paid since is said by the title, the name or the user. Without
    them the list speaks up to its newest row.
    """
    newest = _newest(draft)
    if draft.dataset.open_items is None or newest is None:
        return
    stated = draft.context.period
    exact = stated.start if stated is not None and stated.start == stated.end else None
    if exact is not None and newest <= exact <= draft.reference.today:
        draft.as_of = _offered(draft, exact, draft.period_origin)
        draft.report("N_AS_OF_DAY", Severity.NOTE, place=draft.place(), value=draft.as_of.isoformat())
        return
    if draft.signature in draft.reference.remembered or not _holds_open(draft):
        day = _offered(draft, newest, "rows")
        # What is open is open on some day, and the newest row's is the first on which it can be.
        draft.as_of = day if day != newest or _holds_open(draft) else None
        draft.as_of_is_guess = draft.as_of is not None and draft.options[-1].answer is None
        return
    given = draft.given(_QUESTION)
    draft.ask(_QUESTION, words(_QUESTION, newest=newest.isoformat()), default=newest.isoformat())
    draft.as_of, draft.as_of_is_guess = newest, given is None
    if given is not None:
        stated_day, _ = read_date(given, DateStyle(), numeric=False)
        if stated_day is None:
            draft.report("E_ANSWER", Severity.ERROR, place=draft.place(), value=given)
        draft.as_of = stated_day


def _offered(draft: Draft, found: date, origin: str) -> date:
    """The day that was found, or the one that the user says instead."""
    label = option_label(_QUESTION)
    return date.fromisoformat(draft.offer(_QUESTION, label, found.isoformat(), option_reason(origin), typed="day"))


def _newest(draft: Draft) -> date | None:
    """The newest day, up to today, of the documents and of what settled them."""
    names = (draft.dataset.period or "", *(draft.dataset.open_items or ()))
    days = [draft.fields[n] for n in names if n in draft.fields and pa.types.is_date(draft.fields[n].type)]
    found = [day for values in days for day in pc.unique(values).to_pylist() if day and day <= draft.reference.today]
    return max(found, default=None)


def _holds_open(draft: Draft) -> bool:
    """Whether anything of the documents is still open: a list of settled ones needs no day."""
    paid, settled = draft.dataset.open_items or ("", "")
    return settled not in draft.fields and paid in draft.fields
