"""The secret that marks of masked people and customers are made with: one a company, made when it is first needed."""

from __future__ import annotations

import secrets

from sales_core.appdb.database import AppDatabase

_NAME = "mark_key"


def mark_key(appdb: AppDatabase) -> bytes:
    """The company's secret; while nothing can be written, one that holds until the process ends."""
    if (kept := appdb.settings.get(_NAME)) is None:
        made = secrets.token_hex(16)
        if appdb.view_only is not None:
            return made.encode()
        appdb.settings.set(_NAME, made)
        kept = appdb.settings.get(_NAME)
    return str(kept).encode()
