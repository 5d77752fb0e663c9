"""`signin-link`: a link that signs one person in, once."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from sales_core.api import LOCAL_ADMIN, Role, Scope
from sales_core.cli.console import word

if TYPE_CHECKING:
    from sales_core.cli.session import CommandSession

_FIRST = "admin"


def add_arguments(parser: ArgumentParser) -> None:
    """For whom, and at which address."""
    parser.add_argument("name", nargs="?", default=_FIRST)
    parser.add_argument("--base-url", default="", metavar="URL", help=word("cli.help.base_url"))


def run(arguments: Namespace, session: CommandSession) -> int:
    """Prints a link that signs one person in, once; the first administrator's account is made for it."""
    from sales_core.api import LINK_PREFIX, company_prefix, current_company

    accounts = session.workspace.accounts
    if not accounts.list() and arguments.name == _FIRST:
        accounts.add(_FIRST, Role.ADMIN, Scope(), by=LOCAL_ADMIN.name)
    secret = accounts.link_for(arguments.name, by=LOCAL_ADMIN.name)
    print(f"{arguments.base_url.rstrip('/')}{company_prefix(current_company())}{LINK_PREFIX}{secret}")
    return 0
