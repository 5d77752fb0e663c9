"""`find`: anything by name, pinyin or code, with the page that shows it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from sales_core.api import dumps
from sales_core.cli.console import locale, table, word
from sales_core.cli.options import json_option, viewer_option
from sales_core.i18n import locales, t

if TYPE_CHECKING:
    from sales_core.api import SearchHit, Viewer
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """What to look for, and with whose rights."""
    parser.add_argument("text", nargs="+", metavar="TEXT")
    viewer_option(parser)
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Prints what is found, the closest first."""
    who, typed = session.viewer(arguments.viewer), " ".join(arguments.text)
    hits = _hits(session, who, typed)
    if arguments.json:
        print(dumps([_as_json(hit) for hit in hits]))
    elif hits:
        print(table(("", "", "", ""), [(hit.kind, hit.name, hit.detail, _address(hit)) for hit in hits]))
    else:
        print(word("cli.find.none", typed=typed))
    return 0


def _hits(session: CommandSession, who: Viewer, typed: str) -> tuple[SearchHit, ...]:
    from sales_core.api import Ask, BoardContext, Period, SearchPlace, now, search_hits

    opened, say = session.workspace, locale()
    places = [
        SearchPlace(name, tuple(t(f"page.{name}", each) for each in (say, *locales())))
        for name, one in opened.boards.items()
        if who.may(one.right)
    ]
    version = opened.appdb.current_version()
    ask = Ask(who, version, Period.month_of(now().date()), locale=say)
    return search_hits(BoardContext(ask, opened, lambda _: ""), typed, places)


def _address(hit: SearchHit) -> str:
    parameters = hit.address.parameters
    return f"/{hit.address.page}" + (f"?{urlencode(parameters)}" if parameters else "")


def _as_json(hit: SearchHit) -> dict[str, object]:
    return {
        "kind": hit.kind,
        "name": hit.name,
        "detail": hit.detail,
        "page": hit.address.page,
        "set": hit.address.parameters,
        "address": _address(hit),
    }
