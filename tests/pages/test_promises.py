"""A promise on the receivables page: in the list, in the expected cash, as far as the viewer may see."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.kit.literal import literal
from sales_core.analysis.receivables.promises import PromiseStanding
from sales_core.catalogue.record import FieldValue
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Scope, Viewer
from tests.pages.stage import Stage, words
from tests.pages.tiny import everything

PAGE = "receivables"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day after the last sale: later, the calendar would say that May is over."""
    monkeypatch.setenv("SALES_TODAY", "2026-05-21")


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    made = Stage.of(tmp_path, **everything())
    typed: dict[str, FieldValue] = {"day": date(2026, 5, 28), "amount": Decimal(12_345), "note": "said on the phone"}
    made.workspace.records.add("promise_to_pay", LOCAL_ADMIN, "C2", typed)
    return made


def listed(app: AppTest) -> dict[str, str]:
    frame = app.dataframe[0].value
    return dict(zip(frame["customer_name"], frame["promise"], strict=True))


def test_the_list_shows_the_promise(stage: Stage) -> None:
    assert listed(stage.show(PAGE)) == {"华联超市": "", "百货大楼": "○ 2026年5月28日前付 ¥1.23万"}
    assert listed(stage.show(PAGE, locale="en"))["百货大楼"] == "○ ¥12.3K by 28 May 2026"


def test_a_rep_without_the_customer_sees_no_promise(stage: Stage) -> None:
    viewer = Viewer("e1", Role.REP, Scope.of({"rep": ("E1",)}))
    assert listed(stage.show(PAGE, viewer=viewer)) == {"华联超市": ""}


def test_expected_cash_counts_it(stage: Stage) -> None:
    # Without it only D1's 100,000, due on 9 June, can be dated; the promised part of C2's late document comes first.
    said = words(stage.show(PAGE, {"view": "cash"}))
    assert "¥11.23万" in said or "¥11.2万" in said


def test_the_entry_notes_a_promise(stage: Stage) -> None:
    app = stage.show(PAGE, {"customer": "C1"})
    app.text_input[0].set_value("half of it")
    app.button[0].click()
    app.run()
    (one, _) = stage.workspace.records.list("promise_to_pay", LOCAL_ADMIN)
    assert isinstance(one, PromiseStanding)
    assert (one.promise.customer, one.promise.amount, one.promise.day, one.promise.note) == (
        "C1", Decimal(50_000), date(2026, 5, 27), "half of it",
    )  # fmt: skip


def test_a_promise_is_withdrawn_by_its_button(stage: Stage) -> None:
    app = stage.show(PAGE, {"customer": "C2"}, locale="en")
    assert "○ ¥12.3K by 28 May 2026 · said on the phone · noted by local" in words(app)
    (withdraw,) = [button for button in app.button if button.label == "Set to: withdrawn"]
    withdraw.click()
    app.run()
    assert "said on the phone" not in words(app)
    assert not stage.workspace.records.list("promise_to_pay", LOCAL_ADMIN).rows


def test_a_note_is_written_as_it_was_typed(stage: Stage) -> None:
    """No link, picture or colour of a note comes to life on the page of whoever opens the customer."""
    note = "![p](http://host/x.png) [click me](http://host/phish) :red[urgent]"
    typed: dict[str, FieldValue] = {"day": date(2026, 5, 28), "amount": Decimal(1), "note": note}
    stage.workspace.records.add("promise_to_pay", LOCAL_ADMIN, "C1", typed)
    said = words(stage.show(PAGE, {"customer": "C1"}))
    assert literal(note) in said
    assert note not in said
    assert ":red[" not in said
