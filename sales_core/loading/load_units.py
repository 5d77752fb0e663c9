"""From readings to the change that the store is asked to make."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.ipc

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset
from sales_core.loading.plan import PlannedLoad
from sales_core.loading.row_source import loaded_rows
from sales_core.recognition.reading import VALUE_RULE, Answers, FileReading, Question, TableReading
from sales_core.recognition.reading_options import remembered_id
from sales_core.warehouse.change import Load
from sales_core.warehouse.snapshot import Snapshot

REPLACE = "replace"
KEEP_OTHERS = "keep"
REPLACE_MONTH = "month"


def loads_of(readings: Sequence[FileReading], first_id: int, catalogue: Catalogue) -> Iterator[PlannedLoad]:
    """One load per table that was understood, numbered from `first_id`."""
    upload_id = first_id
    for reading in readings:
        for table in reading.tables:
            if table.dataset and table.rows_file is not None:
                yield _load(upload_id, reading, table, table.rows_file, catalogue.dataset(table.dataset))
                upload_id += 1


def _load(upload_id: int, reading: FileReading, table: TableReading, rows_file: Path, kind: Dataset) -> PlannedLoad:
    rows = read_rows(rows_file, {"partition", kind.period or ""})
    first, last = _months(kind, rows)
    return PlannedLoad(
        upload_id=upload_id,
        key=table.key,
        file=reading.file,
        sheet=table.sheet,
        sha256=reading.sha256,
        size=reading.size,
        dataset=kind.id,
        rows=rows.num_rows,
        sums=table.sums,
        first_month=first,
        last_month=last,
        slices=pc.count_distinct(rows["partition"]).as_py(),
        rows_file=str(rows_file),
        signature=table.signature,
        mapping=layout_mapping(table),
        tax_basis=table.tax_basis,
        as_of=table.as_of,
        as_of_is_guess=table.as_of_is_guess,
        answers=layout_answers(table),
    )


def layout_mapping(table: TableReading) -> dict[str, str]:
    """Header → field of the next table of the layout; empty for a column that is ignored."""
    # Months across are no part of the layout: they are other ones next year.
    return {match.header: match.field or "" for match in table.matches if match.how not in ("month", "total")}


def layout_answers(table: TableReading) -> dict[str, str]:
    """Question → what the next table of the layout is read with."""
    return {
        **table.settled,
        **{id_: text for id_, text in table.edits.items() if id_.startswith(VALUE_RULE)},
        **{remembered_id(o.id, o.found): o.answer for o in table.options if o.answer not in (None, o.found)},
        **{q.id: answer for q in table.questions if (answer := q.answer or q.default) is not None},
    }


def _months(kind: Dataset, rows: pa.Table) -> tuple[str, str]:
    if kind.period is None or kind.period not in rows.column_names or not rows.num_rows:
        return "", ""
    ends = pc.min_max(rows[kind.period]).as_py()
    return (f"{ends['min']:%Y-%m}", f"{ends['max']:%Y-%m}") if ends["min"] else ("", "")


def read_rows(path: Path, columns: Collection[str]) -> pa.Table:
    """Those of the columns that the rows file has; the others are not even decompressed."""
    with pa.memory_map(str(path)) as source:
        names = pa.ipc.open_file(source).schema.names
        wanted = [number for number, name in enumerate(names) if name in columns]
        if not wanted:  # to pyarrow, no field means every field
            return pa.table({})
        return pa.ipc.open_file(source, options=pa.ipc.IpcReadOptions(included_fields=wanted)).read_all()


def store_loads(
    planned: Sequence[PlannedLoad],
    answers: Answers,
    snapshot: Snapshot,
    active: Sequence[int],
    catalogue: Catalogue,
    *,
    extra: Mapping[str, Sequence[str]],
    shared: Mapping[str, Collection[str]],
) -> tuple[Load, ...]:
    """The loads for the store, with the extra partitions that the user asked to replace.

    `extra` and `shared`: dataset → partitions that its loads replace beyond their own, and add to.
    """
    if not planned:
        return ()
    first = min(load.upload_id for load in planned)
    made = (_store_load(load, answers, snapshot, active, first=first, catalogue=catalogue) for load in planned)
    return tuple(
        replace(
            one,
            extra_partitions=tuple(dict.fromkeys((*one.extra_partitions, *extra.get(one.dataset, ())))),
            shared_partitions=tuple(sorted(shared.get(one.dataset, ()))),
        )
        for one in made
    )


def _store_load(
    load: PlannedLoad,
    answers: Answers,
    snapshot: Snapshot,
    active: Sequence[int],
    *,
    first: int,
    catalogue: Catalogue,
) -> Load:
    kind = catalogue.dataset(load.dataset)
    whole = answers.answer(load.key, REPLACE) == REPLACE_MONTH
    return Load(
        load.upload_id,
        load.dataset,
        Path(load.rows_file),
        precedence=first if kind.shares_partitions else load.upload_id,
        extra_partitions=_whole_months(load, snapshot, active, kind) if whole else (),
    )


def answered(question: Question, answers: Answers) -> Question:
    """The question with the answer given so far; one that is none of its choices is no answer."""
    given = answers.answer(question.key, question.id)
    return replace(question, answer=given) if given is not None and question.takes(given) else question


def _whole_months(load: PlannedLoad, snapshot: Snapshot, active: Sequence[int], kind: Dataset) -> tuple[str, ...]:
    """Partitions of the loaded months that belong to uploads of which this load replaces a part."""
    source = loaded_rows(snapshot, kind)
    if source is None:
        return ()
    table, partition = source.table, source.partition
    rows = read_rows(Path(load.rows_file), {"partition"})
    mine = sorted(set(pc.unique(rows["partition"]).to_pylist()))
    found = snapshot.rows(
        f"""
        WITH hit AS (SELECT DISTINCT upload_id FROM {table} WHERE {partition} IN (SELECT unnest($mine)))
        SELECT DISTINCT {partition} AS partition FROM {table}
        WHERE upload_id IN (SELECT upload_id FROM hit) AND upload_id IN (SELECT unnest($active))
          AND date_trunc('month', "{kind.period}") IN (
            SELECT date_trunc('month', "{kind.period}") FROM {table} WHERE {partition} IN (SELECT unnest($mine)))
        ORDER BY 1
        """,
        {"mine": mine, "active": list(active)},
    )
    return tuple(row["partition"] for row in found)
