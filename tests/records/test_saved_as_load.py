"""Aliases: a record that figures read is previewed, saved as one version, listed and undone; for every entity."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from sales_core.api.workspace import Workspace
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.record import SavedAs
from sales_core.cli.main import main
from sales_core.kernel import events
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Scope, Viewer
from tests.support.company import Company
from tests.support.sampled import sampled

pytestmark = pytest.mark.slow

RECORD = product().record("alias")
ENTITIES = RECORD.field("entity").choices
Row = dict[str, object]
Command = Callable[..., tuple[int, str, str]]


def _sale(day: str, amount: int, **mentions: object) -> Row:
    place = {"branch": "B1", "rep": "R1", "customer": "C1", "product": "P1", "warehouse": "W1"}
    return {"date": day, "amount": amount, "quantity": 1, **place, **mentions}


ROWS = [
    _sale("2026-04-02", 1),
    *(_sale("2026-04-03", 10, **{one: "old"}) for one in ENTITIES),
    _sale("2026-05-03", 100),
]
MASTERS: dict[str, list[Row]] = {
    "branches": [{"branch": "B1", "branch_name": "Shanghai"}],
    "reps": [{"rep": "R1", "rep_name": "Ann", "branch": "B1"}],
    "customers": [{"customer": "C1", "customer_name": "One"}],
    "products": [{"product": "P1", "product_name": "Tea"}],
}
KEPT = {"branch": "B1", "rep": "R1", "customer": "C1", "product": "P1", "warehouse": "W1"}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state directory with masters and sales; every test changes a copy of it."""
    company = Company(tmp_path_factory.mktemp("loaded"))
    plan = company.uploads.plan(
        [company.file(f"{name}.csv", rows) for name, rows in {**MASTERS, "sales": ROWS}.items()], LOCAL_ADMIN
    )
    company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
    company.appdb.close()
    return company.settings.home.root


@pytest.fixture
def workspace(loaded: Path, tmp_path: Path) -> Workspace:
    return Workspace(Settings(Home(Path(shutil.copytree(loaded, tmp_path / "home")))))


@pytest.fixture
def command(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Command:
    """`command("list", …)`: exit code and both streams of `record alias list …`."""
    monkeypatch.setenv("SALES_LANG", "en")

    def run(*words: object) -> tuple[int, str, str]:
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main(["record", RECORD.id, *map(str, words)], lambda: workspace)
        return code, out.getvalue(), err.getvalue()

    return run


def _add(entity: str, alias: str, code: str, *flags: str) -> tuple[str, ...]:
    return ("add", "--set", f"entity={entity}", "--set", f"alias={alias}", "--set", f"code={code}", *flags)


def _sold(workspace: Workspace, entity: str) -> dict[str, int]:
    sql = f"SELECT {entity} AS k, CAST(sum(amount) AS INTEGER) AS v FROM sales GROUP BY 1"
    return {row["k"]: row["v"] for row in workspace.store.current().rows(sql)}


def test_the_record_speaks_of_every_entity_in_the_words_of_its_dataset() -> None:
    assert RECORD.saved_as is SavedAs.LOAD
    dataset = product().dataset(RECORD.dataset)
    assert set(ENTITIES) == {one.resolved_as for one in product().entities.values()}
    assert set(ENTITIES) == {value for value, _ in dataset.column("entity").choices}
    assert [(one.id, one.kind) for one in RECORD.fields] == [(one.id, one.kind) for one in dataset.columns]


# An alias is one way for all of them; that each may have some is declared.
@pytest.mark.parametrize("entity", sampled(ENTITIES, 6))
def test_an_alias_is_previewed_saved_listed_and_undone(workspace: Workspace, command: Command, entity: str) -> None:
    before, version = _sold(workspace, entity), workspace.appdb.current_version()
    content = workspace.store.content_hash(version)
    kept = KEPT[entity]
    assert before == {kept: 141, "old": 10}

    code, out, _ = command(*_add(entity, "old", kept, "--dry-run", "--json"))
    assert code == 0
    assert json.loads(out)["status"] == "dry_run"
    assert _sold(workspace, entity) == before

    code, out, err = command(*_add(entity, "old", kept, "--json", "--set", "reason=renamed"))
    assert code == 0, out + err
    assert json.loads(out)["version"] == version + 1
    assert _sold(workspace, entity) == {kept: 151}

    code, out, _ = command("list", "--json")
    (row,) = json.loads(out)["rows"]
    assert (row["entity"], row["alias"], row["code"], row["reason"]) == (entity, "old", kept, "renamed")
    assert "renamed" in command("list")[1]
    newest = workspace.appdb.audit.events()[0]
    assert newest.what == "alias.added"
    assert newest.details["label"] == f"{entity} · old · {kept} · renamed"
    assert events.sentence(newest.what, newest.details).in_("en") == "Alias added"

    assert command("undo", row["id"])[0] == 6
    code, _, err = command("undo", row["id"], "--yes")
    assert code == 0, err
    assert _sold(workspace, entity) == before
    assert workspace.store.content_hash(version + 2) == content
    assert json.loads(command("list", "--json")[1])["rows"] == []
    assert workspace.appdb.audit.events()[0].what == "undo"
    assert command("undo", row["id"])[0] == 2


def test_a_circle_is_refused_by_record_and_by_file(workspace: Workspace, command: Command, tmp_path: Path) -> None:
    assert command(*_add("customer", "old", "C1"))[0] == 0
    code, out, _ = command(*_add("customer", "C1", "old", "--yes"))
    assert code == 3
    assert "C1 → old → C1" in out
    assert _sold(workspace, "customer") == {"C1": 151}
    assert command(*_add("customer", "C1", "C1"))[0] == 2
    path = tmp_path / "aliases.csv"
    path.write_text("entity,alias,code\ncustomer,A,B\ncustomer,B,C\ncustomer,C,A\n", encoding="utf-8")
    plan = workspace.uploads.plan([("aliases.csv", path)], LOCAL_ADMIN)
    assert [one.code for one in plan.errors] == ["E_ALIAS_CIRCLE"]
    assert not plan.ready


def test_a_chain_is_told_and_followed(workspace: Workspace, command: Command) -> None:
    assert command(*_add("customer", "old", "C1"))[0] == 0
    code, out, _ = command(*_add("customer", "older", "old"))
    assert code == 6
    assert "older → old → C1" in out
    assert command(*_add("customer", "older", "old", "--yes"))[0] == 0
    # The other way round: what is brought leads an alias of before on.
    code, out, _ = command(*_add("customer", "C1", "C9"))
    assert code == 6
    assert "old → C1 → C9" in out


@pytest.mark.parametrize("entity", sampled([one for one in ENTITIES if product().entity(one).master], 2))
def test_a_merge_of_a_code_of_the_master_asks(workspace: Workspace, command: Command, entity: str) -> None:
    code, out, _ = command(*_add(entity, KEPT[entity], "old"))
    assert code == 6
    assert f"{KEPT[entity]} → old" in out
    assert command(*_add(entity, KEPT[entity], "old", "--yes"))[0] == 0
    assert _sold(workspace, entity) == {"old": 151}


def test_a_code_that_nothing_has_asks(command: Command) -> None:
    code, out, _ = command(*_add("customer", "old", "C77"))
    assert code == 6
    assert "old → C77" in out


def test_a_draft_of_several_is_one_version_and_one_undo(workspace: Workspace) -> None:
    draft = [{"entity": one, "alias": "old", "code": KEPT[one]} for one in ENTITIES]
    plan = workspace.records.plan_add(RECORD.id, LOCAL_ADMIN, draft)
    version = workspace.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True).version
    assert [_sold(workspace, one) for one in ENTITIES] == [{KEPT[one]: 151} for one in ENTITIES]
    assert len(workspace.records.list(RECORD.id, LOCAL_ADMIN)) == len(ENTITIES)
    number = workspace.records.list(RECORD.id, LOCAL_ADMIN).rows[0]["id"]
    assert isinstance(number, int)
    back = workspace.records.plan_undo(RECORD.id, LOCAL_ADMIN, number)
    workspace.uploads.commit(back.id, LOCAL_ADMIN, confirmed=True)
    assert workspace.store.content_hash(version + 1) == workspace.store.content_hash(version - 1)


def test_who_may(workspace: Workspace) -> None:
    row = {"entity": "customer", "alias": "old", "code": "C1"}
    with pytest.raises(NotAllowedError):
        workspace.records.plan_add(RECORD.id, Viewer("rep", Role.REP), [row])
    scoped = Viewer("m", Role.MANAGER, Scope.of({"branch": ("B1",)}))
    with pytest.raises(NotAllowedError):
        workspace.records.plan_add(RECORD.id, scoped, [row])
    assert len(workspace.records.list(RECORD.id, scoped)) == 0
    with pytest.raises(UsageError):
        workspace.records.plan_undo(RECORD.id, LOCAL_ADMIN, 1)
    with pytest.raises(UsageError):
        workspace.records.plan_add("promise_to_pay", LOCAL_ADMIN, [{}])
    with pytest.raises(UsageError):
        workspace.records.plan_add(RECORD.id, LOCAL_ADMIN, [])
