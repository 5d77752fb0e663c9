"""Flags that several commands share, and the values they are read as."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from sales_core.api import Period, Scope, typed_pairs
from sales_core.cli.console import word

if TYPE_CHECKING:
    from sales_core.cli.session import CommandSession


def json_option(parser: argparse.ArgumentParser) -> None:
    """`--json`: the stable form for programs."""
    parser.add_argument("--json", action="store_true", help=word("cli.help.json"))


def viewer_option(parser: argparse.ArgumentParser) -> None:
    """`--as`: with whose rights and rows; `--lens`: as while others look at the same screen."""
    parser.add_argument("--as", dest="viewer", metavar="VIEWER", help=word("cli.help.viewer"))
    parser.add_argument("--lens", choices=("index", "bands"), default="", help=word("cli.help.lens"))


def consent_options(parser: argparse.ArgumentParser) -> None:
    """`--dry-run` and `--yes` of what changes the data."""
    parser.add_argument("--dry-run", action="store_true", help=word("cli.help.dry_run"))
    parser.add_argument("--yes", action="store_true", help=word("cli.help.yes"))


def mapping_option(parser: argparse.ArgumentParser) -> None:
    """`--map`: what a column is."""
    parser.add_argument("--map", action="append", default=[], metavar="COLUMN=FIELD", help=word("cli.help.map"))


def set_option(parser: argparse.ArgumentParser, key: str) -> None:
    """`--set`: a named value; `key` is the key of its help."""
    parser.add_argument("--set", action="append", default=[], metavar="ID=VALUE", help=word(key))


def question_options(parser: argparse.ArgumentParser) -> None:
    """Which rows, days, version and viewer a figure is asked for."""
    where = word("cli.help.where")
    parser.add_argument("--where", "--filter", action="append", default=[], metavar="DIM=VALUE", help=where)
    parser.add_argument("--period", type=period, metavar="2026-01..2026-05", help=word("cli.help.period"))
    parser.add_argument("--as-of", metavar="DATE", help=word("cli.help.as_of"))
    parser.add_argument("--version", type=int, metavar="N", help=word("cli.help.version"))
    viewer_option(parser)


def period(text: str) -> Period:
    """`--period` as a Period; argparse turns the ValueError into a usage message."""
    return Period.parse(text)


def row_scope(texts: list[str], session: CommandSession) -> Scope:
    """`--scope` arguments. Raises UsageError for an unknown dimension."""
    scope = {
        dimension: tuple(v.strip() for v in values.split(",")) for dimension, values in typed_pairs(texts, "--scope")
    }
    for dimension in scope:
        session.workspace.catalogue.dimension(dimension)
    return Scope.of(scope)
