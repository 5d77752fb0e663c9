"""`redo`: takes an undo back."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from sales_core.cli.options import consent_options, json_option, viewer_option
from sales_core.cli.outcomes import carry_out

if TYPE_CHECKING:
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """Which undone upload, whether it is meant, as whom."""
    parser.add_argument("id", type=int, metavar="UPLOAD")
    consent_options(parser)
    viewer_option(parser)
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Brings an undone upload back, as it was read when it was loaded."""
    plan = session.workspace.uploads.plan_redo(arguments.id, session.viewer(arguments.viewer))
    return carry_out(session, arguments, plan, "cli.redo.done")
