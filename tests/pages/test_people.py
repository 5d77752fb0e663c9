"""People & rights: every scope an account can have is shown and kept, and a company without accounts has a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from sales_core.access.accounts import Accounts
from sales_core.catalogue.catalogue import product
from sales_core.i18n import t
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import Right, Role, Scope
from sales_core.loading.person_data import PersonData
from tests.pages.stage import Stage, words

SALE = {"date": "2026-05-06", "country": "CN", "region": "East", "branch": "SH", "rep": "E1", "amount": 10}
DIMENSIONS = sorted(name for name, dimension in product().dimensions.items() if not dimension.is_time)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """A company of one sale."""
    made = Stage.of(tmp_path, sales=[SALE])
    made.workspace.accounts = Accounts(made.workspace.appdb)
    return made


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_a_company_without_accounts_has_a_page(stage: Stage, locale: str) -> None:
    app = stage.show("people", locale=locale)
    (rights,) = app.dataframe
    assert len(rights.value) == len(Right), "only the table of roles and rights"
    assert [button.label for button in app.button]


def test_an_account_scoped_by_any_dimension_is_shown_and_keeps_its_scope(stage: Stage) -> None:
    scope = Scope.of(dict.fromkeys([*DIMENSIONS, "gone"], ("CN", "X")))
    stage.workspace.accounts.add("Li", Role.MANAGER, scope, by="test")
    app = stage.show("people", locale="en")
    (told,) = app.dataframe[0].value["scope"]
    assert all(product().dimension(name).label.in_("en") in told for name in DIMENSIONS)
    assert "gone" in told, "an id that is declared no more is shown as it was stored"
    next(button for button in app.button if button.label == "Save role and scope").click().run()
    assert not app.exception
    assert stage.workspace.accounts.get("Li").scope == scope, "saving the form must not widen it"
    assert "person" in words(app)


def test_a_rep_for_whom_nothing_is_named_is_not_said_to_see_everything(stage: Stage) -> None:
    stage.workspace.accounts.add("Li", Role.REP, by="test")
    stage.workspace.accounts.add("Wang", Role.MANAGER, by="test")
    shown = stage.show("people", locale="en").dataframe[0].value.set_index("name")["scope"]
    assert dict(shown) == {"Li": "no rows: name them", "Wang": "all rows"}


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_the_rights_of_a_role_are_shown_and_changed_on_the_page(stage: Stage, locale: str) -> None:
    app = stage.show("people", locale=locale)
    table = app.dataframe[-1].value
    assert list(table.columns)[1:] == [role.value for role in Role]
    assert set(table["admin"]) == {"●"}
    app.selectbox(key="rights_role").select(Role.REP).run()
    app.multiselect(key="rights_of_rep").set_value(["view_sales"])
    save = "Save rights" if locale == "en" else "保存权限"
    next(button for button in app.button if button.label == save).click().run()
    assert not app.exception
    assert stage.workspace.accounts.rights(Role.REP) == (Right.VIEW_SALES,)


def test_a_person_is_erased_only_when_the_name_is_typed(stage: Stage, tmp_path: Path) -> None:
    accounts = stage.workspace.accounts
    stage.workspace.person_data = PersonData(Settings(Home(tmp_path / "home")), stage.workspace.appdb, accounts)
    accounts.add("Li", Role.MANAGER, by="test")
    for typed, is_there in (("Lu", True), ("Li", False)):
        app = stage.show("people", locale="en")
        next(one for one in app.text_input if "Type the name" in one.label).set_value(typed)
        next(one for one in app.button if one.label == "Erase").click().run()
        assert not app.exception
        assert (accounts.find("Li") is not None) is is_there


def test_a_refused_password_keeps_what_was_typed_of_a_new_person(stage: Stage) -> None:
    app = stage.show("people", locale="en")
    app.text_input[0].set_value("Zhou")
    app.text_input[1].set_value("123")
    add = next(button for button in app.button if button.label == "Add")
    add.click().run()
    assert app.error, "the password is too easy"
    assert app.text_input[0].value == "Zhou"
    app.text_input[1].set_value("a long way home 77")
    next(button for button in app.button if button.label == "Add").click().run()
    assert [one.name for one in stage.workspace.accounts.list()] == ["Zhou"]


def test_every_role_is_explained_beside_its_rights(stage: Stage) -> None:
    said = words(stage.show("people", locale="en"))
    assert all(t(f"people.role_means_{role.value}", "en") in said for role in Role)
