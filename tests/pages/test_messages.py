"""The page of messages and what a person decides on My account."""

from __future__ import annotations

from pathlib import Path

import pytest

from sales_core.catalogue.message_settings import (
    MESSAGES_DIGEST,
    MESSAGES_EMAIL,
    MESSAGES_ENABLED,
    MESSAGES_PUBLIC_ADDRESS,
)
from sales_core.kernel.terms import LOCAL_ADMIN, Role
from tests.pages.stage import Stage, words


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    made = Stage.of(tmp_path, sales=[{"date": "2026-05-06", "amount": 10}])
    made.workspace.accounts.add("li", Role.EXECUTIVE, by="admin")
    return made


@pytest.mark.parametrize(("locale", "off"), [("zh", "什么都不会发出"), ("en", "nothing leaves")])
def test_a_channel_is_added_tested_and_its_address_shown_nowhere(
    stage: Stage, tmp_path: Path, locale: str, off: str
) -> None:
    app = stage.show("messages", locale=locale)
    assert off in words(app)
    app.selectbox[0].select_index(6).run()
    name, url = app.text_input[:2]
    name.set_value("box")
    url.set_value("not/absolute")
    save = next(one for one in app.button if one.label in {"Save channel", "保存渠道"})
    save.click().run()
    assert len(app.error) == 1
    folder = tmp_path / "box"
    next(field for field in app.text_input if field.value == "not/absolute").set_value(str(folder))
    next(one for one in app.button if one.label == save.label).click().run()
    assert not app.error
    (channel,) = stage.workspace.messages.channels(LOCAL_ADMIN)
    assert (channel.name, channel.url) == ("box", str(folder))
    fresh = stage.show("messages", locale=locale)
    assert "box" in words(fresh)
    assert str(folder) not in words(fresh)
    fresh.button(key="test_box").click().run()
    assert len(fresh.error) == 1  # messages are off
    for setting, value in ((MESSAGES_ENABLED.id, True), (MESSAGES_PUBLIC_ADDRESS.id, "https://s.example.com")):
        stage.workspace.appdb.company.set(setting, value, LOCAL_ADMIN)
    fresh.button(key="test_box").click().run()
    # Who has no account of this company has no language, rights or rows of his own to be written in.
    assert len(fresh.error) == 1


def test_a_person_says_what_he_wants(stage: Stage) -> None:
    company, viewer = stage.workspace.appdb.company, stage.workspace.accounts.viewer("li")
    app = stage.show("account", locale="en", viewer=viewer)
    next(one for one in app.text_input if one.label == "My e-mail address").set_value("li example.com")
    save = next(one for one in app.button if one.label == "Save what I want")
    save.click().run()
    assert len(app.error) == 1
    next(one for one in app.text_input if one.label == "My e-mail address").set_value("li@example.com")
    next(one for one in app.selectbox if one.label == "What changed since I last looked").set_value("weekly")
    next(one for one in app.button if one.label == "Save what I want").click().run()
    assert not app.error
    assert company.own_value(MESSAGES_DIGEST, "li") == "weekly"
    assert company.own_values("li")[MESSAGES_EMAIL.id] == "li@example.com"
    told = [one.details["after"] for one in stage.workspace.appdb.audit.events(what="setting_changed")]
    assert "li@example.com" not in told
