"""Every file of ../shared/data/hostile through the real upload path: its class, its place, and nothing changed by a refusal.

The table is printed and kept in build/hostile.txt. `make sweep` runs every file, `make test` a few: that each is read as
it must be is held by tests/recognition/test_hostile.py.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from sales_core.api.workspace import Workspace
from sales_core.kernel.errors import ConfirmationNeededError, RefusedError
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Scope, Viewer
from sales_core.loading.plan import Committed, Plan
from tests.acceptance.catalogue import ACCEPT, HOSTILE, REJECT, Verdict, cases, class_of, names_place, state

PROJECT = Path(__file__).resolve().parents[2]
CASES = cases()
#: What only the upload path decides.
BY_PATH = {"W_REPLACES_MONTH", "W_SAME_FILE", "E_SCOPE", "E_CLOSED_MONTH"}


def kinds(case: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    """What makes the way of a file through the upload path another one: its end and what is loaded before; its format."""
    code = case["code"] if case["code"] in BY_PATH else ""
    return (case["class"], case["precondition"], code), (Path(case["file"]).suffix.lower(),)


def one_of_each_kind() -> list[dict[str, str]]:
    """The first case of each kind that those before it are not of."""
    seen: set[tuple[str, ...]] = set()
    found = []
    for case in CASES:
        if not seen.issuperset(kinds(case)):
            seen.update(kinds(case))
            found.append(case)
    return found


SAMPLE = one_of_each_kind()
NORTH_EAST = Viewer("经理", Role.MANAGER, Scope.of({"region": ("华东", "华北")}))
#: 毛利 is a column of ours, so N1 is used and only M1 is left over.
PLACES_ARGUED = {"e23_extra_columns.xlsx": "M1"}
REPS = "工号,业务员,大区,分公司\nE100,张伟,华东,上海\nE101,李娜,华北,北京\nE102,王芳,华东,上海\n"
PRODUCTS = "产品编码,产品名称\n" + "".join(f"P00{i},产品{i}\n" for i in range(4))
CUSTOMERS = "客户编码,客户名称\n" + "".join(f"C{1000 + i},客户{i}\n" for i in range(6))

pytestmark = [
    pytest.mark.shared,
    pytest.mark.slow,
    pytest.mark.skipif(not CASES, reason="../shared/data/hostile is not on this machine"),
]


def load(workspace: Workspace, *paths: Path) -> Committed:
    plan = workspace.uploads.plan([(path.name, path) for path in paths], LOCAL_ADMIN)
    assert not plan.errors, plan.errors
    return workspace.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)


class Stores:
    """One workspace for each precondition of the catalogue."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.reps = self._open("reps", {"reps": REPS})
        self.full = self._open("full", {"reps": REPS, "products": PRODUCTS, "customers": CUSTOMERS})
        load(self.full, HOSTILE / "a01_good.xlsx")
        with self.full.appdb.transaction() as connection:
            self.full.appdb.period_locks.close("2026-04", "财务", connection)

    def _open(self, name: str, masters: Mapping[str, str]) -> Workspace:
        """A workspace with the masters, loaded in one drop."""
        paths = [self.root / f"{master}.csv" for master in masters]
        for path, text in zip(paths, masters.values(), strict=True):
            path.write_text(text, encoding="utf-8")
        workspace = Workspace.open(Settings(home=Home(self.root / name).make()))
        load(workspace, *paths)
        return workspace

    def of(self, precondition: str) -> Workspace:
        return self.reps if precondition.startswith("rep master") else self.full


@pytest.fixture(scope="module", params=["sample", pytest.param("whole", marks=pytest.mark.endure)])
def chosen(request: pytest.FixtureRequest) -> list[dict[str, str]]:
    """The cases that are judged."""
    return CASES if request.param == "whole" else SAMPLE


@pytest.fixture(scope="module")
def stores(chosen: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """Stores of its own for every choice of cases."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SALES_TODAY", "2026-06-10")
        yield Stores(tmp_path_factory.mktemp("hostile"))


def judge(stores: Stores, case: dict[str, str], scratch: Path) -> Verdict:
    fresh = not case["precondition"]
    workspace = Workspace.open(Settings(home=Home(scratch).make())) if fresh else stores.of(case["precondition"])
    viewer = NORTH_EAST if "scope" in case["precondition"] else LOCAL_ADMIN
    before = state(workspace)
    plan = workspace.uploads.plan([(case["file"], HOSTILE / case["file"])], viewer)
    got = class_of(plan)
    same = [p for p in plan.problems if p.code == case["code"]]
    place = " ".join(dict.fromkeys(str(x) for p in same for x in (p.place, *p.places[:3])))
    wanted = PLACES_ARGUED.get(case["file"], case["where"]) if same else ""
    codes = tuple(dict.fromkeys([p.code for p in plan.problems if p.severity != "note"]))
    asked = tuple(f"?{q.id}" for q in plan.questions if q.answer is None)
    intact = state(workspace) == before and ends_well(workspace, plan, viewer, got)
    if fresh:
        shutil.rmtree(scratch)
    return Verdict(
        case["file"], case["class"], got, case["code"], codes + asked, place, names_place(place, wanted), intact
    )


def ends_well(workspace: Workspace, plan: Plan, viewer: Viewer, got: str) -> bool:
    """An accepted file lands without a word of confirmation; any other does not land, and leaves the store as it was."""
    if got == ACCEPT:
        done = workspace.uploads.commit(plan.id, viewer)
        (row,) = workspace.store.current().rows("SELECT count(*) n FROM raw_sales")
        return done.version == 1 and row["n"] == sum(load.rows for load in plan.loads) > 0
    before = state(workspace)
    with pytest.raises(RefusedError if plan.errors else ConfirmationNeededError):
        workspace.uploads.commit(plan.id, viewer)
    workspace.uploads.discard(plan.id, viewer)
    return state(workspace) == before


@pytest.fixture(scope="module")
def verdicts(chosen: list[dict[str, str]], stores: Stores, tmp_path_factory: pytest.TempPathFactory) -> list[Verdict]:
    root = tmp_path_factory.mktemp("accepted")
    found = [judge(stores, case, root / str(n)) for n, case in enumerate(chosen)]
    told = "\n".join(map(str, found)) + f"\n{sum(v.right for v in found)} of {len(found)}\n"
    (PROJECT / "build").mkdir(exist_ok=True)
    (PROJECT / "build" / "hostile.txt").write_text(told, encoding="utf-8")
    return found


def test_every_file_ends_in_its_class_and_place(
    chosen: list[dict[str, str]], verdicts: list[Verdict], capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = [str(v) for v in verdicts if not v.right]
    with capsys.disabled():
        print("\n" + "\n".join(map(str, verdicts)) + f"\n{len(verdicts) - len(wrong)} of {len(verdicts)}")
    assert len(CASES) == 136
    assert len(verdicts) == len(chosen)
    assert {one for case in chosen for one in kinds(case)} == {one for case in CASES for one in kinds(case)}
    assert not wrong, "\n".join(wrong)


def test_refusals_leave_the_stores_as_they_were(
    chosen: list[dict[str, str]], verdicts: list[Verdict], stores: Stores
) -> None:
    assert (
        sum(v.expected == REJECT for v in verdicts)
        == sum(case["class"] == REJECT for case in chosen)
        >= len(chosen) // 3
    )
    assert all(v.intact for v in verdicts)
    assert all(finding.harmless for finding in stores.full.uploads.maintenance.check())


def test_the_good_file_still_loads_after_all_of_them(verdicts: list[Verdict], stores: Stores) -> None:
    assert load(stores.reps, HOSTILE / "a01_good.xlsx").version == 2
