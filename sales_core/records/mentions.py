"""Whom a typed text names: accounts with an @ before them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.record import Record, Values
from sales_core.records.store import RecordStore


def mentioned(text: str, names: Iterable[str]) -> frozenset[str]:
    """The accounts of `names` that the text names with @; where two begin at one @, the longer. Case is not looked at.

    What goes on in Latin letters or digits is another name, and what stands before the @ of an address is none.
    """
    longest = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    if not longest or "@" not in text:
        return frozenset()
    known = {name.casefold(): name for name in names}
    found = re.finditer(rf"(?<![A-Za-z0-9_.+-])@({longest})(?![A-Za-z0-9_-]|\.[A-Za-z0-9])", text, re.IGNORECASE)
    return frozenset(known[one[1].casefold()] for one in found if one[1].casefold() in known)


def mentions_of(record: Record, values: Values, names: Iterable[str]) -> frozenset[str]:
    """The accounts that the fields of a record name, of those fields that tell people."""
    known = tuple(names)
    told = (str(values[one.id] or "") for one in record.fields if one.tells_people)
    return frozenset[str]().union(*(mentioned(text, known) for text in told))


def tells_people(record: Record) -> bool:
    """Whether naming somebody in a record of the kind tells him."""
    return any(one.tells_people for one in record.fields)


def newest_telling(records: Iterable[Record], appdb: AppDatabase) -> datetime | None:
    """When a record that may tell somebody was last typed or changed; None where there is none."""
    kinds = filter(tells_people, records)
    return max((row.changed for one in kinds for row in RecordStore(one, appdb).rows()), default=None)
