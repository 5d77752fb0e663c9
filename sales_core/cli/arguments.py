"""The words and flags of every command; nothing heavy is imported to print help."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from sales_core.cli.console import word
from sales_core.i18n import locales
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Period, Text

Add = Callable[..., argparse.ArgumentParser]


def parser() -> argparse.ArgumentParser:
    """The whole grammar. `command` names the command; `handler` is `module:function` below sales_core.cli."""
    root = argparse.ArgumentParser(prog="python -m sales_core", description=word("cli.about"))
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, handler: str, *, json: bool = False) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=word(f"cli.help.{name}"), description=word(f"cli.help.{name}"))
        one.set_defaults(handler=handler, json=False)
        if json:
            one.add_argument("--json", action="store_true", help=word("cli.help.json"))
        return one

    _figures(add)
    _page(add)
    _loading(add)
    _versions(add)
    _care(add)
    _people(commands, add)
    return root


def _figures(add: Add) -> None:
    for name in ("query", "explain"):
        one = add(name, "query:query" if name == "query" else "explain:explain", json=name == "explain")
        one.add_argument("metrics", nargs="+", metavar="METRIC" if name == "query" else "METRIC|CODE")
        one.add_argument("--where", action="append", default=[], metavar="DIM=VALUE", help=word("cli.help.where"))
        one.add_argument("--period", type=period, metavar="2026-01..2026-05", help=word("cli.help.period"))
        one.add_argument("--as-of", metavar="DATE", help=word("cli.help.as_of"))
        one.add_argument("--as", dest="viewer", metavar="VIEWER", help=word("cli.help.viewer"))
        one.add_argument("--version", type=int, metavar="N", help=word("cli.help.version"))
        if name == "query":
            one.add_argument("--by", default="", metavar="DIM,…", help=word("cli.help.by"))
            one.add_argument("--compare", choices=("last_year", "last_month"))
            one.add_argument("--order", metavar="[-]ID", help=word("cli.help.order"))
            one.add_argument("--limit", type=int, metavar="N")
            one.add_argument("--format", choices=("table", "csv", "json"), default="table")
        else:
            one.add_argument("--rows", type=int, default=0, metavar="N", help=word("cli.help.rows"))


def _page(add: Add) -> None:
    one = add("page", "page:page", json=True)
    one.add_argument("id", nargs="?", default="", metavar="PAGE")
    one.add_argument("--set", action="append", default=[], metavar="CHOICE=VALUE", help=word("cli.help.set"))
    one.add_argument("--where", action="append", default=[], metavar="DIM=VALUE", help=word("cli.help.where"))
    one.add_argument("--period", type=period, metavar="2026-05", help=word("cli.help.period"))
    one.add_argument("--as", dest="viewer", metavar="VIEWER", help=word("cli.help.viewer"))
    one.add_argument("--version", type=int, metavar="N", help=word("cli.help.version"))
    one.add_argument("--lang", choices=locales(), help=word("cli.help.lang"))
    one.add_argument("--xlsx", metavar="FILE", help=word("cli.help.xlsx"))


def _loading(add: Add) -> None:
    load = add("load", "load:load", json=True)
    load.add_argument("files", nargs="+", metavar="FILE")
    load.add_argument("--dataset", metavar="ID", help=word("cli.help.dataset"))
    load.add_argument("--period", type=period, metavar="2026-05", help=word("cli.help.load_period"))
    load.add_argument("--map", action="append", default=[], metavar="COLUMN=FIELD", help=word("cli.help.map"))
    load.add_argument("--answer", action="append", default=[], metavar="ID=VALUE", help=word("cli.help.answer"))
    load.add_argument("--dry-run", action="store_true", help=word("cli.help.dry_run"))
    load.add_argument("--yes", action="store_true", help=word("cli.help.yes"))
    load.add_argument("--as", dest="viewer", metavar="VIEWER", help=word("cli.help.viewer"))
    watch = add("watch", "watch:watch")
    watch.add_argument("folder", metavar="DIR")
    watch.add_argument("--yes", action="store_true", help=word("cli.help.yes"))
    watch.add_argument("--once", action="store_true", help=word("cli.help.once"))
    watch.add_argument("--every", type=float, default=5.0, metavar="SECONDS", help=word("cli.help.every"))
    watch.add_argument("--as", dest="viewer", metavar="VIEWER", help=word("cli.help.viewer"))
    template = add("template", "load:template")
    template.add_argument("dataset", metavar="DATASET")
    template.add_argument("out", metavar="OUT.xlsx")
    demo = add("demo", "demo:demo")
    demo.add_argument("--scale", type=float, default=1.0, help=word("cli.help.scale"))


def _versions(add: Add) -> None:
    versions = add("versions", "versions:versions", json=True)
    versions.add_argument("--as", dest="viewer", metavar="VIEWER", help=word("cli.help.viewer"))
    for name, what in (("undo", "UPLOAD"), ("restore", "VERSION")):
        one = add(name, f"versions:{name}", json=True)
        one.add_argument("id", type=int, metavar=what)
        one.add_argument("--dry-run", action="store_true", help=word("cli.help.dry_run"))
        one.add_argument("--yes", action="store_true", help=word("cli.help.yes"))
        one.add_argument("--as", dest="viewer", metavar="VIEWER", help=word("cli.help.viewer"))
    months = add("months", "versions:months", json=True)
    months.add_argument("action", choices=("list", "close", "reopen"))
    months.add_argument("month", nargs="?", metavar="2026-05")
    months.add_argument("--as", dest="viewer", metavar="VIEWER", help=word("cli.help.viewer"))


def _care(add: Add) -> None:
    add("check", "maintenance:check", json=True)
    backup = add("backup", "maintenance:backup")
    backup.add_argument("folder", metavar="DIR")
    settings = add("settings", "settings:settings", json=True)
    settings.add_argument("action", choices=("list", "get", "set"), nargs="?", default="list")
    settings.add_argument("name", nargs="?", metavar="SETTING")
    settings.add_argument("value", nargs="?", metavar="VALUE")
    settings.add_argument("--as", dest="viewer", metavar="VIEWER", help=word("cli.help.viewer"))
    mappings = add("mappings", "maintenance:mappings", json=True)
    mappings.add_argument("action", choices=("list", "set", "delete"))
    mappings.add_argument("signature", nargs="?", metavar="SIGNATURE")
    mappings.add_argument("--map", action="append", default=[], metavar="COLUMN=FIELD", help=word("cli.help.map"))


def _people(commands: argparse._SubParsersAction[argparse.ArgumentParser], add: Add) -> None:
    del commands
    user = add("user", "users:user", json=True)
    user.add_argument("action", choices=("list", "add", "disable", "enable"))
    user.add_argument("name", nargs="?")
    user.add_argument("--role", choices=("admin", "executive", "manager", "rep"), default="rep")
    user.add_argument("--scope", action="append", default=[], metavar="DIM=VALUE,…", help=word("cli.help.scope"))
    user.add_argument("--password-stdin", action="store_true", help=word("cli.help.password"))
    link = add("signin-link", "users:signin_link")
    link.add_argument("name", nargs="?", default="admin")
    link.add_argument("--base-url", default="", metavar="URL", help=word("cli.help.base_url"))


def period(text: str) -> Period:
    """`--period` as a Period; argparse turns the ValueError into a usage message."""
    return Period.parse(text)


def pairs(texts: list[str], flag: str) -> list[tuple[str, str]]:
    """`a=b` arguments. Raises UsageError for one without `=`."""
    found = []
    for text in texts:
        left, sign, right = text.partition("=")
        if not sign or not left.strip():
            raise UsageError(Text("error.flag_pair", {"flag": flag, "text": text}))
        found.append((left.strip(), right.strip()))
    return found
