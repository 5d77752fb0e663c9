"""Which column of a table is which field: chosen, remembered, exact, alias, then fuzzy with rivals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from sales_core.catalogue.columns import MONEY_WORDS, PIECES_WORDS
from sales_core.catalogue.dataset import Dataset, DatasetColumn, ValueKind
from sales_core.recognition.column_types import contradicts, shape_fits
from sales_core.recognition.grid import Shape
from sales_core.recognition.header_names import Header, key, normalise_text, says
from sales_core.recognition.header_synonyms import LABEL, Vocabulary, Words
from sales_core.recognition.months import month_header

#: Words that say that a column holds pieces and no money, and the reverse.
_OF_OTHER_KIND: Mapping[ValueKind, tuple[str, ...]] = {
    ValueKind.QUANTITY: MONEY_WORDS,
    ValueKind.MONEY: PIECES_WORDS,
}
#: What a word is worth that decides between columns which could be the same field.
PREFERRED = 0.2
SURE = 0.8
IGNORE = ""


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """One column matched. `noisy`: brackets, units or breaks had to be taken off the header."""

    field: str
    confidence: float
    how: str
    noisy: bool = False
    rivals: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class _Edge:
    """What a header's word is worth for a field. `preferred` when it says one of the field's preferred words."""

    strength: float
    preferred: float
    noisy: bool

    @property
    def weight(self) -> float:
        return self.strength + self.preferred

    def equals(self, other: _Edge) -> bool:
        """Whether neither of two words decides for one of the columns."""
        return (self.strength, self.preferred) == (other.strength, other.preferred)


@dataclass(slots=True)
class ColumnMap:
    """Column index → FoundColumn; columns that are ignored on purpose, each with who said so: chosen or remembered."""

    dataset: Dataset
    found: dict[int, FoundColumn] = field(default_factory=dict)
    ignored: dict[int, str] = field(default_factory=dict)
    alike: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Field id → the columns whose words mean it as well as the one that has it; their words do not decide."""
    rivals: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Field id → the column that has it and those that mean it by another of its words, none of them preferred."""
    losers: frozenset[int] = frozenset()
    """Columns that mean a field which another column has."""

    @property
    def column_of(self) -> dict[str, int]:
        """Field id → column index."""
        return {f.field: column for column, f in self.found.items()}


def map_columns(
    dataset: Dataset,
    vocabulary: Vocabulary,
    headers: Sequence[Header],
    shapes: Sequence[Shape],
    *,
    letters: Sequence[str],
    skip: frozenset[int] = frozenset(),
    chosen: Mapping[str, str] | None = None,
    remembered: Mapping[str, str] | None = None,
) -> ColumnMap:
    """Maps the columns of one table. `chosen` wins over `remembered`, which wins over the vocabulary."""
    result, names, words = ColumnMap(dataset), column_names(headers, letters), vocabulary.words(dataset)
    for source, how in ((chosen or {}, "chosen"), (remembered or {}, "remembered")):
        _apply(result, names, letters, source, how=how, skip=skip)
    free = [
        c
        for c, h in enumerate(headers)
        if h.key and c not in skip and c not in result.found and c not in result.ignored
    ]
    result.losers = _by_word(result, words, headers, shapes, free=free)
    unread = [c for c in free if c not in result.found and c not in result.losers]
    _by_likeness(result, vocabulary.declared_words(dataset), headers, shapes, free=unread)
    return result


def column_names(headers: Sequence[Header], letters: Sequence[str]) -> list[str]:
    """What mappings call each column: its header on one line; a blank or repeated one by its letter."""
    names: list[str] = []
    for header, letter in zip(headers, letters, strict=True):
        name = " ".join(header.raw.split()) or letter
        names.append(f"{name} ({letter})" if name in names else name)
    return names


def _apply(
    result: ColumnMap,
    names: Sequence[str],
    letters: Sequence[str],
    source: Mapping[str, str],
    *,
    how: str,
    skip: frozenset[int],
) -> None:
    wanted = {normalise_text(name): target for name, target in source.items()}
    taken, readable = set(result.column_of), {column.id for column in result.dataset.readable_columns}
    for column, own in enumerate(names):
        if column in skip or column in result.found or column in result.ignored:
            continue
        name = next((n for n in (normalise_text(own), normalise_text(letters[column])) if n in wanted), None)
        target = wanted.get(name) if name is not None else None
        if target == IGNORE:
            result.ignored[column] = how
        elif target in readable and target not in taken:
            taken.add(target)
            result.found[column] = FoundColumn(target, 1.0, how)


def _by_word(
    result: ColumnMap, words: Words, headers: Sequence[Header], shapes: Sequence[Shape], *, free: list[int]
) -> frozenset[int]:
    """A maximum matching of columns to fields over the words that the dataset knows.

    Returns the columns that mean a field which another column has: none of them is anything else.
    """
    edges: dict[int, dict[str, _Edge]] = {}
    losers: set[int] = set()
    for column in free:
        found = _edges(result.dataset, words, headers[column], shapes[column])
        if found.keys() & result.column_of.keys():
            losers.add(column)
        if rest := {target: edge for target, edge in found.items() if target not in result.column_of}:
            edges[column] = rest
    owner: dict[str, int] = {}
    order = sorted(edges, key=lambda c: (len(edges[c]), -max(e.weight for e in edges[c].values()), c))
    for column in order:
        if not _place(column, edges, owner, set()):
            _displace(column, edges, owner)
    for target, column in owner.items():
        edge = edges[column][target]
        how = "exact" if edge.strength == LABEL else "alias"
        rivals = tuple((t, round(e.strength, 2)) for t, e in edges[column].items() if t != target)
        result.found[column] = FoundColumn(target, round(edge.strength, 3), how, edge.noisy, rivals)
        equals = [c for c, to in edges.items() if c not in owner.values() and target in to]
        if others := [c for c in equals if edges[c][target].preferred == edge.preferred]:
            result.rivals[target] = (column, *others)
        if equals := [c for c in equals if edges[c][target].equals(edge)]:
            result.alike[target] = (column, *equals)
    return frozenset(losers | edges.keys() - set(owner.values()))


def _edges(dataset: Dataset, words: Words, header: Header, shape: Shape) -> dict[str, _Edge]:
    """The fields that a header may be by its words, unless its values or another of its words rule one out.

    A whole header that is a word of the field is that field, whatever words it is made of: `Amount Excl. Tax`.
    """
    found: dict[str, _Edge] = {}
    whole = key(header.raw)
    for depth, spelling in enumerate(header.keys):
        for target, strength in words.get(spelling, ()):
            declared = dataset.column(target)
            if contradicts(declared.kind, shape) or (spelling != whole and rules_out(declared, header)):
                continue
            if is_of_other_unit(declared, header) and whole not in words:
                continue
            preferred = PREFERRED * says(header.raw, declared.preferred_words)
            found.setdefault(target, _Edge(strength - 0.01 * depth, preferred, depth > 0))
    return found


def _place(column: int, edges: Mapping[int, Mapping[str, _Edge]], owner: dict[str, int], tried: set[str]) -> bool:
    """Gives the column a field that is free, or whose owner can move to another."""
    for target in sorted(edges[column], key=lambda t: -edges[column][t].weight):
        if target in tried:
            continue
        tried.add(target)
        if target not in owner or _place(owner[target], edges, owner, tried):
            owner[target] = column
            return True
    return False


def _displace(column: int, edges: Mapping[int, Mapping[str, _Edge]], owner: dict[str, int]) -> None:
    """Takes a field from a column that is worth less for it; that one stays without."""
    for target in sorted(edges[column], key=lambda t: -edges[column][t].weight):
        if edges[owner[target]][target].weight < edges[column][target].weight:
            owner[target] = column
            return


def _by_likeness(
    result: ColumnMap, words: Words, headers: Sequence[Header], shapes: Sequence[Shape], *, free: list[int]
) -> None:
    options = []
    taken = set(result.column_of)
    for column in free:
        likely = {t: s for t, s in _likeness(words, headers[column]).items() if t not in taken}
        likely = {t: s for t, s in likely.items() if _may_be(result.dataset.column(t), headers[column], shapes[column])}
        options += [(score, column, target, likely) for target, score in likely.items()]
    for score, column, target, likely in sorted(options, key=lambda o: (-o[0], o[1])):
        if column in result.found or target in taken:
            continue
        taken.add(target)
        rivals = tuple(sorted(((t, s) for t, s in likely.items() if t != target), key=lambda r: -r[1]))[:3]
        result.found[column] = FoundColumn(target, score, "fuzzy", noisy=True, rivals=rivals)


def rules_out(column: DatasetColumn, header: Header) -> bool:
    """Whether the header says a word that the column never bears."""
    return says(header.raw, column.negative_words)


def is_of_other_unit(column: DatasetColumn, header: Header) -> bool:
    """Whether the header says money of a column of pieces, or pieces of a column of money."""
    return says(header.raw, _OF_OTHER_KIND.get(column.kind, ()))


def _may_be(column: DatasetColumn, header: Header, shape: Shape) -> bool:
    return shape_fits(column.kind, shape) and not rules_out(column, header) and not is_of_other_unit(column, header)


def _likeness(words: Words, header: Header) -> dict[str, float]:
    """Field → 0.7 to 0.95 for spellings close to, or ending in, a known word."""
    scores: dict[str, float] = {}
    for spelling in header.keys:
        if len(spelling) < (5 if spelling.isascii() else 3):
            continue
        alike = _alike(spelling, words)
        for word in words if len(alike) > 1 else alike:  # where two are worth the same, the first word decides
            if score := alike.get(word):
                target = words[word][0][0]
                scores[target] = max(scores.get(target, 0.0), round(score, 2))
    return scores


def _alike(spelling: str, words: Words) -> dict[str, float]:
    """The words that a spelling is close to or ends in, with what that is worth. All are compared in one call."""
    latin, length = spelling.isascii(), len(spelling)
    shortest, least = (5, 0.88) if latin else (4, 0.75)
    found: dict[str, float] = {}
    if length >= shortest:
        # The bound is a little lower than the least ratio: it must not be rounded away.
        for word, ratio, _ in process.extract_iter(spelling, words.keys(), scorer=fuzz.ratio, score_cutoff=least * 99):
            if ratio / 100 >= least and len(word) >= shortest and word.isascii() is latin:
                found[word] = 0.95 * (ratio / 100)
    if not latin:
        endings = (spelling[start:] for start in range(length - 1) if (length - start) * 2 >= length)
        found |= {word: 0.7 + 0.1 * len(word) / length for word in endings if word in words and not word.isascii()}
    return found


def signature_words(headers: Sequence[Header]) -> tuple[str, ...]:
    """The normalised headers that identify a layout; months are no part of it, or next year's file would be new."""
    texts = [h.raw for h in headers if h.raw.strip() and month_header(h.raw) is None]
    return tuple(key(text) for text in texts)
