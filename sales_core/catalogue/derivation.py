"""How rows are derived from the rows of questions about metrics, where one aggregate more would need them all.

A derivation is SQL over *places* in braces; it never names a table:

`{rows:NAME}`       the rows of a question that the caller gives under this name, within the viewer's scope:
                    its dimensions and metrics are columns (with `compare`, also `<metric>__before`)
`{param:NAME}`      a value, bound
`{key:NAME}`        the dimension that the caller splits by, or an empty text when he does not
`{where:NAME}`      filters on dimensions of the rows, applied where the place stands; true without any
`{entity:ID}`       the master data of a dimension
`{reference:ID}`    the rows of a fact as company reference data: without scope, never shown themselves
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sales_core.catalogue.metric import Fact

DERIVATION_PLACE = re.compile(r"\{(rows|param|key|where|entity|reference):(\w+)\}")


@dataclass(frozen=True, slots=True)
class ReferenceScan:
    """Rows of a fact that say when or whether something first happened in the company; `reason` says why unscoped."""

    fact: Fact
    columns: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Derivation:
    """Rows derived in SQL from the rows of metrics. `columns` is what the SQL returns, in order."""

    id: str
    sql: str
    columns: tuple[str, ...]
    references: tuple[ReferenceScan, ...] = ()
