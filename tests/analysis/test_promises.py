"""Promises of payment: who may note them, whether they were kept, and which week their money is expected in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.analysis.receivables.cash import expected_cash
from sales_core.analysis.receivables.overdue import overdue_customers
from sales_core.analysis.receivables.promises import Kept, PromiseStanding, kept_promises
from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.record import FieldValue
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Scope, Viewer
from sales_core.records.service import Records
from sales_core.semantic.service import MetricService
from sales_core.warehouse.store import Store
from tests.support.readers import reader_of
from tests.support.stores import store_of

pytestmark = pytest.mark.slow

AS_OF = date(2026, 5, 20)  # a Wednesday
E1 = Viewer("e1", Role.REP, Scope.of({"rep": ("E1",)}))
# C1 (E1) owes 100 since 1 April and 60 due 10 June; C2 (E2) owes 30. Data of 20 May; later receipts come with the next file.
DOCUMENTS = [
    {"document": "A", "date": "2026-03-01", "due": "2026-04-01", "customer": "C1", "rep": "E1", "amount": 100},
    {"document": "B", "date": "2026-05-10", "due": "2026-06-10", "customer": "C1", "rep": "E1", "amount": 60},
    {"document": "D", "date": "2026-03-01", "due": "2026-05-01", "customer": "C2", "rep": "E2", "amount": 30},
    {"document": "Z", "date": "2026-05-20", "due": "2026-05-20", "customer": "C3", "rep": "E2", "amount": 1},
]


def receipt(  # noqa: PLR0917 - a line of the table of receipts
    number: str, day: str, amount: int, document: str = "A", customer: str = "C1", rep: str = "E1"
) -> dict[str, int | str]:
    return {"receipt": number, "date": day, "document": document, "customer": customer, "rep": rep, "amount": amount}


@dataclass(frozen=True)
class Desk:
    """Promises to pay as `viewer` uses them, over one store."""

    records: Records

    def add(  # noqa: PLR0917 - the form's fields in their order
        self, viewer: Viewer, customer: str, day: date, amount: Decimal, note: str = "", document: str = ""
    ) -> int:
        typed: dict[str, FieldValue] = {"day": day, "amount": amount, "note": note, "document": document}
        return self.records.add("promise_to_pay", viewer, customer, typed)

    def list(self, viewer: Viewer, at: date | None = None) -> tuple[PromiseStanding, ...]:
        found = self.records.list("promise_to_pay", viewer, at=at).standings
        return tuple(one for one in found if isinstance(one, PromiseStanding))

    def kept(self, viewer: Viewer) -> tuple[int, int]:
        return kept_promises(self.list(viewer))


#: `desk(receipts)`: a store with these receipts, and the promises over it.
OpenDesk = Callable[..., tuple[Store, Desk]]


@pytest.fixture
def desk(tmp_path: Path) -> OpenDesk:
    """`desk(receipts)`: the same records over data that has these receipts."""
    appdb = AppDatabase(tmp_path / "ledger.sqlite")

    def opened(*receipts: Mapping[str, int | str], name: str = "now") -> tuple[Store, Desk]:
        store = store_of(tmp_path / name, {"receivables": DOCUMENTS} | ({"receipts": receipts} if receipts else {}))
        figures = MetricService(store, appdb, product())
        return store, Desk(Records(product(), appdb, figures))

    return opened


def test_noted_with_who_and_on_which_data(desk: OpenDesk) -> None:
    _, promises = desk()
    promises.add(E1, "C1", date(2026, 5, 29), Decimal("80.50"), " by transfer ")
    (one,) = promises.list(E1)
    said = one.promise
    assert (said.customer, said.made, said.day, said.amount, said.note, said.by) == (
        "C1", AS_OF, date(2026, 5, 29), Decimal("80.50"), "by transfer", "e1",
    )  # fmt: skip
    assert (one.state, one.received, one.left) == (Kept.OPEN, Decimal(0), Decimal("80.50"))


def test_only_who_may_see_the_customer(desk: OpenDesk) -> None:
    _, promises = desk()
    promises.add(LOCAL_ADMIN, "C2", date(2026, 5, 29), Decimal(30))
    with pytest.raises(NotAllowedError):
        promises.add(E1, "C2", date(2026, 5, 29), Decimal(30))
    with pytest.raises(NotAllowedError):
        promises.add(LOCAL_ADMIN, "nobody", date(2026, 5, 29), Decimal(30))
    assert promises.list(E1) == ()
    assert len(promises.list(LOCAL_ADMIN)) == 1


def test_nothing_promised_for_the_past_or_for_nothing(desk: OpenDesk) -> None:
    _, promises = desk()
    for day, amount in ((date(2026, 5, 19), Decimal(1)), (date(2026, 5, 29), Decimal(0))):
        with pytest.raises(UsageError):
            promises.add(E1, "C1", day, amount)


@pytest.mark.parametrize(
    ("receipts", "state", "received"),
    [
        ([receipt("r", "2026-05-29", 80)], Kept.KEPT, 80),  # on the day
        ([receipt("r", "2026-05-30", 80)], Kept.BROKEN, 0),  # a day late
        ([receipt("r", "2026-05-21", 50), receipt("s", "2026-05-29", 29)], Kept.BROKEN, 79),
        ([receipt("r", "2026-05-21", 50), receipt("s", "2026-05-28", 30, "")], Kept.KEPT, 80),  # names no document
        ([receipt("r", "2026-05-20", 80)], Kept.BROKEN, 0),  # was here when it was promised
        ([receipt("r", "2026-05-21", 30), receipt("s", "2026-05-26", 9, "D", "C2", "E2")], Kept.BROKEN, 30),
    ],
)
def test_kept_when_enough_came_in_by_the_day(
    desk: OpenDesk, receipts: Sequence[Mapping[str, int | str]], state: Kept, received: int
) -> None:
    _, promises = desk()
    promises.add(E1, "C1", date(2026, 5, 29), Decimal(80))
    _, later = desk(*receipts, receipt("x", "2026-06-01", 1, "Z", "C3", "E2"), name="later")
    # The data's last day stays the last document's or receipt's: 1 June.
    (one,) = later.list(E1)
    assert (one.state, one.received) == (state, Decimal(received))
    assert later.kept(E1) == (int(state is Kept.KEPT), 1)


def test_a_later_promise_takes_the_place_of_an_earlier(desk: OpenDesk) -> None:
    _, promises = desk()
    promises.add(E1, "C1", date(2026, 5, 22), Decimal(10))
    promises.add(E1, "C1", date(2026, 5, 29), Decimal(80))
    promises.add(E1, "C1", date(2026, 6, 12), Decimal(60), document="B")
    assert [(one.promise.document, one.promise.amount) for one in promises.list(E1)] == [
        ("B", Decimal(60)),
        ("", Decimal(80)),
    ]


def test_a_withdrawn_promise_counts_no_more(desk: OpenDesk) -> None:
    _, promises = desk()
    promises.add(E1, "C1", date(2026, 5, 22), Decimal(10))
    mistaken = promises.add(E1, "C1", date(2026, 5, 29), Decimal(80))
    promises.records.move("promise_to_pay", E1, mistaken, "withdrawn")
    assert [one.promise.amount for one in promises.list(E1)] == [10]


def test_the_past_knows_no_later_promise(desk: OpenDesk) -> None:
    _, promises = desk()
    promises.add(E1, "C1", date(2026, 5, 29), Decimal(80))
    assert promises.list(E1, at=date(2026, 5, 19)) == ()


def test_expected_cash_takes_promises_first(desk: OpenDesk) -> None:
    store, promises = desk()
    promises.add(E1, "C1", date(2026, 5, 29), Decimal(80))
    weeks = expected_cash(reader_of(store, E1), AS_OF, promises=promises.list(E1))
    # 80 of document A in the week of the promise (25 May); its other 20 are later than any habit; B when due, 8 June.
    assert [(week.week, week.amount, week.overdue, week.items) for week in weeks] == [
        (date(2026, 5, 25), Decimal(80), Decimal(80), 1),
        (date(2026, 6, 8), Decimal(60), Decimal(0), 1),
        (None, Decimal(20), Decimal(20), 1),
    ]
    without = expected_cash(reader_of(store, E1), AS_OF)
    assert sum(week.amount for week in weeks) == sum(week.amount for week in without) == 160


def test_more_than_owed_is_not_expected(desk: OpenDesk) -> None:
    store, promises = desk()
    promises.add(E1, "C1", date(2026, 5, 29), Decimal(500))
    assert [(week.week, week.amount) for week in expected_cash(reader_of(store, E1), AS_OF, promises=promises.list(E1))] == [
        (date(2026, 5, 25), Decimal(160))
    ]  # fmt: skip


def test_the_overdue_list_carries_it(desk: OpenDesk) -> None:
    store, promises = desk()
    promises.add(LOCAL_ADMIN, "C1", date(2026, 5, 29), Decimal(80))
    by_customer = {one.promise.customer: one for one in promises.list(LOCAL_ADMIN)}
    lines = overdue_customers(reader_of(store), AS_OF, promises=by_customer)
    assert {line.customer: line.promise and line.promise.state for line in lines} == {"C1": Kept.OPEN, "C2": None}
