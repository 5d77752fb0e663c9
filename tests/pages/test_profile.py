"""The page of one customer, rep, product or branch says what `query` and `list` say, within what the viewer may see."""

from __future__ import annotations

from pathlib import Path

import pytest

from sales_core.api import (
    LOCAL_ADMIN,
    Ask,
    CardRow,
    Chart,
    Narrative,
    NotAllowedError,
    NumberAddress,
    OpenBoard,
    Period,
    Query,
    RecordForm,
    Table,
    Viewer,
    boards,
    figure_subject,
)
from sales_core.catalogue.catalogue import product
from sales_core.kernel.figure import Figure
from sales_core.kernel.query import Filter, ListQuery
from sales_core.kernel.terms import Right, Role, Scope
from tests.pages.stage import Stage, words
from tests.pages.tiny import everything

BOARD = boards()["profile"]
MAY = Period.month(2026, 5)
KINDS = [one.id for one in product().entities.values() if one.profile is not None]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("profile"), **everything())


def opened(stage: Stage, viewer: Viewer = LOCAL_ADMIN, **choices: str) -> OpenBoard:
    return OpenBoard(BOARD, Ask(viewer, 1, MAY, (), choices, "en"), stage.workspace)


@pytest.mark.parametrize("kind", KINDS)
def test_its_figures_are_those_of_query(stage: Stage, kind: str) -> None:
    found = opened(stage, kind=kind)
    code = found.value("code")
    cards = found.block("cards")
    assert isinstance(cards, CardRow)
    profile = product().entity(kind).profile
    assert profile is not None
    assert [card.metric for card in cards.cards] == list(profile.figures)
    for card in cards.cards:
        asked = Query((card.metric,), period=card.query.period, filters=(Filter(kind, (code,)),))
        value = stage.workspace.figures.run(asked, LOCAL_ADMIN, 1).one().get(card.metric)
        assert card.figure.value == value, card.metric
    assert isinstance(found.block("months"), Chart)


@pytest.mark.parametrize("kind", KINDS)
def test_its_parts_add_up_to_it(stage: Stage, kind: str) -> None:
    table = opened(stage, kind=kind).block("parts")
    assert isinstance(table, Table)
    values = [one.value for row in table.rows if isinstance(one := row["net_sales"], Figure)]
    assert sum(values[:-1]) == values[-1]  # type: ignore[arg-type]


@pytest.mark.parametrize("list_id", ["open_items", "sales_documents"])
def test_its_rows_are_those_of_the_list(stage: Stage, list_id: str) -> None:
    table = opened(stage, kind="customer", code="C1", list=list_id).block("rows")
    assert isinstance(table, Table)
    asked = ListQuery(list_id, MAY, (Filter("customer", ("C1",)),))
    assert len(table.rows) == len(stage.workspace.figures.run_list(asked, LOCAL_ADMIN, 1).rows)
    assert "customer" not in [column.id for column in table.columns]


def test_it_says_what_the_master_says_and_keeps_costs_to_itself(stage: Stage) -> None:
    master = opened(stage, kind="product", code="P1").block("master")
    assert isinstance(master, Narrative)
    assert str(master.sentences[0]).startswith("Code P1")
    assert "Tea" in str(master.sentences[0])
    assert "cost" not in str(master.sentences[0]).lower(), "what a product costs is never seen unnoted"


def test_nobody_outside_the_scope_has_a_page(stage: Stage) -> None:
    seller = Viewer("zhang", Role.REP, Scope.of({"rep": ("E1",)}))
    own = opened(stage, seller, kind="rep", code="E3")
    assert "E3" in opened(stage, kind="rep").options("code")
    assert own.value("code") == "E1"
    assert set(own.options("code")) == {"E1"}
    customers = opened(stage, kind="customer").options("code")
    assert set(opened(stage, seller, kind="customer").options("code")) < set(customers)


def test_what_a_right_withholds_is_not_there(stage: Stage) -> None:
    seller = Viewer("seller", Role.REP, rights=(Right.VIEW_SALES, Right.VIEW_AMOUNTS, Right.VIEW_CUSTOMERS))
    found = opened(stage, seller, kind="customer", code="C1", list="open_items")
    cards = found.block("cards")
    assert isinstance(cards, CardRow)
    assert not {"receivables_open", "receivables_overdue"} & {card.metric for card in cards.cards}
    assert found.options("list") == ("sales_documents", "visits")
    assert found.block("promises") is None


def test_the_page_is_drawn(stage: Stage) -> None:
    app = stage.show("profile", {"kind": "customer", "code": "C1"}, locale="en")
    assert not app.exception
    assert "Open items" in words(app)


def test_without_data_it_says_so(tmp_path: Path) -> None:
    stage = Stage.of(tmp_path, calendar=[{"date": "2026-05-01", "working_day": False}])
    assert opened(stage).empty() is not None


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_noted_about_it_stands_on_its_page_alone(stage: Stage, kind: str) -> None:
    code, other = opened(stage, kind=kind).options("code")[:2]
    stage.workspace.records.add("note", LOCAL_ADMIN, f"{kind}={code}", {"text": f"call about {kind}"})
    notes, others = (opened(stage, kind=kind, code=one).block("notes") for one in (code, other))
    assert isinstance(notes, RecordForm)
    assert isinstance(others, RecordForm)
    assert [f"call about {kind}" in one.line for one in notes.entries] == [True]
    assert (notes.is_open, others.entries) == (True, ())


def test_open_decisions_about_its_figures_stand_on_its_page(stage: Stage) -> None:
    number = NumberAddress.of(Query(("net_sales",), period=MAY, filters=(Filter("rep", ("E1",)),)), "net_sales")
    subject = figure_subject(stage.workspace.figures, number, LOCAL_ADMIN, 1)
    records = stage.workspace.records
    kept, done = (
        records.add("decision", LOCAL_ADMIN, subject, {"action": action, "owner": "Li"}) for action in ("visit", "call")
    )
    records.move("decision", LOCAL_ADMIN, done, "done")
    found = opened(stage, kind="rep", code="E1").block("decisions")
    assert isinstance(found, RecordForm)
    assert [one.id for one in found.entries] == [kept]
    assert "Net sales" in found.entries[0].line
    assert opened(stage, kind="rep", code="E3").block("decisions") is None


def test_notes_about_others_are_neither_read_nor_written(stage: Stage) -> None:
    seller = Viewer("zhang", Role.REP, Scope.of({"rep": ("E1",)}))
    records = stage.workspace.records
    outside = records.add("note", LOCAL_ADMIN, "rep=E3", {"text": "of another"})
    own = records.add("note", seller, "rep=E1", {"text": "of his own"})
    seen = {one.row.id for one in records.list("note", seller)}
    assert own in seen
    assert outside not in seen
    for subject in ("rep=E3", "rep=nobody", "E1", "month=2026-05", "rep="):
        with pytest.raises(NotAllowedError):
            records.add("note", seller, subject, {"text": "x"})


def test_a_customer_s_products_stand_beside_those_of_his_channel(stage: Stage) -> None:
    """C1 and C2 share a channel; C1 buys tea, C2 juice, nobody both. Nothing of it on the page of a rep."""
    found = opened(stage, kind="customer", code="C1")
    mine, missing = found.block("bought"), found.block("not_bought")
    assert isinstance(mine, Table)
    assert isinstance(missing, Table)
    assert (mine.keys, missing.keys) == (("P1",), ("P2",))
    assert "offer 橙汁, which 100.0% of the others buy" in missing.title
    assert opened(stage, kind="rep", code="E1").block("bought") is None
