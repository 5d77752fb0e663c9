"""`check`: whether the files are what the application database says."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from sales_core.api import UnhealthyError
from sales_core.cli.console import locale, say
from sales_core.cli.json_text import dumps
from sales_core.cli.options import json_option

if TYPE_CHECKING:
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """For people or for programs."""
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Compares the store with the application database; 0 when they agree, 5 with the findings when not."""
    texts = [finding.text.in_(locale()) for finding in session.workspace.uploads.maintenance.check()]
    if arguments.json:
        print(dumps({"healthy": not texts, "findings": texts}))
    elif texts:
        print("\n".join(texts))
    else:
        say("cli.check.healthy", version=session.workspace.appdb.current_version())
    return UnhealthyError.exit_code if texts else 0
