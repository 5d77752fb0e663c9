"""Which kind of upload a table is: the dataset whose columns it fits best, and the runner-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sales_core.catalogue.dataset import ColumnRole, Dataset, DateSource
from sales_core.recognition.column_types import Shape
from sales_core.recognition.context import Context
from sales_core.recognition.header_names import Header
from sales_core.recognition.header_synonyms import Vocabulary
from sales_core.recognition.mapping import ColumnMap, map_columns
from sales_core.recognition.month_columns import PivotedLayout
from sales_core.recognition.surrogate_keys import is_doubtful

CLOSE = 0.6
#: What a title, sheet or file name that names the dataset, or another one, is worth.
SUBJECT = 0.7


@dataclass(frozen=True, slots=True)
class Recognised:
    """The best dataset with its columns; `close`: others that fit nearly as well; `fits`: nothing is missing."""

    dataset: Dataset
    columns: ColumnMap
    fits: bool
    close: tuple[str, ...]


def recognise(
    headers: Sequence[Header],
    shapes: Sequence[Shape],
    letters: Sequence[str],
    *,
    vocabulary: Vocabulary,
    context: Context,
    wide: PivotedLayout | None,
    chosen: Mapping[str, str] | None,
    forced: str | None = None,
) -> Recognised | None:
    """The dataset that fits best (or the `forced` one); None when fewer than two columns fit any."""
    ranked = []
    for order, dataset in enumerate(vocabulary.catalogue.datasets.values()):
        if (wide is not None and dataset.month_columns is None and not forced) or (forced and dataset.id != forced):
            continue
        skip = wide.columns if wide is not None and dataset.month_columns else frozenset()
        columns = map_columns(dataset, vocabulary, headers, shapes, letters=letters, skip=skip, chosen=chosen)
        lacking = missing_columns(dataset, columns, wide=wide is not None and dataset.month_columns is not None)
        if dataset.document_number and not forced and is_doubtful(dataset, columns, headers, context.words):
            lacking = (*lacking, dataset.document_number)
        score = _score(dataset, columns, headers, lacking, context=context, vocabulary=vocabulary)
        ranked.append((score, -order, dataset, columns, not lacking))
    ranked.sort(key=lambda r: (r[0], r[1]), reverse=True)
    if not ranked or (wide is None and len(ranked[0][3].found) < 2 and not forced):
        return None
    best = ranked[0]
    close = tuple(
        r[2].id
        for r in ranked[1:3]
        if best[4] and r[4] and best[0] - r[0] < CLOSE and not r[3].found.keys() < best[3].found.keys()
    )
    return Recognised(best[2], best[3], best[4], close)


def missing_columns(dataset: Dataset, columns: ColumnMap, *, wide: bool) -> tuple[str, ...]:
    """Field ids without which the table can not be loaded: required ones, then the first of each any-of group."""
    have = set(columns.column_of)
    if have & {dataset.role(role) for role in (ColumnRole.DOCUMENT_BALANCE, ColumnRole.DOCUMENT_AMOUNT)}:
        have.add(dataset.role(ColumnRole.AMOUNT))
    supplied = set(dataset.month_columns.filled) if wide and dataset.month_columns else set()
    if DateSource.CONTEXT in dataset.date_sources and dataset.period:
        supplied.add(dataset.period)
    lacking = [c.id for c in dataset.columns if c.required and c.id not in have | supplied]
    lacking += [group[0] for group in dataset.any_of if not have & set(group)]
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
    score -= 2.0 * len(lacking)
    if dataset.period and dataset.period not in columns.column_of and dataset.month_columns is None:
        score -= 0.8
    if any(word in context.words for word in dataset.subject_words):
        score += SUBJECT
    if any(word in context.words for word in dataset.negative_words):
        score -= SUBJECT
    return score
