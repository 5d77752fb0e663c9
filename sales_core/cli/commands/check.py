"""`check`: whether the files are what the application database says."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from sales_core.api import UnhealthyError, dumps
from sales_core.cli.console import locale, say
from sales_core.cli.options import json_option

if TYPE_CHECKING:
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """For people or for programs."""
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Compares the store with the application database; 0 when they agree, 5 with the findings when not.

    Files that were set aside and wait for a person are told, but are no loss.
    """
    findings = session.workspace.uploads.maintenance.check()
    texts = [finding.text.in_(locale()) for finding in findings]
    is_healthy = all(finding.harmless for finding in findings)
    if arguments.json:
        print(dumps({"healthy": is_healthy, "findings": texts}))
        return 0 if is_healthy else UnhealthyError.exit_code
    if texts:
        print("\n".join(texts))
    if is_healthy:
        say("cli.check.healthy", version=session.workspace.appdb.current_version())
    return 0 if is_healthy else UnhealthyError.exit_code
