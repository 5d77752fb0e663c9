"""A kind of table that companies have and no dataset holds: how it is known, and what is to be exported instead."""

from __future__ import annotations

from dataclasses import dataclass

from sales_core.kernel.terms import Text


@dataclass(frozen=True, slots=True)
class HeaderEvidence:
    """At least so many headers match the pattern: a regular expression, searched in the normalised header."""

    pattern: str
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class OtherKind:
    """Its words are `other_kind.<id>.label` and `.instead`.

    A table is of the kind when every evidence of `headers` holds, no header matches `excluded`, no title matches
    `excluded_title`, and title and headers together give at least `needed` signs: one for a title that matches `title`,
    one for each header that matches an evidence or `signs`. `months_across`: only tables with months across.
    `lists_returns`: its rows name documents whose lines came back; the first evidence is their number, the second says
    that they did. `mistaken_for`: datasets as which such a table would be read; there one header that shows the kind leads to a question.
    """

    id: str
    title: str = ""
    headers: tuple[HeaderEvidence, ...] = ()
    signs: str = ""
    excluded: str = ""
    excluded_title: str = ""
    needed: int = 2
    months_across: bool = False
    mistaken_for: tuple[str, ...] = ()
    lists_returns: bool = False

    @property
    def label(self) -> Text:
        """What it is called."""
        return Text(f"other_kind.{self.id}.label")

    @property
    def instead(self) -> Text:
        """Which export holds what can be loaded."""
        return Text(f"other_kind.{self.id}.instead")
