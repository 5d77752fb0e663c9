"""What the web process holds for the gate and the pages around it: accounts, throttle, offered downloads."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass

from sales_core.access.accounts import Accounts
from sales_core.access.api_tokens import ApiTokens
from sales_core.access.exports import Exports
from sales_core.access.identity.sign_on import SingleSignOn
from sales_core.access.throttle import RequestLimit, SignInThrottle
from sales_core.appdb.database import AppDatabase
from sales_core.appdb.opening import open_database
from sales_core.kernel.company import MAIN, current_company, working_for
from sales_core.kernel.errors import CompanyGoneError
from sales_core.kernel.settings import Home, Settings


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


_opened: dict[str, Access] = {}
_opening = threading.Lock()


def access(company: str = "") -> Access:
    """Over the application database of `company` (that under way by default), opened once a process.

    Raises CompanyGoneError for a company beside the main one that is not there: looking for it does not begin it.
    """
    name = company or current_company()
    with working_for(name), _opening:
        settings = Settings.from_environment()
        if name != MAIN and not settings.home.appdb.is_file():
            raise CompanyGoneError(name)
        settings.home.make()
        key = company_stamp(name)
        if key not in _opened:
            _opened[key] = Access.over(open_database(settings))
        return _opened[key]


def begin_company(company: str) -> None:
    """Makes the state directory of a company beside the main one and its database; nothing when they are there."""
    with working_for(company), _opening:
        settings = Settings.from_environment()
        settings.home.make()
        open_database(settings).close()


def server_accounts(company: str = "") -> Accounts:
    """The accounts of `company`, that under way by default. Raises as `access`."""
    return access(company).accounts


def company_stamp(company: str) -> str:
    """Names a company's state directory, and tells it from one that was removed and made again in its place."""
    with working_for(company):
        home = Home.from_environment()
    if company == MAIN or not home.root.is_dir():
        return str(home.root)
    with suppress(OSError):  # it is there, or nothing can be written
        home.begun.touch(exist_ok=False)
    made = home.begun.stat().st_mtime_ns if home.begun.exists() else 0
    return f"{home.root}#{made}"
