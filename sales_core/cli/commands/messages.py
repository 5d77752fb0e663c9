"""`messages`: channels, the outbox, a test message, and sending now."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from sales_core.api import Text, UsageError, dumps, moment
from sales_core.cli.console import locale, say, table, word
from sales_core.cli.options import json_option, viewer_option

if TYPE_CHECKING:
    from sales_core.api import MessageChannel, OutboxMessage, Viewer
    from sales_core.cli.session import CommandSession

_FAILED = 1


def add_arguments(parser: ArgumentParser) -> None:
    """What to do with which channel or message."""
    actions = ("list", "channels", "add", "remove", "test", "retry", "run")
    parser.add_argument("action", choices=actions, nargs="?", default="list")
    parser.add_argument("name", nargs="?", metavar="NAME", help=word("cli.help.messages_name"))
    parser.add_argument("kind", nargs="?", metavar="KIND", help=word("cli.help.messages_kind"))
    parser.add_argument("url", nargs="?", metavar="URL", help=word("cli.help.messages_url"))
    parser.add_argument("--for", dest="receiver", default="", metavar="ACCOUNT", help=word("cli.help.messages_for"))
    parser.add_argument("--outside", action="store_true", help=word("cli.help.messages_outside"))
    viewer_option(parser)
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Lists messages or channels, changes channels, or sends; 1 when something was not sent."""
    viewer, messages = session.viewer(arguments.viewer), session.workspace.messages
    action = arguments.action
    if action == "list":
        _print(arguments, [_message(one) for one in messages.outbox(viewer)], _MESSAGE)
    elif action == "channels":
        _print(arguments, [_channel(one) for one in messages.channels(viewer)], _CHANNEL)
    elif action == "run":
        return _run(arguments, session, viewer)
    elif not arguments.name:
        raise UsageError(Text("cli.messages.need_name"))
    elif action == "test":
        posted = messages.send_test(arguments.name, viewer)
        if posted.reason is not None:
            say("messages.test_failed", reason=posted.reason.in_(locale()))
            return _FAILED
        say("messages.test_sent")
    elif action == "add":
        if not arguments.kind or not arguments.url:
            raise UsageError(Text("cli.messages.need_url"))
        url = sys.stdin.readline() if arguments.url == "-" else arguments.url
        outside = arguments.outside
        messages.put_channel(arguments.name, arguments.kind, url, viewer, arguments.receiver, is_outside=outside)
        say("messages.saved", name=arguments.name)
    elif action == "remove":
        messages.remove_channel(arguments.name, viewer)
        say("messages.removed", name=arguments.name)
    else:
        messages.retry(int(arguments.name) if arguments.name.isdigit() else 0, viewer)
        say("cli.messages.again", id=arguments.name)
    return 0


def _run(arguments: Namespace, session: CommandSession, viewer: Viewer) -> int:
    if (why := session.workspace.messages.blocked()) is not None:
        raise UsageError(why)
    made = session.workspace.schedule.run("send", viewer)
    if arguments.json:
        print(dumps({"outcome": made.outcome.value, "incident": made.incident, **made.details}))
    else:
        outcome = word(f"schedule.outcome.{made.outcome}", incident=made.incident)
        counts = ", ".join(f"{word(f'messages.state.{name}')} {count}" for name, count in made.details.items())
        say("schedule.ran", job=made.job, outcome=f"{outcome} ({counts})" if counts else outcome)
    return _FAILED if made.incident or made.details.get("failed") else 0


_MESSAGE = ("id", "created", "kind", "receiver", "channel", "state", "tries", "reason")
_CHANNEL = ("channel", "kind", "receiver", "outside")


def _print(arguments: Namespace, rows: list[dict[str, Any]], columns: tuple[str, ...]) -> None:
    if arguments.json:
        print(dumps(rows))
    else:
        print(
            table(
                [word(f"cli.column.{name}") for name in columns], [[str(row[name]) for name in columns] for row in rows]
            )
        )


def _message(one: OutboxMessage) -> dict[str, Any]:
    return {
        "id": one.id, "created": moment(one.created), "kind": one.kind, "receiver": one.receiver,
        "channel": one.channel, "state": one.state.value, "tries": one.tries,
        "reason": one.reason.in_(locale()) if one.reason else "",
    }  # fmt: skip


def _channel(one: MessageChannel) -> dict[str, Any]:
    """Without its address, which is a secret."""
    return {"channel": one.name, "kind": one.kind, "receiver": one.receiver, "outside": one.is_outside}
