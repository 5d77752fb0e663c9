"""The question which dataset a table is, with what each reading adds up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from sales_core.catalogue.dataset import ColumnRole, Dataset
from sales_core.recognition.data_region import read_body
from sales_core.recognition.draft import Draft, untold
from sales_core.recognition.exact_money import times
from sales_core.recognition.grid import Grid
from sales_core.recognition.header_names import comparable_text
from sales_core.recognition.mapping import ColumnMap
from sales_core.recognition.other_kinds import is_titled_other_kind, resembles_other_kind
from sales_core.recognition.questions import choices, words
from sales_core.recognition.reading import SKIP, ReadingFigure
from sales_core.recognition.recognise import Recognised
from sales_core.recognition.surrogate_keys import is_called
from sales_core.recognition.values import read_values

#: Rows that are looked through for numbers that repeat.
_SAMPLED = 5_000
#: Copies by mistake are fewer than this share of the rows.
_MISTAKES = 0.1


def ask_dataset(draft: Draft, found: Recognised) -> None:
    """What the table is, where the evidence is weak or fits another dataset as well: there is no default.

    Only datasets are offered that the table can be loaded as; where there is none, what it lacks is told instead.
    """
    is_doubtful = (
        found.is_doubtful
        or resembles_other_kind(draft.catalogue, draft.block.parts, found.dataset.id)
        or _speaks_of_else(draft)
        or _is_nameless(draft)
    )
    if not is_doubtful or draft.is_chosen:
        return
    readings = {**({found.dataset.id: found.columns} if found.can_load else {}), **found.close}
    if not readings:
        return
    options = [(name, draft.catalogue.dataset(name).label) for name in readings]
    sums = {name: figures for name, columns in readings.items() if (figures := _sums(draft, columns))}
    draft.ask("dataset", words("dataset"), [*options, *choices("dataset", SKIP)], figures=sums)


def _speaks_of_else(draft: Draft) -> bool:
    """Whether a table with no column that settles its dataset is titled as something else, or stands beside a table of
    the same dataset that has one. Headers of figures that name the dataset speak for it, and so does its own title."""
    dataset, title = draft.dataset, draft.context.words
    if not dataset.confirmed_by or set(dataset.confirmed_by) & draft.columns.column_of.keys():
        return False
    if is_titled_other_kind(draft.catalogue, title, dataset.id):
        return True
    if is_called(dataset, draft.columns, draft.block.headers):
        return False
    own_title = comparable_text(" ".join((*draft.block.titles, draft.grid.sheet.name)))
    if dataset.id in draft.reference.confirmed and not _says_one(dataset, own_title):
        return True
    others = (one for one in draft.catalogue.datasets.values() if one.period and one.id != dataset.id)
    return not _says_one(dataset, title) and any(_says_one(one, title) for one in others)


def _is_nameless(draft: Draft) -> bool:
    """Whether a table names nobody and nothing of what its dataset mentions, and no word says what its figures are.

    Days with pieces and money may be sold, bought or spent.
    """
    dataset = draft.dataset
    mentioned = {name for ref in dataset.entities for name in (ref.code, ref.name, *ref.attributes)}
    if not dataset.known_without_names or mentioned & draft.columns.column_of.keys():
        return False
    return not (is_called(dataset, draft.columns, draft.block.headers) or _says_one(dataset, draft.context.words))


def _says_one(dataset: Dataset, title: str) -> bool:
    return any(word in title for word in dataset.subject_words)


def _sums(draft: Draft, columns: ColumnMap) -> tuple[ReadingFigure, ...]:
    """The sums of the measures that the table has when it is read as another dataset; none for months across."""
    dataset = columns.dataset
    measures = [name for name in dataset.measures if name in columns.column_of]
    if draft.wide is not None or not measures:
        return ()
    trial = replace(
        draft, dataset=dataset, columns=columns, body=read_body(draft.grid, draft.block, draft.vocabulary, wide=False),
        fields={}, factors={}, styles={}, currencies={}, problems=[], questions=[], risks=[], options=[],
        lacking=[], bad_rows={}, progress=untold,
    )  # fmt: skip
    read_values(trial)
    return (*(trial.figure(name) for name in measures), *_priced_sum(trial))


def _priced_sum(trial: Draft) -> tuple[ReadingFigure, ...]:
    """What the pieces come to at their prices, where no amount is stated."""
    amount, quantity = trial.dataset.role(ColumnRole.AMOUNT), trial.filled(ColumnRole.QUANTITY)
    price = trial.filled(ColumnRole.PRICE) or trial.filled(ColumnRole.LIST_PRICE)
    if not amount or amount in trial.fields or not price or not quantity or trial.filled(ColumnRole.DISCOUNT):
        return ()
    return (trial.figure(amount, times(trial.fields[quantity], trial.fields[price])),)


def repeats_key(grid: Grid, start: int, columns: Sequence[int]) -> bool:
    """Whether more rows agree in all of the columns than mistakes explain."""
    count = min(grid.height - start, _SAMPLED)
    if count < 2 or not columns:
        return False
    names = [str(column) for column in columns]
    rows = pa.table([grid.columns[column].slice(start, count) for column in columns], names)
    filled = rows.filter(np.logical_and.reduce([Grid.valid(rows.column(name).combine_chunks()) for name in names]))
    distinct: int = filled.group_by(names).aggregate([]).num_rows
    rows_filled: int = filled.num_rows
    return rows_filled - distinct > _MISTAKES * rows_filled
