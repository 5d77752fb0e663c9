"""The table of a record is append-only; every act is one row and one audit event, or none of both."""

import threading
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.dataset import ValueKind
from sales_core.catalogue.record import Field, FieldValue, Record, RecordRights, Transition
from sales_core.kernel.errors import ConflictError, UsageError
from sales_core.kernel.terms import Right
from sales_core.records.store import NewAct, RecordStore

DAY = date(2026, 5, 20)
SAMPLE = Record(
    id="sample",
    fields=(
        Field("amount", ValueKind.MONEY),
        Field("day", ValueKind.DATE),
        Field("done", ValueKind.FLAG),
        Field("note", ValueKind.TEXT),
    ),
    rights=RecordRights(view=Right.VIEW_SALES, add=Right.VIEW_SALES, edit=Right.VIEW_SALES),
    states=("open", "closed"),
    transitions=(Transition("open", "closed"),),
)
VALUES: dict[str, FieldValue] = {"amount": Decimal("0.10"), "day": DAY, "done": True, "note": None}


@pytest.fixture
def appdb(tmp_path: Path) -> AppDatabase:
    return AppDatabase(tmp_path / "appdb.sqlite")


@pytest.fixture
def store(appdb: AppDatabase) -> RecordStore:
    made = RecordStore(SAMPLE, appdb)
    made.table.create(appdb.engine)
    return made


def added(as_of: date = DAY, **values: FieldValue) -> NewAct:
    return NewAct("added", "ann", as_of, "open", "C1", VALUES | values)


def test_values_come_back_exactly(store: RecordStore) -> None:
    number = store.append(added(amount=Decimal("1234567890123.4500"), note="x"))
    row = store.row(number)
    assert (row.id, row.subject, row.state, row.revision, row.by, row.as_of) == (1, "C1", "open", 1, "ann", DAY)
    assert row.values == VALUES | {"amount": Decimal("1234567890123.4500"), "note": "x"}
    assert str(row.values["amount"]) == "1234567890123.4500"
    assert row.created == row.changed


def test_acts_add_rows_and_never_change_one(appdb: AppDatabase, store: RecordStore) -> None:
    number = store.append(added())
    before = appdb.fetch(sa.select(store.table))
    store.append(NewAct("closed", "bob", date(2026, 6, 1), "closed", "C1", VALUES | {"note": "paid"}, number, 2))
    assert appdb.fetch(sa.select(store.table))[:1] == before
    row = store.row(number)
    assert (row.state, row.values["note"], row.revision, row.by, row.changed_by, row.as_of) == (
        "closed", "paid", 2, "ann", "bob", DAY,
    )  # fmt: skip
    assert [(act.event, act.by, act.as_of) for act in store.history(number)] == [
        ("added", "ann", DAY), ("closed", "bob", date(2026, 6, 1)),
    ]  # fmt: skip
    # As the data of 20 May knew it.
    assert [one.state for one in store.rows(DAY)] == ["open"]
    assert store.rows(date(2026, 5, 19)) == []


def test_the_revision_grows_with_every_act(store: RecordStore) -> None:
    assert store.revision() == 0
    number = store.append(added())
    first = store.revision()
    store.append(NewAct("closed", "ann", DAY, "closed", "C1", VALUES, number, 2))
    assert 0 < first < store.revision()


def test_every_act_is_one_audit_event(appdb: AppDatabase, store: RecordStore) -> None:
    number = store.append(added(note="x"))
    (event,) = appdb.audit.events()
    assert (event.who, event.what) == ("ann", "sample.added")
    assert event.details == {
        "id": number, "subject": "C1", "state": "open", "amount": "0.10", "day": "2026-05-20", "done": True, "note": "x",
    }  # fmt: skip


def test_who_saves_second_is_refused_and_leaves_nothing(appdb: AppDatabase, store: RecordStore) -> None:
    number = store.append(added())
    store.append(NewAct("closed", "ann", DAY, "closed", "C1", VALUES, number, 2))
    with pytest.raises(ConflictError):
        store.append(NewAct("closed", "bob", DAY, "closed", "C1", VALUES, number, 2))
    assert [entry.who for entry in appdb.audit.events()] == ["ann", "ann"]


def test_many_who_add_at_once_get_numbers_of_their_own(store: RecordStore) -> None:
    numbers = []
    threads = [threading.Thread(target=lambda: numbers.append(store.append(added()))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == list(range(1, 9))


def test_an_unknown_number_is_usage(store: RecordStore) -> None:
    with pytest.raises(UsageError):
        store.row(7)
