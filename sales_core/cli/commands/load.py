"""`load`: a file becomes a plan, the plan is shown, and with consent it is committed."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sales_core.api import Text, UsageError, bare_percent, leaving_out, not_ready, stage_text, unused_answers
from sales_core.cli.console import locale, word
from sales_core.cli.file_answers import file_answers, file_options
from sales_core.cli.options import consent_options, json_option, period, viewer_option
from sales_core.cli.outcomes import load_plan

if TYPE_CHECKING:
    from sales_core.api import Answers, Plan
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """Which files, and what is already known about them."""
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--period", type=period, metavar="2026-05", help=word("cli.help.load_period"))
    file_options(parser)
    parser.add_argument("--ready-only", action="store_true", help=word("cli.help.load_ready_only"))
    parser.add_argument("--accept", action="append", default=[], metavar="RISK", help=word("cli.help.accept"))
    consent_options(parser)
    viewer_option(parser)
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Plans the files together and, unless something stands against it, commits them as one version."""
    files = named_files(arguments.files)
    answers = file_answers(arguments, [name for name, _ in files], session.workspace.catalogue)
    plan = _planned(arguments, session, files, answers)
    if arguments.ready_only and (waiting := not_ready(plan)):
        session.workspace.uploads.discard(plan.id, session.viewer(arguments.viewer))
        plan = _planned(arguments, session, files, leaving_out(answers, waiting))
    return load_plan(session, arguments, plan, arguments.accept)


def _planned(
    arguments: Namespace, session: CommandSession, files: Sequence[tuple[str, Path]], answers: Answers
) -> Plan:
    """The plan. Raises UsageError where a decision is without effect on files that can be read."""
    uploads, who = session.workspace.uploads, session.viewer(arguments.viewer)
    plan = uploads.plan(files, who, answers, progress=_progress(arguments))
    unused = [] if plan.errors else list(unused_answers(plan))
    if unused:
        uploads.discard(plan.id, who)
        raise UsageError(Text("error.unused", {"texts": tuple(unused)}))
    return plan


def named_files(names: Sequence[str]) -> list[tuple[str, Path]]:
    """(name, path) of each file. Raises UsageError for one that is not there."""
    paths = [Path(name) for name in names]
    for path in paths:
        if not path.is_file():
            raise UsageError(Text("error.file_unknown", {"path": path}))
    return [(path.name, path.resolve()) for path in paths]


def _progress(arguments: Namespace) -> Callable[[str, float], None]:
    """Writes the stage to a terminal's error stream; says nothing into a pipe."""
    if arguments.json or not sys.stderr.isatty():
        return lambda _stage, _fraction: None
    return lambda stage, fraction: print(
        f"\r{bare_percent(fraction, locale()):>3}% {stage_text(stage, locale()):<60.60}", end="", file=sys.stderr
    )
