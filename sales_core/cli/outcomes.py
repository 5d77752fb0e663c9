"""What is to be done with a plan, and how its end is told."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sales_core.api import ConfirmationNeededError, RefusedError, dumps, refuse_unknown_risks
from sales_core.cli.console import complain, locale, say, word

if TYPE_CHECKING:
    from sales_core.api import Plan
    from sales_core.cli.session import CommandSession


def outcome_of(plan: Plan, *, dry_run: bool, yes: bool, accepted: Sequence[str] = ()) -> str:
    """What is to be done with a plan: refused, nothing, dry_run, needs_confirmation or loaded."""
    if plan.is_left_out:
        return "nothing"
    if plan.errors or not (plan.candidate or plan.unanswered):
        return "refused"
    if dry_run:
        return "dry_run"
    if plan.unanswered or plan.open_risks(accepted) or (not yes and (plan.warnings or plan.open_questions)):
        return "needs_confirmation"
    return "loaded"


def exit_code(outcome: str) -> int:
    """The exit code of an outcome."""
    if outcome == "refused":
        return RefusedError.exit_code
    return ConfirmationNeededError.exit_code if outcome == "needs_confirmation" else 0


def load_plan(session: CommandSession, arguments: Namespace, plan: Plan, accepted: Sequence[str] = ()) -> int:
    """Commits a plan unless something stands against it or `--dry-run` asks only to look, and prints both.

    Warnings and open questions want `--yes`, a risk its name in `accepted`. Returns the exit code.
    """
    from sales_core.cli.plans import plan_json, plan_text

    uploads, who = session.workspace.uploads, session.viewer(arguments.viewer)
    refuse_unknown_risks(plan, accepted)
    outcome = outcome_of(plan, dry_run=arguments.dry_run, yes=arguments.yes, accepted=accepted)
    version = None
    if outcome == "loaded":
        version = uploads.commit(plan.id, who, confirmed=arguments.yes, accepted=accepted).version
    else:
        uploads.discard(plan.id, who)
    if arguments.json:
        print(dumps({"status": outcome, "version": version, **plan_json(plan, locale())}))
    else:
        print(plan_text(plan, locale()))
        _closing(outcome, plan, version, plan.open_risks(accepted))
    return exit_code(outcome)


def carry_out(session: CommandSession, arguments: Namespace, plan: Plan, done: str) -> int:
    """Commits a plan that was asked for with `--yes`, discards it otherwise; prints it and how it ended.

    `done` is the key of the sentence for a commit. Returns the exit code.
    """
    from sales_core.cli.plans import plan_json, plan_text

    uploads, who = session.workspace.uploads, session.viewer(arguments.viewer)
    outcome = "dry_run" if arguments.dry_run else "done" if arguments.yes else "needs_confirmation"
    version = None
    if outcome == "done":
        version = uploads.commit(plan.id, who, confirmed=True).version
    else:
        uploads.discard(plan.id, who)
    if arguments.json:
        print(dumps({"status": outcome, "version": version, **plan_json(plan, locale())}))
        return exit_code(outcome)
    print(plan_text(plan, locale()))
    if outcome == "done":
        say(done, label=plan.label, version=version)
    elif outcome == "needs_confirmation":
        complain(word("cli.undo.confirm"))
    return exit_code(outcome)


def _closing(outcome: str, plan: Plan, version: int | None, risks: Sequence[str]) -> None:
    if outcome == "loaded":
        say("cli.load.done", version=version)
    elif outcome == "refused":
        complain(word("cli.load.refused"))
    elif outcome == "nothing":
        say("cli.load.nothing")
    elif outcome == "dry_run":
        say("cli.load.dry_run")
    elif plan.unanswered:
        complain(word("cli.load.unanswered", names=", ".join(dict.fromkeys(one.id for one in plan.unanswered))))
    elif risks:
        complain(word("cli.load.risks", names=", ".join(risks)))
    else:
        complain(word("cli.load.confirm"))
