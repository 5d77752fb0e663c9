"""Looks are noted as questions, written in batches, and tell who saw a customer's debt; a failing log stops nobody."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from sales_core.access.look_trail import LookFilter, LookTrail
from sales_core.appdb.database import AppDatabase
from sales_core.appdb.look_log import FigureLook, LookLog
from sales_core.boards.look_table import look_table
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dataset import Sensitivity
from sales_core.catalogue.list import ColumnKind, ListColumn
from sales_core.catalogue.sensitivity import list_column_classes
from sales_core.format import MASK
from sales_core.kernel.errors import NotAllowedError, StorageError, UsageError
from sales_core.kernel.query import Filter, ListQuery, Query
from sales_core.kernel.settings import Home
from sales_core.kernel.terms import LOCAL_ADMIN, Period, Right, Role, Scope, Text, Viewer
from sales_core.semantic import look_recorder
from sales_core.semantic.look_question import LookKind, LookQuestion, question_as_json, question_from_json
from sales_core.semantic.look_search import LookSearch
from sales_core.semantic.restricted import restricted_list, restricted_metrics
from sales_core.semantic.service import MetricService
from sales_core.warehouse.store import Store
from tests.support.clocks import FixedClock
from tests.support.stores import FixedBook, make_store

MAY = Period.parse("2026-05")
WANG, LI = Viewer("王芳", Role.MANAGER), Viewer("li", Role.REP, Scope.of({"branch": ("SH",)}))
DEBT = Query(("receivables_open",), ("customer",), MAY)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("looks")
    make_store(
        root,
        sales=[
            {"date": "2026-05-06", "amount": 10, "branch": "SH", "customer": "C1", "customer_name": "华联", "cost": 4},
            {"date": "2026-05-07", "amount": 20, "branch": "BJ", "customer": "C2", "customer_name": "北辰", "cost": 5},
        ],
        receivables=[
            {"document": "I1", "date": "2026-05-01", "due": "2026-05-10", "amount": 90, "customer": "C1", "branch": "SH"},
            {"document": "I2", "date": "2026-05-02", "due": "2026-05-20", "amount": 70, "customer": "C2", "branch": "BJ"},
        ],
    )  # fmt: skip
    return root


@pytest.fixture
def figures(place: Path, tmp_path: Path) -> Iterator[MetricService]:
    appdb = AppDatabase(tmp_path / "ledger.sqlite")
    yield MetricService(Store(Home(place / "home"), FixedBook({1: "000001.duckdb"}), product()), appdb, product())
    appdb.close()


def trail_of(figures: MetricService) -> LookTrail:
    return LookTrail(figures, LookSearch(figures, figures._appdb.looks))


def saw(figures: MetricService, **wanted: object) -> list[str]:
    lines = trail_of(figures).lines(LOCAL_ADMIN, LookFilter(**wanted), 100)  # type: ignore[arg-type]
    return sorted(f"{one.look.who} {one.seen.value}" for one in lines)


def waiting(figures: MetricService) -> int:
    return len(figures.looks._waiting)


def test_an_auditor_asks_who_saw_a_customers_debt(figures: MetricService) -> None:
    figures.run(DEBT, WANG)  # both customers
    figures.run(DEBT, LI)  # those of his branch: C1 alone
    figures.run(Query(("net_sales",), ("customer",), MAY), Viewer("sales only"))
    figures.run(Query(("receivables_open",), (), MAY), Viewer("one sum"))
    figures.run(Query(("receivables_open",), (), MAY, (Filter("customer", ("C2",)),)), Viewer("by name"))
    figures.run_list(ListQuery("open_items", MAY), Viewer("lister"))
    figures.rows(Query(("receivables_open",), (), MAY), "receivables_open", Viewer("digger"))
    debt = {"dimension": "customer", "right": Right.VIEW_RECEIVABLES}
    assert saw(figures, value="C1", **debt) == ["digger yes", "li yes", "lister yes", "王芳 yes"]
    assert saw(figures, value="C2", **debt) == ["by name yes", "digger yes", "lister yes", "王芳 yes"]
    assert saw(figures, value="北辰", **debt) == saw(figures, value="C2", **debt), "by name as by code"
    assert saw(figures, value="C9", **debt) == []
    assert saw(figures, dimension="customer", value="C2", right=Right.VIEW_SALES) == ["sales only yes"]
    assert saw(figures, dimension="customer", value="C2", who="王芳") == ["王芳 yes"]
    assert len(saw(figures)) == 7
    assert saw(figures) == saw(figures), "asking who saw it is no look"


def test_an_auditor_of_a_part_learns_nothing_of_the_rest(figures: MetricService) -> None:
    figures.run(Query(("receivables_open",), (), MAY, (Filter("customer", ("C1", "C2")),)), WANG)
    figures.run(Query(("net_sales",), (), MAY), Viewer("bj", Role.REP, Scope.of({"branch": ("BJ",)})))
    figures.run_list(ListQuery("receivable_documents", MAY, parameters=(("number", "I2"),)), Viewer("by number"))
    part = Viewer("auditor of SH", Role.AUDITOR, Scope.of({"branch": ("SH",)}))
    found = trail_of(figures).lines(part, LookFilter(), 100)
    told = repr([(one.question, one.look.question) for one in found]) + repr(look_table(found, "en").rows)
    assert len(found) == 3
    assert "C1" in told
    assert not {"C2", "BJ", "I2", "北辰"} & set(re.findall(r"\w+", told))
    assert MASK in told
    debt = LookFilter("customer", "C2", Right.VIEW_RECEIVABLES)
    assert trail_of(figures).lines(part, debt, 100) == ()
    assert len(trail_of(figures).lines(LOCAL_ADMIN, debt, 100)) == 2
    assert "C2" in repr(trail_of(figures).lines(LOCAL_ADMIN, LookFilter(), 100))


def test_who_saw_a_mark_or_masked_figures_is_told_so(figures: MetricService) -> None:
    figures.run(DEBT, replace(WANG, name="behind the lens", lens=(Right.VIEW_CUSTOMERS,)))
    figures.run(DEBT, WANG)
    figures.run(Query(("gross_profit",), ("customer",), MAY), replace(WANG, name="no costs", lens=(Right.VIEW_COST,)))
    figures.run(
        Query(("gross_profit", "net_sales"), ("customer",), MAY), replace(WANG, name="half", lens=(Right.VIEW_COST,))
    )
    assert saw(figures, dimension="customer", value="C1") == [
        "behind the lens masked",
        "half yes",
        "no costs masked",
        "王芳 yes",
    ]
    assert saw(figures, who="no costs") == ["no costs masked"]


def test_days_and_counts(figures: MetricService, monkeypatch: pytest.MonkeyPatch) -> None:
    at = FixedClock(monkeypatch)
    for day, times in ((1, 1), (2, 3)):
        for hour in range(times):
            at.moment = datetime(2026, 6, day, 8 + hour, tzinfo=UTC)
            figures.run(DEBT, WANG)
            figures.looks.write()
    (one,) = trail_of(figures).lines(LOCAL_ADMIN, LookFilter(first=date(2026, 6, 2)), 10)
    assert (one.look.times, one.look.first.hour, one.look.last.hour) == (3, 8, 10)
    assert len(saw(figures, last=date(2026, 6, 1))) == 1
    assert saw(figures, first=date(2026, 6, 3)) == []
    log = figures._appdb.looks
    assert log.forget_before(datetime(2026, 6, 2, 9, tzinfo=UTC)) == 1
    assert len(saw(figures)) == 1
    assert log.forget_before(datetime(2026, 6, 9, tzinfo=UTC)) == 1
    assert figures._appdb.fetch(sa.text("SELECT * FROM look_questions")) == []


def test_what_cannot_be_asked_again_is_told(figures: MetricService) -> None:
    question = LookQuestion(LookKind.FIGURES, DEBT, Scope())
    moment = datetime.now(UTC)
    gone = FigureLook("old", 77, question_as_json(question), moment, moment)
    figures._appdb.looks.write([gone, FigureLook("other", 1, {"asked": "otherwise"}, moment, moment)])
    assert saw(figures, dimension="customer", value="C1") == ["old unknown", "other unknown"]


def test_looks_wait_and_are_written_together(figures: MetricService, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[int] = []
    write = LookLog.write

    def counted(log: LookLog, looks: list[FigureLook]) -> None:
        if log is figures._appdb.looks:  # a company of an earlier test may still write its own
            written.append(len(looks))
        write(log, looks)

    monkeypatch.setattr(LookLog, "write", counted)
    monkeypatch.setattr(look_recorder, "BATCH_SECONDS", 60.0)
    for _ in range(5):
        figures.run(DEBT, WANG)
        figures.run(DEBT, LI)
    assert written == []
    timer = figures.looks._timer
    assert timer is not None
    timer.function()  # as a minute later
    assert written == [2]
    assert waiting(figures) == 0


def test_looks_of_one_batch_and_of_earlier_ones_add_up(tmp_path: Path) -> None:
    database = AppDatabase(tmp_path / "ledger.sqlite")
    moment = datetime(2026, 5, 2, 9, tzinfo=UTC)

    def looks(hour: int, who: str, questions: int) -> list[FigureLook]:
        at = moment.replace(hour=hour)
        return [FigureLook(who, 1, {"kind": "figures", "number": number}, at, at, 2) for number in range(questions)]

    database.looks.write(looks(9, "li", 1_100))
    database.looks.write(looks(10, "li", 3) + looks(11, "li", 1) + looks(12, "wang", 1))
    counted = {
        (one.who, one.question["number"]): (one.times, one.first.hour, one.last.hour)
        for one in database.looks.between(None, None)
    }
    assert len(counted) == 1_101
    assert counted["li", 0] == (6, 9, 11)
    assert counted["li", 2] == (4, 9, 10)
    assert counted["li", 1_099] == (2, 9, 9)
    assert counted["wang", 0] == (2, 12, 12)
    database.close()


@pytest.fixture
def failing(figures: MetricService, monkeypatch: pytest.MonkeyPatch) -> MetricService:
    monkeypatch.setattr(figures._appdb.looks, "_view_only", lambda: Text("error.disk_full"))
    return figures


def test_ordinary_reading_survives_a_failing_log(failing: MetricService, monkeypatch: pytest.MonkeyPatch) -> None:
    assert failing.run(DEBT, WANG).rows
    assert failing.looks.write() == Text("error.disk_full")
    assert failing.run_list(ListQuery("open_items", MAY), WANG).rows
    assert waiting(failing) == 2, "they wait until there is room"
    monkeypatch.setattr(failing._appdb.looks, "_view_only", lambda: None)
    assert failing.looks.write() is None
    assert len(saw(failing)) == 2


def test_what_waits_is_bounded(failing: MetricService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look_recorder, "MOST_WAITING", 10)
    for number in range(30):
        failing.run(DEBT, Viewer(f"n{number}"))
        failing.looks.write()
    assert waiting(failing) == 10


def test_restricted_figures_refuse_while_the_log_fails(failing: MetricService) -> None:
    with pytest.raises(StorageError, match="noted"):
        failing.run(Query(("gross_profit",), (), MAY), WANG)
    found = failing.run(Query(("net_sales", "gross_profit"), (), MAY, order_by="-gross_profit"), WANG)
    assert found.one() == {"net_sales": Decimal(30), "gross_profit": None}
    assert [note.key for note in found.notes if note.key == "looks.refused"]


def test_what_is_restricted_is_what_columns_declare(failing: MetricService) -> None:
    unnoted = [
        name for name in failing.catalogue.metrics if restricted_metrics(failing.catalogue, Query((name,)), WANG)
    ]
    assert {"gross_profit", "margin", "stock_value", "distributor_stock_value"} <= set(unnoted)
    assert not {"net_sales", "receivables_open", "orders"} & set(unnoted)
    with pytest.raises(StorageError, match="noted"):
        failing.run(Query(("stock_value",), (), MAY), WANG)
    with pytest.raises(StorageError, match="noted"):
        failing.run_list(ListQuery("stock_by_receipt", MAY), WANG)
    assert failing.run(Query(("gross_profit",), (), MAY), LI).masked == ("gross_profit",), "he sees none of it anyway"
    assert restricted_metrics(failing.catalogue, Query(("gross_profit",)), LI) == ()


def test_a_column_of_contacts_is_restricted_and_masked_in_a_list() -> None:
    catalogue = product()
    shown = catalogue.list("credit_lines")
    contact = ListColumn("call", kind=ColumnKind.TEXT, source="c.phone")
    assert not restricted_list(catalogue, shown, WANG)
    assert restricted_list(catalogue, replace(shown, columns=(*shown.columns, contact)), WANG)
    assert list_column_classes(catalogue, shown, contact) == {Sensitivity.CONTACT}


def test_rows_keep_their_costs_back_while_the_log_fails(
    failing: MetricService, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Query(("net_sales",), (), MAY)
    assert [(row["amount"], row["cost"]) for row in failing.rows(asked, "net_sales", WANG)] == [
        (Decimal(10), MASK),
        (Decimal(20), MASK),
    ]
    with pytest.raises(StorageError, match="noted"):
        failing.rows(Query(("gross_profit",), (), MAY), "gross_profit", WANG)
    monkeypatch.setattr(failing._appdb.looks, "_view_only", lambda: None)
    assert [row["cost"] for row in failing.rows(asked, "net_sales", WANG)] == [Decimal(4), Decimal(5)]
    assert waiting(failing) == 0, "written before they are seen"


def test_restricted_figures_are_written_before_they_are_seen(figures: MetricService) -> None:
    assert figures.run(Query(("gross_profit",), (), MAY), WANG).one() == {"gross_profit": Decimal(21)}
    assert waiting(figures) == 0
    assert len(list(figures._appdb.looks.between(None, None))) == 1
    figures.run(Query(("gross_profit",), (), MAY), WANG)
    assert waiting(figures) == 1, "the next minute's looks at the same are counted with a batch"


def test_a_place_among_others_is_no_look_at_them(figures: MetricService) -> None:
    figures.run(DEBT, WANG, is_shown=False)
    assert waiting(figures) == 0


def test_only_who_may_read_the_trail_reads_it(figures: MetricService) -> None:
    trail = trail_of(figures)
    for read in (trail.people, trail.rights, trail.dimensions, lambda viewer: trail.lines(viewer, LookFilter(), 1)):
        with pytest.raises(NotAllowedError):
            read(WANG)
    with pytest.raises(UsageError):
        trail.lines(LOCAL_ADMIN, LookFilter("no dimension", "x"), 1)
    assert "customer" in trail.dimensions(LOCAL_ADMIN)
    assert Right.VIEW_RECEIVABLES in trail.rights(LOCAL_ADMIN)


def test_a_question_survives_being_kept() -> None:
    scope = Scope.of({"rep": (), "branch": ("SH", "BJ")})
    for asked in (
        Query(("net_sales",), ("month",), MAY, (Filter("branch", ("SH",)),), as_of=date(2026, 5, 9), order_by="-month", limit=3),
        ListQuery("open_items", None, (), date(2026, 5, 9), (("on", date(2026, 1, 2)), ("least", Decimal("1.50")), ("rows", (Filter("a", ("b",)),)))),
    ):  # fmt: skip
        question = LookQuestion(LookKind.FIGURES, asked, scope, "", ("cost", "customer"))
        assert question_from_json(question_as_json(question)) == question


def test_noting_costs_little(figures: MetricService) -> None:
    figures.run(DEBT, WANG)
    question = LookQuestion(LookKind.FIGURES, DEBT, WANG.scope)
    started = time.thread_time()
    for _ in range(1_000):
        figures.looks.note(WANG, 1, question)
    assert time.thread_time() - started < timedelta(seconds=0.2).total_seconds()
