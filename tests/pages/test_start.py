"""Start: what is loaded, missing and out of date; the company's settings; a page that is empty says what fills it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sales_core.appdb.records import Version
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.company_settings import COMPANY_PROFILE
from sales_core.catalogue.export_menu import EXPORT_SYSTEMS, export_menus, unlocked_by
from sales_core.i18n import locales
from sales_core.kernel import clock
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import Role, Viewer
from sales_core.loading.demo_company import DemoProgress, note_demo
from tests.pages.stage import Stage, words

MANAGER = Viewer("mei", Role.MANAGER)


def html(app: AppTest) -> str:
    """What stands in cards."""
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def version_of(rows: dict[str, int], periods: dict[str, Any]) -> Version:
    return Version(1, clock.now(), "x", 0, "load", "", "f", "2026-05-06", rows, {}, periods, ())


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A company of which sales to May, and a product list, are loaded, looked at in August."""
    monkeypatch.setenv("SALES_TODAY", "2026-08-20")
    made = Stage.of(tmp_path, sales=[{"date": "2026-05-06", "amount": 10}])
    found = version_of({"sales": 1234, "products": 7}, {"sales": {"2026-04": (1000, 0), "2026-05": (234, 0)}})
    history = SimpleNamespace(version=lambda number, viewer: found)
    made.workspace.uploads = SimpleNamespace(history=history)  # type: ignore[assignment]
    made.workspace.settings = Settings(Home(tmp_path / "home"))
    return made


@pytest.mark.parametrize("locale", locales())
def test_each_dataset_is_loaded_missing_or_late_against_today(stage: Stage, locale: str) -> None:
    app = stage.show("start", locale=locale)
    said = html(app)
    assert said.count("<section") == len(product().datasets)
    assert said.count("▼") == 1
    assert said.count("✓") == 1
    assert said.count("○") == len(product().datasets) - 2
    # The last row is of 6 May, 106 days before 20 August.
    late = next(part for part in said.split("<section") if "▼" in part)
    assert "106" in late
    assert "2026-04" in late
    assert "1,234" in late
    assert said.count("/export/") == 2 * len(product().datasets)


def test_the_form_saves_what_differs_and_notes_it(stage: Stage) -> None:
    app = stage.show("start", locale="en")
    app.text_input[0].set_value("Hua Xing")
    next(box for box in app.selectbox if "fiscal" in box.label).set_value(4)
    next(button for button in app.button if button.label == "Save").click().run()
    company = stage.workspace.appdb.company.all()
    assert (company["company.name"], company["fiscal_year.start_month"]) == ("Hua Xing", 4)
    noted = stage.workspace.appdb.audit.events(what="setting_changed")
    assert {event.details["setting"] for event in noted} == {"company.name", "fiscal_year.start_month"}


def test_who_may_not_change_settings_reads_them(stage: Stage) -> None:
    app = stage.show("start", locale="en", viewer=MANAGER)
    assert not app.text_input
    assert all(one.label.in_("en") in words(app) for one in COMPANY_PROFILE)


@pytest.mark.parametrize("page", ["overview", "targets", "leaderboard", "analysis", "inventory", "receivables"])
def test_an_empty_page_names_the_file_that_fills_it(tmp_path: Path, page: str) -> None:
    """A store of receipts only: no page has anything to show, and each says what it wants instead of "this filter"."""
    stage = Stage.of(tmp_path, receipts=[{"receipt": "R1", "date": "2026-05-06", "amount": 10, "customer": "C1"}])
    app = stage.show(page, locale="en")
    boards = {"inventory": "Stock", "receivables": "Receivable documents"}
    assert boards.get(page, "Sales lines") in words(app)
    assert "filter" not in words(app)
    assert "<details>" in html(app)


def test_every_dataset_says_what_it_is_good_for_and_most_where_they_come_from() -> None:
    every = product().datasets.values()
    assert not [one.id for one in every if unlocked_by(one) is None]
    own = {one.id for one in every if not export_menus(one)}
    assert own == {"targets", "outlet_audits", "visits", "calendar", "aliases"}, "kept in people's own sheets"
    named = {menu.system.key.removeprefix("export_system.") for one in every for menu in export_menus(one)}
    assert named == set(EXPORT_SYSTEMS)


def test_the_demo_can_be_prepared_by_the_administrator_alone(stage: Stage) -> None:
    assert "demo_prepare" in [button.key for button in stage.show("start").button]
    assert "demo_prepare" not in [button.key for button in stage.show("start", viewer=MANAGER).button]


def test_who_has_the_demo_as_the_main_company_begins_the_own_one_beside_it(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SALES_HOME", str(tmp_path / "home"))
    note_demo(stage.workspace.appdb, DemoProgress(8, 8))
    app = stage.show("start", locale="en")
    next(button for button in app.button if button.key == "own_prepare").click().run()
    assert Home(tmp_path / "home").companies() == ("main", "own")
    assert 'href="/own/' in html(app)
