"""`settings list|get|set`: the company's settings, typed and checked."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from sales_core.api import Text, UsageError, dumps, image_address, setting_text
from sales_core.cli.console import locale, say, table, word
from sales_core.cli.options import json_option, viewer_option

if TYPE_CHECKING:
    from sales_core.api import AnySetting
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """What to do with which setting."""
    parser.add_argument("action", choices=("list", "get", "set"), nargs="?", default="list")
    parser.add_argument("name", nargs="?", metavar="SETTING")
    parser.add_argument("value", nargs="?", metavar="VALUE")
    parser.add_argument("--mine", action="store_true", help=word("cli.help.mine"))
    viewer_option(parser)
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Lists all settings, prints one, or changes one; a change is an audit event."""
    company = session.workspace.appdb.company
    if arguments.action != "list" and not arguments.name:
        raise UsageError(Text("settings.need_name"))
    if arguments.action == "set":
        if arguments.value is None:
            raise UsageError(Text("settings.need_value"))
        value = _typed(company.setting(arguments.name), arguments.value)
        viewer, shown = session.viewer(arguments.viewer), value
        if arguments.mine:
            company.set_own(arguments.name, value, viewer)
        else:
            company.set(arguments.name, value, viewer)
            shown = setting_text(company.all()[arguments.name], locale())
        say("settings.changed", name=arguments.name, value=shown)
        return 0
    values = company.all()
    if arguments.action == "get":
        values = {arguments.name: values[company.setting(arguments.name).id]}
    if arguments.json:
        print(dumps(values))
    elif arguments.action == "get":
        print(setting_text(values[arguments.name], locale()))
    else:
        header = [word(f"cli.column.{name}") for name in ("setting", "value", "meaning")]
        rows = [
            [name, setting_text(value, locale()), company.setting(name).label.in_(locale())]
            for name, value in values.items()
        ]
        print(table(header, rows))
    return 0


def _typed(setting: AnySetting, value: str) -> str:
    """What was typed; of an image, whose file is named, the address that holds it."""
    if not setting.is_image or not value or value.startswith("data:"):
        return value
    try:
        content = Path(value).read_bytes()
    except (OSError, ValueError) as error:
        facts = {"name": setting.id, "value": value, "form": setting.allowed}
        raise UsageError(Text("settings.bad_value", facts)) from error
    return image_address(setting, content)
