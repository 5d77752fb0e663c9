"""Answers that are none: a value that a question does not offer, a dataset that does not exist.

They are refused with what is offered, and the question stays open: nothing goes on as if it had been answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sales_core.catalogue.catalogue import Catalogue
from sales_core.i18n import Locale, locales
from sales_core.kernel.problems import Place, Problem, Severity
from sales_core.loading.plan import Plan
from sales_core.recognition.reading import SKIP, Answers, Question, ReadingOption, names_of
from sales_core.recognition.unread import unknown_dataset

_DATASET = "dataset"


def refused_answers(plan: Plan) -> Iterator[Problem]:
    """One error for each answer that none of the questions it was given to has among its choices.

    What was said of several tables answers those that offer it; the others stay open.
    """
    for name, given in plan.answers.answers.items():
        for id_, answer in given.items():
            asked: list[Question | ReadingOption] = [one for one in plan.questions if one.id == id_]
            asked += [one for one in plan.options if one.is_open and id_ in one.ids]
            asked = [one for one in asked if name in names_of(one.key)]
            if asked and not any(one.takes(answer) for one in asked):
                yield _not_offered(asked[0], answer)


def known_datasets(answers: Answers, catalogue: Catalogue) -> tuple[Answers, tuple[Problem, ...]]:
    """The answers without datasets that do not exist, and an error for each of those."""
    known = {SKIP, *catalogue.datasets}
    said = {name: kind for name, kind in answers.datasets.items() if kind}
    said |= {name: given[_DATASET] for name, given in answers.answers.items() if given.get(_DATASET)}
    unknown = {name: kind for name, kind in said.items() if kind not in known}
    if not unknown:
        return answers, ()
    kept = replace(
        answers,
        datasets={name: kind for name, kind in answers.datasets.items() if kind in known},
        answers={name: _without_unknown(given, known) for name, given in answers.answers.items()},
    )
    return kept, tuple(_not_offered(unknown_dataset(name, catalogue), kind) for name, kind in unknown.items())


def _without_unknown(given: Mapping[str, str], known: set[str]) -> dict[str, str]:
    return {id_: answer for id_, answer in given.items() if id_ != _DATASET or answer in known}


def _not_offered(question: Question | ReadingOption, answer: str) -> Problem:
    file, _, sheet = question.key.partition("!")
    facts = {f"choices_{locale}": _choices(question, locale) for locale in locales()}
    return Problem(
        "E_ANSWER_NOT_OFFERED",
        Severity.ERROR,
        Place(file, sheet),
        value=answer,
        facts={"question": question.id, **facts},
    )


def _choices(question: Question | ReadingOption, locale: Locale) -> str:
    """`value (what it means)` of each choice; the value alone where it is its own meaning."""
    pairs = ((value, text.in_(locale)) for value, text in question.choices)
    return ", ".join(value if value == text else f"{value} ({text})" for value, text in pairs)
