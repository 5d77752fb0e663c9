"""What the web process holds for the gate: its accounts, and what happens when it starts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

from sales_core.access.accounts import Accounts
from sales_core.access.delivery import send_without_delay
from sales_core.ledger.ledger import Ledger
from sales_core.settings import Home


@cache
def accounts() -> Accounts:
    """The accounts of SALES_HOME, opened once a process."""
    return Accounts(Ledger(Home.from_environment().make().ledger))


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[dict[str, Any]]:
    """Start-up of the web process."""
    accounts()
    send_without_delay()
    yield {}
