"""`schedule`: what runs by the clock, when it last ran, and running it now."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from sales_core.api import dumps, moment
from sales_core.cli.console import locale, say, table, word
from sales_core.cli.options import json_option, viewer_option

if TYPE_CHECKING:
    from sales_core.api import JobRun, JobStatus
    from sales_core.cli.session import CommandSession

_FAILED = 1


def add_arguments(parser: ArgumentParser) -> None:
    """Look or run, and which job."""
    parser.add_argument("action", choices=("list", "run"), nargs="?", default="list")
    parser.add_argument("job", nargs="?", metavar="JOB", help=word("cli.help.schedule_job"))
    viewer_option(parser)
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Lists the jobs with their last runs, or runs once what is due or the job named; 1 when a run failed."""
    schedule, viewer = session.workspace.schedule, session.viewer(arguments.viewer)
    if arguments.action == "list":
        found = [one for one in schedule.status(viewer) if arguments.job in {None, one.job.id}]
        print(dumps([_status_json(one) for one in found]) if arguments.json else _status_table(found))
        return 0
    schedule.status(viewer, runs=0)
    runs = [schedule.run(arguments.job, viewer)] if arguments.job else schedule.run_due()
    if arguments.json:
        print(dumps([_run_json(one) for one in runs]))
    else:
        for one in runs:
            say("schedule.ran", job=one.job, outcome=_outcome(one))
        if not runs:
            say("schedule.nothing_due")
    return _FAILED if any(one.incident for one in runs) else 0


def _status_table(found: list[JobStatus]) -> str:
    header = [word(f"cli.column.{name}") for name in ("job", "due", "next", "last", "outcome", "meaning")]
    return table(header, [_status_row(one) for one in found])


def _status_row(one: JobStatus) -> list[str]:
    last = one.runs[0] if one.runs else None
    return [
        one.job.id,
        one.due.text.in_(locale()) if one.due else word("schedule.off"),
        moment(one.next) if one.next else "",
        moment(last.started) if last else "",
        _outcome(last) if last else "",
        one.job.label.in_(locale()),
    ]


def _outcome(one: JobRun) -> str:
    return word(f"schedule.outcome.{one.outcome}", incident=one.incident)


def _status_json(one: JobStatus) -> dict[str, Any]:
    due = one.due.text.in_("en") if one.due else None
    return {"job": one.job.id, "due": due, "next": one.next, "runs": [_run_json(each) for each in one.runs]}


def _run_json(one: JobRun) -> dict[str, Any]:
    return {
        "job": one.job,
        "due": one.due,
        "started": one.started,
        "finished": one.finished,
        "outcome": one.outcome.value,
        "details": one.details,
        "incident": one.incident,
    }
