"""Looks a text up. Catalogues are plain dictionaries in `zh/` and `en/`, one module per area, merged at import."""

from __future__ import annotations

import importlib
import pkgutil
import string
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType, ModuleType
from typing import Any

from sales_core.kernel.terms import LOCALES, Locale


@cache
def catalogue(locale: Locale) -> MappingProxyType[str, str]:
    """Every key of one language. Raises ValueError when two areas define the same key."""
    package: ModuleType = importlib.import_module(f"sales_core.i18n.{locale}")
    merged: dict[str, str] = {}
    for info in pkgutil.iter_modules(package.__path__):
        texts: dict[str, str] = importlib.import_module(f"{package.__name__}.{info.name}").TEXTS
        if twice := merged.keys() & texts.keys():
            raise ValueError(f"{package.__name__}.{info.name} defines again: {sorted(twice)}")
        merged |= texts
    return MappingProxyType(merged)


class _Words(string.Formatter):
    """Fills `{count:row|rows}` with the first word for one and the second for any other number."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        one, divided, many = format_spec.partition("|")
        if divided:
            return one if str(value) == "1" else many
        return super().format_field(value, format_spec)


_WORDS = _Words()


def t(key: str, locale: Locale, /, **values: object) -> str:
    """The text for `key` with `{name}` places filled. Raises KeyError for an unknown key: a test walks all keys."""
    text = catalogue(locale)[key]
    return fill(text, values) if values else text


def fill(text: str, values: Mapping[str, object]) -> str:
    """A text of a catalogue with its places filled."""
    return _WORDS.vformat(text, (), values)


def missing() -> dict[str, set[str]]:
    """Per language, the keys another language has and it lacks."""
    every = set().union(*(catalogue(locale).keys() for locale in LOCALES))
    return {locale: every - catalogue(locale).keys() for locale in LOCALES}
