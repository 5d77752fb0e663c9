"""Lists of open items: a document that the next list no longer holds was settled, if the list is complete.

Asked once a layout. When it is complete, the missing documents come with the load as settled in full, on the newest day
of the list, so that undoing the load opens them again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import ColumnRole, Dataset
from sales_core.catalogue.schema import arrow_schema
from sales_core.kernel.terms import Text
from sales_core.kernel.units import Unit
from sales_core.loading.load_units import read_rows
from sales_core.loading.plan import PlannedLoad
from sales_core.loading.row_source import loaded_rows
from sales_core.recognition.reading import Answers, Question, ReadingFigure
from sales_core.recognition.rows import write_rows
from sales_core.warehouse.snapshot import Snapshot

COMPLETE_LIST = "complete_list"
_YES, _NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class ListedItems:
    """A load of open items with what is asked about it; settled documents are in its rows when it is complete."""

    load: PlannedLoad
    question: Question | None = None


def listed_items(
    load: PlannedLoad,
    snapshot: Snapshot,
    answers: Answers,
    catalogue: Catalogue,
    remembered: Mapping[str, Mapping[str, str]],
) -> ListedItems:
    """The load as it is, or with a question, or with the documents that it no longer lists as settled.

    `remembered`: signature → answers given before for the layout.
    """
    kind = catalogue.dataset(load.dataset)
    if kind.open_items is None:
        return ListedItems(load)
    missing, day, open_sum = _missing(load, kind, snapshot)
    if not missing or day is None:
        return ListedItems(load)
    given = answers.answer(load.key, COMPLETE_LIST) or remembered.get(load.signature, {}).get(COMPLETE_LIST)
    given = given if given in (_YES, _NO) else None
    question = _question(load, kind, _Missing(missing, day, open_sum), given)
    if given == _YES:
        load = _settled(load, kind, missing, day)
    if given is not None:
        load = replace(load, answers={**load.answers, COMPLETE_LIST: given})
    return ListedItems(load, question)


def _missing(
    load: PlannedLoad, kind: Dataset, snapshot: Snapshot
) -> tuple[list[dict[str, object]], date | None, Decimal]:
    """Open documents, not newer than the list, that it lacks; its newest day; what is open in the list itself.

    None when the list shares no open document with what is there, or holds settled ones: it is no list of open items.
    """
    paid, settled = kind.open_items or ("", "")
    amount, period, source = kind.role(ColumnRole.AMOUNT), kind.period or "", loaded_rows(snapshot, kind)
    nothing: tuple[list[dict[str, object]], date | None, Decimal] = ([], None, Decimal(0))
    if source is None or not snapshot.has_rows(source.table) or amount not in source.columns:
        return nothing
    rows = read_rows(Path(load.rows_file), {"partition", period, amount, paid, settled})
    if not rows.num_rows or period not in rows.column_names:
        return nothing
    due = pc.subtract(rows[amount], rows[paid].fill_null(Decimal(0))) if paid in rows.column_names else rows[amount]
    closed = pc.equal(due, Decimal(0)).combine_chunks().to_pylist()
    if settled in rows.column_names or any(closed):
        return nothing
    day = pc.max(rows[period]).as_py()
    stored = [name for name in kind.column_ids if name in source.columns]
    columns = ", ".join(f'"{name}"' for name in stored)
    open_ = snapshot.rows(
        f'SELECT {source.partition} AS partition, {columns} FROM {source.table} WHERE "{settled}" IS NULL '
        f'AND "{amount}" <> coalesce("{paid}", 0) AND "{period}" <= $day',
        {"day": day},
    )
    listed = set(rows["partition"].to_pylist())
    missing = [dict(row) for row in open_ if row["partition"] not in listed]
    if len(missing) == len(open_):
        return nothing
    return missing, day, pc.sum(due).as_py() or Decimal(0)


@dataclass(frozen=True, slots=True)
class _Missing:
    """Open documents that a list lacks, its newest day, and what is open in the list itself."""

    rows: Sequence[Mapping[str, object]]
    day: date
    listed: Decimal


def _question(load: PlannedLoad, kind: Dataset, found: _Missing, given: str | None) -> Question:
    missing, day, listed = found.rows, found.day, found.listed
    paid, amount = (kind.open_items or ("", ""))[0], kind.role(ColumnRole.AMOUNT)
    gone = sum((_money(row.get(amount)) - _money(row.get(paid)) for row in missing), Decimal(0))
    label = kind.column(amount).label
    shown = ", ".join(str(row[kind.document_key[0]]) for row in missing[:5]) + ("…" if len(missing) > 5 else "")
    facts = {"count": len(missing), "examples": shown, "day": day.isoformat()}
    return Question(
        COMPLETE_LIST,
        load.key,
        Text("intake.complete_list.question", facts),
        ((_YES, Text("intake.complete_list.yes", {"day": day.isoformat()})), (_NO, Text("intake.complete_list.no"))),
        answer=given,
        figures={
            _YES: (ReadingFigure(label, listed, Unit.MONEY),),
            _NO: (ReadingFigure(label, listed + gone, Unit.MONEY),),
        },
    )


def _money(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)


def _settled(load: PlannedLoad, kind: Dataset, missing: Sequence[Mapping[str, object]], day: date) -> PlannedLoad:
    """The load with the missing documents as rows of its own, paid in full on `day`."""
    paid, settled = kind.open_items or ("", "")
    amount, path = kind.role(ColumnRole.AMOUNT), Path(load.rows_file)
    with pa.memory_map(str(path)) as source:
        rows = pa.ipc.open_file(source).read_all()
    lineage = {"sheet": load.sheet, "source_row": 0, "source_col": ""}
    extra = [{**row, paid: row[amount], settled: day, **lineage} for row in missing]
    schema = arrow_schema(kind)
    own = [f for f in schema if f.name in rows.column_names or any(e.get(f.name) is not None for e in extra)]
    fields = [*own, *(rows.schema.field(name) for name in rows.column_names if name not in schema.names)]
    added = pa.Table.from_pylist(extra, schema=pa.schema(fields))
    whole = pa.concat_tables([rows, added], promote_options="default").select([f.name for f in fields])
    completed = path.with_name(f"{path.stem}-settled.arrow")
    write_rows(whole, completed)
    count = pc.count_distinct(whole["partition"]).as_py()
    return replace(load, rows=whole.num_rows, slices=count, rows_file=str(completed))
