"""`load`: a file becomes a plan, the plan is shown, and with consent it is committed."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sales_core.api import Text, UsageError, bare_percent
from sales_core.cli.console import locale, word
from sales_core.cli.options import consent_options, json_option, mapping_option, pairs, period, viewer_option
from sales_core.cli.outcomes import load_plan

if TYPE_CHECKING:
    from sales_core.api import Answers
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """Which files, and what is already known about them."""
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--dataset", metavar="ID", help=word("cli.help.load_dataset"))
    parser.add_argument("--period", type=period, metavar="2026-05", help=word("cli.help.load_period"))
    mapping_option(parser)
    parser.add_argument("--answer", action="append", default=[], metavar="ID=VALUE", help=word("cli.help.answer"))
    parser.add_argument("--accept", action="append", default=[], metavar="RISK", help=word("cli.help.accept"))
    consent_options(parser)
    viewer_option(parser)
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Plans the files together and, unless something stands against it, commits them as one version."""
    uploads, who = session.workspace.uploads, session.viewer(arguments.viewer)
    files = named_files(arguments.files)
    plan = uploads.plan(files, who, answers(arguments, session), progress=_progress(arguments))
    return load_plan(session, arguments, plan, arguments.accept)


def named_files(names: Sequence[str]) -> list[tuple[str, Path]]:
    """(name, path) of each file. Raises UsageError for one that is not there."""
    paths = [Path(name) for name in names]
    for path in paths:
        if not path.is_file():
            raise UsageError(Text("error.file_unknown", {"path": path}))
    return [(path.name, path.resolve()) for path in paths]


def answers(arguments: Namespace, session: CommandSession) -> Answers:
    """What the flags decide, for every table of every file. Raises UsageError for an unknown dataset."""
    from sales_core.api import Answers

    if arguments.dataset:
        session.workspace.catalogue.dataset(arguments.dataset)
    mapping = dict(pairs(arguments.map, "--map"))
    given = dict(pairs(arguments.answer, "--answer"))
    return Answers(
        datasets={"*": arguments.dataset} if arguments.dataset else {},
        mappings={"*": mapping} if mapping else {},
        answers={"*": given} if given else {},
        period=arguments.period,
    )


def _progress(arguments: Namespace) -> Callable[[str, float], None]:
    """Writes the stage to a terminal's error stream; says nothing into a pipe."""
    if arguments.json or not sys.stderr.isatty():
        return lambda _stage, _fraction: None
    return lambda stage, fraction: print(
        f"\r{bare_percent(fraction, locale()):>3}% {stage:<60.60}", end="", file=sys.stderr
    )
