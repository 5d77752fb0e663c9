"""Documents that one table of a drop lists once each, and the tables of the drop that may hold their lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.ipc

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import ColumnRole, Dataset
from sales_core.kernel.problems import Place, Problem, Severity
from sales_core.recognition.reading import DocumentHeads, TableReading

#: The columns of `DocumentHeads.rows` that are no columns of a dataset: the document's number and its amount.
NUMBER, TOTAL = "document_number", "document_total"
JOINED = "joined"


def document_heads(tables: Sequence[TableReading], catalogue: Catalogue) -> tuple[DocumentHeads, ...]:
    """The tables that name each document once, with its day and nothing of what was sold."""
    wanted = {name for kind in catalogue.datasets.values() for name in kind.document_heads}
    read = (_heads(one, catalogue.dataset(one.dataset), catalogue) for one in tables if one.dataset in wanted)
    return tuple(heads for heads in read if heads is not None)


def _heads(table: TableReading, kind: Dataset, catalogue: Catalogue) -> DocumentHeads | None:
    fields = {match.field: match.header for match in table.matches if match.field}
    number, period = kind.document_key[0], kind.period or ""
    if table.rows_file is None or table.joined or not {number, period} <= fields.keys():
        return None
    if fields.keys() & priced_columns(kind, catalogue):
        return None
    rows = read_rows_file(table.rows_file)
    if rows[number].null_count or pc.count_distinct(rows[number]).as_py() < rows.num_rows:
        return None
    names = {number: NUMBER, kind.role(ColumnRole.AMOUNT): TOTAL}
    stated = [name for name in rows.column_names if name in fields]
    return DocumentHeads(
        table.key,
        table.sheet or table.file,
        table.dataset or "",
        rows.select(stated).rename_columns([names.get(name, name) for name in stated]),
        {names.get(name, name): fields[name] for name in stated},
    )


def priced_columns(kind: Dataset, catalogue: Catalogue) -> frozenset[str]:
    """The columns that name what is sold."""
    refs = [ref for ref in kind.entities if catalogue.entity(ref.entity).is_priced]
    return frozenset(name for ref in refs for name in (ref.code, ref.name) if name)


def party_columns(kind: Dataset, catalogue: Catalogue) -> frozenset[str]:
    """The columns that name to whom and by whom it is sold: what a document states once."""
    refs = [ref for ref in kind.entities if ref.name != ref.code and not catalogue.entity(ref.entity).is_priced]
    return frozenset(name for ref in refs for name in (ref.code, ref.name) if name)


def may_be_lines(table: TableReading, heads: Sequence[DocumentHeads], catalogue: Catalogue) -> bool:
    """Whether a table could be lines of documents that others list: it lacks their day, or who sold to whom."""
    if table.dataset is None or not any(one.key != table.key for one in heads):
        return False
    if any(one.key == table.key for one in heads):
        return False
    kind = catalogue.dataset(table.dataset)
    if kind.sold_as or any(question.id == "dataset" for question in table.questions):
        return True
    fields = {match.field for match in table.matches}
    return bool(kind.document_heads) and (kind.period not in fields or not fields & party_columns(kind, catalogue))


def leave_out_heads(tables: Sequence[TableReading], joined: Sequence[TableReading]) -> list[TableReading]:
    """The tables; one whose documents complete lines of its own dataset is left out, so that nothing counts twice."""
    lines = {one.joined: one for one in joined if one.joined}
    return [
        _left_out(one, lines[one.key]) if one.key in lines and one.dataset == lines[one.key].dataset else one
        for one in tables
    ]


def _left_out(table: TableReading, lines: TableReading) -> TableReading:
    problem = Problem("W_HEADS_JOINED", Severity.WARNING, Place(table.file, table.sheet), lines.sheet or lines.file)
    return replace(
        table, dataset=None, read_as=table.dataset or "", rows=0, rows_file=None, omitted=JOINED,
        problems=(*table.problems, problem), partitions=(),
    )  # fmt: skip


def read_rows_file(path: Path) -> pa.Table:
    """The rows that were written for one table."""
    with pa.memory_map(str(path)) as source:
        return pa.ipc.open_file(source).read_all()
