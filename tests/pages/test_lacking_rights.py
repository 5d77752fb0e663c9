"""Roles that a company cut down: each page says of a part that it is not shown, and draws the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pages.kit.page_spec import product_pages
from sales_core.kernel.terms import LOCAL_ADMIN, Right, Viewer
from tests.pages.stage import Stage, words
from tests.pages.tiny import everything

#: Rights with the page that shows most of what they open, among other things.
FEW = [
    (Right.VIEW_AMOUNTS, "overview"),
    (Right.VIEW_AMOUNTS, "targets"),
    (Right.VIEW_SALES, "inventory"),
    (Right.VIEW_SALES, "pay"),
    (Right.VIEW_STOCK, "expenses"),
    (Right.VIEW_RECEIVABLES, "expenses"),
]
PAGES = [spec for spec in product_pages() if spec.board is not None]
SEEN = (Right.VIEW_SALES, Right.VIEW_STOCK, Right.VIEW_RECEIVABLES)


def without(right: Right) -> Viewer:
    return replace(LOCAL_ADMIN, name=f"without {right}", rights=tuple(one for one in Right if one is not right))


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage.of(tmp_path_factory.mktemp("rights"), **everything())


@pytest.mark.parametrize(("right", "page"), FEW)
def test_what_may_not_be_seen_is_said_in_its_place(stage: Stage, right: Right, page: str) -> None:
    hidden = "您的角色不显示此项"
    assert hidden in words(stage.show(page, viewer=without(right)))
    assert hidden not in words(stage.show(page, viewer=LOCAL_ADMIN)), "the control"


@pytest.mark.endure
@pytest.mark.parametrize("right", list(Right))
def test_every_page_is_drawn_without_any_one_right(stage: Stage, right: Right) -> None:
    drawn = [stage.draw_spec(spec, viewer=without(right)) for spec in PAGES if spec.is_for(without(right))]
    assert len(drawn) > 3


@pytest.mark.endure
@pytest.mark.parametrize("right", SEEN)
def test_every_page_that_one_right_opens_is_drawn(stage: Stage, right: Right) -> None:
    viewer = replace(LOCAL_ADMIN, name=f"only {right}", rights=(right,))
    drawn = [stage.draw_spec(spec, viewer=viewer) for spec in PAGES if spec.is_for(viewer)]
    assert drawn
