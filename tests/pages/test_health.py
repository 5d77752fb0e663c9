"""Data health: the check of ledger against data is made once a version, says when, and is made again on demand."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.kit.context import PageContext
from sales_core.api.workspace import Workspace
from sales_core.appdb.load_history import LoadHistory
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Role, Scope, Viewer
from sales_core.loading.plan import Committed
from tests.pages.stage import board_context, words
from tests.support.present import present

_SET: dict[str, PageContext] = {}
SALES = "日期,分公司,客户编码,产品编码,数量,金额\n2026-05-06,上海,C1,P1,1,{amount}\n"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("SALES_TODAY", "2026-06-10")
    return Workspace.open(Settings(home=Home(tmp_path / "home").make()))


def load(workspace: Workspace, tmp_path: Path, amount: int) -> Committed:
    path = tmp_path / "sales.csv"
    path.write_text(SALES.format(amount=amount), encoding="utf-8")
    plan = workspace.uploads.plan([(path.name, path)], LOCAL_ADMIN)
    return workspace.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)


def staged() -> PageContext:
    return _SET["page"]


def _script() -> None:
    from pages.data import health
    from tests.pages.test_health import staged

    health.render(staged())


def shown(workspace: Workspace, viewer: Viewer = LOCAL_ADMIN) -> AppTest:
    snapshot = workspace.store.current()
    _SET["page"] = PageContext(
        workspace=workspace, viewer=viewer, locale="en", theme="light", version=snapshot.version, is_latest=True,
        as_of=snapshot.as_of, currency="CNY", period=Period.parse("2026-05"), filters=(), session="test",
    )  # fmt: skip
    app = AppTest.from_function(_script, default_timeout=30).run()
    assert not app.exception, app.exception
    return app


def checked(app: AppTest) -> tuple[str, str]:
    """What the page says of the version and the time of its check."""
    found = present(re.search(r"version (\d+), checked ([\d: -]+)", words(app)))
    return found[1], found[2]


def test_a_click_does_not_check_again_but_the_button_does(workspace: Workspace, tmp_path: Path) -> None:
    load(workspace, tmp_path, 10)
    app = shown(workspace)
    assert "✓ Ledger and data file agree" in words(app)
    first = checked(app)
    for path in (workspace.settings.home.root / "originals").iterdir():
        path.unlink()
    app.run()
    assert (checked(app), app.error.len) == (first, 0), "still what was found then, and it says when"
    app.button(key="check_again").click().run()
    assert "Original missing" in app.error[0].value
    assert checked(app)[0] == first[0]
    assert "agree" not in words(app)


def test_a_new_version_is_checked_by_itself(workspace: Workspace, tmp_path: Path) -> None:
    load(workspace, tmp_path, 10)
    assert checked(shown(workspace))[0] == "1"
    load(workspace, tmp_path, 20)
    assert checked(shown(workspace))[0] == "2"


def test_two_companies_of_one_process_are_not_mixed(workspace: Workspace, tmp_path: Path) -> None:
    load(workspace, tmp_path, 10)
    shown(workspace)
    other = Workspace.open(Settings(home=Home(tmp_path / "other").make()))
    load(other, tmp_path, 10)
    for path in (other.settings.home.root / "originals").iterdir():
        path.unlink()
    assert shown(other).error.len == 1


def test_who_sees_a_part_is_told_nothing_of_others_files(workspace: Workspace, tmp_path: Path) -> None:
    load(workspace, tmp_path, 10)
    app = shown(workspace, Viewer("m", Role.MANAGER, Scope.of({"branch": ("上海",)})))
    assert "checked" not in words(app)
    assert app.button.len == 0


def test_late_data_are_told_of_the_version_shown_and_no_other(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sales_core.boards.overview.need_plan import missing_days

    monkeypatch.setenv("SALES_TODAY", "2026-06-05")
    load(workspace, tmp_path, 10)
    shown(workspace)
    monkeypatch.setattr(LoadHistory, "versions", None)
    need, _ = present(missing_days(board_context(_SET["page"])))
    assert (need.id, need.owner) == ("data_age", "local")


def test_what_is_only_left_over_is_no_damage(workspace: Workspace, tmp_path: Path) -> None:
    load(workspace, tmp_path, 7)
    (workspace.settings.home.root / "versions" / "stranger.duckdb").write_bytes(b"x")
    assert [one.harmless for one in workspace.uploads.maintenance.check()] == [True]
    app = shown(workspace)
    assert not app.error
    assert "stranger.duckdb" in words(app)
