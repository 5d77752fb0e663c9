"""The toy company: a state directory whose catalogue holds the toys, loaded from spreadsheets by the real reader."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import openpyxl
import pytest

from sales_core.api.workspace import Workspace
from sales_core.cli.main import main
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Scope, Viewer
from sales_core.loading.plan import Plan
from sales_core.records.table import table_of
from tests.contracts import toy
from tests.support.shared import built_once

#: Sees the rows of one branch.
SHANGHAI = Viewer("shanghai", Role.MANAGER, Scope.of({"branch": ("上海",)}))
Rows = Sequence[Sequence[object]]
#: Runs a command of the terminal: exit code and both streams.
Command = Callable[..., tuple[int, str, str]]


def opened(home: Path) -> Workspace:
    """The toy company in `home`."""
    return toy.open_company(Settings(Home(home)))


def csv_file(path: Path, rows: Rows) -> tuple[str, Path]:
    """Rows as comma-separated text: (label, path)."""
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    return path.name, path


def xlsx_file(path: Path, rows: Rows) -> tuple[str, Path]:
    """Rows as the only sheet of a workbook: (label, path)."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path.name, path


def load(workspace: Workspace, *files: tuple[str, Path]) -> Plan:
    """Plans and commits files as the administrator; the plan that was committed."""
    plan = workspace.uploads.plan(files, LOCAL_ADMIN)
    assert plan.ready, plan.problems
    workspace.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
    return plan


def build_company(root: Path) -> None:
    """Loads the toys' rows into a state directory `home` below `root`."""
    workspace = opened(root / "home")
    table_of(toy.BOOKING).create(workspace.appdb.engine)
    load(
        workspace,
        xlsx_file(root / "promoters.xlsx", toy.PROMOTER_ROWS),
        csv_file(root / "tastings.csv", toy.TASTING_ROWS),
    )


@pytest.fixture(scope="package", autouse=True)
def toy_texts() -> Iterator[None]:
    """The toys' words, for the tests of this folder and no longer: others count the words of the product."""
    undo = toy.add_texts()
    yield
    undo()


@pytest.fixture(scope="package")
def toy_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The loaded toy company's state directory; nobody changes it."""
    return built_once(tmp_path_factory, "toy-company", build_company) / "home"


@pytest.fixture(scope="module")
def toys(toy_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The toy company for a module that loads nothing into it."""
    return opened(Path(shutil.copytree(toy_home, tmp_path_factory.mktemp("company") / "home")))


@pytest.fixture
def own_toys(toy_home: Path, tmp_path: Path) -> Workspace:
    """The toy company for a test that changes it."""
    return opened(Path(shutil.copytree(toy_home, tmp_path / "home")))


@pytest.fixture
def command(toys: Workspace, monkeypatch: pytest.MonkeyPatch) -> Command:
    """`command("list", …)`: exit code and both streams of that command on the toy company, in English."""

    def run(*words: object, lang: str = "en") -> tuple[int, str, str]:
        monkeypatch.setenv("SALES_LANG", lang)
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main([str(word) for word in words], lambda: toys)
        return code, out.getvalue(), err.getvalue()

    return run
