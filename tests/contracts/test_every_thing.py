"""Every dataset, entity, metric, list, record, board and page is whole; what is missing is named, one by one.

The toys go through the same walk, and a toy from which something is taken away shows that the walk would see it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from pages.kit.page_spec import PageSpec, product_pages
from sales_core.api import Board, Right, boards
from sales_core.api.workspace import Workspace
from sales_core.catalogue.alert import AlertRule, AlertStake
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dataset import Dataset, ValueKind, column
from sales_core.catalogue.entity import Entity, EntityAttribute
from sales_core.catalogue.list import Drill, ListSpec
from sales_core.catalogue.metric import Metric
from sales_core.catalogue.record import Derived, Record, SavedAs, Subject, SubjectKind
from sales_core.catalogue.report import BoardPart, ReportSpec
from sales_core.cli.main import main
from sales_core.kernel.settings import Home, Settings
from sales_core.records.migration import differences
from sales_core.records.store import RecordStore
from tests.contracts import lacking, toy
from tests.support.sampled import sampled

TOYS = toy.CATALOGUE
PAGES = {spec.id: spec for spec in (*product_pages(), toy.PAGE)}
BOARDS: Mapping[str, Board] = {**boards(), **toy.BOARDS}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The product on a state directory without data."""
    return Workspace(Settings(Home(tmp_path_factory.mktemp("empty") / "home")))


# --- Nothing is missing. ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dataset", TOYS.datasets.values(), ids=lambda one: one.id)
def test_every_dataset_is_whole(dataset: Dataset) -> None:
    guide = lacking.GUIDE.read_text(encoding="utf-8") if dataset.id in product().datasets else None
    assert lacking.dataset_lacks(dataset, TOYS, guide) == []


@pytest.mark.parametrize("entity", TOYS.entities.values(), ids=lambda one: one.id)
def test_every_entity_is_whole(entity: Entity) -> None:
    assert lacking.entity_lacks(entity, TOYS) == []


@pytest.mark.parametrize("metric", TOYS.metrics.values(), ids=lambda one: one.id)
def test_every_metric_is_whole(metric: Metric) -> None:
    assert lacking.metric_lacks(metric, TOYS) == []


@pytest.mark.parametrize("spec", TOYS.lists.values(), ids=lambda one: one.id)
def test_every_list_is_whole(spec: ListSpec) -> None:
    assert lacking.list_lacks(spec, TOYS) == []


@pytest.mark.parametrize("record", TOYS.records.values(), ids=lambda one: one.id)
def test_every_record_is_whole(record: Record) -> None:
    assert lacking.record_lacks(record, TOYS) == []


@pytest.mark.parametrize("rule", TOYS.alerts.values(), ids=lambda one: one.id)
def test_every_alert_is_whole(rule: AlertRule) -> None:
    assert lacking.alert_lacks(rule, TOYS) == []


def test_an_alert_that_lacks_something_would_be_found() -> None:
    (rule, *_) = product().alerts.values()
    broken = replace(rule, id="nameless", stake=AlertStake("nothing"), owner="planet", unless=("unheard",))
    found = lacking.alert_lacks(broken, product())
    assert {"metric nothing", "level planet", "rule unheard"} <= set(found)
    assert sum("alert.nameless" in one for one in found) == 4


@pytest.mark.parametrize("board", BOARDS.values(), ids=lambda one: one.id)
def test_every_board_is_whole(board: Board) -> None:
    assert lacking.board_lacks(board, TOYS, PAGES.values()) == []


@pytest.mark.parametrize("report", TOYS.reports.values(), ids=lambda one: one.id)
def test_every_report_is_whole(report: ReportSpec) -> None:
    assert lacking.report_lacks(report, BOARDS, TOYS) == []


@pytest.mark.parametrize("spec", PAGES.values(), ids=lambda one: one.id)
def test_every_page_is_whole(spec: PageSpec) -> None:
    assert lacking.page_lacks(spec, BOARDS) == []


# --- Every thing has its command. ------------------------------------------------------------------------------------

COMMANDS = [
    *(("dataset", name) for name in product().datasets),
    *(("query", name, "--format", "json") for name in product().metrics),
    *(("list", name, "--json") for name in product().lists),
    *(
        ("record", name, "list", "--json")
        for name, one in product().records.items()
        if one.saved_as is not SavedAs.LOAD
    ),
    *(("page", name, "--json") for name in boards()),
]


@pytest.mark.parametrize("words", sampled(COMMANDS, 3), ids=lambda words: "-".join(words[:2]))
def test_every_thing_has_its_command(
    words: tuple[str, ...], empty: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words, lambda: empty) == 0
    said = capsys.readouterr().out
    assert words[1] in said
    if words[0] != "dataset":
        json.loads(said)


@pytest.mark.parametrize("dataset", product().datasets.values(), ids=lambda one: one.id)
def test_every_dataset_has_its_template(dataset: Dataset, empty: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    assert main(["template", dataset.id, str(path)], lambda: empty) == 0
    head = [cell.value for cell in openpyxl.load_workbook(path).worksheets[0][1]]
    assert head in [[column.label.in_(locale) for column in dataset.columns] for locale in ("zh", "en")]


@pytest.mark.parametrize("name", [one.id for one in product().records.values() if one.saved_as is SavedAs.REVISION])
def test_every_record_has_its_table_and_form(name: str, empty: Workspace) -> None:
    record = product().record(name)
    assert differences(empty.appdb.engine, product().records.values()) == []
    assert RecordStore(record, empty.appdb).revision() == 0
    assert [field.id for field in empty.records.form(name).fields] == [field.id for field in record.fields]


def test_a_page_without_a_board_is_still_a_page() -> None:
    assert set(lacking.WITHOUT_BOARD) == {spec.id for spec in product_pages() if spec.board is None}


# --- The walk sees what is taken away. -------------------------------------------------------------------------------


def test_a_dataset_without_something_is_named() -> None:
    bare = replace(
        toy.TASTINGS, id="bare", columns=(*toy.TASTINGS.columns[:1], column("odd", ValueKind.TEXT)), locks_with_period=False,
        headlines=(), measures=(), any_of=(), partition=("date", "branch"), entities=(),
    )  # fmt: skip
    assert set(lacking.dataset_lacks(bare, TOYS, guide="`tastings`")) == {
        *(f"text {key} ({locale})" for locale in ("zh", "en") for key in (
            "dataset.bare.label", "dataset.bare.purpose", "column.odd.label", "column.date.label")),
        "column branch", "column promoter", "period lock", "column by which rows can be scoped", "headlines",
         "place in docs/upload.md",
    }  # fmt: skip
    timeless = replace(toy.TASTINGS, period=None, locks_with_period=False)
    assert lacking.dataset_lacks(timeless, TOYS) == ["period by which its rollups are kept"]
    undone = replace(toy.TASTINGS, completed_by="no_dataset")
    assert lacking.dataset_lacks(undone, TOYS) == ["dataset no_dataset"]
    stray = replace(toy.TASTINGS, entities=(replace(toy.TASTINGS.entities[0], entity="promotr"),))
    assert lacking.dataset_lacks(stray, TOYS) == ["entity promotr"]
    twin = replace(toy.TASTINGS, columns=(*toy.TASTINGS.columns, replace(toy.TASTINGS.columns[0])))
    assert lacking.dataset_lacks(twin, TOYS) == [
        f"labels that tell its columns apart ({locale})" for locale in ("zh", "en")
    ]
    free = replace(toy.TASTINGS, any_of=(), columns=tuple(replace(one, required=False) for one in toy.TASTINGS.columns))
    assert lacking.dataset_lacks(free, TOYS) == ["columns that are needed"]


def test_an_entity_without_something_is_named() -> None:
    other = replace(
        toy.PROMOTER,
        id="host",
        table="",
        unknown_problem="W_NO_HOST",
        attributes=(EntityAttribute("tall"),),
        words=("促销",),
    )
    assert set(lacking.entity_lacks(other, TOYS)) == {
        "entity host", "dimension host", "definition in promoters", "table", "column tall of promoters",
        *(f"text problem.W_NO_HOST.{part} ({locale})" for part in ("message", "mend") for locale in ("zh", "en")),
        "text entity.host.label (zh)", "text entity.host.label (en)", "words (en)",
    }  # fmt: skip
    assert lacking.entity_lacks(replace(toy.PROMOTER, master="hosts"), TOYS) == ["master hosts"]
    assert lacking.entity_lacks(replace(toy.PROMOTER, kind_of="host"), TOYS)[0] == "entity host"


def test_a_metric_without_something_is_named() -> None:
    fact = replace(toy.FACT, id="mute", dimensions=("mood",))
    mute = Metric("mute", toy.COST.unit, fact=fact, aggregate="sum(f.cost)", columns=("cost",))
    assert set(lacking.metric_lacks(mute, TOYS.extended(facts=(fact,), metrics=(mute,)))) >= {
        "text metric.mute.label (zh)", "text metric.mute.definition (en)", "text fact.mute.label (en)",
        "dimension mood", "dimension by which mute can be scoped",
    }  # fmt: skip
    dangling = replace(toy.COST, fact=None, aggregate="", expression="{no_such} * 2")
    assert lacking.metric_lacks(dangling, TOYS) == ["metric no_such"]


def test_a_list_without_something_is_named() -> None:
    columns = tuple(replace(one, dimension=one.dimension and "mood") for one in toy.DAYS.columns)
    spec = replace(
        toy.DAYS, id="mute", columns=columns, drill=(Drill("promoter", "no_such"), Drill("date", "tasting_cost"))
    )
    assert set(lacking.list_lacks(spec, TOYS)) >= {
        "text list.mute.label (zh)", "text list.mute.help (en)", "text list_column.guests.label (zh)",
        "dimension mood", "metric no_such", "drill of date to tasting_cost",
    }  # fmt: skip
    fact = replace(toy.FACT, dimensions=())
    assert "dimension by which its rows can be scoped" in lacking.list_lacks(
        replace(toy.DAYS, scans=(replace(toy.DAYS.scans[0], fact=fact),)), TOYS
    )


def test_a_record_without_something_is_named() -> None:
    derived = Derived("sales_core.records.standing:no_such", ("kept",), lists=("no_list",))
    bare = replace(
        toy.BOOKING, id="bare", subject=Subject(SubjectKind.ENTITY, "promotr", "no_cost"), derived=derived,
        saved_as=SavedAs.LOAD, dataset="no_dataset", states=(*toy.BOOKING.states, "lost"),
    )  # fmt: skip
    assert set(lacking.record_lacks(bare, TOYS)) >= {
        "text record.bare.label (zh)", "text record.bare.state.kept (en)", "dimension promotr", "metric no_cost",
        "dataset no_dataset", "move from or to lost", "function sales_core.records.standing:no_such", "list no_list",
    }  # fmt: skip


def test_a_board_without_something_is_named() -> None:
    blocks = (*toy.BOARD.blocks[:2], replace(toy.BOARD.blocks[2], id="tasting_cards", choices=("no_such",)))
    bare = replace(toy.BOARD, id="bare", question="bare.question", blocks=blocks, metrics=("no_metric",))
    assert set(lacking.board_lacks(bare, TOYS, PAGES.values())) == {
        *(f"text {key} ({locale})" for key in ("bare.question", "page.bare") for locale in ("zh", "en")),
        "page", "second name for tasting_cards", "choice no_such", "block that reads tasting_level",
        "block that reads promoter", "metric no_metric",
    }  # fmt: skip


def test_a_report_without_something_is_named() -> None:
    whole = TOYS.report("monthly")
    elsewhere = replace(
        whole, id="nowhere", message=(BoardPart("overview", ("nothing",), (("never", "1"),)),), sections=()
    )
    assert lacking.report_lacks(elsewhere, BOARDS, TOYS) == [
        *(f"text report.nowhere.{what} ({locale})" for what in ("label", "help") for locale in ("zh", "en")),
        "message and sections",
        "block nothing of overview",
        "choice never of overview",
    ]


def test_a_page_without_something_is_named() -> None:
    bare = PageSpec("bare", "attic", draw=lambda _: None)
    assert set(lacking.page_lacks(bare, BOARDS)) == {
        "text page.bare (zh)", "text page.bare (en)", "question", "section attic", "right", "board, or a reason for none",
    }  # fmt: skip
    other = replace(toy.PAGE, board=replace(toy.BOARD, right=Right.VIEW_STOCK))
    assert lacking.page_lacks(other, BOARDS) == ["command: its board is not registered"]


def test_a_text_in_one_language_only_is_named() -> None:
    from sales_core import i18n

    undo = i18n.extend({"en": {"record.half.label": "Half"}})
    try:
        found = lacking.record_lacks(replace(toy.BOOKING, id="half"), TOYS)
        assert "text record.half.label (zh)" in found
        assert "text record.half.label (en)" not in found
    finally:
        undo()
