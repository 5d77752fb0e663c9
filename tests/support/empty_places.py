"""Messages with a place that nothing fills: `There are  tables`."""

from __future__ import annotations

import string
from collections import defaultdict
from collections.abc import Iterator

from sales_core.i18n.catalogue import catalogue, locales
from sales_core.kernel.problems import Problem
from sales_core.kernel.terms import Text
from sales_core.loading.plan import Plan
from sales_core.recognition.describe import problem_facts


def places_of(text: str) -> set[str]:
    """The names in braces of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def empty_places(plan: Plan) -> list[str]:
    """`CODE.place` for every place that a problem, a question or a risk of the plan leaves empty, in any language."""
    found = [name for problem in plan.problems for name in _of_problem(problem)]
    asked = [(one.id, one.text) for one in plan.questions] + [(one.id, one.text) for one in plan.risks]
    found += [f"{id_}.{name}" for id_, text in asked for name in _of_text(text)]
    found += [
        f"{q.id}.{choice}.{name}" for q in plan.questions for choice, text in q.choices for name in _of_text(text)
    ]
    return sorted(set(found))


def _of_problem(problem: Problem) -> Iterator[str]:
    for locale in locales():
        facts = defaultdict(str, problem_facts(problem, locale))
        for part in ("message", "mend"):
            text = catalogue(locale)[f"problem.{problem.code}.{part}"]
            yield from (f"{problem.code}.{name}" for name in places_of(text) if not facts[name])


def _of_text(text: Text) -> Iterator[str]:
    for locale in locales():
        template = catalogue(locale).get(text.key, "")
        yield from (name for name in places_of(template) if str(text.values.get(name, "")) == "")
