"""`explain`: what a figure means, and the uploads and rows behind it."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from sales_core.api import MASK, dumps, exact_value, full, json_value
from sales_core.cli.console import locale, table, word
from sales_core.cli.options import json_option, question_options
from sales_core.cli.questions import plain_query

if TYPE_CHECKING:
    from sales_core.api import Explanation, Query, Viewer
    from sales_core.cli.session import CommandSession

#: Metric ids are lower case; codes are not.
CODE = re.compile(r"[A-Z2-7]{10}")


def add_arguments(parser: ArgumentParser) -> None:
    """Which figures, of which rows and days, and how many of the rows behind."""
    parser.add_argument("metrics", nargs="+", metavar="METRIC|CODE")
    question_options(parser)
    parser.add_argument("--rows", type=int, default=0, metavar="N", help=word("cli.help.rows"))
    json_option(parser)


def run(arguments: Namespace, session: CommandSession) -> int:
    """Explains metrics, or the numbers that codes stand for, one after the other."""
    figures, who = session.workspace.figures, session.viewer(arguments.viewer)
    reports = []
    for name in arguments.metrics:
        query, metric, version, code = _number(session, who, name, arguments)
        found = figures.explain(query, metric, who, version)
        detail = figures.rows(query, metric, who, limit=arguments.rows, version=version) if arguments.rows else None
        if arguments.json:
            rows = [{k: json_value(v, k) for k, v in row.items()} for row in detail.rows] if detail else []
            reports.append({**_as_json(found), "code": code, "rows": rows})
            continue
        print(_as_text(found, code))
        if detail:
            print(table(detail.columns, [[exact_value(row[c], c) for c in detail.columns] for row in detail.rows]))
        print()
    if arguments.json:
        print(dumps(reports))
    return 0


def _number(
    session: CommandSession, who: Viewer, name: str, arguments: Namespace
) -> tuple[Query, str, int | None, str]:
    """(query, metric, version, code) of a metric id with the flags, or of a code."""
    figures = session.workspace.figures
    if CODE.fullmatch(name):
        number = figures.resolve(name, who)
        return number.query, number.metric, number.version, number.code
    query = plain_query(arguments, (name,))
    return query, name, arguments.version, figures.keep_code(query, name, who, arguments.version)


def _as_text(found: Explanation, code: str) -> str:
    say = locale()
    filters = "; ".join(f"{f.dimension}={','.join(f.values)}" for f in found.filters)
    value = MASK if found.is_masked else full(found.value, found.unit, say, found.currency)
    lines = [
        f"{found.metric}  {found.label.in_(say)} = {value}",
        f"  {found.definition.in_(say)}",
        *([f"  {found.why.in_(say)}"] if found.why else []),
        *([f"  {found.reference.in_(say)}"] if found.reference else []),
        f"  {word('cli.explain.formula')}: {found.formula.in_(say)}",
        f"  {word('cli.explain.values')}: {_hung(found.formula_with_values.in_(say))}",
        f"  {word('cli.explain.period')}: {found.period} ({word('cli.column.as_of')} {found.as_of})",
        *([f"  {word('cli.explain.filters')}: {filters}"] if filters else []),
        f"  {word('cli.explain.version')}: {found.version}   {word('cli.explain.code')}: {code}",
        f"  {word('cli.explain.rows')}: {found.row_count}",
        *(f"    #{u.upload} {u.file} {u.sheet} ({u.rows})" for u in found.uploads),
        f"  SQL: {' '.join(found.sql.split())}",
    ]
    return "\n".join(lines)


def _hung(text: str) -> str:
    """The lines after the first set in, so that they read as part of it."""
    return text.replace("\n", "\n      ")


def _as_json(found: Explanation) -> dict[str, Any]:
    say = locale()
    return {
        "metric": found.metric,
        "label": found.label.in_(say),
        "definition": found.definition.in_(say),
        "formula": found.formula.in_(say),
        "formula_with_values": found.formula_with_values.in_(say),
        "value": json_value(found.value),
        "unit": found.unit,
        "why": found.why.in_(say) if found.why else None,
        "masked": found.is_masked,
        "reference": found.reference.in_(say) if found.reference else None,
        "inputs": {name: json_value(value) for name, value in found.inputs},
        "filters": {f.dimension: f.values for f in found.filters},
        "scope": dict(found.scope),
        "period": found.period,
        "compared": found.compared,
        "partial": found.partial,
        "as_of": found.as_of,
        "version": found.version,
        "currency": found.currency,
        "tax_basis": found.tax_basis,
        "sql": found.sql,
        "params": [json_value(value) for value in found.params],
        "uploads": [
            {"upload": u.upload, "file": u.file, "sheet": u.sheet, "when": u.when, "by": u.by, "rows": u.rows}
            for u in found.uploads
        ],
        "row_count": found.row_count,
    }
