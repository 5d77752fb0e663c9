"""The header words that a company adds to the vocabulary: kept in one setting, so each change is in the audit trail."""

from __future__ import annotations

from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.company_settings import OWN_WORDS
from sales_core.catalogue.own_words import OwnWord, own_words, own_words_text
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text, Viewer
from sales_core.recognition.header_names import key


class CompanyWords:
    """Lists, adds and removes the words. Whoever may change settings may change them."""

    def __init__(self, appdb: AppDatabase, catalogue: Catalogue) -> None:
        self._appdb = appdb
        self._catalogue = catalogue

    def all(self) -> tuple[OwnWord, ...]:
        """Every word, in the order in which they were added."""
        return own_words(self._appdb.company.value(OWN_WORDS))

    def add(self, dataset: str, column: str, word: str, viewer: Viewer) -> OwnWord:
        """Adds a word; one that the dataset's list held for another column moves to this one.

        Raises UsageError for an unknown dataset or column and for a word that no header can be, NotAllowedError.
        """
        kind = self._catalogue.dataset(dataset)
        known = tuple(one.id for one in kind.readable_columns)
        if column not in known:
            raise UsageError(Text("error.mapping_field", {"field": column, "known": known}))
        if not key(word) or {";", "="} & set(word):
            raise UsageError(Text("error.own_word", {"word": word}))
        added = OwnWord(dataset, column, word.strip())
        kept = [one for one in self.all() if (one.dataset, key(one.word)) != (dataset, key(word))]
        self._store((*kept, added), viewer)
        return added

    def remove(self, dataset: str, column: str, word: str, viewer: Viewer) -> None:
        """Removes a word. Raises UsageError when the list does not hold it, NotAllowedError."""
        words = self.all()
        kept = tuple(one for one in words if (one.dataset, one.column, key(one.word)) != (dataset, column, key(word)))
        if len(kept) == len(words):
            raise UsageError(Text("error.own_word_unknown", {"word": word}))
        self._store(kept, viewer)

    def _store(self, words: tuple[OwnWord, ...], viewer: Viewer) -> None:
        self._appdb.company.set(OWN_WORDS.id, own_words_text(words), viewer)
