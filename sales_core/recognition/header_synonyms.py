"""Which columns a header may mean, per dataset: labels, ids and aliases, compared normalised."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sales_core.catalogue.catalogue import product
from sales_core.i18n import locales
from sales_core.recognition.header_names import Header, key

LABEL, ALIAS = 1.0, 0.97


@cache
def vocabulary(dataset_id: str) -> Mapping[str, tuple[tuple[str, float], ...]]:
    """Normalised spelling → (column id, strength), strongest first."""
    found: dict[str, dict[str, float]] = {}
    for column in product().dataset(dataset_id).columns:
        words = [(column.label.in_(locale), LABEL) for locale in locales()]
        words += [(alias, ALIAS - 0.001 * n) for n, alias in enumerate((column.id, *column.aliases))]
        for word, strength in words:
            spelled = found.setdefault(key(word), {})
            spelled[column.id] = max(strength, spelled.get(column.id, 0.0))
    return {word: tuple(sorted(columns.items(), key=lambda item: -item[1])) for word, columns in found.items()}


@cache
def rarity(spelling: str) -> float:
    """1 for a header that only one dataset knows, less the more datasets know it; 0 for an unknown one."""
    known = sum(spelling in vocabulary(d.id) for d in product().datasets.values())
    return 1 / known**0.5 if known else 0.0


def knows(header: Header) -> bool:
    """Whether any dataset knows the header."""
    return any(rarity(k) > 0 for k in header.keys)
