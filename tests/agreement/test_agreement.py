"""One definition everywhere: figure, workbook, command line, Number ID and headline agree for every metric."""

import io
import json
import random
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from sales_core.analysis.sales.selection import Selection
from sales_core.api.workspace import Workspace
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dependencies import supports_dimensions
from sales_core.kernel.query import Compare, Filter, Query, Value
from sales_core.kernel.terms import LOCAL_ADMIN, Period
from sales_core.reports.workbook import result_workbook
from tests.support.narration import narrate
from tests.support.present import decimal_of

EVERY = tuple(product().metrics)
#: What the pages split by.
GROUPINGS = ((), ("region",), ("branch",), ("rep",), ("customer",), ("channel",), ("category",), ("product",),
             ("warehouse",), ("holder",), ("month",), ("rep", "month"), ("region", "branch", "rep"))  # fmt: skip
PERIODS = ("2026-05", "2026-04", "2026-Q1")
#: One of each kind of grouping: none, a thing with a master, and several with a person and days.
FEW = ((), ("product",), ("rep", "month"))
CASES = [
    *(
        pytest.param(by, PERIODS[at % 3], marks=[] if by in FEW else pytest.mark.endure)
        for at, by in enumerate(GROUPINGS)
    ),
    *(pytest.param((), period, marks=pytest.mark.endure) for period in PERIODS[1:]),
]


def same(left: Value, right: Value) -> bool:
    """Money and counts to the last digit; ratios to what a double in a file keeps."""
    if isinstance(left, float) and right is not None:
        return bool(right == pytest.approx(left, rel=1e-12))
    return left == right


def of_file(cell: object, like: Value) -> Value:
    """A spreadsheet's value as the figure it stands for."""
    if isinstance(like, Decimal) and cell is not None:
        return Decimal(str(cell))
    if isinstance(like, date) and isinstance(cell, datetime):
        return cell.date()
    assert cell is None or isinstance(cell, int | float | str)
    return cell


def asked(by: tuple[str, ...], period: str, compare: Compare | None = None) -> Query:
    names = tuple(name for name in EVERY if supports_dimensions(product(), name, by))
    return Query(names, by, Period.parse(period), compare=compare)


@pytest.mark.parametrize(("by", "period"), CASES, ids=str)
def test_workbook_says_what_the_figures_say(workspace: Workspace, by: tuple[str, ...], period: str) -> None:
    query = asked(by, period, compare=Compare.LAST_YEAR)
    result = workspace.figures.run(query, LOCAL_ADMIN)
    book = openpyxl.load_workbook(io.BytesIO(result_workbook(workspace.figures, LOCAL_ADMIN, result, "en")))
    lines = list(book["Data"].iter_rows(min_row=2))
    assert len(lines) == len(result.rows)
    names = [n for name in by for n in ([name, ""] if product().dimension(name).table else [name])]
    names += [n for name in query.metrics for n in (name, f"{name}__before")]
    for row, line in zip(result, lines, strict=True):
        for name, cell in zip(names, line, strict=True):
            if name:
                assert same(row[name], of_file(cell.value, row[name])), name
            assert cell.data_type != "f"


@pytest.mark.parametrize(("by", "period"), CASES, ids=str)
def test_command_line_says_what_the_figures_say(
    workspace: Workspace, cli: Callable[..., str], by: tuple[str, ...], period: str
) -> None:
    query = asked(by, period)
    words = ["query", *query.metrics, "--period", period, "--format", "json", *(["--by", ",".join(by)] if by else [])]
    told = json.loads(cli(*words))
    result = workspace.figures.run(query, LOCAL_ADMIN)
    assert len(told["rows"]) == len(result.rows)
    for row, line in zip(result, told["rows"], strict=True):
        for name in query.metrics:
            value = Decimal(line[name]) if isinstance(line[name], str) else line[name]
            assert value == row[name], name


@pytest.mark.parametrize("every", [len(FEW), pytest.param(1, marks=pytest.mark.endure)])
@pytest.mark.parametrize(("by", "period"), CASES, ids=str)
def test_number_id_says_what_the_figures_say(
    workspace: Workspace, by: tuple[str, ...], period: str, every: int
) -> None:
    """Each metric's own number is asked of one row of the table in which the page shows it; `every`: in one table so
    manieth of them, in the next table the next.
    """
    figures, query = workspace.figures, asked(by, period)
    rows = figures.run(query, LOCAL_ADMIN).rows
    rng = random.Random(repr((by, period)))
    for name in [name for name in query.metrics if not (EVERY.index(name) + len(by)) % every]:
        shown = [row for row in rows if row[name] is not None] or list(rows)
        if not shown:
            continue
        row = rng.choice(shown)
        if product().metric(name).ignore_filters and by:
            continue  # the total of everything has no number of its own in one row
        told = figures.explain(figures.narrowed(query, row), name, LOCAL_ADMIN)
        if told.value is None and row[name] == 0 and "month" in by:
            continue  # a month in which nobody has a row: nothing known on its own, nothing added in a row of months
        assert same(row[name], told.value), (name, row)
        assert (told.value is None) == (told.why is not None)


@pytest.mark.parametrize("names", [EVERY[::4], pytest.param(EVERY, marks=pytest.mark.endure)], ids=["some", "every"])
def test_codes_give_the_number_back_on_the_command_line(
    workspace: Workspace, cli: Callable[..., str], names: tuple[str, ...]
) -> None:
    query = Query(names, period=Period.parse("2026-05"))
    row = workspace.figures.run(query, LOCAL_ADMIN).one()
    codes = [workspace.figures.keep_code(query, name, LOCAL_ADMIN) for name in names]
    for told, name in zip(json.loads(cli("explain", *codes, "--json")), names, strict=True):
        value = Decimal(told["value"]) if isinstance(told["value"], str) else told["value"]
        assert (told["metric"], value) == (name, row[name])


#: A clause on a part of the change links to the whole change.
_PARTS = {("narrator.cause_up", "amount"), ("narrator.cause_down", "amount")}


NARRATED = [
    pytest.param(period, filters, marks=[pytest.mark.endure] * bool((at + of) % 3))
    for at, period in enumerate(PERIODS)
    for of, filters in enumerate([(), (Filter("region", ("East",)),), (Filter("branch", ("BJ",)),)])
]


@pytest.mark.parametrize(("period", "filters"), NARRATED)
def test_narrator_says_what_the_figures_say(workspace: Workspace, period: str, filters: tuple[Filter, ...]) -> None:
    said = narrate(workspace.figures, LOCAL_ADMIN, Selection(Period.parse(period), filters))
    places = [(s.key, name, p) for s in said for name, p in s.places.items() if p.metric and p.query]
    assert places
    for key, name, place in places:
        assert place.query is not None
        told = workspace.figures.explain(place.query, place.metric, LOCAL_ADMIN)
        if (key, name) in _PARTS:
            continue
        if key == "narrator.way_back":
            assert abs(decimal_of(place.value)) == abs(decimal_of(told.value)), place
            continue
        assert place.value == told.value, (key, name)


#: The column of the rows behind, and its sign, of every metric that is a plain sum over rows.
ADDED = {
    "gross_amount": "amount",
    "return_amount": "amount",
    "costed_amount": "amount",
    "spent": "amount",
    "committed": "amount",
}
#: Sums over rows that are weighted, cut at a day inside, or shown without the summed column.
NOT_BY_ROWS = {"expected_to_date", "net_sales_same_point", "excess_value", "line_count"}
_SUM = re.compile(r"(-?)sum\((?:CASE WHEN .* THEN )?(?:f\.)?(\w+)(?: ELSE 0)?(?: END)?\)", re.DOTALL)


def plain_sums() -> Iterator[tuple[str, str, int]]:
    for name in EVERY:
        found = _SUM.fullmatch(product().metric(name).aggregate.strip())
        if found and name not in NOT_BY_ROWS and not product().metric(name).ignore_filters:
            yield name, ADDED.get(found[2], found[2]), -1 if found[1] else 1


#: Each sum under one filter, the next under the next; under all of them in the long run.
ADDED_UP = [
    pytest.param(*found, filters, marks=[pytest.mark.endure] * bool((at + of) % 3))
    for at, found in enumerate(plain_sums())
    for of, filters in enumerate([(), (Filter("region", ("East",)),), (Filter("branch", ("BJ",)),)])
]


@pytest.mark.parametrize(("metric", "column", "sign", "filters"), ADDED_UP)
def test_the_rows_behind_add_up(
    workspace: Workspace, metric: str, column: str, sign: int, filters: tuple[Filter, ...]
) -> None:
    query = Query((metric,), period=Period.parse("2026-05"), filters=filters)
    behind = workspace.figures.rows(query, metric, LOCAL_ADMIN, limit=100_000)
    value = workspace.figures.run(query, LOCAL_ADMIN).one()[metric]
    assert len(behind) == behind.total
    assert sign * sum((Decimal(str(row[column] or 0)) for row in behind), Decimal(0)) == (value or 0)


def test_most_metrics_were_added_up() -> None:
    assert len(list(plain_sums())) > 35
