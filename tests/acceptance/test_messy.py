"""The messy files of other projects through the real upload path: a plan or a clear refusal within 30 seconds each."""

from __future__ import annotations

import csv
import os
import time
from pathlib import Path

import pytest

from sales_core.api.workspace import Workspace
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.loading.plan import Plan
from sales_core.recognition.describe import describe
from tests.acceptance.catalogue import ACCEPT, REJECT, class_of
from tests.support.empty_places import empty_places

PROJECT = Path(__file__).resolve().parents[2]
MESSY = PROJECT.parent / "shared" / "data" / "messy"
SECONDS = 30

pytestmark = [
    pytest.mark.shared,
    pytest.mark.slow,
    pytest.mark.skipif(not MESSY.exists(), reason="../shared/data/messy is not on this machine"),
]


def listed() -> list[dict[str, str]]:
    with (MESSY / "INDEX.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def one_of_each_kind() -> list[dict[str, str]]:
    """The first file of each format and end, and every fourth."""
    first = {(Path(row["file"]).suffix, row["expect"].partition(" ")[0]): row for row in reversed(listed())}
    return [row for at, row in enumerate(listed()) if row in first.values() or at % 4 == 0]


@pytest.fixture(scope="module", params=["sample", pytest.param("whole", marks=pytest.mark.endure)])
def chosen(request: pytest.FixtureRequest) -> list[dict[str, str]]:
    """The rows of the index that are tried."""
    return listed() if request.param == "whole" else one_of_each_kind()


@pytest.fixture(scope="module")
def plans(
    chosen: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[dict[str, str], Plan, float]]:
    """(row of the index, its plan, seconds) of each file, all in one home, none committed."""
    workspace = Workspace.open(Settings(home=Home(tmp_path_factory.mktemp("messy")).make()))
    parent, found = os.getpid(), []
    for row in chosen:
        path, start = MESSY / row["file"], time.monotonic()
        plan = workspace.uploads.plan([(path.name, path)], LOCAL_ADMIN)
        found.append((row, plan, time.monotonic() - start))
        workspace.uploads.discard(plan.id, LOCAL_ADMIN)
    assert os.getpid() == parent
    assert workspace.appdb.current_version() == 0
    assert workspace.appdb.history.uploads() == []
    assert not list((workspace.settings.home.root / "uploads").iterdir())
    told = [
        f"{class_of(plan):21} {seconds:5.1f} s  {row['file']:80} {' '.join(dict.fromkeys(p.code for p in plan.problems))}"
        for row, plan, seconds in found
    ]
    (PROJECT / "build").mkdir(exist_ok=True)
    (PROJECT / "build" / "messy.txt").write_text("\n".join(told) + "\n", encoding="utf-8")
    return found


def test_every_file_is_planned_or_clearly_refused(
    plans: list[tuple[dict[str, str], Plan, float]], capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        print("\n" + (PROJECT / "build" / "messy.txt").read_text(encoding="utf-8"))
    assert len(listed()) == 64
    assert len(plans) >= 16
    for row, plan, seconds in plans:
        assert seconds < SECONDS, row["file"]
        assert plan.ready or plan.errors or plan.unanswered, row["file"]
        assert class_of(plan) != ACCEPT or plan.loads, row["file"]


def test_no_refusal_is_an_accident(plans: list[tuple[dict[str, str], Plan, float]]) -> None:
    """A dead worker or a sentence without words would be a crash by another name."""
    for row, plan, _ in plans:
        codes = {p.code for p in plan.problems}
        assert not codes & {"E_PARSER_DIED", "E_PARSER_TIME", "E_PARSER_MEMORY", "E_FAULT"}, row["file"]
        for problem in plan.errors:
            for locale in ("zh", "en"):
                assert all(describe(problem, locale)), problem.code
        assert not empty_places(plan), row["file"]


def test_passwords_and_foreign_formats_are_named(plans: list[tuple[dict[str, str], Plan, float]]) -> None:
    for row, plan, _ in plans:
        codes = {p.code for p in plan.errors}
        if row["expect"].startswith("refuse: password"):
            assert codes == {"E_ENCRYPTED"}, row["file"]
        if row["expect"].startswith("unsupported"):
            assert codes == {"E_FORMAT"}, row["file"]
        if codes:
            assert class_of(plan) == REJECT
