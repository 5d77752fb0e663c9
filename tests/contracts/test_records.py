"""A record is declared in one place. Everything else is derived: the toy has it, and no real record lacks any of it."""

import importlib
import io
import json
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sales_core import i18n
from sales_core.api.workspace import Workspace
from sales_core.catalogue.catalogue import Catalogue, product
from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.record import (
    DataDay,
    Field,
    Record,
    RecordRights,
    SavedAs,
    Subject,
    SubjectKind,
    Transition,
)
from sales_core.cli.main import main
from sales_core.kernel.errors import ConflictError, NotAllowedError, UsageError
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Right, Role, Scope, Text, Viewer
from sales_core.records.migration import differences
from sales_core.records.store import RecordStore
from sales_core.records.table import table_of
from sales_core.records.validation import InvalidRecordError

# --- The toy, whole: its declaration and its texts. ------------------------------------------------------------------

VISIT = Record(
    id="toy_visit",
    subject=Subject(SubjectKind.ENTITY, entity="customer", metric="net_sales"),
    fields=(
        Field("day", ValueKind.DATE, required=True, default=DataDay(1), minimum=DataDay()),
        Field("purpose", ValueKind.TEXT, required=True, choices=("sell", "collect")),
        Field("budget", ValueKind.MONEY, minimum=Decimal(0)),
        Field("note", ValueKind.TEXT, maximum=Decimal(20)),
    ),
    states=("planned", "done", "cancelled"),
    transitions=(Transition("planned", "done"), Transition("planned", "cancelled", Right.UPLOAD)),
    rights=RecordRights(view=Right.VIEW_SALES, add=Right.VIEW_SALES, edit=Right.VIEW_SALES),
)
_WORDS = {
    "label": ("拜访", "Visit"),
    "subject": ("客户", "Customer"),
    "day.label": ("日期", "Day"),
    "purpose.label": ("目的", "Purpose"),
    "purpose.sell": ("销售", "Sell"),
    "purpose.collect": ("收款", "Collect"),
    "budget.label": ("预算", "Budget"),
    "note.label": ("备注", "Note"),
    "state.planned": ("计划中", "Planned"),
    "state.done": ("已完成", "Done"),
    "state.cancelled": ("已取消", "Cancelled"),
    "event.added": ("新增拜访", "Visit planned"),
    "event.edited": ("修改拜访", "Visit edited"),
    "event.done": ("完成拜访", "Visit done"),
    "event.cancelled": ("取消拜访", "Visit cancelled"),
}
VISIT_TEXTS = {
    locale: {f"record.toy_visit.{key}": words[place] for key, words in _WORDS.items()}
    for place, locale in enumerate(("zh", "en"))
}

# ---------------------------------------------------------------------------------------------------------------------

SALES = """单据日期,单据编号,行号,大区,分公司,业务员编码,客户编码,存货编码,数量,不含税单价,不含税金额
2026-04-03,XS1,1,华东,上海,E1,C1,P1,10,12.34,123.40
2026-05-20,XS4,1,华南,广州,E3,C3,P1,1,0.01,0.01
"""
E1 = Viewer("e1", Role.REP, Scope.of({"rep": ("E1",)}))


@pytest.fixture(scope="module")
def texts() -> Iterator[None]:
    undo = i18n.extend(VISIT_TEXTS)
    yield
    undo()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, texts: None) -> Workspace:
    folder = tmp_path_factory.mktemp("records")
    opened = Workspace(Settings(Home(folder / "home")), product().extended(records=(VISIT,)))
    table_of(VISIT).create(opened.appdb.engine)
    path = folder / "sales.csv"
    path.write_text(SALES, encoding="utf-8")
    plan = opened.uploads.plan([("sales.csv", path)], LOCAL_ADMIN)
    opened.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
    return opened


class Visits:
    """The toy's verbs, by name: `visits.add(viewer, subject, values)`."""

    def __init__(self, workspace: Workspace) -> None:
        self._records = workspace.records

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return partial(getattr(self._records, name), VISIT.id)


@pytest.fixture
def visits(workspace: Workspace) -> Visits:
    return Visits(workspace)


#: `command("list", …)`: exit code and both streams of `record toy_visit list …`.
Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Command:
    """`command("list", …)`: exit code and both streams of `record toy_visit list …`."""

    def run(*words: int | str, lang: str = "en") -> tuple[int, str, str]:
        monkeypatch.setenv("SALES_LANG", lang)
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main(["record", VISIT.id, *map(str, words)], lambda: workspace)
        return code, out.getvalue(), err.getvalue()

    return run


def test_form(visits: Visits) -> None:
    form = visits.form("C1", defaults={"budget": Decimal(50)})
    assert (form.record, form.subject, form.label.in_("zh")) == (VISIT.id, "C1", "拜访")
    day, purpose, budget, note = form.fields
    assert (day.kind, day.required, day.default, day.minimum) == (
        ValueKind.DATE,
        True,
        date(2026, 5, 21),
        date(2026, 5, 20),
    )
    assert [(value, words.in_("en")) for value, words in purpose.choices] == [("sell", "Sell"), ("collect", "Collect")]
    assert (budget.default, budget.minimum, note.maximum) == (Decimal(50), 0, 20)
    assert [field.label.in_("en") for field in form.fields] == ["Day", "Purpose", "Budget", "Note"]


def test_list_is_filled_sorted_and_labelled(visits: Visits) -> None:
    older = visits.add(LOCAL_ADMIN, "C1", {"purpose": "sell", "budget": "12.50"})
    newer = visits.add(LOCAL_ADMIN, "C3", {"purpose": "collect"})
    found = visits.list(LOCAL_ADMIN)
    assert [column.label.in_("en") for column in found.columns] == [
        "No.", "Customer", "State", "Day", "Purpose", "Budget", "Note", "By", "Data of",
    ]  # fmt: skip
    assert found.rows[:2] == (
        {"id": newer, "subject": "C3", "state": "planned", "day": date(2026, 5, 21), "purpose": "collect",
         "budget": None, "note": "", "by": "local", "as_of": date(2026, 5, 20)},
        {"id": older, "subject": "C1", "state": "planned", "day": date(2026, 5, 21), "purpose": "sell",
         "budget": Decimal("12.50"), "note": "", "by": "local", "as_of": date(2026, 5, 20)},
    )  # fmt: skip


def test_states_and_who_may_move_them(visits: Visits) -> None:
    number = visits.add(E1, "C1", {"purpose": "sell"})
    with pytest.raises(NotAllowedError):
        visits.move(E1, number, "cancelled")
    with pytest.raises(UsageError) as refused:
        visits.move(E1, number, "lost")
    assert set(refused.value.near) == {"done", "cancelled"}
    visits.move(E1, number, "done", revision=1)
    assert visits.show(E1, number).state == "done"
    with pytest.raises(ConflictError):
        visits.edit(E1, number, {"note": "x"}, revision=1)
    with pytest.raises(UsageError):
        visits.move(LOCAL_ADMIN, number, "planned")


def test_edit_keeps_the_rest(visits: Visits) -> None:
    number = visits.add(E1, "C1", {"purpose": "sell", "budget": "7"})
    visits.edit(E1, number, {"note": "call before"})
    row = visits.show(E1, number)
    assert (row.values["purpose"], row.values["budget"], row.values["note"], row.revision) == (
        "sell", Decimal(7), "call before", 2,
    )  # fmt: skip
    with pytest.raises(InvalidRecordError):
        visits.edit(E1, number, {"note": "x" * 21})


def test_rights_and_row_scope(visits: Visits) -> None:
    number = visits.add(LOCAL_ADMIN, "C3", {"purpose": "sell"})
    assert "C3" not in {row["subject"] for row in visits.list(E1).rows}
    tries: tuple[Callable[[], object], ...] = (
        lambda: visits.show(E1, number),
        lambda: visits.move(E1, number, "done"),
        lambda: visits.edit(E1, number, {}),
        lambda: visits.history(E1, number),
    )
    for refused in tries:
        with pytest.raises(UsageError, match=f"{number}"):
            refused()
    for subject in ("C3", "nobody"):
        with pytest.raises(NotAllowedError):
            visits.add(E1, subject, {"purpose": "sell"})


def test_audit_names_the_act(workspace: Workspace, visits: Visits) -> None:
    number = visits.add(E1, "C1", {"purpose": "sell", "note": "first"})
    visits.edit(E1, number, {"note": "second"})
    visits.move(E1, number, "done")
    entries = [one for one in reversed(workspace.appdb.audit.events()) if one.details.get("id") == number]
    mine = [one for one in entries if one.what.startswith(VISIT.id)]
    assert [(one.who, one.what) for one in mine] == [
        ("e1", "toy_visit.added"), ("e1", "toy_visit.edited"), ("e1", "toy_visit.done"),
    ]  # fmt: skip
    assert [one.details["note"] for one in mine] == ["first", "second", "second"]


def test_revision_grows_for_caches(visits: Visits) -> None:
    before = visits.revision()
    visits.add(LOCAL_ADMIN, "C1", {"purpose": "sell"})
    assert visits.revision() > before
    assert visits.list(LOCAL_ADMIN).revision == visits.revision()


def test_command(command: Command) -> None:
    code, out, _ = command("add", "C1", "--set", "purpose=sell", "--set", "budget=99.90", "--json")
    assert code == 0
    number = json.loads(out)["id"]
    code, out, _ = command("list", "--json")
    newest = json.loads(out)["rows"][0]
    assert (code, newest["id"], newest["budget"], newest["day"], newest["state"]) == (
        0, number, "99.9", "2026-05-21", "planned",
    )  # fmt: skip
    assert "Planned" in command("list")[1]
    assert "计划中" in command("list", lang="zh")[1]
    assert command("move", number, "done")[0] == 0
    code, out, _ = command("show", number, "--json")
    assert [act["event"] for act in json.loads(out)["history"]] == ["added", "done"]
    assert "Visit done" in command("show", number)[1]
    assert command("edit", number, "--set", "note=late")[0] == 0


def test_command_says_what_is_wrong(command: Command) -> None:
    code, _, err = command("add", "C1", "--set", "purpose=dance", "--set", "budget=-1")
    assert code == 2
    assert "Purpose" in err
    assert "sell" in err
    assert "Budget" in err
    assert command("add", "nobody", "--set", "purpose=sell")[0] == 4
    assert command("show", "999999")[0] == 2
    assert command("move", "1")[0] == 2
    assert "budget" in command("add", "C1", "--set", "budgt=1")[2]


# --- Every real record, by the same measure. -------------------------------------------------------------------------

REAL = sorted(product().records)


def lacking(record: Record, catalogue: Catalogue) -> list[str]:
    """What a record needs and does not have, in words."""
    missing = [
        f"text {key} ({locale})" for locale in i18n.locales() for key in record.text_keys() if not known(key, locale)
    ]
    if record.subject.kind is SubjectKind.ENTITY:
        if record.subject.entity not in catalogue.dimensions:
            missing.append(f"dimension {record.subject.entity}")
        if record.subject.metric not in catalogue.metrics:
            missing.append(f"metric {record.subject.metric}")
    if record.saved_as is SavedAs.LOAD and record.dataset not in catalogue.datasets:
        missing.append(f"dataset {record.dataset}")
    if record.derived is not None:
        module, _, name = record.derived.function.partition(":")
        if not callable(getattr(importlib.import_module(module), name, None)):
            missing.append(f"function {record.derived.function}")
        missing += [f"list {name}" for name in record.derived.lists if name not in catalogue.lists]
    return missing


def known(key: str, locale: str) -> bool:
    try:
        Text(key).in_(locale)
    except KeyError:
        return False
    return True


@pytest.mark.parametrize("name", REAL)
def test_every_record_is_whole(name: str) -> None:
    assert lacking(product().record(name), product()) == []


def test_the_toy_is_whole_and_the_walk_sees_what_lacks(texts: None) -> None:
    assert lacking(VISIT, product()) == []
    beheaded = Record(
        id="headless", fields=(), rights=VISIT.rights, subject=Subject(SubjectKind.ENTITY, "customr", "net_sale")
    )
    assert {"dimension customr", "metric net_sale", "text record.headless.label (zh)"} <= set(
        lacking(beheaded, product())
    )


@pytest.mark.parametrize("name", [name for name in REAL if product().record(name).saved_as is SavedAs.REVISION])
def test_every_record_has_table_form_list_and_command(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = Workspace(Settings(Home(tmp_path / "home")))
    record = product().record(name)
    assert differences(opened.appdb.engine, product().records.values()) == []
    assert RecordStore(record, opened.appdb).revision() == 0
    assert [field.id for field in opened.records.form(name).fields] == [field.id for field in record.fields]
    assert opened.records.list(name, LOCAL_ADMIN).rows == ()
    monkeypatch.setenv("SALES_LANG", "en")
    assert main(["record", name, "list", "--json"], lambda: opened) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == []


def test_record_ids_are_no_words_of_the_kit() -> None:
    """The kit works on declarations: it names none of them."""
    from pathlib import Path

    import sales_core.records

    for path in Path(sales_core.records.__file__).parent.glob("*.py"):
        source = path.read_text(encoding="utf-8")
        for kind in (product().records, product().metrics, product().datasets):
            assert not [name for name in kind if f'"{name}"' in source], path
