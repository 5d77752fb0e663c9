"""The audit page: filters, lines, the whole as a file; and the command that prints the same."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from sales_core.access.accounts import Accounts
from sales_core.access.audit_trail import AuditTrail
from sales_core.access.look_trail import LookTrail
from sales_core.boards.recipes import AuditFile, make_export, recipe_as_json
from sales_core.kernel import clock
from sales_core.kernel.errors import NotAllowedError
from sales_core.kernel.query import Filter, Query
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Right, Role, Viewer
from sales_core.semantic.look_search import LookSearch
from tests.pages.stage import Stage, words
from tests.support.clocks import FixedClock

MAY = Period.parse("2026-05")


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """A company of one sale and two people."""
    made = Stage.of(tmp_path, sales=[{"date": "2026-05-06", "amount": 10, "branch": "SH"}])
    accounts = Accounts(made.workspace.appdb)
    accounts.add("=li", Role.REP, by="wang")
    accounts.add("zhao", Role.REP, by="wang")
    accounts.disable("zhao", by="li")
    workspace = made.workspace
    workspace.audit = AuditTrail(workspace.appdb)
    workspace.looks = LookTrail(workspace.figures, LookSearch(workspace.figures, workspace.appdb.looks))
    return made


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_it_shows_who_did_what(stage: Stage, locale: str) -> None:
    app = stage.show("audit", locale=locale)
    shown = app.dataframe[0].value
    assert list(shown["who"]) == ["li", "wang", "wang"]
    assert "zhao" in shown["act"].iloc[0]
    assert "3" in words(app)
    app.selectbox[0].select("wang").run()
    assert list(app.dataframe[0].value["who"]) == ["wang", "wang"]
    app.selectbox[1].select("account_disabled").run()
    assert not app.dataframe


def test_the_file_holds_all_lines_and_no_formula(stage: Stage) -> None:
    recipe = recipe_as_json(AuditFile("", "", None, None, "en"))
    text = make_export(stage.workspace, recipe, LOCAL_ADMIN).decode("utf-8-sig")
    assert len(text.splitlines()) == 4
    assert "account_disabled" in text
    assert "\n=" not in text
    assert ",=" not in text
    with pytest.raises(NotAllowedError):
        make_export(stage.workspace, recipe, Viewer("li", Role.MANAGER))


def test_it_shows_who_saw_a_branch(stage: Stage) -> None:
    """The auditor's question, answered on the page: of which branch, which figures, whose eyes."""
    for who, by in (("zhao", ("branch",)), ("=li", ())):
        stage.workspace.figures.run(Query(("net_sales",), by), Viewer(who))
    app = stage.show("audit", locale="en")
    app.segmented_control[0].set_value("looks.title").run()
    assert list(app.dataframe[0].value["who"]) == ["=li", "zhao"]
    app.selectbox[0].select("branch").run()
    app.text_input[0].set_value("SH").run()
    shown = app.dataframe[0].value
    assert list(shown["who"]) == ["zhao"]
    assert "Net sales" in shown["shown"].iloc[0]
    app.selectbox[1].select(Right.VIEW_STOCK).run()
    assert not app.dataframe
    assert "Nobody saw this" in words(app)


def test_an_auditor_answers_who_saw_a_customers_debt_last_week(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owes = [
        {"document": f"I{at}", "date": "2026-05-01", "due": "2026-05-10", "amount": 90, "customer": customer}
        for at, customer in enumerate(("C1", "C2"))
    ]
    sold = [{"date": "2026-05-06", "amount": 10, "customer": "C1"}]
    workspace = Stage.of(tmp_path, sales=sold, receivables=owes).workspace
    workspace.looks = LookTrail(workspace.figures, LookSearch(workspace.figures, workspace.appdb.looks))
    workspace.audit = AuditTrail(workspace.appdb)
    debt, today, at = Query(("receivables_open",), ("customer",), MAY), clock.now(), FixedClock(monkeypatch)
    for days, who, asked in (
        (20, "weeks ago", debt),
        (3, "zhao", debt),
        (3, "of another", Query(("receivables_open",), (), MAY, (Filter("customer", ("C2",)),))),
        (3, "sales only", Query(("net_sales",), ("customer",), MAY)),
        (3, "behind the lens", debt),
    ):
        at.moment = today - timedelta(days=days)
        lens = (Right.VIEW_CUSTOMERS,) if who == "behind the lens" else ()
        workspace.figures.run(asked, Viewer(who, lens=lens))
        workspace.figures.looks.write()
    at.moment = today
    app = Stage(workspace).show("audit", locale="en", viewer=Viewer("cpa", Role.AUDITOR))
    app.segmented_control[0].set_value("looks.title").run()
    app.selectbox[0].select("customer").run()
    app.text_input[0].set_value("C1").run()
    app.selectbox[1].select(Right.VIEW_RECEIVABLES).run()
    shown = app.dataframe[0].value
    assert dict(zip(shown["who"], shown["shown"], strict=True)).keys() == {"zhao", "behind the lens"}
    assert shown.set_index("who").loc["zhao"].to_dict() != shown.set_index("who").loc["behind the lens"].to_dict()
