"""`alerts`: the rules, which of them are on, and looking now; the cases are on the page `alerts` and in its record."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from sales_core.api import dumps
from sales_core.cli.console import locale, say, table, word
from sales_core.cli.options import json_option, viewer_option

if TYPE_CHECKING:
    from sales_core.api import AlertRule
    from sales_core.cli.session import CommandSession

_JOB = "alerts"


def add_arguments(parser: ArgumentParser) -> None:
    """Rules, or look now."""
    parser.add_argument("action", choices=("rules", "run"), nargs="?", default="rules")
    viewer_option(parser)
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Lists the rules, or holds the current version against them; 1 when that failed."""
    viewer = session.viewer(arguments.viewer)
    if arguments.action == "rules":
        found = session.workspace.alerts.rules()
        if arguments.json:
            print(dumps([_as_json(rule, is_on=is_on) for rule, is_on in found]))
        else:
            header = [word(f"cli.column.{name}") for name in ("id", "area", "condition", "state", "meaning")]
            print(table(header, [_row(rule, is_on=is_on) for rule, is_on in found]))
        return 0
    made = session.workspace.schedule.run(_JOB, viewer)
    if arguments.json:
        print(dumps({"outcome": made.outcome.value, "incident": made.incident, **made.details}))
    elif made.incident:
        say("schedule.ran", job=made.job, outcome=word(f"schedule.outcome.{made.outcome}", incident=made.incident))
    elif made.details:
        say("cli.alerts.ran", **made.details)
    else:
        say("cli.alerts.empty")
    return 1 if made.incident else 0


def _row(rule: AlertRule, *, is_on: bool) -> list[str]:
    kind = word(f"alert.condition.{rule.condition.kind.value}")
    limit = f"{kind} {rule.condition.limit}"
    on = word("cli.alerts.on" if is_on else "cli.alerts.off")
    return [rule.id, word(f"alert.area.{rule.area.value}"), limit, on, rule.label.in_(locale())]


def _as_json(rule: AlertRule, *, is_on: bool) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "area": rule.area.value,
        "condition": rule.condition.kind.value,
        "limit": str(rule.condition.limit),
        "over_at": str(rule.condition.over),
        "periods": rule.condition.periods,
        "stake": rule.stake.metric,
        "owner": rule.owner,
        "is_on": is_on,
    }
