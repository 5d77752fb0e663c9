"""`query`: the same figures as on the pages."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from sales_core.api import MASK, dumps, exact_value, full, masked_columns
from sales_core.cli.console import complain, locale, print_csv, table, word
from sales_core.cli.options import question_options
from sales_core.cli.questions import query_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sales_core.api import Result
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """Which metrics, split by what, of which rows and days, in which order and format."""
    parser.add_argument("metrics", nargs="+", metavar="METRIC")
    question_options(parser)
    parser.add_argument("--by", default="", metavar="DIM,…", help=word("cli.help.by"))
    parser.add_argument("--compare", choices=("last_year", "last_month"))
    parser.add_argument("--order", metavar="[-]ID", help=word("cli.help.order"))
    parser.add_argument("--limit", type=int, metavar="N")
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table")


def run(arguments: Namespace, session: CommandSession) -> int:
    """Prints one row a group: dimensions first, metrics after, under a header of ids."""
    from sales_core.api import exact_rows, result_columns, result_json

    who = session.viewer(arguments.viewer)
    result = session.workspace.figures.run(query_of(arguments), who, version=arguments.version)
    header = result_columns(result.query)
    if arguments.format == "json":
        finality = session.workspace.figures.finality.of(result.period, result.version)
        print(dumps(result_json(result, finality, locale())))
    elif arguments.format == "csv":
        print_csv(header, exact_rows(result))
    else:
        right = frozenset(range(len(result.query.by), len(header)))
        print(table(header, _texts(result, header, session), right))
    if result.partial:
        complain(word("cli.query.partial", as_of=result.as_of, period=result.period))
    for note in result.notes:
        complain(note.in_(locale()))
    return 0


def _texts(result: Result, header: Sequence[str], session: CommandSession) -> list[list[str]]:
    """The rows for people: figures in full, dimensions as stored."""
    metric, masked = session.workspace.catalogue.metric, masked_columns(result)
    units = {f"{name}{suffix}": metric(name).unit for name in result.query.metrics for suffix in ("", "__before")}
    return [
        [
            MASK
            if name in masked
            else full(row[name], units[name], locale(), result.currency)
            if name in units
            else exact_value(row[name], name)
            for name in header
        ]
        for row in result.rows
    ]
