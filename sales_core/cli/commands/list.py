"""`list`: rows that are declared: open items, overdue customers, …; the same as on the pages."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, cast

from sales_core.api import (
    MASK,
    ListQuery,
    Text,
    UsageError,
    dumps,
    exact_value,
    full,
    json_value,
    typed_filters,
    typed_pairs,
)
from sales_core.cli.console import complain, locale, print_csv, table, word
from sales_core.cli.options import json_option, question_options, set_option
from sales_core.cli.questions import day_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sales_core.api import ListColumn, ListParameter, ListResult, Value
    from sales_core.cli.session import CommandSession


def add_arguments(parser: ArgumentParser) -> None:
    """Which list, of which rows and days, in which order and format; without a list, which there are."""
    parser.add_argument("list", nargs="?", metavar="ID")
    question_options(parser)
    set_option(parser, "cli.help.list_set")
    parser.add_argument("--order", metavar="[-]ID", help=word("cli.help.order"))
    parser.add_argument("--limit", type=int, metavar="N")
    parser.add_argument("--format", choices=("table", "csv", "json"), default="table")
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Prints the rows of a list: for people under labels, for programs (csv, JSON) under column ids."""
    if not arguments.list:
        print("\n".join(session.workspace.catalogue.lists))
        return 0
    who = session.viewer(arguments.viewer)
    found = session.workspace.figures.run_list(query_of(arguments, session), who, arguments.version)
    header = [column.id for column in found.columns]
    if arguments.json or arguments.format == "json":
        files = session.workspace.figures.list_files(found, who) if found.spec.has_lineage else {}
        print(dumps(as_json(found, files)))
    elif arguments.format == "csv":
        masked = found.masked
        print_csv(
            header, ([MASK if name in masked else exact_value(row[name], name) for name in header] for row in found)
        )
    else:
        labels = [found.spec.column_label(name).in_(locale()) for name in header]
        rows = [[_cell(row, column, found) for column in found.columns] for row in found]
        print(table(labels, rows, frozenset(k for k, column in enumerate(found.columns) if column.unit)))
        if found.partial:
            complain(word("cli.query.partial", as_of=found.as_of, period=found.period))
    return 0


def _cell(row: Mapping[str, Value], column: ListColumn, found: ListResult) -> str:
    """A cell for people: numbers with a unit in full, declared values in words, the rest as stored."""
    value = row[column.id]
    if column.id in found.masked:
        return MASK
    if value is None:
        return ""
    if column.unit:
        return full(value, column.unit, locale(), found.currency)
    return word(f"{column.value_texts}.{value}") if column.value_texts else exact_value(value, column.id)


def query_of(arguments: Namespace, session: CommandSession) -> ListQuery:
    """What is asked of the list. Raises UsageError for an unknown list or a value that cannot be read."""
    spec = session.workspace.catalogue.list(arguments.list)
    declared = {parameter.id: parameter for parameter in spec.parameters}
    typed = typed_pairs(arguments.set, "--set")
    return ListQuery(
        list_id=spec.id,
        period=arguments.period,
        filters=typed_filters(arguments.where, "--where"),
        as_of=day_option(arguments.as_of),
        parameters=tuple((name, _value(declared.get(name), text)) for name, text in typed),
        order_by=arguments.order,
        limit=arguments.limit,
    )


def _value(parameter: ListParameter | None, text: str) -> Value:
    """The text as the type of the parameter's default. Raises UsageError when it cannot be."""
    default = parameter.default if parameter else None
    if isinstance(default, date):
        return day_option(text)
    try:
        return type(default)(text) if isinstance(default, Decimal | int | float) else text
    except (ValueError, InvalidOperation):
        raise UsageError(Text("error.number_format", {"text": text})) from None


def as_json(found: ListResult, files: Mapping[int, str]) -> dict[str, object]:
    """The stable form of a ListResult, `files` by upload id; docs/cli.md describes it."""
    header = [column.id for column in found.columns]
    origin = ("sheet", "source_row") if found.spec.has_lineage else ()
    return {
        "list": found.spec.id,
        "version": found.version,
        "as_of": found.as_of,
        "period": found.period,
        "partial": found.partial,
        "currency": found.currency,
        "columns": header,
        "masked": list(found.masked),
        "drill": {drill.column: drill.metric for drill in found.spec.drill},
        "rows": [
            {name: json_value(row[name], name) for name in (*header, *origin)}
            | ({"file": files.get(cast("int", row["upload_id"]), "")} if origin else {})
            for row in found
        ],
    }
