"""Data health as an inbox: each finding with the page it is seen to on, assigned to somebody, done, and still true."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from sales_core.kernel.terms import LOCAL_ADMIN, Role, Scope, Viewer
from tests.pages.stage import Stage, words, workspace_of
from tests.support.company import Company


def sale(day: str, branch: str) -> dict[str, object]:
    return {"date": day, "branch": branch, "rep": f"E{branch}", "customer": "C1", "product": "P1", "category": "tea",
            "quantity": 1, "amount": 10}  # fmt: skip


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Sales of two branches in April and of one in May; receipts ended in January. It is 20 May."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SALES_TODAY", "2026-05-20")
        company = Company(tmp_path_factory.mktemp("inbox"))
        company.load("sales.csv", [sale("2026-04-04", "SH"), sale("2026-04-05", "BJ"), sale("2026-05-18", "SH")])
        company.load("receipts.csv", [{"date": "2026-01-29", "receipt": "R1", "customer": "C1", "amount": 9}])
        made = workspace_of(company.store, company.appdb)
        made.uploads, made.settings = company.uploads, company.settings
        yield Stage(made)


def found(app: AppTest) -> list[str]:
    return [one.value for one in app.markdown if one.value.startswith("▼")]


def test_a_finding_is_assigned_done_and_told_as_long_as_it_stands(stage: Stage) -> None:
    app = stage.show("health", locale="en")
    lines = found(app)
    assert len(lines) == 2
    assert "Receipts" in lines[0]
    assert "BJ" in lines[1]
    assert "nobody yet" in words(app)
    next(one for one in app.text_input if one.label == "Owner").set_value("mei")
    next(one for one in app.button if one.label == "Save").click().run()
    assert "mei · due" in words(app)
    (task,) = stage.workspace.records.list("data_task", LOCAL_ADMIN).rows
    assert (task["finding"], task["owner"], task["state"]) == ("late:receipts", "mei", "assigned")
    next(one for one in app.button if one.label == "Done").click().run()
    assert len(found(app)) == 2, "what still stands is still told"
    assert "mei says" in words(app)


def test_tasks_are_those_of_the_whole_company(stage: Stage) -> None:
    scoped = Viewer("li", Role.MANAGER, Scope((("branch", ("SH",)),)))
    app = stage.show("health", locale="en", viewer=scoped)
    assert "mei" not in words(app)
    assert not [one for one in app.text_input if one.label == "Owner"]
