"""Which kind of upload a table is: the dataset whose columns it fits best, and the runner-up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sales_core.catalogue.dataset import ColumnRole, Dataset, DatasetGrain, DateSource
from sales_core.recognition.context import Context
from sales_core.recognition.grid import Shape
from sales_core.recognition.header_names import Header, normalise_text
from sales_core.recognition.header_synonyms import Vocabulary
from sales_core.recognition.mapping import ColumnMap, map_columns, rules_out
from sales_core.recognition.master_words import with_master_words
from sales_core.recognition.month_columns import PivotedLayout
from sales_core.recognition.surrogate_keys import is_doubtful

CLOSE = 0.6
#: What a title, sheet or file name that names the dataset, or another one, is worth; also a header that names another.
SUBJECT = 0.7
#: Other datasets that a question about a master offers.
_CLOSEST = 3
#: What a missing column costs.
_LACKING = 2.0


@dataclass(frozen=True, slots=True)
class Recognised:
    """The best dataset with its columns; `close`: others that the table may be as well, by their id; `fits`: nothing is
    missing; `can_load`: what is missing can be asked for; `is_doubtful`: which one it is has to be asked."""

    dataset: Dataset
    columns: ColumnMap
    fits: bool
    close: Mapping[str, ColumnMap]
    is_doubtful: bool
    can_load: bool = True


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One dataset with the columns that it explains; `can_load`: what is missing can be asked for."""

    dataset: Dataset
    columns: ColumnMap
    fits: bool
    score: float
    can_load: bool


def recognise(
    headers: Sequence[Header],
    shapes: Sequence[Shape],
    letters: Sequence[str],
    *,
    vocabulary: Vocabulary,
    context: Context,
    wide: PivotedLayout | None,
    chosen: Mapping[str, str] | None,
    repeats: Callable[[Sequence[int]], bool],
    forced: str | None = None,
) -> Recognised | None:
    """The dataset that fits best (or the `forced` one); None when fewer than two columns fit any.

    `repeats`: whether rows of the table agree in all of the columns named.
    """
    ranked: list[_Candidate] = []
    for dataset in vocabulary.catalogue.datasets.values():
        if (wide is not None and dataset.month_columns is None and not forced) or (forced and dataset.id != forced):
            continue
        skip = wide.columns if wide is not None and dataset.month_columns else frozenset()
        columns = map_columns(dataset, vocabulary, headers, shapes, letters=letters, skip=skip, chosen=chosen)
        is_wide = wide is not None and dataset.month_columns is not None
        rest = missing_columns(dataset, columns, wide=is_wide, is_chosen=True)
        can_load = set(rest) <= _askable(dataset, columns, headers, shapes)
        lacking = rest if forced else missing_columns(dataset, columns, wide=is_wide)
        if dataset.document_number and not forced and is_doubtful(dataset, columns, headers, context.words):
            lacking = (*lacking, dataset.document_number)
        score = _score(dataset, columns, headers, lacking, context=context, vocabulary=vocabulary)
        ranked.append(_Candidate(dataset, columns, not lacking, score, can_load))
    ranked = [_with_repeats(one, ranked, repeats) for one in ranked]
    ranked.sort(key=lambda one: one.score, reverse=True)
    if not ranked or (wide is None and len(ranked[0].columns.found) < 2 and not forced):
        return None
    best, others = ranked[0], ranked[1:]
    if best.dataset.grain is DatasetGrain.MASTER:

        def completed(one: _Candidate) -> _Candidate:
            if one.can_load:
                return one
            lacking = missing_columns(one.dataset, one.columns, wide=False)
            columns = with_master_words(one.columns, vocabulary, headers, shapes, letters=letters, lacking=lacking)
            rest = set(missing_columns(one.dataset, columns, wide=False))
            return replace(one, columns=columns, can_load=rest <= _askable(one.dataset, columns, headers, shapes))

        others = [completed(one) for one in others]
    close = _close(best, others, headers, shapes, context)
    maps = {one.dataset.id: one.columns for one in others}
    return Recognised(
        best.dataset,
        best.columns,
        best.fits,
        {name: maps[name] for name in close},
        bool(close) or _is_bare(best),
        best.can_load,
    )


def _is_bare(one: _Candidate) -> bool:
    """Whether the table has nothing that identifies the dataset."""
    return bool(one.dataset.identified_by) and not set(one.dataset.identified_by) & set(one.columns.column_of)


def _is_rival(one: _Candidate, context: Context) -> bool:
    """Whether a table may be the dataset: one that reads neither a figure of it nor what identifies it is titled so."""
    has_figures = bool(set(one.dataset.measures) & set(one.columns.column_of))
    return has_figures or not _is_bare(one) or any(word in context.words for word in one.dataset.subject_words)


def _close(
    best: _Candidate, others: Sequence[_Candidate], headers: Sequence[Header], shapes: Sequence[Shape], context: Context
) -> dict[str, None]:
    """The datasets that the table may be as well as the best, each once, in the order in which they are offered."""
    others = [one for one in others if _is_rival(one, context)]
    loadable = [one for one in others if one.can_load]
    return dict.fromkeys(
        [
            *_ties(best, others, context),
            *_named(best, others if best.dataset.grain is DatasetGrain.MASTER else loadable, headers, shapes, context),
            *_with_lost_figures(best, loadable, shapes, context),
            *_undated(best, others, shapes, context),
        ]
    )


def _askable(dataset: Dataset, columns: ColumnMap, headers: Sequence[Header], shapes: Sequence[Shape]) -> set[str]:
    """Of what the dataset needs that which is asked for where it is missing: its day, where days are left unread."""
    if dataset.period is None or not dataset.column(dataset.period).required:
        return set()
    declared = dataset.column(dataset.period)
    unread = (c for c, shape in enumerate(shapes) if shape == "date" and c not in columns.found)
    return {dataset.period} if any(not rules_out(declared, headers[column]) for column in unread) else set()


def sold_as_well(found: Recognised | None, lines: Recognised | None) -> Recognised | None:
    """What lines of documents of the drop are: events; asked where they fit lines that are not sold yet as well."""
    if found is None or lines is None or not found.fits or found.dataset.sold_as != lines.dataset.id:
        return lines or found
    return replace(found, close={**found.close, lines.dataset.id: lines.columns}, is_doubtful=True)


def _with_repeats(
    one: _Candidate, ranked: Sequence[_Candidate], repeats: Callable[[Sequence[int]], bool]
) -> _Candidate:
    """A kind of documents does not fit where their numbers repeat, if another kind explains columns that it leaves.

    Lines of products with the number and the due date of their invoice are no list of invoices.
    """
    dataset, own = one.dataset, one.columns
    if dataset.grain is not DatasetGrain.DOCUMENT or not dataset.unique or not one.fits:
        return one
    rivals = (other for other in ranked if other.fits and other.dataset.grain is DatasetGrain.EVENT)
    if not any(other.columns.found.keys() - own.found.keys() for other in rivals):
        return one
    key = [own.column_of[name] for name in dataset.primary_key if name in own.column_of]
    return replace(one, fits=False, score=one.score - _LACKING) if key and repeats(key) else one


def _ties(best: _Candidate, others: Sequence[_Candidate], context: Context) -> list[str]:
    """Datasets that fit nearly as well, where the title does not name the best one alone, and that explain a column
    which the best one does not."""
    return [
        one.dataset.id
        for one in others[:2]
        if best.fits
        and one.fits
        and best.score - one.score < CLOSE
        and _names(best.dataset, context) <= _names(one.dataset, context)
        and not one.columns.found.keys() < best.columns.found.keys()
    ]


def _named(
    best: _Candidate, others: Sequence[_Candidate], headers: Sequence[Header], shapes: Sequence[Shape], context: Context
) -> list[str]:
    """Datasets that the title names, when it does not name the best one and the table could be loaded as them, or the
    best one leaves columns of numbers unread.

    A master that leaves figures unread under the title of another kind is not taken for granted, even where the other
    lacks a word for them: what it lacks is then told.
    """
    if not best.fits or _names(best.dataset, context):
        return []
    unread = (c for c, header in enumerate(headers) if header.key and c not in best.columns.found)
    has_unread_figures = any(shapes[column] == "number" for column in unread)
    return [
        one.dataset.id
        for one in others
        if _names(one.dataset, context)
        and len(one.columns.found) >= 2
        and (has_unread_figures or (one.fits and one.dataset.period in one.columns.column_of))
    ]


def _with_lost_figures(
    best: _Candidate, others: Sequence[_Candidate], shapes: Sequence[Shape], context: Context
) -> list[str]:
    """Datasets that have figures in a column which a master leaves unread, where no title names the master.

    A list of products with what is in stock may be wanted for either.
    """
    if best.dataset.grain is not DatasetGrain.MASTER or _names(best.dataset, context):
        return []
    return [
        one.dataset.id
        for one in others
        if len(one.columns.found) > 1
        and any(
            column not in best.columns.found and shapes[column] == "number" and found.how != "fuzzy"
            for column, found in one.columns.found.items()
            if found.field in one.dataset.measures
        )
    ][:_CLOSEST]


def _undated(best: _Candidate, others: Sequence[_Candidate], shapes: Sequence[Shape], context: Context) -> list[str]:
    """Levels on a day that a table without a column of days may be as well as events, where nothing says which.

    Products with quantities and prices under a day as the file's name are sold or in stock.
    """
    dataset, found = best.dataset, best.columns.found
    if dataset.grain is not DatasetGrain.EVENT or not best.fits or dataset.period in best.columns.column_of:
        return []
    telling = {c for c, one in found.items() if shapes[c] != "number" or one.field in dataset.measures}
    return [
        one.dataset.id
        for one in others
        if one.dataset.grain is DatasetGrain.SNAPSHOT
        and one.fits
        and telling <= one.columns.found.keys()
        and not _names(dataset, context)
    ]


def _names(dataset: Dataset, context: Context) -> bool:
    return any(word in context.words for word in dataset.subject_words)


def missing_columns(dataset: Dataset, columns: ColumnMap, *, wide: bool, is_chosen: bool = False) -> tuple[str, ...]:
    """Field ids without which the table can not be loaded: required ones, then the first of each any-of group.

    `is_chosen`: whether somebody has said that the table is the dataset.
    """
    return _missing(dataset, set(columns.column_of), wide=wide, is_chosen=is_chosen)


def _are_names(dataset: Dataset, group: tuple[str, ...]) -> bool:
    return not any(dataset.column(name).kind.is_number for name in group)


def needed_columns(dataset: Dataset) -> int:
    """How many columns a table of rows has at least that can be loaded as the dataset."""
    return len(_missing(dataset, set(), wide=False))


def _missing(dataset: Dataset, have: set[str], *, wide: bool, is_chosen: bool = False) -> tuple[str, ...]:
    if have & {dataset.role(role) for role in (ColumnRole.DOCUMENT_BALANCE, ColumnRole.DOCUMENT_AMOUNT)}:
        have.add(dataset.role(ColumnRole.AMOUNT))
    supplied = set(dataset.month_columns.filled) if wide and dataset.month_columns else set()
    if DateSource.CONTEXT in dataset.date_sources and dataset.period:
        supplied.add(dataset.period)
    lacking = [c.id for c in dataset.columns if c.required and c.id not in have | supplied]
    is_known = bool(dataset.known_without_names) and (is_chosen or bool(have & set(dataset.known_without_names)))
    lacking += [
        group[0] for group in dataset.any_of if not have & set(group) and not (is_known and _are_names(dataset, group))
    ]
    return tuple(dict.fromkeys(lacking))


def _score(
    dataset: Dataset,
    columns: ColumnMap,
    headers: Sequence[Header],
    lacking: tuple[str, ...],
    *,
    context: Context,
    vocabulary: Vocabulary,
) -> float:
    score = 0.0
    for column, found in columns.found.items():
        rare = max((vocabulary.rarity(k) for k in headers[column].keys), default=0.0)
        score += found.confidence * (0.5 + rare if found.how != "fuzzy" else 0.3)
        score += 0.4 * dataset.column(found.field).required
    score -= _LACKING * len(lacking)
    if dataset.period and dataset.period not in columns.column_of and dataset.month_columns is None:
        score -= 0.8
    score += SUBJECT * _names(dataset, context)
    if any(word in context.words for word in dataset.negative_words):
        score -= SUBJECT
    unread = (normalise_text(h.raw) for column, h in enumerate(headers) if column not in columns.found)
    score -= SUBJECT * sum(any(word in text for word in dataset.negative_headers) for text in unread)
    return score
