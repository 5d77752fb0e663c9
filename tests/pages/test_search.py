"""The search finds by name, pinyin and code, puts the closest first, and knows nothing that the viewer may not know of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pages.kit.page_spec import product_pages
from sales_core.api import (
    LOCAL_ADMIN,
    Ask,
    BoardContext,
    OpenBoard,
    Period,
    SearchHit,
    SearchPlace,
    Viewer,
    boards,
    search_hits,
)
from sales_core.boards.search.match import MatchRank, folded, match_rank
from sales_core.i18n import locales, t
from sales_core.kernel.terms import Right, Role, Scope
from tests.pages.stage import Stage
from tests.pages.tiny import everything

MAY = Period.month(2026, 5)
PLACES = [
    SearchPlace(one.id, tuple(t(one.title_key, locale) for locale in locales()))
    for one in product_pages()
    if one.section
]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    rows = everything()
    rows["receivables"] = [{**row, "document": f"INV-2026-{row['document']}"} for row in rows["receivables"]]
    return Stage.of(tmp_path_factory.mktemp("search"), **rows)


def hits(stage: Stage, typed: str, viewer: Viewer = LOCAL_ADMIN, version: int = 1) -> tuple[SearchHit, ...]:
    context = BoardContext(Ask(viewer, version, MAY, locale="en"), stage.workspace, lambda _: "")
    return search_hits(context, typed, PLACES)


@pytest.mark.parametrize(
    ("typed", "name", "rank"),
    [
        ("张伟", "张伟", MatchRank.WHOLE),
        ("张", "张伟", MatchRank.BEGINNING),
        ("伟", "张伟", MatchRank.WORD),
        ("zw", "张伟", MatchRank.SPELLED_BEGINNING),
        ("zhangwei", "张伟", MatchRank.SPELLED_BEGINNING),
        ("zhw", "张伟", MatchRank.SPELLED_BEGINNING),
        ("zhangw", "张伟", MatchRank.SPELLED_BEGINNING),
        ("wei", "张伟", MatchRank.SPELLED_INSIDE),
        ("cq", "重庆百货", MatchRank.SPELLED_BEGINNING),
        ("zhongqing", "重庆百货", MatchRank.SPELLED_BEGINNING),
        ("lv", "吕梁", MatchRank.SPELLED_BEGINNING),
        ("wlc280", "乌龙茶 280g", MatchRank.SPELLED_BEGINNING),
        ("ＡＣＭＥ", "acme trading", MatchRank.BEGINNING),
        ("trading acme", "Acme Trading", MatchRank.WORD),
        ("zx", "张伟", None),
        ("ng", "张伟", None),
        ("acme", "张伟", None),
    ],
)
def test_a_name_is_met(typed: str, name: str, rank: MatchRank | None) -> None:
    assert match_rank(folded(typed), (name, "K-7")) is rank
    assert match_rank("k-7", (name, "K-7")) is MatchRank.WHOLE


def test_each_kind_of_thing_is_found_and_leads_to_its_page(stage: Stage) -> None:
    for typed, kind, page, choices in (
        ("zw", "Rep", "profile", {"kind": "rep", "code": "E1"}),
        ("E3", "Rep", "profile", {"kind": "rep", "code": "E3"}),
        ("wlc", "Product", "profile", {"kind": "product", "code": "P1"}),
        ("小卖部", "Customer", "profile", {"kind": "customer", "code": "C3"}),
        ("net sales", "Figure", "explore", {"metric": "net_sales"}),
        ("净销售额", "Figure", "explore", {"metric": "net_sales"}),
        ("yingshou", "Page", "receivables", {}),
        ("Receivables", "Page", "receivables", {}),
    ):
        first = hits(stage, typed)[0]
        assert (first.kind, first.address.page, dict(first.address.choices)) == (kind, page, choices), typed


def test_a_hit_opens_what_it_names(stage: Stage) -> None:
    for typed in ("zw", "wlc", "净销售额"):
        hit = hits(stage, typed)[0]
        ask = Ask(LOCAL_ADMIN, 1, MAY, (), dict(hit.address.choices), "en")
        opened = OpenBoard(boards()[hit.address.page], ask, stage.workspace, strict=True)
        assert [opened.value(name) for name, _ in hit.address.choices] == [value for _, value in hit.address.choices]


def test_a_document_leads_to_its_customer_in_its_month(stage: Stage) -> None:
    (hit,) = hits(stage, "2026-d3")
    assert (hit.kind, hit.name) == ("Receivable documents", "INV-2026-D3")
    assert dict(hit.address.choices) == {"kind": "customer", "code": "C2", "list": "receivable_documents"}
    assert hit.address.period == Period.month(2025, 12)
    assert not hits(stage, "2026-d3", Viewer("sales", Role.REP, rights=(Right.VIEW_SALES, Right.VIEW_AMOUNTS)))


def test_who_looks_for_a_document_is_noted_each_time(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[str] = []
    monkeypatch.setattr(stage.workspace.figures.looks, "note", lambda viewer, *_, **__: noted.append(viewer.name))
    for name in ("one", "two", "two"):
        assert hits(stage, "INV-2026-D1", replace(LOCAL_ADMIN, name=name))
    assert {"one", "two"} <= set(noted)
    assert noted.count("two") == 2 * noted.count("one")


def test_nothing_outside_the_viewers_sight_is_found(stage: Stage) -> None:
    seller = Viewer("zhang", Role.REP, Scope.of({"rep": ("E1",)}))
    assert [hit for hit in hits(stage, "王芳") if hit.name == "王芳"]
    assert not hits(stage, "王芳", seller)
    assert not [hit for hit in hits(stage, "wf", seller) if hit.kind == "Rep"]
    few = Viewer("few", Role.REP, rights=(Right.VIEW_SALES, Right.VIEW_AMOUNTS, Right.VIEW_CUSTOMERS))
    assert not [hit for hit in hits(stage, "stock value", few) if hit.kind == "Figure"]
    masked = Viewer("masked", Role.VIEWER, rights=(Right.VIEW_SALES, Right.VIEW_AMOUNTS))
    assert not hits(stage, "小卖部", masked)
    assert not hits(stage, "张伟", masked)


def test_without_data_pages_are_found(stage: Stage) -> None:
    assert [hit.kind for hit in hits(stage, "Overview", version=0)] == ["Page"]
    assert hits(stage, "  ") == ()
