"""What the web process holds for the gate: its accounts."""

from __future__ import annotations

from functools import cache

from sales_core.access.accounts import Accounts
from sales_core.ledger.ledger import Ledger
from sales_core.settings import Home


@cache
def accounts() -> Accounts:
    """The accounts of SALES_HOME, opened once a process."""
    return Accounts(Ledger(Home.from_environment().make().ledger))
