"""Every place of every text is filled wherever the text is made: questions, answers, risks and all other texts by key."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from sales_core.i18n.catalogue import catalogue, locales
from tests.architecture.source import nodes_of, trees
from tests.support.empty_places import places_of

#: Texts that are templates of others, or whose places a helper fills under names of its own.
FILLED_ELSEWHERE = ("problem.", "text.")
#: Functions that make a text of an option, and what its key begins with.
_OPTION_TEXTS = {"option_label": "option.", "option_reason": "option.from."}


@cache
def made() -> dict[str, list[set[str]]]:
    """Key → the names that each place of the source gives it; calls whose key or names are computed are left out."""
    found: defaultdict[str, list[set[str]]] = defaultdict(list)
    for name, tree in trees("sales_core"):
        if not name.startswith("sales_core/i18n/"):
            for call in (node for node in nodes_of(tree) if isinstance(node, ast.Call)):
                for key, names in _made(call):
                    found[key].append(names)
    return found


def _made(call: ast.Call) -> Iterator[tuple[str, set[str]]]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    key = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else None
    if not isinstance(key, str) or any(keyword.arg is None for keyword in call.keywords):
        return
    given = {str(keyword.arg) for keyword in call.keywords}
    if name == "words":
        yield f"question.{key}", given
    elif name == "choices":
        for answer in call.args[1:]:
            if isinstance(answer, ast.Constant) and isinstance(answer.value, str):
                yield f"question.{key}.{answer.value}", given
    elif name in _OPTION_TEXTS:
        yield f"{_OPTION_TEXTS[name]}{key}", given
    elif name == "Text":
        names = _names(call.args[1] if len(call.args) > 1 else None)
        if names is not None:
            yield key, names


def _names(values: ast.expr | None) -> set[str] | None:
    """The names of a literal mapping; None for one that is computed."""
    if values is None:
        return set()
    if not isinstance(values, ast.Dict) or not all(isinstance(each, ast.Constant) for each in values.keys):
        return None
    return {str(each.value) for each in values.keys if isinstance(each, ast.Constant)}


def _filled_here() -> dict[str, list[set[str]]]:
    return {key: given for key, given in made().items() if not key.startswith(FILLED_ELSEWHERE)}


def test_every_place_is_filled() -> None:
    lacking = []
    for key, made_with in _filled_here().items():
        for locale in locales():
            wanted = places_of(catalogue(locale)[key])
            lacking += [(key, locale, wanted - given) for given in made_with if wanted - given]
    assert not lacking


def test_the_source_makes_most_questions() -> None:
    questions = {key for key in catalogue(locales()[0]) if key.startswith("question.")}
    assert len(questions & _filled_here().keys()) >= len(questions) // 2


@pytest.mark.parametrize("locale, words", [("en", ("log-in page", "login page", "sign-in page")), ("zh", ("登录页",))])
def test_one_text_alone_says_that_a_file_is_a_login_page(locale: str, words: tuple[str, ...]) -> None:
    texts = catalogue(locale)
    saying = {key for key, text in texts.items() if any(word in text.casefold() for word in words)}
    assert saying <= {"seems.login_page"}
