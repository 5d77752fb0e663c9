"""Today's calls on the pages of customers and of one's own: who is called, and who learns of the tenth left out."""

from __future__ import annotations

import pytest

from sales_core.analysis.customers.calls import is_left_out
from sales_core.api import LOCAL_ADMIN, Ask, Headline, Narrative, OpenBoard, Period, Viewer, boards
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import Right, Role, Scope
from tests.pages.stage import Stage, table
from tests.pages.tiny import customers, receipts, receivables, sales

MAY = Period.month(2026, 5)
SELLER = Viewer("seller", Role.REP, Scope.of({"rep": ("E2",)}))


def _left_out_code() -> str:
    return next(code for code in (f"X{number}" for number in range(100)) if is_left_out(code))


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The tiny company; one more customer of E2 is drawn to be left out, although he owes most."""
    owed: dict[str, object] = {"document": "D9", "document_type": "invoice", "date": "2026-01-02", "due": "2026-02-01",
                               "customer": _left_out_code(), "rep": "E2", "branch": "SH", "region": "East", "amount": 900_000}  # fmt: skip
    return Stage.of(
        tmp_path_factory.mktemp("calls"), sales=sales(), customers=customers(), receivables=[*receivables(), owed],
        receipts=receipts(),
    )  # fmt: skip


def opened(stage: Stage, viewer: Viewer = LOCAL_ADMIN, board: str = "customers", *filters: Filter) -> OpenBoard:
    choices = {"view": "calls"} if board == "customers" else {}
    return OpenBoard(boards()[board], Ask(viewer, 1, MAY, filters, choices, "en"), stage.workspace)


def test_the_call_that_is_worth_most_is_named_with_who_calls_and_what_to_say(stage: Stage) -> None:
    """C2 buys no tea, 1,200,005 a year below the median of two, and owes 30,000 late."""
    block = opened(stage).block("headline")
    assert isinstance(block, Headline)
    assert block.sentence.startswith("E2 calls 百货大楼 first, about ¥130.0K: half his peers buy ¥100.0K more of Tea")
    assert "¥30.0K overdue" in block.sentence
    listed = table(opened(stage), "calls")
    assert listed.keys[0] == "C2"
    assert _left_out_code() not in listed.keys


def test_only_administrators_learn_who_is_left_out(stage: Stage) -> None:
    assert table(opened(stage), "left_out").keys == (_left_out_code(),)
    worth = opened(stage).block("worth")
    assert isinstance(worth, Narrative)
    assert "unknown" in str(worth.sentences[0])
    for name in ("left_out", "worth"):
        assert opened(stage, SELLER).block(name) is None


def test_a_rep_calls_his_own_customers_here_and_on_his_page(stage: Stage) -> None:
    whose = Filter("rep", ("E2",))
    for found in (table(opened(stage, SELLER), "calls"), table(opened(stage, SELLER, "mine"), "five_calls")):
        assert found.keys == ("C2",)
    assert table(opened(stage, LOCAL_ADMIN, "mine", whose), "five_calls").keys == ("C2",)


def test_amounts_that_may_not_be_seen_rank_nobody(stage: Stage) -> None:
    bare = Viewer("bare", Role.REP, rights=(Right.VIEW_SALES, Right.VIEW_CUSTOMERS))
    for name in ("headline", "calls"):
        assert isinstance(opened(stage, bare).block(name), Narrative), name
