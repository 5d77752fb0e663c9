"""Which columns a header may mean, per dataset: labels, ids and aliases, compared normalised."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset
from sales_core.i18n import locales
from sales_core.recognition.header_names import Header, key

LABEL, ALIAS = 1.0, 0.97
Words = Mapping[str, tuple[tuple[str, float], ...]]
"""Normalised spelling → (column id, strength), strongest first."""


class Vocabulary:
    """The words of every dataset of a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._words = {dataset.id: _words(dataset) for dataset in catalogue.datasets.values()}
        self._rarity: dict[str, float] = {}

    def words(self, dataset: Dataset) -> Words:
        """What the headers of a dataset are called."""
        return self._words[dataset.id]

    def rarity(self, spelling: str) -> float:
        """1 for a header that only one dataset knows, less the more datasets know it; 0 for an unknown one."""
        found = self._rarity.get(spelling)
        if found is None:
            known = sum(spelling in words for words in self._words.values())
            found = self._rarity[spelling] = 1 / known**0.5 if known else 0.0
        return found

    def knows(self, header: Header) -> bool:
        """Whether any dataset knows the header."""
        return any(self.rarity(k) > 0 for k in header.keys)


@cache
def vocabulary_of(catalogue: Catalogue) -> Vocabulary:
    """The vocabulary of a catalogue, made once."""
    return Vocabulary(catalogue)


def _words(dataset: Dataset) -> Words:
    found: dict[str, dict[str, float]] = {}
    for column in dataset.columns:
        words = [(column.label.in_(locale), LABEL) for locale in locales()]
        words += [(alias, ALIAS - 0.001 * n) for n, alias in enumerate((column.id, *column.aliases))]
        for word, strength in words:
            spelled = found.setdefault(key(word), {})
            spelled[column.id] = max(strength, spelled.get(column.id, 0.0))
    return {word: tuple(sorted(columns.items(), key=lambda item: -item[1])) for word, columns in found.items()}
