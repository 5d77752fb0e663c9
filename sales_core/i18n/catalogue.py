"""Looks a text up. Catalogues are plain dictionaries in one folder a language, one module an area, merged once."""

from __future__ import annotations

import importlib
import pkgutil
import string
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, TypeAlias

import sales_core.i18n

#: The code of a language: the name of its folder.
Locale: TypeAlias = str

#: Spoken where nothing says otherwise.
DEFAULT_LOCALE: Locale = "zh"
#: Of server logs and of exceptions as Python prints them; also of who speaks none of ours.
LOG_LOCALE: Locale = "en"

_added: list[Mapping[Locale, Mapping[str, str]]] = []


@cache
def locales() -> tuple[Locale, ...]:
    """Every language that has a folder, the default one first."""
    found = {info.name for info in pkgutil.iter_modules(sales_core.i18n.__path__) if info.ispkg}
    return tuple(sorted(found, key=lambda name: (name != DEFAULT_LOCALE, name)))


def choose(asked: str | None, tag: str = "") -> Locale:
    """The language asked for by its code, else the first one that the tag of a system or browser begins with."""
    if asked in locales():
        return str(asked)
    return next((locale for locale in locales() if tag.lower().startswith(locale)), LOG_LOCALE)


@cache
def catalogue(locale: Locale) -> Mapping[str, str]:
    """Every key of one language with its text. Raises ValueError when two areas define the same key."""
    package = importlib.import_module(f"sales_core.i18n.{locale}")
    merged: dict[str, str] = {}
    for info in pkgutil.iter_modules(package.__path__):
        _merge(merged, importlib.import_module(f"{package.__name__}.{info.name}").TEXTS, info.name)
    for texts in _added:
        _merge(merged, texts.get(locale, {}), "the texts added")
    return MappingProxyType(merged)


def _merge(merged: dict[str, str], texts: Mapping[str, str], source: str) -> None:
    if twice := merged.keys() & texts.keys():
        raise ValueError(f"{source} defines again: {sorted(twice)}")
    merged.update(texts)


def extend(texts: Mapping[Locale, Mapping[str, str]]) -> Callable[[], None]:
    """Adds texts (language → key → text) for the whole process and returns what takes them away again.

    For declarations that are no part of the product, as tests have. Raises ValueError for a key that exists.
    """
    _added.append(texts)
    catalogue.cache_clear()

    def undo() -> None:
        _added.remove(texts)
        catalogue.cache_clear()

    try:
        for locale in texts:
            catalogue(locale)
    except ValueError:
        undo()
        raise
    return undo


def added() -> tuple[Mapping[Locale, Mapping[str, str]], ...]:
    """What `extend` added and nobody took away: a worker process needs it as well."""
    return tuple(_added)


class _Words(string.Formatter):
    """Fills `{count:row|rows}` with the first word for one and the second for any other number."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        one, divided, many = format_spec.partition("|")
        if divided:
            return one if str(value) == "1" else many
        return super().format_field(value, format_spec)


_WORDS = _Words()


def t(key: str, locale: Locale, /, **values: object) -> str:
    """The text for `key` with `{name}` places filled; a tuple of values is listed in the way of the language.

    Raises KeyError for an unknown key: a test walks all keys.
    """
    texts = catalogue(locale)
    if not values:
        return texts[key]
    separator = texts["text.list_separator"]
    listed = {n: separator.join(map(str, v)) if isinstance(v, tuple) else v for n, v in values.items()}
    return fill(texts[key], listed)


def fill(text: str, values: Mapping[str, object]) -> str:
    """A text of a catalogue with its places filled."""
    return _WORDS.vformat(text, (), values)


def has(key: str) -> bool:
    """Whether any language knows `key`."""
    return any(key in catalogue(locale) for locale in locales())


def missing() -> dict[Locale, set[str]]:
    """Per language, the keys another language has and it lacks."""
    every: set[str] = set().union(*(catalogue(locale).keys() for locale in locales()))
    return {locale: every - catalogue(locale).keys() for locale in locales()}
