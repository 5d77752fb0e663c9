"""`report`: a report of a day, a week or a month, printed or as a file; without an id which there are."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from sales_core.api import Text, UsageError, typed_filters
from sales_core.cli.commands.page import block_text
from sales_core.cli.console import locale, table, word
from sales_core.cli.options import period, viewer_option
from sales_core.i18n import locales, t

if TYPE_CHECKING:
    from sales_core.api import Ask, Locale, OpenReport, ReportSpec
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """Which report, of which days and rows, in which language, into which file."""
    parser.add_argument("id", nargs="?", default="", metavar="REPORT")
    parser.add_argument("--period", type=period, metavar="2026-05", help=word("cli.help.report_period"))
    where = word("cli.help.where")
    parser.add_argument("--where", "--filter", action="append", default=[], metavar="DIM=VALUE", help=where)
    parser.add_argument("--version", type=int, metavar="N", help=word("cli.help.version"))
    parser.add_argument("--lang", choices=locales(), help=word("cli.help.lang"))
    parser.add_argument("--to", type=Path, metavar="FILE", help=word("cli.help.report_to"))
    parser.add_argument("--template", default="", metavar="NAME|FILE", help=word("cli.help.report_template"))
    viewer_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Prints the report, or writes the file that `--to` names and prints where it is."""
    from sales_core.api import REPORT_FORMS, FileForm, OpenReport, report_file

    language = arguments.lang or locale()
    catalogue = session.workspace.catalogue
    if arguments.template:
        return _fill(arguments, language, session)
    if not arguments.id:
        rows = [(one.id, one.label.in_(language), one.help.in_(language)) for one in catalogue.reports.values()]
        print(table(("id", t("report.name", language), t("report.for", language)), rows))
        return 0
    spec = catalogue.report(arguments.id)
    opened = OpenReport(spec, _ask(arguments, spec, language, session), session.workspace, session.workspace.boards)
    if arguments.to is None:
        print(report_text(opened))
        return 0
    ending = arguments.to.suffix.removeprefix(".").lower()
    if ending not in REPORT_FORMS:
        raise UsageError(Text("error.no_such_form", {"form": ending}), [f".{form}" for form in REPORT_FORMS])
    arguments.to.write_bytes(report_file(opened, FileForm(ending)))
    print(arguments.to)
    return 0


def _fill(arguments: Namespace, language: Locale, session: CommandSession) -> int:
    """Writes a template of the company's own, kept or in a file, with the figures of a month."""
    from sales_core.api import Ask, BoardContext, OwnTemplates, last_month_over

    opened, viewer = session.workspace, session.viewer(arguments.viewer)
    if arguments.to is None:
        raise UsageError(Text("template.error.to"), ["--to"])
    snapshot = opened.store.current() if arguments.version is None else opened.store.snapshot(arguments.version)
    month = arguments.period or last_month_over(snapshot.as_of)
    templates, path = OwnTemplates(opened, opened.settings.home.blobs, viewer), Path(arguments.template)
    context = BoardContext(Ask(viewer, snapshot.version, month, locale=language), opened, lambda _: "")
    found = path if path.is_file() else templates.one(arguments.template)
    arguments.to.write_bytes(templates.filled(context, found))
    print(arguments.to)
    return 0


def _ask(arguments: Namespace, spec: ReportSpec, language: Locale, session: CommandSession) -> Ask:
    from sales_core.api import Ask, usual_period

    opened = session.workspace
    snapshot = opened.store.current() if arguments.version is None else opened.store.snapshot(arguments.version)
    filters = tuple(sorted(typed_filters(arguments.where, "--where")))
    asked = arguments.period or usual_period(spec, snapshot.as_of)
    return Ask(session.viewer(arguments.viewer), snapshot.version, asked, filters, {}, language)


def report_text(opened: OpenReport) -> str:
    """The first page, then every subject, one below the other."""
    from sales_core.api import CardRow

    message = opened.message()
    cards = CardRow(tuple(card for _, card in message.cards))
    parts = [opened.title, message.head.sentence, message.head.detail]
    if cards.cards:
        parts.append(block_text(message.cards[0][0], cards))
    parts.append("\n".join(f"- {sentence}" for sentence, _ in message.sentences))
    parts += [block_text(one.context, one.block) for one in message.tables]
    for section in opened.sections():
        parts.append("\n".join(filter(None, (f"# {section.title}", section.note))))
        parts += [block_text(one.context, one.block) for one in section.blocks]
    return "\n\n".join(filter(None, parts))
