"""What the web process holds for the gate and the pages around it: accounts, throttle, offered downloads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sales_core.access.accounts import Accounts
from sales_core.access.api_tokens import ApiTokens
from sales_core.access.exports import Exports
from sales_core.access.identity.sign_on import SingleSignOn
from sales_core.access.throttle import RequestLimit, SignInThrottle
from sales_core.appdb.database import AppDatabase
from sales_core.appdb.opening import open_database
from sales_core.kernel.settings import Settings


@dataclass(frozen=True, slots=True)
class Access:
    """Who may come in, how often he may try, and what he may fetch."""

    accounts: Accounts
    throttle: SignInThrottle
    exports: Exports
    sign_on: SingleSignOn
    tokens: ApiTokens
    requests: RequestLimit

    @classmethod
    def over(cls, appdb: AppDatabase) -> Access:
        """All of it over one application database."""
        accounts = Accounts(appdb)
        return cls(
            accounts,
            SignInThrottle(appdb),
            Exports(appdb),
            SingleSignOn(appdb, accounts),
            ApiTokens(appdb, accounts),
            RequestLimit(appdb),
        )


@cache
def access() -> Access:
    """Over the configured application database, opened once a process."""
    settings = Settings.from_environment()
    settings.home.make()
    return Access.over(open_database(settings))


def server_accounts() -> Accounts:
    """The accounts of this process."""
    return access().accounts
