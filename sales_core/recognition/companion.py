"""What was planned beside what came of it in one table: asked with both sums, and read as either or as both.

The other dataset is the one whose figures measure the table's, as `scale_reference` declares. Its rows are those of the
table: the same days, people and places with the other column as their figure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import ColumnRole, Dataset, ValueKind
from sales_core.kernel.problems import Severity
from sales_core.kernel.terms import Text
from sales_core.recognition.draft import Draft
from sales_core.recognition.exact_money import MONEY
from sales_core.recognition.grid import Mask
from sales_core.recognition.mapping import ColumnMap, FoundColumn, is_of_other_unit, rules_out
from sales_core.recognition.questions import choices, words
from sales_core.recognition.reading import Answers, Question, ReadingFigure
from sales_core.recognition.target_measures import BESIDE, find_measures_beside, settle_measure, stack_measures
from sales_core.recognition.unread_columns import columns_beside
from sales_core.recognition.values import read_column

BOTH = "both"
_QUESTION, _REPEATED = "planned_and_sold", "repeated_target"


@dataclass(frozen=True, slots=True)
class Companion:
    """The other dataset in a table. `draft`: its table on its way, `measures`: grid column → measure, where its columns
    hold several; `columns`: the grid columns of its figures."""

    draft: Draft
    measures: Mapping[int, str]
    columns: tuple[int, ...]


def counterpart(catalogue: Catalogue, dataset: Dataset) -> Dataset | None:
    """The dataset by whose figures those of another are measured, either way round."""
    if dataset.scale_reference:
        return catalogue.dataset(dataset.scale_reference.partition(".")[0])
    kinds = catalogue.datasets.values()
    return next((one for one in kinds if one.scale_reference.partition(".")[0] == dataset.id), None)


def find_companion(draft: Draft) -> Companion | None:
    """The other dataset whose figures stand in columns that are not read, where the table can hold its rows."""
    other = counterpart(draft.catalogue, draft.dataset) if draft.wide is None else None
    amount = other.role(ColumnRole.AMOUNT) if other else ""
    has_figures = draft.columns.column_of.keys() & set(draft.dataset.measures)
    if other is None or not amount or not has_figures or not _holds_rows(draft, other):
        return None
    declared = other.column(amount)
    beside = [c for c in columns_beside(draft) if not rules_out(declared, draft.block.headers[c])]
    if not beside:
        return None
    found: dict[int, FoundColumn] = {}
    for column in beside:
        pieces = is_of_other_unit(declared, draft.block.headers[column])
        field = (other.role(ColumnRole.QUANTITY) or amount) if pieces else amount
        if field not in {one.field for one in found.values()}:
            found[column] = FoundColumn(field, 1.0, "alias")
    trial = replace(
        draft, dataset=other, columns=ColumnMap(other, found), fields={}, factors={}, styles={}, currencies={},
        problems=[], wrong=[], questions=[], risks=[], options=[], tie_outs=[], lacking=[], bad_rows={}, settled={},
        edits={}, near_masters={}, new_masters={}, added_masters={}, aliases={}, different={}, _distinct={},
    )  # fmt: skip
    measures = find_measures_beside(trial, beside)
    columns = tuple(dict.fromkeys((*found, *measures)))
    for column in columns:
        draft.columns.ignored[column] = BESIDE
    return Companion(trial, measures, columns)


def _holds_rows(draft: Draft, other: Dataset) -> bool:
    """Whether the columns of the table name what rows of the other dataset are about, in one currency."""
    have = _carried(draft.dataset, other) & draft.columns.column_of.keys()
    groups = [set(group) - set(other.measures) for group in other.any_of if not set(group) & set(other.measures)]
    currency = draft.dataset.role(ColumnRole.CURRENCY)
    is_one_currency = currency not in draft.columns.column_of or bool(other.role(ColumnRole.CURRENCY))
    return is_one_currency and all(have & group for group in groups)


def _carried(dataset: Dataset, other: Dataset) -> set[str]:
    """Columns that say the same in both datasets: all but figures, the day and what one declares of its own."""
    mine = {
        c.id for c in dataset.columns if c.kind in (ValueKind.CODE, ValueKind.NAME) or c.role is ColumnRole.CURRENCY
    }
    return mine & {c.id for c in other.columns} - set(dataset.document_key)


def settle_companion(draft: Draft, companion: Companion | None) -> None:
    """Asks which of the two datasets the table is, or both, with the sums of each; what is wanted goes into
    `draft.companion`, and `draft.is_replaced` says that it stands in the table's place."""
    if companion is None:
        return
    other = companion.draft
    is_whole = _take_rows(draft, companion)
    own, theirs = _figures(draft), _figures(other)
    readings = {BOTH: (*own, *theirs), draft.dataset.id: own, other.dataset.id: theirs}
    names = list(readings) if is_whole else [draft.dataset.id]
    labels = {BOTH: words(f"{_QUESTION}.{BOTH}"), **{one.id: one.label for one in (draft.dataset, other.dataset)}}
    text = words(_QUESTION, columns=_listed(draft, companion.columns))
    figures = {name: readings[name] for name in names if readings[name]}
    answer = draft.ask(_QUESTION, text, [(name, labels[name]) for name in names], figures=figures)
    if answer is not None:  # it says which data the table is as well
        draft.questions = [_implied(one, draft.dataset.id) for one in draft.questions]
    if answer not in (BOTH, other.dataset.id):
        return
    draft.companion, draft.is_replaced = other, answer == other.dataset.id
    if not draft.is_replaced:
        other.key, other.answers, other.signature = _key(draft), _own_answers(draft), ""
        _leave_out_rows_of(draft, other)
    _complete_rows(other, companion)
    _tell_months(draft, other)


def _tell_months(draft: Draft, other: Draft) -> None:
    """Days that are the first of a month because the table knows months only are told as they are of a table alone."""
    mine, theirs = draft.dataset.period, other.dataset.period
    if not mine or not theirs or theirs not in other.fields:
        return
    kinds = draft.dataset.column(mine).kind, other.dataset.column(theirs).kind
    if kinds == (ValueKind.MONTH, ValueKind.DATE):
        other.report("W_DATE_MONTH", Severity.WARNING, other.row_of, other.column(theirs))


def _implied(question: Question, dataset: str) -> Question:
    """The question which data the table is, answered as far as nobody has."""
    is_open = question.id == "dataset" and question.answer is None and question.takes(dataset)
    return replace(question, answer=dataset) if is_open else question


def _key(draft: Draft) -> str:
    other = counterpart(draft.catalogue, draft.dataset)
    return f"{draft.key}+{other.id if other else ''}"


def _own_answers(draft: Draft) -> Answers:
    """What was said of the table holds for its companion, unless that is said otherwise."""
    key, given = _key(draft), draft.answers
    return replace(given, answers={**given.answers, key: {**given.given(draft.key), **given.given(key)}})


def _listed(draft: Draft, columns: Sequence[int]) -> tuple[Text, ...]:
    return tuple(Text("unread.header", {"header": draft.header(column)}) for column in columns)


def _figures(draft: Draft) -> tuple[ReadingFigure, ...]:
    """The sums of the measures that were read, money first."""
    money = [name for name in draft.dataset.measures if draft.dataset.column(name).kind is ValueKind.MONEY]
    names = [name for name in (*money, *draft.dataset.measures) if name in draft.fields]
    main = draft.dataset.role(ColumnRole.AMOUNT)
    return tuple(draft.figure(name) for name in ([main] if main in names else names[:1]))


def _take_rows(draft: Draft, companion: Companion) -> bool:
    """Fills the companion with the rows of the table. Returns whether each row of it is one of the other's too."""
    other, positions = companion.draft, np.arange(draft.height)
    if draft.column_of is not None:  # several measures one below the other: the rows of the first
        positions = np.flatnonzero(draft.column_of == draft.column_of[0])
    rows, chosen = draft.row_of[positions], pa.array(positions)
    is_whole = bool(len(rows)) and len(np.unique(rows)) == len(rows)
    other.body = replace(draft.body, rows=rows, left_out=[], blanks=[], second_table=None)
    other.row_of, other.column_of = rows, None
    for column, found in list(other.columns.found.items()):
        other.fields[found.field] = read_column(other, column, found.field, like=draft)
    for name in sorted(_carried(draft.dataset, other.dataset) & draft.fields.keys()):
        other.fields[name] = draft.fields[name].take(chosen)
        if (at := draft.column(name)) is not None:
            other.columns.found[at] = FoundColumn(name, 1.0, "alias")
    dating, own = other.dataset.period, draft.dataset.period
    if dating and own and own in draft.fields:
        days = draft.fields[own].take(chosen)
        is_month = other.dataset.column(dating).kind is ValueKind.MONTH
        other.fields[dating] = pc.floor_temporal(days, unit="month").cast(pa.date32()) if is_month else days
        if (at := draft.column(own)) is not None:
            other.columns.found[at] = FoundColumn(dating, 1.0, "alias")
    return is_whole


def _filled(draft: Draft) -> Mask:
    """The rows that have a figure."""
    names = [name for name in draft.dataset.measures if name in draft.fields]
    masks = [np.asarray(draft.fields[one].is_valid().to_numpy(zero_copy_only=False), dtype=np.bool_) for one in names]
    found: Mask = np.logical_or.reduce(masks) if masks else np.ones(draft.height, dtype=np.bool_)
    return found


def _leave_out_rows_of(draft: Draft, other: Draft) -> None:
    """A row that has only the other's figure is none of the table: a month of the plan that has not come yet."""
    theirs = other.row_of[_filled(other)]
    only = ~_filled(draft) & np.isin(draft.row_of, theirs)
    if only.any():
        draft.keep(~only)


def _complete_rows(other: Draft, companion: Companion) -> None:
    """The measure of the rows, those without a figure left out, and one row for each key where keys are unique."""
    stack_measures(other, companion.measures)
    settle_measure(other)
    other.keep(_filled(other))
    if not other.dataset.unique or not other.height:
        return
    measure = other.dataset.role(ColumnRole.AMOUNT)
    name = _repeated_by(other, measure)
    key = [one for one in other.dataset.primary_key if one in other.fields]
    if name and _counts_once(other, measure, name):
        pair = {name, *(ref.code for ref in other.dataset.entities if ref.name == name)}
        pair |= {ref.name for ref in other.dataset.entities if ref.code == name}
        key = [one for one in key if one in (*pair, *_no_dimension(other))]
        other.fields = {one: values for one, values in other.fields.items() if one in (*key, measure)}
        _merge(other, key, measure, "first")
    else:
        _merge(other, key, measure, "sum")


def _no_dimension(draft: Draft) -> Collection[str]:
    about = {name for group in draft.dataset.any_of for name in group}
    return [name for name in draft.dataset.primary_key if name not in about]


def _repeated_by(draft: Draft, measure: str) -> str:
    """What the figure is one of for each month, and stands on several rows of; empty where rows have their own."""
    about = dict.fromkeys(name for group in draft.dataset.any_of for name in group if name in draft.fields)
    rest = [name for name in _no_dimension(draft) if name in draft.fields]
    best, fewest = "", draft.height
    for name in about:
        table = pa.table({**{one: draft.fields[one] for one in (*rest, name)}, measure: draft.fields[measure]})
        groups = table.group_by([*rest, name]).aggregate([(measure, "min"), (measure, "max")])
        is_one = pc.all(pc.equal(groups[f"{measure}_min"], groups[f"{measure}_max"])).as_py()
        if is_one and groups.num_rows < fewest:
            best, fewest = name, groups.num_rows
    return best


def _counts_once(draft: Draft, measure: str, name: str) -> bool:
    """Whether a figure that stands on every row of somebody's month is one figure; asked with both sums."""
    rest = [one for one in _no_dimension(draft) if one in draft.fields]
    table = pa.table({**{one: draft.fields[one] for one in (*rest, name)}, measure: draft.fields[measure]})
    once = table.group_by([*rest, name]).aggregate([(measure, "min")])
    figures = {"once": _of_first(draft, measure, once), "add": _of_first(draft, measure, table)}
    text = words(_REPEATED, column=draft.header_of(measure), name=draft.dataset.column(name).label)
    return draft.ask(_REPEATED, text, choices(_REPEATED, "once", "add"), figures=figures) == "once"


def _of_first(draft: Draft, measure: str, rows: pa.Table) -> tuple[ReadingFigure, ...]:
    """The sum of the figures that are of the first row's measure: money and pieces do not add up."""
    layout = draft.dataset.month_columns
    if layout and layout.measure and layout.measure in rows.column_names:
        rows = rows.filter(pc.equal(rows[layout.measure], draft.fields[layout.measure][0]))
    name = next(one for one in (f"{measure}_min", measure) if one in rows.column_names)
    return (draft.figure(measure, rows[name].combine_chunks()),)


def _merge(draft: Draft, key: Sequence[str], measure: str, how: str) -> None:
    """One row for each key, with the sum or the first of its figures; its place is that of its first row."""
    count = draft.height
    table = pa.table({**{one: draft.fields[one] for one in key}, measure: draft.fields[measure]})
    table = table.append_column("_at", pa.array(np.arange(count)))
    groups = table.group_by(list(key)).aggregate([(measure, "sum" if how == "sum" else "min"), ("_at", "min")])
    if groups.num_rows == count:
        return
    groups = groups.sort_by("_at_min")
    at = groups["_at_min"].combine_chunks()
    values = groups[f"{measure}_sum" if how == "sum" else f"{measure}_min"].combine_chunks().cast(MONEY)
    draft.fields = {name: held.take(at) for name, held in draft.fields.items()} | {measure: values}
    places = np.asarray(at.to_numpy(zero_copy_only=False))
    draft.row_of = draft.row_of[places]
    if draft.column_of is not None:
        draft.column_of = draft.column_of[places]
    draft.report("N_ROWS_MERGED", Severity.NOTE, place=draft.place(), count=count, facts={"rows": str(len(places))})
