"""What can be downloaded from a page: rows as comma-separated text and as a workbook, made when they are fetched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sales_core.boards.blocks import Table
from sales_core.boards.board import Ask
from sales_core.boards.context import Company
from sales_core.boards.workbook import table_columns, table_rows
from sales_core.kernel.query import Query, Value
from sales_core.reports import workbook
from sales_core.reports.basis import Basis
from sales_core.reports.delimited import records_csv

_MOST_ROWS, _MOST_BOOK_ROWS = 1_000_000, 50_000


@dataclass(frozen=True, slots=True)
class RowFiles:
    """The same rows twice. `stem` is the name without its ending; `xlsx` None = more rows than a workbook may hold."""

    stem: str
    csv: Callable[[], bytes]
    xlsx: Callable[[], bytes] | None


def table_files(company: Company, ask: Ask, table: Table) -> RowFiles:
    """The rows of a table; columns named after a metric are defined on the workbook's second sheet."""
    columns, rows = table_columns(table), table_rows(table)
    header = {column.id: column.header for column in columns}

    def xlsx() -> bytes:
        reader = company.figures.reader(ask.viewer, ask.version)
        covered = ask.period.clipped(reader.as_of)
        basis = Basis(
            Query((), period=ask.period, filters=ask.filters), covered or ask.period, reader.as_of, ask.version,
            reader.currency, partial=covered != ask.period,
        )  # fmt: skip
        return workbook.table_workbook(company.figures, ask.viewer, basis, columns, rows, locale=ask.locale)

    return RowFiles(table.file, lambda: records_csv(rows, header), xlsx)


def drill_through_files(
    company: Company, ask: Ask, query: Query, metric: str, header: Mapping[str, str], *, total: int
) -> RowFiles:
    """Every row behind a number, with its file, sheet and row; `header` maps columns to their headers."""
    figures = company.figures

    def rows() -> tuple[dict[str, Value], ...]:
        return figures.rows(query, metric, ask.viewer, _MOST_ROWS, 0, ask.version).rows

    def xlsx() -> bytes:
        columns = [workbook.ExportColumn(name, label) for name, label in header.items()]
        found = figures.explain(query, metric, ask.viewer, ask.version)
        basis = Basis(query, found.period, found.as_of, ask.version, found.currency, found.compared, found.partial)
        return workbook.table_workbook(
            figures, ask.viewer, basis, columns, rows(), locale=ask.locale, metrics=(metric,)
        )

    stem = f"{metric}_{query.period or 'all'}_v{ask.version}"
    return RowFiles(stem, lambda: records_csv(rows(), header), xlsx if total <= _MOST_BOOK_ROWS else None)
