"""`--company`: a command works on one company of the server and leaves the others alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sales_core.appdb.database import AppDatabase
from sales_core.kernel.settings import Home
from sales_core.loading.demo_company import DemoProgress, note_demo
from tests.cli.conftest import Said

Cockpit = Callable[..., Said]


def test_settings_and_accounts_are_of_the_company_named(cockpit: Cockpit, tmp_path: Path) -> None:
    assert cockpit("--company", "demo", "settings", "set", "company.name", "Canary").code == 0
    assert cockpit("settings", "get", "company.name").out.strip() == ""
    assert cockpit("--company", "demo", "settings", "get", "company.name").out.strip() == "Canary"
    assert cockpit("--company", "main", "settings", "get", "company.name").out.strip() == ""
    assert cockpit("--company", "demo", "signin-link", "--base-url", "http://x").out.startswith("http://x/demo/enter/")
    assert "admin" not in cockpit("user", "list").out
    assert Home(tmp_path / "home").companies() == ("main", "demo")


def test_a_company_of_another_name_is_a_typing_error(cockpit: Cockpit, tmp_path: Path) -> None:
    assert cockpit("--company", "dmeo", "settings").code == 2
    assert not (tmp_path / "home" / "companies").exists()


def test_the_demo_is_removed_only_when_that_is_meant(cockpit: Cockpit, tmp_path: Path) -> None:
    cockpit("settings")
    cockpit("--company", "demo", "settings")
    assert cockpit("--company", "demo", "demo", "--remove", "--yes").code == 2, "nobody noted it as a demo"
    home = Home(tmp_path / "home").of_company("demo")
    appdb = AppDatabase(home.appdb, home.journal)
    note_demo(appdb, DemoProgress(3, 8))
    appdb.close()
    assert cockpit("--company", "demo", "demo", "--remove").code == 6
    assert cockpit("demo", "--remove", "--yes").code == 2, "the main company is never removed"
    assert home.appdb.is_file()
    assert cockpit("--company", "demo", "demo", "--remove", "--yes").code == 0
    assert Home(tmp_path / "home").companies() == ("main",)
    assert cockpit("settings").code == 0
