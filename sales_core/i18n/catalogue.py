"""Looks a text up. Catalogues are plain dictionaries in `zh/` and `en/`, one module per area, merged at import."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import MappingProxyType, ModuleType

from sales_core.terms import LOCALES, Locale


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


def t(key: str, locale: Locale, /, **values: object) -> str:
    """The text for `key` with `{name}` places filled. Raises KeyError for an unknown key: a test walks all keys."""
    text = catalogue(locale)[key]
    return text.format(**values) if values else text


def missing() -> dict[str, set[str]]:
    """Per language, the keys another language has and it lacks."""
    every = set().union(*(catalogue(locale).keys() for locale in LOCALES))
    return {locale: every - catalogue(locale).keys() for locale in LOCALES}
