"""`load` and `template`: a file becomes a plan, the plan is shown, and with consent it is committed."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sales_core.cli.arguments import pairs
from sales_core.cli.console import complain, locale, say, word
from sales_core.cli.json_text import dumps
from sales_core.cli.main import viewer, workspace
from sales_core.format import bare_percent
from sales_core.kernel.errors import ConfirmationNeededError, RefusedError, UsageError
from sales_core.kernel.terms import Text

if TYPE_CHECKING:
    from sales_core.loading.plan import Plan
    from sales_core.recognition.reading import Answers


def load(arguments: Namespace) -> int:
    """Plans the files together and, unless something stands against it, commits them as one version."""
    from sales_core.cli.plans import as_json, as_text

    opened = workspace()
    who = viewer(opened, arguments.viewer)
    files = named_files(arguments.files)
    plan = opened.uploads.plan(files, who, answers(arguments), progress=_progress(arguments))
    outcome = outcome_of(plan, dry_run=arguments.dry_run, yes=arguments.yes)
    version = None
    if outcome == "loaded":
        version = opened.uploads.commit(plan.id, who, confirmed=arguments.yes).version
    else:
        opened.uploads.discard(plan.id, who)
    if arguments.json:
        print(dumps({"status": outcome, "version": version, **as_json(plan, locale())}))
    else:
        print(as_text(plan, locale()))
        _closing(outcome, plan, version)
    return exit_code(outcome)


def exit_code(outcome: str) -> int:
    """The exit code of an outcome."""
    if outcome == "refused":
        return RefusedError.exit_code
    return ConfirmationNeededError.exit_code if outcome == "needs_confirmation" else 0


def named_files(names: Sequence[str]) -> list[tuple[str, Path]]:
    """(name, path) of each file. Raises UsageError for one that is not there."""
    paths = [Path(name) for name in names]
    for path in paths:
        if not path.is_file():
            raise UsageError(Text("error.file_unknown", {"path": path}))
    return [(path.name, path.resolve()) for path in paths]


def answers(arguments: Namespace) -> Answers:
    """What the flags decide, for every table of every file."""
    from sales_core.catalogue.catalogue import product
    from sales_core.recognition.reading import Answers

    if arguments.dataset:
        product().dataset(arguments.dataset)
    mapping = dict(pairs(arguments.map, "--map"))
    given = dict(pairs(arguments.answer, "--answer"))
    return Answers(
        datasets={"*": arguments.dataset} if arguments.dataset else {},
        mappings={"*": mapping} if mapping else {},
        answers={"*": given} if given else {},
        period=arguments.period,
    )


def outcome_of(plan: Plan, *, dry_run: bool, yes: bool) -> str:
    """What is to be done with a plan: refused, dry_run, needs_confirmation or loaded."""
    if plan.errors or not (plan.candidate or plan.unanswered):
        return "refused"
    if dry_run:
        return "dry_run"
    if plan.unanswered or (plan.needs_confirmation and not yes):
        return "needs_confirmation"
    return "loaded"


def _progress(arguments: Namespace) -> Callable[[str, float], None]:
    """Writes the stage to a terminal's error stream; says nothing into a pipe."""
    if arguments.json or not sys.stderr.isatty():
        return lambda _stage, _fraction: None
    return lambda stage, fraction: print(
        f"\r{bare_percent(fraction, locale()):>3}% {stage:<60.60}", end="", file=sys.stderr
    )


def _closing(outcome: str, plan: Plan, version: int | None) -> None:
    if outcome == "loaded":
        say("cli.load.done", version=version)
    elif outcome == "refused":
        complain(word("cli.load.refused"))
    elif outcome == "dry_run":
        say("cli.load.dry_run")
    else:
        complain(word("cli.load.unanswered" if plan.unanswered else "cli.load.confirm"))


def template(arguments: Namespace) -> int:
    """Writes the empty workbook of a dataset, with examples and notes."""
    out = Path(arguments.out)
    workspace().papers.template(arguments.dataset, out, locale())
    say("cli.template.done", path=out)
    return 0
