"""What the web process holds for the gate: its accounts."""

from __future__ import annotations

from functools import cache

from sales_core.access.accounts import Accounts
from sales_core.appdb.database import AppDatabase
from sales_core.kernel.settings import Settings


@cache
def server_accounts() -> Accounts:
    """The accounts of the configured application database, opened once a process."""
    settings = Settings.from_environment()
    settings.home.make()
    return Accounts(AppDatabase(settings.appdb_address))
