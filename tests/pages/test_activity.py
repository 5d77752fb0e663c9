"""What people say about numbers and things: below the number, on the page, inside the rights of who reads."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from sales_core.api import (
    Ask,
    BoardContext,
    Headline,
    NumberAddress,
    OpenBoard,
    Period,
    RecordForm,
    SalesError,
    Table,
    board,
    figure_subject,
    number_records,
)
from sales_core.api.workspace import Workspace
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import LOCAL_ADMIN, Right, Role, Scope, Viewer
from tests.pages.stage import Stage
from tests.pages.tiny import everything

MAY = Period.month(2026, 5)
BOSS = Viewer("boss", Role.EXECUTIVE)
OTHER = Viewer("chen", Role.EXECUTIVE)
REP = Viewer("e3", Role.REP, Scope.of({"rep": ("E3",)}))
BLIND = replace(BOSS, lens=(Right.VIEW_CUSTOMERS, Right.VIEW_PERSONS))
EAST, NORTH = Filter("region", ("East",)), Filter("region", ("North",))


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    made = Stage.of(tmp_path_factory.mktemp("activity"), **everything())
    for name in ("boss", "chen"):
        made.workspace.accounts.add(name, Role.EXECUTIVE, by="test")
    return made


@pytest.fixture
def company(stage: Stage) -> Iterator[Workspace]:
    company = stage.workspace
    yield company
    for kind, ended in (("comment", "withdrawn"), ("note", "withdrawn")):
        for one in company.records.list(kind, LOCAL_ADMIN):
            if one.state != ended:
                company.records.move(kind, LOCAL_ADMIN, one.row.id, ended)


def comment(company: Workspace, text: str, *of: Filter, by: Viewer = BOSS) -> int:
    subject = figure_subject(company.figures, NumberAddress("net_sales", MAY, of), by, 1)
    return company.records.add("comment", by, subject, {"text": text})


def opened(company: Workspace, viewer: Viewer = BOSS, *of: Filter, **choices: str) -> OpenBoard:
    return OpenBoard(board("activity"), Ask(viewer, 1, MAY, of, choices, "en"), company)


def shown(company: Workspace, viewer: Viewer = BOSS, *of: Filter, **choices: str) -> list[str]:
    table = opened(company, viewer, *of, **choices).block("entries")
    assert isinstance(table, Table)
    return [str(row["text"]) for row in table.rows]


def below(company: Workspace, viewer: Viewer, *of: Filter) -> RecordForm | None:
    context, number = (
        BoardContext(Ask(viewer, 1, MAY, (), {}, "en"), company, lambda _: ""),
        NumberAddress("net_sales", MAY, of),
    )
    return next((one for one in number_records(context, number) if one.form.record == "comment"), None)


def test_a_comment_stands_below_its_number_and_the_whole_until_it_is_withdrawn(company: Workspace) -> None:
    made = comment(company, "Lost a tender", EAST)
    for of in ((), (EAST,)):
        found = below(company, BOSS, *of)
        assert found is not None
        assert [entry.id for entry in found.entries] == [made]
    north, blind = below(company, BOSS, NORTH), below(company, BLIND)
    assert north is not None
    assert north.entries == ()
    assert blind is None or (blind.entries == () and not blind.is_open), "what is typed may name anybody"
    company.records.move("comment", BOSS, made, "withdrawn")
    found = below(company, BOSS, EAST)
    assert found is not None
    assert found.entries == ()


def test_only_its_author_or_an_administrator_changes_a_comment(company: Workspace) -> None:
    made = comment(company, "Mine")
    assert company.records.moves("comment", OTHER, company.records.show("comment", OTHER, made)) == ()
    with pytest.raises(SalesError):
        company.records.edit("comment", OTHER, made, {"text": "Yours"})
    company.records.edit("comment", BOSS, made, {"text": "Still mine"})
    company.records.move("comment", LOCAL_ADMIN, made, "withdrawn")


def test_the_page_lists_what_was_said_of_the_part_that_is_asked_about(company: Workspace) -> None:
    comment(company, "Of the company")
    comment(company, "Of the east", EAST)
    comment(company, "Of a customer", Filter("customer", ("C1",)))
    company.records.add("note", BOSS, "customer=C3", {"text": "Closes in June"})
    assert shown(company) == ["Closes in June", "Of a customer", "Of the east", "Of the company"]
    homes = {code: region for code in ("C1", "C3") for region in ("East", "North") if _sold(company, code, region)}
    for region, own in (("East", ["Of the east"]), ("North", [])):
        customers = [
            text for code, text in (("C3", "Closes in June"), ("C1", "Of a customer")) if homes[code] == region
        ]
        assert shown(company, BOSS, Filter("region", (region,))) == [*customers, *own]
    assert shown(company, kind="note") == ["Closes in June"]
    assert shown(company, REP) == [
        text for text in shown(company) if text == "Closes in June" and _knows(company, "C3")
    ]
    assert shown(company, BLIND) == []


def _sold(company: Workspace, code: str, region: str) -> bool:
    return code in {one for one, _ in company.figures.values("customer", BOSS, 1, (Filter("region", (region,)),))}


def _knows(company: Workspace, code: str) -> bool:
    return code in {one for one, _ in company.figures.values("customer", REP, 1)}


def test_who_is_named_finds_it(company: Workspace) -> None:
    comment(company, "@Chen please look, cc x@boss.example")
    assert shown(company, OTHER, kind="mentions") == ["@Chen please look, cc x@boss.example"]
    assert shown(company, BOSS, kind="mentions") == []
    head = opened(company, OTHER).block("headline")
    assert isinstance(head, Headline)
    assert "1 of them mention you" in head.sentence


def test_a_picked_entry_leads_to_its_figure(company: Workspace) -> None:
    made = comment(company, "Of the east", EAST)
    picked = opened(company, entry=f"comment-{made}").block("chosen")
    assert isinstance(picked, RecordForm)
    assert picked.number == NumberAddress("net_sales", MAY, (EAST,))
    assert [move.state for move in picked.entries[0].moves] == ["withdrawn"]
    assert opened(company, entry="comment-0").block("chosen") is None


def test_nothing_said_says_what_to_do(company: Workspace) -> None:
    head = opened(company).block("headline")
    assert isinstance(head, Headline)
    assert "yet" in head.sentence
