"""A problem in words: what is wrong and how to mend it, in the reader's language."""

from __future__ import annotations

from collections import defaultdict

from sales_core.format import count
from sales_core.i18n import Locale
from sales_core.i18n.catalogue import catalogue, fill
from sales_core.kernel.problems import Problem


def describe(problem: Problem, locale: Locale) -> tuple[str, str]:
    """(message, mend) of a problem; mend is empty when nothing has to be done.

    Facts that a problem lacks leave their place empty; `kind` and `seems` are told by their texts. Raises KeyError for
    a code without a text.
    """
    texts = catalogue(locale)
    facts = defaultdict(str, problem.facts)
    facts |= {"value": problem.value, "count": count(problem.count, locale), "place": str(problem.place)}
    if kind := problem.facts.get("kind"):
        facts |= {
            "kind_label": texts.get(f"other_kind.{kind}.label", ""),
            "instead": texts.get(f"other_kind.{kind}.instead", ""),
        }
    if seems := problem.facts.get("seems"):
        facts["seems"] = texts[f"seems.{seems}"]
    message, mend = texts[f"problem.{problem.code}.message"], texts[f"problem.{problem.code}.mend"]
    return fill(message, facts), fill(mend, facts)
