"""One file a record; each defines RECORD."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from sales_core.catalogue.record import Record


@cache
def records() -> Mapping[str, Record]:
    """The product's records by id. Raises ValueError when two files declare the same id."""
    found: dict[str, Record] = {}
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda one: one.name):
        record: Record = importlib.import_module(f"{__name__}.{info.name}").RECORD
        if found.setdefault(record.id, record) is not record:
            raise ValueError(f"record {record.id} is declared twice")
    return MappingProxyType(found)
