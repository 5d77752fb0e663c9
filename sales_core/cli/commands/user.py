"""`user`: who may come in, and as whom."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sales_core.api import LOCAL_ADMIN, Right, Role, Scope, Text, UsageError, dumps
from sales_core.cli.console import say, table, word
from sales_core.cli.options import json_option, row_scope

if TYPE_CHECKING:
    from sales_core.api import Account
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """What to do with which account."""
    parser.add_argument("action", choices=("list", "add", "role", "disable", "enable", "password", "rights"))
    parser.add_argument("name", nargs="?")
    parser.add_argument("--role", choices=tuple(role.value for role in Role), default=Role.REP.value)
    parser.add_argument("--scope", action="append", default=[], metavar="DIM=VALUE,…", help=word("cli.help.scope"))
    parser.add_argument("--password-stdin", action="store_true", help=word("cli.help.password"))
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Lists, adds, changes, disables, enables accounts, sets a password, or lists what roles may do.

    Raises UsageError for an unknown dimension.
    """
    accounts = session.workspace.accounts
    if arguments.action == "list":
        return _list(accounts.list(), as_json=arguments.json)
    if arguments.action == "rights":
        return _rights({role: accounts.rights(role) for role in Role}, as_json=arguments.json)
    if not arguments.name:
        raise UsageError(Text("error.account_name_missing"))
    if arguments.action == "add":
        password = _password() if arguments.password_stdin else ""
        scope = row_scope(arguments.scope, session)
        accounts.add(arguments.name, Role(arguments.role), scope, password, by=LOCAL_ADMIN.name)
    elif arguments.action == "role":
        scope = row_scope(arguments.scope, session)
        accounts.set_role(arguments.name, Role(arguments.role), scope, by=LOCAL_ADMIN.name)
    elif arguments.action == "password":
        accounts.set_password(arguments.name, _password(), by=LOCAL_ADMIN.name)
    else:
        getattr(accounts, arguments.action)(arguments.name, by=LOCAL_ADMIN.name)
    say(f"cli.user.{arguments.action}", name=arguments.name)
    return 0


def _rights(held: Mapping[Role, Sequence[Right]], *, as_json: bool) -> int:
    """The table of roles and rights in force."""
    if as_json:
        print(dumps({role.value: [right.value for right in rights] for role, rights in held.items()}))
        return 0
    header = [word("cli.column.right"), *(word(f"shell.role_{role.value}") for role in held)]
    rows = [
        [right.value, *("●" if right in rights else "" for rights in held.values()), word(f"right.{right.value}")]
        for right in Right
    ]
    print(table([*header, word("cli.column.meaning")], rows))
    return 0


def _password() -> str:
    return getpass.getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def _list(people: Sequence[Account], *, as_json: bool) -> int:
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
