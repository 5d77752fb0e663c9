"""`people`: many accounts at once from a spreadsheet, what is held about one person, and where one is signed in."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from sales_core.api import (
    ConfirmationNeededError,
    NotAllowedError,
    RefusedError,
    Right,
    Text,
    UsageError,
    dumps,
    moment,
)
from sales_core.cli.console import complain, locale, say, table, word
from sales_core.cli.options import consent_options, json_option, viewer_option

if TYPE_CHECKING:
    from sales_core.api import PeoplePlan, Scope, Viewer
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """What to do with which file or person."""
    parser.add_argument("action", choices=("import", "export", "erase", "sessions", "end-sessions"))
    parser.add_argument("name", metavar="FILE|NAME")
    parser.add_argument("--out", metavar="FILE", help=word("cli.help.people_out"))
    parser.add_argument("--base-url", default="", metavar="URL", help=word("cli.help.base_url"))
    consent_options(parser)
    viewer_option(parser)
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Imports accounts, hands out or erases what is held about a person, lists or ends sign-ins."""
    who = session.viewer(arguments.viewer)
    match arguments.action:
        case "import":
            _import(arguments, session, who)
        case "export":
            _export(arguments, session, who)
        case "erase":
            _erase(arguments, session, who)
        case "sessions":
            _refuse_others(who, arguments.name)
            _sessions(arguments, session)
        case _:
            _refuse_others(who, arguments.name)
            session.workspace.accounts.get(arguments.name)
            session.workspace.accounts.end_sessions(arguments.name, by=who.name)
            say("people.ended", name=arguments.name)
    return 0


def _import(arguments: Namespace, session: CommandSession, who: Viewer) -> None:
    """Prints what a file would do; does it with --yes. Raises RefusedError when a cell is refused."""
    from sales_core.api import LINK_PREFIX, company_prefix, current_company

    path = Path(arguments.name)
    if not path.is_file():
        raise UsageError(Text("error.file_unknown", {"path": path}))
    importer = session.workspace.people_import
    plan = importer.plan(path, path.name, who)
    links: dict[str, str] = {}
    has_changes = any(line.change != "same" for line in plan.lines)
    if arguments.yes and not arguments.dry_run and not plan.refused:
        links = importer.apply(plan, who)
    base = arguments.base_url.rstrip("/") + company_prefix(current_company())
    addresses = {name: f"{base}{LINK_PREFIX}{secret}" for name, secret in links.items()}
    if arguments.json:
        print(dumps(_as_json(plan, addresses)))
    else:
        _tell(plan, addresses)
    if plan.refused:
        raise RefusedError(Text("people_import.nothing", {"count": len(plan.refused)}))
    if has_changes and not arguments.yes and not arguments.dry_run:
        raise ConfirmationNeededError(Text("error.confirmation_needed"))


def _tell(plan: PeoplePlan, links: dict[str, str]) -> None:
    header = [word(f"cli.column.{name}") for name in ("name", "change", "role", "scope", "link")]
    rows = [
        (line.name, word(f"people_import.{line.change}"), line.role.value, _scope(line.scope), links.get(line.name, ""))
        for line in plan.lines
    ]
    if rows:
        print(table(header, rows))
    for cell in plan.refused:
        complain(f"{cell.place}: {cell.why.in_(locale())}")


def _as_json(plan: PeoplePlan, links: dict[str, str]) -> dict[str, object]:
    return {
        "lines": [
            {
                "place": line.place,
                "name": line.name,
                "change": line.change,
                "role": line.role,
                "scope": line.scope.as_mapping(),
                "before": line.before and {"role": line.before.role, "scope": line.before.scope.as_mapping()},
                "link": links.get(line.name),
            }
            for line in plan.lines
        ],
        "refused": [{"place": cell.place, "why": cell.why.in_(locale())} for cell in plan.refused],
    }


def _export(arguments: Namespace, session: CommandSession, who: Viewer) -> None:
    text = dumps(session.workspace.person_data.held(arguments.name, who))
    if arguments.out:
        Path(arguments.out).write_text(text + "\n", encoding="utf-8")
    else:
        print(text)


def _erase(arguments: Namespace, session: CommandSession, who: Viewer) -> None:
    """Raises ConfirmationNeededError without --yes: nothing brings it back."""
    if not arguments.yes or arguments.dry_run:
        raise ConfirmationNeededError(Text("person_data.needs_consent", {"name": arguments.name}))
    number = session.workspace.person_data.erase(arguments.name, who)
    say("person_data.erased", name=arguments.name, number=number)


def _sessions(arguments: Namespace, session: CommandSession) -> None:
    found = session.workspace.accounts.sessions.of(session.workspace.accounts.get(arguments.name).name)
    if arguments.json:
        rows = [
            {
                "created": one.created,
                "last_seen": one.last_seen,
                "how": one.origin.how,
                "address": one.origin.address,
                "browser": one.origin.browser,
            }
            for one in found
        ]
        print(dumps(rows))
        return
    header = [word(f"cli.column.{name}") for name in ("created", "last_used", "how", "address", "browser")]
    texts = [
        (moment(one.created), moment(one.last_seen), one.origin.how, one.origin.address, one.origin.browser)
        for one in found
    ]
    print(table(header, texts))


def _refuse_others(who: Viewer, name: str) -> None:
    """Somebody else's sign-ins are for who manages people. Raises NotAllowedError."""
    if who.name != name and not who.may(Right.MANAGE_USERS):
        raise NotAllowedError(who.name, Right.MANAGE_USERS)


def _scope(scope: Scope) -> str:
    return "; ".join(f"{dimension}={','.join(values)}" for dimension, values in scope.allowed)
