"""Number codes: short codes that reopen one figure on one version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from sales_core.appdb import tables as t
from sales_core.appdb.records import NumberCode
from sales_core.appdb.statements import Fetch, Transaction, insert_missing
from sales_core.kernel import clock
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text


class NumberCodes:
    """Append-only: the meaning of a code never changes."""

    def __init__(self, fetch: Fetch, transaction: Transaction) -> None:
        self._fetch = fetch
        self._transaction = transaction

    def save(self, code: str, payload: Mapping[str, Any], version: int) -> None:
        """Keeps what a number code stands for; the same code again is no error."""
        values = {"payload": dict(payload), "version": version, "created": clock.now()}
        with self._transaction() as connection:
            insert_missing(connection, t.number_codes, {"code": code}, values)

    def get(self, code: str) -> NumberCode:
        """What a number code stands for. Raises UsageError when it is unknown."""
        rows = self._fetch(sa.select(t.number_codes).where(t.number_codes.c.code == code))
        if not rows:
            raise UsageError(Text("error.number_code", {"code": code}))
        row = rows[0]
        return NumberCode(row["code"], row["payload"], row["version"])

    def versions(self) -> set[int]:
        """Versions that number codes point to; their files stay."""
        return {int(row["version"]) for row in self._fetch(sa.select(t.number_codes.c.version).distinct())}
