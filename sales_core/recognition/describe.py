"""A problem in words: what is wrong and how to mend it, in the reader's language."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from sales_core.format import count
from sales_core.i18n import Locale, t
from sales_core.i18n.catalogue import catalogue, fill
from sales_core.kernel.problems import Place, Problem


def describe(problem: Problem, locale: Locale) -> tuple[str, str]:
    """(message, mend) of a problem; mend is empty when nothing has to be done.

    Facts that a problem lacks leave their place empty; tests see that none does. Raises KeyError for a code without a
    text.
    """
    texts, facts = catalogue(locale), defaultdict(str, problem_facts(problem, locale))
    message, mend = texts[f"problem.{problem.code}.message"], texts[f"problem.{problem.code}.mend"]
    return fill(message, facts), fill(mend, facts)


def problem_facts(problem: Problem, locale: Locale) -> Mapping[str, str]:
    """What fills the places of its texts: its facts, value, count and place; `kind` and `seems` told by their texts."""
    texts, facts = catalogue(locale), dict(problem.facts)
    facts |= {"value": problem.value, "count": count(problem.count, locale), "place": place_text(problem.place, locale)}
    if kind := problem.facts.get("kind"):
        facts |= {part: texts.get(f"other_kind.{kind}.{name}", "") for part, name in _OF_KIND}
    if seems := problem.facts.get("seems"):
        facts["seems"] = texts[f"seems.{seems}"]
    return facts


def place_text(place: Place, locale: Locale) -> str:
    """Where it is as people say it: `May!C4 (Amount)`, `May · row 7`; whole files are called so."""
    if not (place.sheet or place.cell or place.column):
        return t("place.file", locale)
    if not (found := _ROW.fullmatch(place.cell)):
        return str(place)
    row = t("place.row", locale, number=found[1])
    where = f"{place.sheet} · {row}" if place.sheet else row
    return f"{where} ({place.column})" if place.column else where


#: How a place that is a whole row, or a line of a text file, is addressed.
_ROW = re.compile(r"(?:row|line) (\d+)")
_OF_KIND = (("kind_label", "label"), ("instead", "instead"))
