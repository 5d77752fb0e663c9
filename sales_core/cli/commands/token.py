"""`token`: what scripts sign in with."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from sales_core.api import Right, Text, UsageError, dumps, moment
from sales_core.cli.console import complain, say, table, word
from sales_core.cli.options import json_option, row_scope, viewer_option

if TYPE_CHECKING:
    from sales_core.api import ApiToken
    from sales_core.cli.session import CommandSession

_DAYS = 90


def add_arguments(parser: ArgumentParser) -> None:
    """What to do with which token, or with those of which account."""
    parser.add_argument("action", choices=("list", "add", "end"), nargs="?", default="list")
    parser.add_argument("name", nargs="?", metavar="ACCOUNT|TOKEN")
    parser.add_argument("--label", default="script", help=word("cli.help.token_label"))
    parser.add_argument("--days", type=int, default=_DAYS, metavar="N", help=word("cli.help.token_days"))
    rights = tuple(right.value for right in Right)
    parser.add_argument("--right", action="append", choices=rights, help=word("cli.help.token_right"))
    parser.add_argument(
        "--scope", action="append", default=[], metavar="DIM=VALUE,…", help=word("cli.help.token_scope")
    )
    viewer_option(parser)
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Lists tokens, ends one, or makes one and prints it, this once."""
    who, tokens = session.viewer(arguments.viewer), session.workspace.tokens
    if arguments.action == "list":
        name = arguments.name or (who.name if not who.may(Right.MANAGE_USERS) else None)
        _list(tokens.list(who, name), as_json=arguments.json)
    elif arguments.action == "end":
        if not arguments.name:
            raise UsageError(Text("cli.token.need_id"))
        tokens.end(arguments.name, by=who)
        say("cli.token.ended", token=arguments.name)
    else:
        rights = None if arguments.right is None else tuple(map(Right, arguments.right))
        scope = row_scope(arguments.scope, session)
        name = arguments.name or who.name
        made, secret = tokens.make(name, arguments.label, arguments.days, rights, scope, by=who)
        if arguments.json:
            print(dumps({**_as_json(made), "secret": secret}))
        else:
            complain(word("cli.token.made", day=made.expires.date().isoformat()))
            print(secret)
    return 0


def _list(found: tuple[ApiToken, ...], *, as_json: bool) -> None:
    if as_json:
        print(dumps([_as_json(one) for one in found]))
        return
    header = [word(f"cli.column.{name}") for name in ("token", "account", "label", "rights", "expires", "last_used")]
    rows = [
        (
            one.id,
            one.account,
            one.label,
            ",".join(one.rights),
            one.expires.date().isoformat(),
            f"{moment(one.last_used)} {one.last_address}" if one.last_used else "",
        )
        for one in found
    ]
    print(table(header, rows))


def _as_json(token: ApiToken) -> dict[str, object]:
    return {
        "token": token.id,
        "account": token.account,
        "label": token.label,
        "rights": list(token.rights),
        "scope": token.scope.as_mapping(),
        "created": token.created,
        "expires": token.expires,
        "last_used": token.last_used,
        "last_address": token.last_address,
    }
