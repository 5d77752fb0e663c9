"""What a role or the lens hides leaves by no door: twins that differ in it alone answer alike, and no canary is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from sales_core.api import Ask, Board, BoardContext, Chart, OpenBoard, Right, Table, board_json, search_hits
from sales_core.boards.document import board_pdf
from sales_core.boards.registry import boards
from sales_core.boards.slides import board_slides
from sales_core.boards.workbook import board_workbook
from sales_core.boards.writers import FileForm, block_file, block_forms
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dependencies import dimensions_of
from sales_core.cli.commands.page import board_text
from sales_core.kernel.errors import NotAllowedError
from sales_core.kernel.query import Filter, ListQuery, Query
from sales_core.kernel.terms import LOCAL_ADMIN, RIGHTS, Period, Role, Scope, Viewer
from sales_core.semantic.service import MetricService
from tests.access.canaries import CONTACTS, CUSTOMERS, OUTSIDE, PERSONS, Twin, company, leaks
from tests.access.unpacked import unpacked
from tests.pages.stage import Stage, workspace_of
from tests.support.unset_documents import leave_unset

MAY = Period.parse("2026-05")
#: A day on which May is not over.
RUNNING = date(2026, 5, 20)
PRODUCT = product()
BOARDS = boards()
INSIDE = Scope.of({"branch": ("BR-IN",)})


def _without(*rights: Right) -> Viewer:
    """An administrator behind a lens."""
    return replace(LOCAL_ADMIN, lens=rights)


pytestmark = pytest.mark.slow

REP = Viewer("rep", Role.REP, Scope.of({"rep": ("REP-IN-1",)}))
READER = Viewer("reader", Role.VIEWER)
COSTLESS = (REP, READER, Viewer("reader in", Role.VIEWER, INSIDE), _without(Right.VIEW_COST))
NAMELESS = _without(Right.VIEW_CUSTOMERS, Right.VIEW_PERSONS, Right.VIEW_CONTACTS)


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Stage]:
    """The company, and its twins with other costs and with other figures outside."""
    twins = {"itself": Twin(), "costs": Twin(cost=Decimal("0.61")), "outside": Twin(outside=Decimal("1.37"))}
    twins["late"] = Twin(late=True)
    return {name: Stage.of(tmp_path_factory.mktemp(name), **company(twin)) for name, twin in twins.items()}


class Refusal(str):
    """An answer that was refused."""

    __slots__ = ()


def _answered(ask: Callable[[], object]) -> object:
    try:
        return ask()
    except NotAllowedError as error:
        return Refusal(f"refused: {error.right}")


#: Metrics that are explained with the rows behind them, when not all of them are.
_EXPLAINED = ("margin", "stock_value", "net_sales")
#: Dimensions that figures are split by, when not all of them are.
_SPLIT = ("product",)


def figures_told(figures: MetricService, viewer: Viewer, *, is_whole: bool = False) -> Iterator[tuple[str, object]]:
    """Metrics as a whole and by dimension, ordered by one of them, with what explains them and the rows behind."""
    allowed = [name for name in PRODUCT.metrics if _is_allowed(figures, name, viewer)]
    yield "metrics", allowed
    for dimension in ("", *(PRODUCT.dimensions if is_whole else _SPLIT)):
        able = tuple(one for one in allowed if not dimension or dimension in dimensions_of(PRODUCT, one))
        for order in able if is_whole else able[-1:]:
            by = (dimension,) if dimension else ()
            yield (
                f"{dimension} by {order}",
                figures.run(Query(able, by, MAY, order_by=f"-{order}", limit=2), viewer).rows,
            )
    for name in allowed if is_whole else _EXPLAINED:
        asked = Query((name,), period=MAY)
        yield f"explain {name}", _answered(lambda: _explained(figures, asked, viewer))  # noqa: B023
        yield f"rows {name}", _answered(lambda: figures.rows(asked, asked.metrics[0], viewer, 20).rows)  # noqa: B023


def _is_allowed(figures: MetricService, metric: str, viewer: Viewer) -> bool:
    return not isinstance(_answered(lambda: figures.code(Query((metric,), period=MAY), metric, viewer)), Refusal)


def _explained(figures: MetricService, query: Query, viewer: Viewer) -> object:
    found = figures.explain(query, query.metrics[0], viewer)
    texts = [text.in_("en") for text in (found.formula_with_values, *([found.why] if found.why else []))]
    return (found.value, found.inputs, texts, found.row_count, found.params)


def lists_told(figures: MetricService, viewer: Viewer, *, is_whole: bool = False) -> Iterator[tuple[str, object]]:
    """Every list in its own order, and by columns of its own, cut to two rows."""
    for spec in PRODUCT.lists.values():
        yield spec.id, _answered(lambda: figures.run_list(ListQuery(spec.id, MAY), viewer).rows)  # noqa: B023
        for column in spec.columns if is_whole else [one for one in spec.columns if one.made_of or one.metric][:2]:
            query = ListQuery(spec.id, MAY, order_by=f"-{column.id}", limit=2)
            yield f"{spec.id} by {column.id}", _answered(lambda: figures.run_list(query, viewer).rows)  # noqa: B023


def boards_told(stage: Stage, viewer: Viewer, *, is_whole: bool = False) -> Iterator[tuple[str, str]]:
    """Every board at its usual choices, and at each other option of them, as the terminal and programs get it."""
    for board in BOARDS.values():
        if not viewer.may(board.right):
            continue
        for choices in _choices(board, stage, viewer) if is_whole else [{}]:
            opened = _opened(board, stage, viewer, choices)
            told = json.dumps(board_json(opened), default=str, ensure_ascii=False)
            yield f"{board.id} {choices}", told + board_text(opened)


def _opened(board: Board, stage: Stage, viewer: Viewer, choices: dict[str, str]) -> OpenBoard:
    return OpenBoard(board, Ask(viewer, 1, MAY, choices=choices, locale="zh"), stage.workspace)


def _choices(board: Board, stage: Stage, viewer: Viewer) -> list[dict[str, str]]:
    opened = _opened(board, stage, viewer, {})
    others = [{one.id: value} for one in board.choices for value in opened.options(one.id)[:6]]
    return [{}, *others]


def _workbook(opened: OpenBoard) -> str:
    return _unpacked(board_workbook(opened))


def _unpacked(file: bytes) -> str:
    return unpacked(file).decode("utf-8", "replace")


def told_of(stage: Stage, viewer: Viewer, *, is_whole: bool = False) -> Iterator[tuple[str, object]]:
    """All that a viewer is told by figures, lists and boards."""
    figures = stage.workspace.figures
    yield from figures_told(figures, viewer, is_whole=is_whole)
    yield from lists_told(figures, viewer, is_whole=is_whole)
    yield from boards_told(stage, viewer, is_whole=is_whole)


#: A few of those who walk the doors in `make test`; all of them walk every door in `make endure`.
FEW = [pytest.param(READER, False, id="reader")]
ALL = [pytest.param(one, True, marks=pytest.mark.endure, id=f"whole {one.role}{one.scope.values}") for one in COSTLESS]


@pytest.mark.parametrize(("viewer", "is_whole"), FEW + ALL)
def test_costs_are_told_by_no_figure_list_or_board(stages: dict[str, Stage], viewer: Viewer, *, is_whole: bool) -> None:
    told = [told_of(stages[name], viewer, is_whole=is_whole) for name in ("itself", "costs")]
    for (name, one), (_, other) in zip(*told, strict=True):
        assert one == other, name


def test_the_walk_finds_costs_where_they_are_told(stages: dict[str, Stage]) -> None:
    """The control: who may see costs is told other figures by each kind of door."""
    told = [told_of(stages[name], LOCAL_ADMIN) for name in ("itself", "costs")]
    changed = " ".join(name for (name, one), (_, other) in zip(*told, strict=True) if one != other)
    assert all(door in changed for door in ("product by", "explain margin", "rows margin", "reorder_list", "inventory"))


SCOPED = (REP, replace(READER, scope=INSIDE), Viewer("max", Role.MANAGER, INSIDE))


@pytest.mark.parametrize(
    ("viewer", "is_whole"),
    [
        pytest.param(SCOPED[2], False, id="manager"),
        *(pytest.param(one, True, marks=pytest.mark.endure, id=f"whole {one.role}") for one in SCOPED),
    ],
)
def test_nothing_outside_the_scope_is_told(stages: dict[str, Stage], viewer: Viewer, *, is_whole: bool) -> None:
    told = [told_of(stages[name], viewer, is_whole=is_whole) for name in ("itself", "outside")]
    for (name, one), (_, other) in zip(*told, strict=True):
        assert one == other, name
        assert not leaks(str(one), OUTSIDE), name


def test_only_what_is_labelled_so_rests_on_the_companys_pace(stages: dict[str, Stage]) -> None:
    """F14: of figures of a part, those by the pace curve alone change with the course of the rest, and say so."""
    one, other = (stages[name].workspace.figures for name in ("itself", "late"))
    manager, executive = SCOPED[2], Viewer("eva", Role.EXECUTIVE)
    changed = set()
    for name in PRODUCT.metrics:
        query = Query((name,), period=MAY, as_of=RUNNING)
        found = one.run(query, manager)
        label = PRODUCT.metric(name).label.in_("en")
        is_labelled = any("reference data" in note.in_("en") and label in note.in_("en") for note in found.notes)
        if found.rows != other.run(query, manager).rows:
            changed.add(name)
            assert is_labelled, name
            assert one.explain(query, name, executive).reference is not None
        if "branch" in dimensions_of(PRODUCT, name) and is_labelled:
            branch = replace(query, filters=(Filter("branch", ("BR-IN",)),))
            assert one.run(branch, executive).rows == found.rows, f"one branch has one {name}"
    assert {"expected_to_date", "pace", "gap_to_pace"} <= changed
    assert "net_sales" not in changed


def test_names_are_marks_in_every_answer(stages: dict[str, Stage], monkeypatch: pytest.MonkeyPatch) -> None:
    leave_unset(monkeypatch)
    stage = stages["itself"]
    canaries = (*CUSTOMERS, *PERSONS, *CONTACTS)
    figures = stage.workspace.figures
    for name, told in told_of(stage, NAMELESS):
        assert not leaks(str(told), canaries), name
    for board in (one for one in BOARDS.values() if NAMELESS.may(one.right)):
        opened = _opened(board, stage, NAMELESS, {})
        assert not leaks(_workbook(opened), canaries), board.id
        assert not leaks(_unpacked(board_slides(opened)), canaries), board.id
        assert not leaks(board_pdf(opened).decode(), canaries), board.id
        for block_id, block in opened.blocks():
            # A PNG is made of the SVG, and a PDF of one block as that of the board.
            for form in {FileForm.SVG, FileForm.CSV} & set(block_forms(block)):
                told = block_file(opened.context, block, form).decode()
                assert not leaks(told, canaries), f"{board.id} {block_id} {form}"
            if isinstance(block, Chart | Table):
                assert not leaks(_unpacked(block_file(opened.context, block, FileForm.XLSX)), canaries), block_id
    for dimension in PRODUCT.dimensions:
        assert not leaks(str(figures.values(dimension, NAMELESS)), canaries), dimension


def test_a_mark_narrows_like_the_code_and_the_code_narrows_to_nothing(stages: dict[str, Stage]) -> None:
    figures = stages["itself"].workspace.figures
    seen = figures.run(Query(("net_sales",), ("customer",), MAY), LOCAL_ADMIN)
    marked = figures.run(Query(("net_sales",), ("customer",), MAY), NAMELESS)
    assert sorted(str(row["net_sales"]) for row in seen) == sorted(str(row["net_sales"]) for row in marked)
    for row in marked:
        asked = Query(("net_sales",), period=MAY, filters=(Filter("customer", (str(row["customer"]),)),))
        assert figures.run(asked, NAMELESS).one() == {"net_sales": row["net_sales"]}
        code = figures.keep_code(asked, "net_sales", NAMELESS)
        assert figures.resolve(code, NAMELESS).query == asked
        (item,) = figures.resolve(code, LOCAL_ADMIN).query.filters
        assert item.values[0] in CUSTOMERS
    for code in CUSTOMERS[:3]:
        asked = Query(("net_sales",), period=MAY, filters=(Filter("customer", (code,)),))
        assert not figures.run(asked, NAMELESS).one().get("net_sales")
        assert figures.labels("customer", (code,), viewer=NAMELESS) == {code: code}


def test_amounts_are_refused_and_their_blocks_say_so(stages: dict[str, Stage]) -> None:
    stage, viewer = stages["itself"], _without(Right.VIEW_AMOUNTS)
    with pytest.raises(NotAllowedError):
        stage.workspace.figures.run(Query(("net_sales",), period=MAY), viewer)
    assert stage.workspace.figures.run(Query(("quantity",), period=MAY), viewer).one()["quantity"]
    for name, text in boards_told(stage, viewer):
        assert "¥" not in text, name
    assert "•••" in board_text(_opened(BOARDS["overview"], stage, viewer, {}))


def test_the_order_in_which_people_ask_changes_no_answer(stages: dict[str, Stage], tmp_path: object) -> None:
    del tmp_path
    stage = stages["itself"]
    viewers = (LOCAL_ADMIN, REP, NAMELESS)
    query = Query(("net_sales", "gross_profit", "margin"), ("customer",), MAY)
    told = []
    for order in permutations(viewers):
        fresh = MetricService(stage.workspace.store, stage.workspace.appdb, PRODUCT)
        rows = {id(viewer): str(fresh.run(query, viewer).rows) for viewer in order}
        rows |= {id(viewer): rows[id(viewer)] + str(fresh.values("customer", viewer)) for viewer in order}
        told.append([rows[id(viewer)] for viewer in viewers])
    assert all(one == told[0] for one in told)


@pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.endure)])
def test_the_order_in_which_people_look_changes_no_page_and_no_search(stages: dict[str, Stage], step: int) -> None:
    """What boards and the search keep of a version is kept apart for everybody who sees other things."""
    kept, viewers, told = stages["itself"].workspace, (LOCAL_ADMIN, REP, NAMELESS), []
    names = BOARDS if step == 1 else ("profile",)
    for order in list(permutations(viewers))[::step]:
        kept.store.let_go_idle(-1)  # with the versions goes what was worked out of them
        stage = Stage(workspace_of(kept.store, kept.appdb))
        seen = {id(viewer): _looked(stage, viewer, names) for viewer in order}
        told.append([seen[id(viewer)] for viewer in viewers])
    assert all(one == told[0] for one in told)
    assert leaks(told[0][0], OUTSIDE), "the control: who sees everything found it"
    assert not leaks(told[0][1], OUTSIDE)
    assert not leaks(told[0][2], CUSTOMERS)


def _looked(stage: Stage, viewer: Viewer, names: Iterable[str]) -> str:
    """What the search finds, and what each of the pages says; of the profile that of the first customer."""
    told = str(search_hits(BoardContext(_asked(viewer, "profile"), stage.workspace, lambda _: ""), "外", []))
    for name in names:
        opened = OpenBoard(BOARDS[name], _asked(viewer, name), stage.workspace)
        told += str(_answered(lambda: json.dumps(board_json(opened), default=str, ensure_ascii=False)))  # noqa: B023
    return told


def _asked(viewer: Viewer, name: str) -> Ask:
    return Ask(viewer, 1, MAY, choices={"kind": "customer"} if name == "profile" else {}, locale="zh")


def test_files_trails_and_accounts_are_for_who_sees_everything() -> None:
    for right in (Right.VIEW_UPLOADS, Right.VIEW_AUDIT, Right.UPLOAD, Right.UNDO, Right.ADD_MASTER):
        assert LOCAL_ADMIN.may(right)
        assert not _without(Right.VIEW_COST).may(right)
        assert not Viewer("max", Role.MANAGER, rights=tuple(RIGHTS[Role.MANAGER] - {Right.VIEW_CUSTOMERS})).may(right)
