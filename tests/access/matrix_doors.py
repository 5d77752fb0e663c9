"""The doors of tests/access/test_matrix.py: each yields what was asked and every byte that came back."""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

import pytest
import sqlalchemy as sa

from pages.kit.page_spec import product_pages
from sales_core.access.api_routes import ScriptQuestion
from sales_core.access.exports import Export, _export
from sales_core.api import (
    BOARD_FORMS,
    COMPARED_BY,
    MINUTES_FORMS,
    Ask,
    AskFacts,
    AuditFile,
    Board,
    BoardContext,
    BoardFile,
    FilledTemplateFile,
    MarkedFile,
    MinutesFile,
    NumberFile,
    OpenBoard,
    OriginalFile,
    OwnTemplates,
    PersonFile,
    Recipe,
    SearchPlace,
    TargetsFile,
    board_json,
    dumps,
    make_export,
    recipe_as_json,
    script_answer,
    search_hits,
)
from sales_core.api.workspace import Workspace
from sales_core.appdb import tables
from sales_core.boards.registry import boards
from sales_core.catalogue.catalogue import product
from sales_core.cli.main import main
from sales_core.kernel.errors import SalesError
from sales_core.kernel.query import Filter, Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Viewer
from tests.access.unpacked import unpacked
from tests.pages.stage import Stage

MAY = Period.parse("2026-05")
Door = Iterator[tuple[str, bytes]]
#: Filters and choices of a board that name what is outside.
OUTSIDE_FILTERS = tuple(
    Filter(name, (code,))
    for name, code in (("branch", "BR-OUT"), ("customer", "CUST-OUT-3"), ("region", "REG-OUT"), ("rep", "REP-OUT-3"))
)
OUTSIDE_CHOICES: tuple[dict[str, str], ...] = (
    {"kind": "customer", "code": "CUST-OUT-3"},
    {"kind": "rep", "code": "REP-OUT-3"},
    {"kind": "branch", "code": "BR-OUT"},
    {"customer": "CUST-OUT-3"},
    {"person": "REP-OUT-3"},
    {"distributor": "CUST-OUT-3"},
)
#: What is typed into the search: beginnings, pinyin, a phone, a word of a note; each finds what is outside where it may.
TYPED = ("外头", "waitou", "wt", "OUT", "139", "visit", "王芳"[:1])
_OPTIONS = 8
#: Parameters of the address that name what is outside.
ADDRESSES: tuple[dict[str, str], ...] = (
    {"customer": "CUST-OUT-3", "view": "overdue"},
    {"level": "customer", "months_by": "rep"},
    {"number": "net_sales;period=2026-05;customer=CUST-OUT-3"},
)
#: What a page without an address of its own is switched to: every comparison of two versions, who saw what.
STATES: tuple[tuple[str, dict[str, str]], ...] = (
    *(("history", {"changes_since": "versions", "compare_by": by}) for by in (*COMPARED_BY, "dataset")),
    *(("history", {"changes_since": since}) for since in ("yesterday", "week")),
    ("audit", {"audit_view": "looks.title"}),
)
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("query", "net_sales", "gross_profit", "--by", "customer", "--format", "json"),
    ("query", "net_sales", "--by", "rep", "--where", "region=REG-OUT"),
    ("list", "open_items", "--json"),
    ("list", "overdue_customers", "--where", "branch=BR-OUT"),
    ("list", "distributor_stock", "--format", "csv"),
    ("explain", "net_sales", "--period", "2026-05", "--rows", "50", "--json"),
    ("page", "leaderboard", "--json"),
    ("page", "receivables"),
    ("record", "promise_to_pay", "list", "--json"),
    ("record", "note", "list", "--json"),
    ("record", "comment", "list", "--json"),
    ("record", "pay_dispute", "list", "--json"),
    ("record", "alias", "list", "--json"),
    ("versions", "--json"),
    ("versions", "--compare", "1", "2", "--by", "rep"),
    ("record", "saved_view", "list", "--json"),
    ("record", "meeting", "list", "--json"),
    ("record", "meeting_slide", "list", "--json"),
    ("record", "alert_case", "list", "--json"),
    ("alerts", "--json"),
    ("messages", "list"),
    ("messages", "channels"),
    ("report", "branch"),
    ("audit", "--json"),
    ("find", "外头", "--json"),
    ("page", "profile", "--set", "kind=customer", "--set", "code=CUST-OUT-4"),
    ("page", "explore", "--set", "metric=receivables_open", "--json"),
    ("masters", "list", "customer", "--json"),
    ("record", "decision", "list", "--json"),
    ("record", "watch", "list"),
)
#: As many again, walked where all doors are.
MORE_COMMANDS: tuple[tuple[str, ...], ...] = (
    *(("find", typed) for typed in TYPED),
    *(("page", board) for board in boards()),
    *(("page", board, "--json", "--where", "branch=BR-OUT") for board in boards()),
    *(
        ("masters", action, entity)
        for action in ("gaps", "near", "spellings")
        for entity in ("customer", "rep", "branch")
    ),
    ("query", "net_sales", "--where", "customer=CUST-OUT-4"),
    ("query", "net_sales", "--by", "customer", "--version", "1", "--format", "csv"),
    ("list", "credit_lines", "--json"),
    ("list", "sales_documents", "--json"),
    ("list", "receivable_documents"),
    ("record", "data_task", "list", "--json"),
    *(("versions", "--compare", "1", "2", "--by", by, "--json") for by in COMPARED_BY),
    ("months", "list"),
    ("people", "export", "auditor"),
    ("people", "sessions", "auditor"),
    ("token", "list"),
    ("settings",),
    ("schedule",),
    ("people", "sessions", "executive"),
    ("audit", "--saw", "customer=CUST-OUT-3"),
    ("undo", "1"),
    ("redo", "1"),
    ("restore", "1"),
    ("rebuild", "1"),
    *(("report", report) for report in product().reports),
    *(("report", report, "--where", "branch=BR-OUT") for report in product().reports),
)


def drawn(workspace: Workspace, page: str, viewer: Viewer, address: dict[str, str]) -> bytes:
    """Every byte that a fresh run of a page sends."""
    app = Stage(workspace).show(page, address, viewer=viewer)
    found: list[bytes] = []

    def walk(node: Any) -> None:
        proto = getattr(node, "proto", None)
        if proto is not None and hasattr(proto, "SerializeToString"):
            found.append(proto.SerializeToString())
        for child in getattr(node, "children", {}).values():
            walk(child)

    walk(app._tree)
    return b"\n".join(found)


def page_doors(workspace: Workspace, viewer: Viewer, *, is_whole: bool = False) -> Door:
    """Every page that the viewer may open, at its usual address, and at those that name what is outside."""
    for spec in product_pages():
        if spec.is_for(viewer):
            more = ADDRESSES if spec.board is not None else [state for page, state in STATES if page == spec.id]
            for address in ({}, *(more if is_whole else ())):
                yield f"{spec.id} {address}", drawn(workspace, spec.id, viewer, address)


def export_doors(workspace: Workspace, viewer: Viewer, *, is_whole: bool = False) -> Door:
    """Every file that any page offered to anybody so far, made for this viewer; else each thing in one of its forms."""
    everything = [_export(row) for row in workspace.appdb.fetch(sa.select(tables.exports))]
    # A PNG is a picture of the SVG, which is walked too. Rows that are in a recipe itself are for whom they were drawn
    # alone: tests/access/test_exports.py.
    walked = [one for one in everything if not one.name.endswith(".png") and '"type":"table"' not in one.recipe]
    for offered in walked if is_whole else _in_one_form(walked):
        yield f"export {offered.name}", unpacked(_told(lambda one=offered: make_export(workspace, one.recipe, viewer)))
    for recipe in other_recipes(workspace):
        yield f"file {recipe}", unpacked(_told(lambda one=recipe: make_export(workspace, recipe_as_json(one), viewer)))


def _in_one_form(offered: list[Export]) -> Iterator[Export]:
    """Of the files of one thing one: of a block its picture or else its workbook, of all else each another form in turn."""
    forms: dict[tuple[str, str], dict[str, Export]] = {}
    for one in offered:
        stem, _, ending = one.name.rpartition(".")
        asked = {name: value for name, value in json.loads(one.recipe).items() if name != "form"}
        forms.setdefault((stem, json.dumps(asked)), {})[ending] = one
    for at, by_ending in enumerate(forms.values()):
        is_block = any('"type":"block"' in one.recipe for one in by_ending.values())
        usual = [by_ending[ending] for ending in ("svg", "xlsx") if is_block and ending in by_ending]
        yield usual[0] if usual else list(by_ending.values())[at % len(by_ending)]


def other_recipes(workspace: Workspace) -> tuple[Recipe, ...]:
    """Files that a page offers only after a click, as an administrator got them: of what is outside too."""
    uploads, version = workspace.uploads, workspace.appdb.current_version()
    waiting = uploads.open_plan(uploads.open_plans(LOCAL_ADMIN)[0].id, LOCAL_ADMIN)
    shown = AskFacts(version, MAY)
    asked = Query(("net_sales",), period=MAY, filters=(Filter("branch", ("BR-OUT",)),))
    header = {"customer": "customer", "customer_name": "name", "amount": "amount"}
    return (
        *(OriginalFile(one.id) for one in workspace.appdb.history.uploads()),
        MarkedFile(waiting.id, waiting.readings[0].sha256, "zh"),
        TargetsFile(version, MAY.start.year, "zh"),
        AuditFile("", "", None, None, "zh"),
        PersonFile("auditor"),
        *(
            MinutesFile(one.row.id, shown, form)
            for one in workspace.records.list("meeting", LOCAL_ADMIN)
            for form in MINUTES_FORMS
        ),
        *(
            FilledTemplateFile(one.row.id, shown)
            for one in OwnTemplates(workspace, workspace.settings.home.blobs, LOCAL_ADMIN).used()
        ),
        *(NumberFile(asked, "net_sales", header, 3, shown, form) for form in ("csv", "xlsx")),
    )


def code_doors(workspace: Workspace, viewer: Viewer) -> Door:
    """Numbers of what is outside, by the codes that an administrator handed on; the code itself names a customer."""
    asked = Query(("net_sales",), period=MAY, filters=(Filter("branch", ("BR-OUT",)),))
    number = workspace.figures.resolve(workspace.figures.keep_code(asked, "net_sales", LOCAL_ADMIN), viewer)
    found = workspace.figures.explain(number.query, number.metric, viewer, number.version)
    rows = workspace.figures.rows(number.query, number.metric, viewer, 50, 0, number.version)
    yield "code", str((found.value, found.inputs, found.row_count, rows.rows)).encode()


def command_doors(
    workspace: Workspace, name: str, monkeypatch: pytest.MonkeyPatch, *, is_whole: bool = False, lens: str = ""
) -> Door:
    """Commands with the rights of an account, or through a lens; none of them is given consent to a change."""
    monkeypatch.setenv("SALES_HOME", str(workspace.settings.home.root))
    who = ("--lens", lens) if lens else ("--as", name)
    for words in (*COMMANDS, *(MORE_COMMANDS if is_whole else ())):
        out = io.StringIO()
        with redirect_stdout(out), redirect_stderr(out):
            main([*words, *who])
        yield " ".join(words), out.getvalue().encode()


def board_doors(workspace: Workspace, viewer: Viewer, *, is_whole: bool = False) -> Door:
    """Every board as JSON at what names the outside; as a whole at each option of each choice, and as files."""
    for board in boards().values():
        asks = [Ask(viewer, workspace.appdb.current_version(), MAY, OUTSIDE_FILTERS, locale="zh")]
        asks += [
            Ask(viewer, workspace.appdb.current_version(), MAY, (), chosen, "zh")
            for chosen in OUTSIDE_CHOICES
            if set(chosen) <= {one.id for one in board.choices}
        ]
        if is_whole:
            asks += _options(workspace, board, viewer)
        for ask in asks:
            yield f"board {board.id} {ask.filters} {ask.choices}", _board_text(workspace, board, ask)
        for form in BOARD_FORMS if is_whole else ():
            recipe = recipe_as_json(BoardFile(board.id, AskFacts.of(asks[0]), form))
            yield (
                f"file {board.id}.{form} {asks[0].filters}",
                unpacked(_told(lambda recipe=recipe: make_export(workspace, recipe, viewer))),
            )


def _options(workspace: Workspace, board: Board, viewer: Viewer) -> Iterator[Ask]:
    """An ask for each of the first options of every choice."""
    asked = Ask(viewer, workspace.appdb.current_version(), MAY, (), {}, "zh")
    try:
        opened = OpenBoard(board, asked, workspace)
        options = {one.id: list(itertools.islice(opened.options(one.id), _OPTIONS)) for one in board.choices}
    except SalesError:
        return
    for name, values in options.items():
        for value in values:
            yield Ask(viewer, asked.version, MAY, (), {name: value}, "zh")


def _board_text(workspace: Workspace, board: Board, ask: Ask) -> bytes:
    return _told(lambda: dumps(board_json(OpenBoard(board, ask, workspace))).encode())


def _told(made: Any) -> bytes:
    """What somebody is told: the answer, or why there is none."""
    try:
        answer: bytes = made()
    except SalesError as error:
        return "\n".join(error.describe(locale) for locale in ("zh", "en")).encode()
    return answer


def search_doors(workspace: Workspace, viewer: Viewer) -> Door:
    """What the search of every page finds for a few letters."""
    places = [SearchPlace(name, (name,)) for name in boards()]
    ask = Ask(viewer, workspace.appdb.current_version(), MAY, (), {}, "zh")
    for typed in TYPED:
        yield f"search {typed}", str(search_hits(BoardContext(ask, workspace, lambda _: ""), typed, places)).encode()


def script_doors(workspace: Workspace, viewer: Viewer) -> Door:
    """What a token of the viewer is told over HTTP."""
    outside = (("where", "branch=BR-OUT"),)
    questions = [
        ScriptQuestion("query", (("metric", "net_sales"), ("metric", "gross_profit"), ("by", "customer"))),
        ScriptQuestion("query", (("metric", "net_sales"), ("by", "rep"), ("format", "csv"), *outside)),
        *(ScriptQuestion(f"page/{board}", outside) for board in boards()),
    ]
    for one in questions:
        yield f"api {one}", _told(lambda one=one: script_answer(workspace, one, viewer).body.encode())


def every_door(
    workspace: Workspace,
    viewer: Viewer,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    *,
    is_whole: bool = False,
    lens: str = "",
) -> Door:
    """All of the above for a viewer, commands with the rights of the account `name`, or through a lens."""
    yield from page_doors(workspace, viewer, is_whole=is_whole)
    yield from board_doors(workspace, viewer, is_whole=is_whole)
    yield from search_doors(workspace, viewer)
    if is_whole:
        yield from script_doors(workspace, viewer)
    yield from export_doors(workspace, viewer, is_whole=is_whole)
    yield from code_doors(workspace, viewer)
    yield from command_doors(workspace, name, monkeypatch, is_whole=is_whole, lens=lens)
