"""`rebuild`: makes the file of a version again from the rows of its uploads."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from sales_core.api import dumps
from sales_core.cli.console import say
from sales_core.cli.options import json_option, viewer_option

if TYPE_CHECKING:
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """Which version, as whom."""
    parser.add_argument("id", type=int, nargs="?", metavar="VERSION")
    viewer_option(parser)
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Makes the file of a version, by default the current one, again; the one that stood there is set aside."""
    opened = session.workspace
    number = opened.appdb.current_version() if arguments.id is None else arguments.id
    done = opened.uploads.rebuild(number, session.viewer(arguments.viewer))
    if arguments.json:
        print(dumps({"version": done.id, "file": done.file, "sha256": done.sha256, "size": done.size}))
    else:
        say("cli.rebuild.done", version=done.id, file=done.file)
    return 0
