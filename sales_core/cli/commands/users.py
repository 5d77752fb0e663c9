"""`user` and `signin-link`: who may come in, and as whom."""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from sales_core.cli.arguments import pairs
from sales_core.cli.console import say, table, word
from sales_core.cli.json_text import dumps
from sales_core.cli.main import workspace
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Scope, Text

if TYPE_CHECKING:
    from sales_core.access.accounts import Account


def user(arguments: Namespace) -> int:
    """Lists, adds, disables or enables accounts."""
    accounts = workspace().accounts
    if arguments.action == "list":
        return _list(accounts.list(), as_json=arguments.json)
    if not arguments.name:
        raise UsageError(Text("error.account_name_missing"))
    if arguments.action == "add":
        scope = {
            dimension: tuple(v.strip() for v in values.split(","))
            for dimension, values in pairs(arguments.scope, "--scope")
        }
        accounts.add(
            arguments.name,
            Role(arguments.role),
            Scope.of(scope),
            _password() if arguments.password_stdin else "",
            by=LOCAL_ADMIN.name,
        )
    else:
        getattr(accounts, arguments.action)(arguments.name, by=LOCAL_ADMIN.name)
    say(f"cli.user.{arguments.action}", name=arguments.name)
    return 0


def _password() -> str:
    return getpass.getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def _list(people: tuple[Account, ...], *, as_json: bool) -> int:
    if as_json:
        rows = [{"name": p.name, "role": p.role, "scope": p.scope.as_mapping(), "disabled": p.disabled} for p in people]
        print(dumps(rows))
        return 0
    header = [word(f"cli.column.{name}") for name in ("name", "role", "scope", "disabled")]
    texts = [[p.name, p.role.value, _scope(p.scope), "×" if p.disabled else ""] for p in people]
    print(table(header, texts))
    return 0


def _scope(scope: Scope) -> str:
    return "; ".join(f"{dimension}={','.join(values)}" for dimension, values in scope.allowed)


def signin_link(arguments: Namespace) -> int:
    """Prints a link that signs one person in, once."""
    from sales_core.access.gate import LINK_PREFIX

    accounts = workspace().accounts
    names = {account.name for account in accounts.list()}
    if not names and arguments.name == "admin":
        accounts.add("admin", Role.ADMIN, Scope(), by=LOCAL_ADMIN.name)
    secret = accounts.link_for(arguments.name, by=LOCAL_ADMIN.name)
    print(f"{arguments.base_url.rstrip('/')}{LINK_PREFIX}{secret}")
    return 0
