"""Which columns a header may mean, per dataset: labels, ids and aliases, compared normalised."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset
from sales_core.catalogue.header_words import EVERY_DATASET
from sales_core.catalogue.own_words import OwnWord
from sales_core.i18n import locales
from sales_core.recognition.header_names import Header, key

LABEL, OWN, ALIAS, EXPORT = 1.0, 0.99, 0.97, 0.93
#: A header made of a known word and one of these names the code of what the word names.
IDENTIFIER = 0.92
_AFTER, _BEFORE = ("id", "code", "cod", "codigo", "key", "ref"), ("id", "cod", "codigo")
#: A longer word is a sentence already.
_LONGEST = 14
Spelled = dict[str, dict[str, float]]
Words = Mapping[str, tuple[tuple[str, float], ...]]
"""Normalised spelling → (column id, strength), strongest first."""


class Vocabulary:
    """The words of every dataset of a catalogue, and those that a company added."""

    def __init__(self, catalogue: Catalogue, own: tuple[OwnWord, ...] = ()) -> None:
        self.catalogue = catalogue
        self._declared = {dataset.id: _declared_words(dataset) for dataset in catalogue.datasets.values()}
        self._words = {
            dataset.id: _words(dataset, self._declared[dataset.id], catalogue, own)
            for dataset in catalogue.datasets.values()
        }
        self._rarity: dict[str, float] = {}

    def words(self, dataset: Dataset) -> Words:
        """What the headers of a dataset are called."""
        return self._words[dataset.id]

    def declared_words(self, dataset: Dataset) -> Words:
        """The words of the dataset's own declaration: those by which a header that is spelled nearly alike is found."""
        return self._declared[dataset.id]

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


@lru_cache(maxsize=8)
def vocabulary_of(catalogue: Catalogue, own: tuple[OwnWord, ...] = ()) -> Vocabulary:
    """The vocabulary of a catalogue and of a company's own words, made once."""
    return Vocabulary(catalogue, own)


def _declared_words(dataset: Dataset) -> Words:
    found: Spelled = {}
    for column in dataset.readable_columns:
        words = [(column.label.in_(locale), LABEL) for locale in locales()]
        words += [(alias, ALIAS - 0.001 * n) for n, alias in enumerate((column.id, *column.aliases))]
        for word, strength in words:
            _add(found, word, column.id, strength)
    return _sorted(found)


def _words(dataset: Dataset, declared: Words, catalogue: Catalogue, own: tuple[OwnWord, ...]) -> Words:
    """The declared words, then those of this dataset's exports, then those of every dataset that are still free."""
    found: Spelled = {word: dict(columns) for word, columns in declared.items()}
    readable = {column.id for column in dataset.readable_columns}
    shared = []
    for one in catalogue.header_words:
        if one.column in readable and one.dataset == dataset.id:
            _add(found, one.word, one.column, EXPORT)
        elif one.column in readable and one.dataset == EVERY_DATASET:
            shared.append(one)
    taken = set(found)
    for one in shared:
        if key(one.word) not in taken:
            _add(found, one.word, one.column, EXPORT)
    for spelling, code in _identifiers(dataset, found):
        found.setdefault(spelling, {code: IDENTIFIER})
    for word in own:
        if word.dataset == dataset.id and word.column in readable:
            found[key(word.word)] = {word.column: OWN}
    return _sorted(found)


def _identifiers(dataset: Dataset, found: Spelled) -> list[tuple[str, str]]:
    """What codes of things are called by the words of their names: `cliente_id`, `ID cliente`, `cod_vendedor`."""
    pairs = [(ref.code, ref.name) for ref in dataset.entities if ref.name and ref.name != ref.code]
    return [
        (spelling, code)
        for code, name in pairs
        for word, columns in found.items()
        if name in columns and len(word) <= _LONGEST
        for spelling in (*(f"{word}{one}" for one in _AFTER), *(f"{one}{word}" for one in _BEFORE))
    ]


def _add(found: Spelled, word: str, column: str, strength: float) -> None:
    spelled = found.setdefault(key(word), {})
    spelled[column] = max(strength, spelled.get(column, 0.0))


def _sorted(found: Spelled) -> Words:
    return {word: tuple(sorted(columns.items(), key=lambda item: -item[1])) for word, columns in found.items()}
