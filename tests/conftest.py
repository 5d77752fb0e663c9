"""Fixtures that several areas share; what is left out is told, also by the workers of a parallel run."""

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sales_core.semantic import look_recorder
from tests.support.cheap_databases import open_cheaply
from tests.support.cheap_passwords import hash_cheaply
from tests.support.company import Company
from tests.support.component_scan import scan_once
from tests.support.fresh_stores import share_fresh_stores
from tests.support.memory_folder import use_memory
from tests.support.scheduling import make_scheduler
from tests.support.shared import run_folder
from tests.support.shared_statements import share_statements

LEFT_OUT = pytest.StashKey[int]()
MEMORY = pytest.StashKey[Path | None]()
#: Files that take longest, after those with a browser, which one worker runs; then those with such marks.
LONGEST = (
    "e2e/test_upload.py",
    "golden/test_every_metric.py",
    "acceptance/test_hostile.py",
    "loading/test_period_locks.py",
    "oracle/test_oracle.py",
    "loading/test_uploads.py",
    "agreement/test_agreement.py",
    "cli/test_commands.py",
    "access/test_matrix.py",
    "pages/test_pages.py",
    "loading/test_faults.py",
    "access/test_masking.py",
    "acceptance/test_superstore.py",
    "acceptance/test_companies.py",
    "acceptance/test_messy.py",
)
_LONG = ("slow", "e2e")
TESTS = Path(__file__).parent


@pytest.fixture(scope="session", autouse=True)
def _cheap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        share_fresh_stores(patch, tmp_path_factory.mktemp("fresh"), run_folder(tmp_path_factory) / "shared-versions")
        hash_cheaply(patch)
        open_cheaply(patch)
        share_statements(patch)
        scan_once(patch)
        yield
    # Companies whose folders are gone: at the end of the process there is nothing to write their looks to.
    look_recorder._WAITING.clear()


@pytest.fixture
def company(tmp_path: Path) -> Company:
    return Company(tmp_path)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    return make_scheduler(config, log)


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LEFT_OUT] = 0
    config.stash[MEMORY] = use_memory()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """What failed stays to be looked at until the next run."""
    if (folder := config.stash.get(MEMORY, None)) and not list(folder.glob("pytest-of-*/pytest-*/*")):
        shutil.rmtree(folder, ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In parallel the files that take long come first, so that no worker begins one when the others are done."""
    if not hasattr(config, "workerinput"):
        return
    longest = [TESTS / name for name in LONGEST]
    long = {item.path for item in items if any(item.get_closest_marker(name) for name in _LONG)}
    items.sort(
        key=lambda item: (longest.index(item.path) if item.path in longest else len(longest), item.path not in long)
    )


def pytest_collection_finish() -> None:
    """What was imported and collected stays until the end: looking through it again and again cost a tenth of a test."""
    gc.freeze()
    gc.set_threshold(5_000, 10, 10)


def pytest_deselected(items: list[pytest.Item]) -> None:
    for item in items:
        item.config.stash[LEFT_OUT] += item.get_closest_marker("endure") is not None


def pytest_sessionfinish(session: pytest.Session) -> None:
    if (output := getattr(session.config, "workeroutput", None)) is not None:
        output["left_out"] = session.config.stash[LEFT_OUT]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Every worker collects everything, so each of them has left out the same."""
    if error is None:
        node.config.stash[LEFT_OUT] = max(node.config.stash[LEFT_OUT], node.workeroutput.get("left_out", 0))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if left_out := config.stash[LEFT_OUT]:
        terminalreporter.write_line(
            f"LEFT OUT: {left_out} tests that take minutes; make endure and make sweep run them"
        )
