"""Texts, typed values and remembered ids of what a table is read with where nobody has to be asked."""

from __future__ import annotations

from datetime import date

from sales_core.kernel.terms import Text

#: What the ids of remembered answers begin with that stand against what a file says: `instead:ID:FOUND`.
INSTEAD = "instead:"
_CURRENCY_LETTERS = 3


def remembered_id(option: str, found: str) -> str:
    """The id under which an answer is kept with its layout: it holds while a file of it says the same again."""
    return f"{INSTEAD}{option}:{found}"


def option_label(option: str, **values: object) -> Text:
    """What an option is called: the text `option.<option>`."""
    return Text(f"option.{option}", values)


def option_reason(origin: str, **values: object) -> Text:
    """Where what was found is from: the text `option.from.<origin>`."""
    return Text(f"option.from.{origin}", values)


def option_choices(option: str, *answers: str, **values: object) -> tuple[tuple[str, Text], ...]:
    """Each stored answer with the text `option.<option>.<answer>`."""
    return tuple((answer, Text(f"option.{option}.{answer}", values)) for answer in answers)


def is_valid(typed: str, text: str) -> bool:
    """Whether a text can be what is typed: a `day` (2026-05-31), `month` (2026-05), `year` or `currency` (EUR)."""
    if typed == "currency":
        return len(text) == _CURRENCY_LETTERS and text.isascii() and text.isalpha() and text.isupper()
    whole = {"day": text, "month": f"{text}-01", "year": f"{text}-01-01"}[typed]
    try:
        return date.fromisoformat(whole).isoformat() == whole
    except ValueError:
        return False
