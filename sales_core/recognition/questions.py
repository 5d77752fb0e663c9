"""Texts of questions, from the catalogue, in both languages at once."""

from __future__ import annotations

from sales_core.kernel.terms import Text


def words(key: str, **values: object) -> Text:
    """The catalogue text `question.<key>` in both languages."""
    return Text(f"question.{key}", values)


def choices(question: str, *answers: str, **values: object) -> tuple[tuple[str, Text], ...]:
    """Each stored answer with the text `question.<question>.<answer>`."""
    return tuple((answer, words(f"{question}.{answer}", **values)) for answer in answers)
