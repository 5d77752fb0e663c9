"""`restore`: makes the data of an earlier version current."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from sales_core.cli.options import consent_options, json_option, viewer_option
from sales_core.cli.outcomes import carry_out

if TYPE_CHECKING:
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """Which version, whether it is meant, as whom."""
    parser.add_argument("id", type=int, metavar="VERSION")
    consent_options(parser)
    viewer_option(parser)
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Makes the data of an earlier version current, as a new version."""
    plan = session.workspace.uploads.plan_restore(arguments.id, session.viewer(arguments.viewer))
    return carry_out(session, arguments, plan, "cli.restore.done")
