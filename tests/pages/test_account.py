"""My account: the password is changed where the old one is known, and a refusal keeps what was typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from sales_core.access.accounts import Accounts
from sales_core.access.sessions import session_id
from sales_core.catalogue.display_settings import DISPLAY_RISE, DISPLAY_THEME
from sales_core.kernel.errors import StorageError, UsageError
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Text, Viewer
from tests.pages.stage import Stage, words

OLD, NEW = "correct horse battery", "salt train lemon july"


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """A company with one person."""
    made = Stage.of(tmp_path, sales=[{"date": "2026-05-06", "amount": 10}])
    made.workspace.accounts = Accounts(made.workspace.appdb)
    made.workspace.accounts.add("li", Role.REP, password=OLD, by="admin")
    return made


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_a_password_is_changed_by_its_owner(stage: Stage, locale: str) -> None:
    accounts: Accounts = stage.workspace.accounts
    app = stage.show("account", locale=locale, viewer=Viewer("li", Role.REP))
    app.text_input[0].set_value(OLD)
    app.text_input[1].set_value("1234567890")
    app.button[0].click().run()
    assert len(app.error) == 1
    assert app.text_input[0].value == OLD, "a refused password keeps the form"
    app.text_input[1].set_value(NEW)
    app.button[0].click().run()
    assert not app.error
    assert accounts.sign_in("li", NEW) is not None


def test_how_pages_look_is_ones_own_and_else_the_companys(stage: Stage) -> None:
    company, person = stage.workspace.appdb.company, "li"
    company.set("display.rise", "red", LOCAL_ADMIN)
    assert company.own_value(DISPLAY_RISE, person) == "red", "as the company has it"
    app = stage.show("account", locale="en", viewer=Viewer("li", Role.REP))
    (theme,) = (one for one in app.selectbox if one.label == "Light or dark")
    theme.set_value("dark").run()
    assert company.own_value(DISPLAY_THEME, person) == "dark"
    assert company.value(DISPLAY_THEME) == "system", "nobody else's page changes"
    told = next(iter(stage.workspace.appdb.audit.events(what="setting_changed")))
    assert (told.who, told.details["after"]) == ("li", "dark")
    with pytest.raises(UsageError):
        company.set_own("company.name", "mine", Viewer("li", Role.REP))


def test_a_look_that_can_not_be_kept_is_told_below_its_list(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    company = stage.workspace.appdb.company
    app = stage.show("account", locale="en", viewer=Viewer("li", Role.REP))

    def refuse(*_: object) -> None:
        raise StorageError(Text("error.disk_full"))

    monkeypatch.setattr(type(company), "set_own", refuse)
    (theme,) = (one for one in app.selectbox if one.label == "Light or dark")
    theme.set_value("dark").run()
    assert not app.exception
    assert len(app.error) == 1
    (theme,) = (one for one in app.selectbox if one.label == "Light or dark")
    assert theme.value == "system", "the list shows what is kept"
    app.run()
    assert not app.error, "it is told once"


def test_sign_ins_are_listed_and_ended(stage: Stage) -> None:
    accounts: Accounts = stage.workspace.accounts
    secret = accounts.sessions.open("li")
    app = stage.show("account", locale="en", viewer=Viewer("li", Role.REP))
    next(button for button in app.button if button.label == "End").click().run()
    assert accounts.signed_in(session_id(secret)) is None
    assert "since" not in words(app)


def test_on_this_machine_there_is_no_account(stage: Stage) -> None:
    assert "no account" in words(stage.show("account", locale="en"))


def test_a_token_is_made_shown_once_and_ended(stage: Stage) -> None:
    viewer = stage.workspace.accounts.viewer("li")
    app = stage.show("account", locale="en", viewer=viewer)
    next(field for field in app.text_input if field.label == "What for").set_value("nightly")
    next(button for button in app.button if button.label == "Make a token").click().run()
    (secret,) = [code.value for code in app.code]
    assert stage.workspace.tokens.viewer(secret) is not None
    assert "nightly" in words(app)
    app.run()
    assert not app.code
    next(button for button in app.button if button.label == "End").click().run()
    assert stage.workspace.tokens.viewer(secret) is None
