"""Aliases that a person confirms, as rows of a load."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.dataset import Dataset
from sales_core.catalogue.schema import arrow_schema
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text


def alias_dataset(catalogue: Catalogue) -> Dataset:
    """The dataset that holds aliases."""
    return next(kind for kind in catalogue.datasets.values() if kind.holds_aliases)


def alias_rows(catalogue: Catalogue, entity_id: str, pairs: Sequence[tuple[str, str]], reason: str = "") -> pa.Table:
    """Rows of the dataset of aliases from (alias, code) of one entity.

    Raises UsageError for an unknown entity, when nothing is given, and for an alias of itself.
    """
    entity = catalogue.entity(entity_id).resolved_as
    pairs = [(alias.strip(), code.strip()) for alias, code in pairs]
    if not pairs or any(not alias or not code or alias == code for alias, code in pairs):
        raise UsageError(Text("error.alias_pairs"))
    rows = [
        {
            "entity": entity,
            "alias": alias,
            "code": code,
            "reason": reason or None,
            "partition": f"{entity}|{alias}",
            "sheet": "",
            "source_row": number,
            "source_col": "",
        }
        for number, (alias, code) in enumerate(pairs, start=2)
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema(alias_dataset(catalogue)))
