"""Which version files this release can take over: its own, and those of releases before it."""

from __future__ import annotations

from collections.abc import Iterator

from sales_core.catalogue.catalogue import Catalogue
from sales_core.kernel.errors import NewerReleaseError
from sales_core.kernel.terms import Text
from sales_core.warehouse.measure import Ask
from sales_core.warehouse.raw import OLD_COLUMNS, kept_tables, raw_table

#: How loaded rows and their owners lie in a file. Grows when a release before would misread them; 0.1 wrote none: 1.
LAYOUT = 2


def refuse_newer_file(ask: Ask, catalogue: Catalogue) -> None:
    """Raises NewerReleaseError for a file with another layout, dataset or column than this release knows.

    Tables that are derived may be of any release: they are made afresh from the loaded rows.
    """
    found = next(_unknown(ask, catalogue), None)
    if found is not None:
        raise NewerReleaseError(Text("error.version_newer", {"found": found}))


def _unknown(ask: Ask, catalogue: Catalogue) -> Iterator[str]:
    for (layout,) in ask("SELECT value FROM meta WHERE key = 'layout'"):
        if not str(layout).isdecimal() or int(layout) > LAYOUT:
            yield f"layout {layout}"
    known = kept_tables(catalogue)
    columns = {raw_table(kind).name: {*raw_table(kind).types, *OLD_COLUMNS} for kind in catalogue.datasets.values()}
    for table, name in ask(
        "SELECT table_name, column_name FROM duckdb_columns() "
        "WHERE NOT internal AND starts_with(table_name, 'raw_') ORDER BY ALL"
    ):
        if table not in known:
            yield str(table)
        elif name not in columns[str(table).removesuffix("_stored")]:
            yield f"{table}.{name}"
