"""Questions as they are typed: `a=b` pairs and filters, of the command line and of scripts alike."""

from __future__ import annotations

from collections.abc import Iterable

from sales_core.kernel.errors import UsageError
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import Text


def typed_pairs(texts: Iterable[str], name: str) -> list[tuple[str, str]]:
    """`a=b` texts of the parameter `name`. Raises UsageError for one without `=`, or with nothing before it."""
    found = []
    for text in texts:
        left, sign, right = text.partition("=")
        if not sign or not left.strip():
            raise UsageError(Text("error.flag_pair", {"flag": name, "text": text}))
        found.append((left.strip(), right.strip()))
    return found


def typed_filters(texts: Iterable[str], name: str) -> tuple[Filter, ...]:
    """`region=华东` texts of the parameter `name`; several values of one dimension are alternatives.

    Raises UsageError.
    """
    found: dict[str, list[str]] = {}
    for dimension, value in typed_pairs(texts, name):
        found.setdefault(dimension, []).append(value)
    return tuple(Filter(dimension, tuple(values)) for dimension, values in found.items())
