"""`settings list|get|set`: the company's settings, typed and checked."""

from __future__ import annotations

from argparse import Namespace

from sales_core.cli.console import locale, say, table, word
from sales_core.cli.main import viewer, workspace
from sales_core.cli.value_format import dumps
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text


def settings(arguments: Namespace) -> int:
    """Lists all settings, prints one, or changes one; a change is an audit event."""
    opened = workspace()
    company = opened.appdb.company
    if arguments.action != "list" and not arguments.name:
        raise UsageError(Text("settings.need_name"))
    if arguments.action == "set":
        if arguments.value is None:
            raise UsageError(Text("settings.need_value"))
        company.set(arguments.name, arguments.value, viewer(opened, arguments.viewer))
        say("settings.changed", name=arguments.name, value=company.all()[arguments.name])
        return 0
    values = company.all()
    if arguments.action == "get":
        values = {arguments.name: values[company.setting(arguments.name).id]}
    if arguments.json:
        print(dumps(values))
    elif arguments.action == "get":
        print(values[arguments.name])
    else:
        header = [word(f"cli.column.{name}") for name in ("setting", "value", "meaning")]
        rows = [[name, str(value), company.setting(name).label.in_(locale())] for name, value in values.items()]
        print(table(header, rows))
    return 0
