"""What the web process holds for the gate: its accounts."""

from __future__ import annotations

from functools import cache

from sales_core.access.accounts import Accounts
from sales_core.appdb.database import AppDatabase
from sales_core.kernel.settings import Home


@cache
def accounts() -> Accounts:
    """The accounts of SALES_HOME, opened once a process."""
    return Accounts(AppDatabase(Home.from_environment().make().appdb))
