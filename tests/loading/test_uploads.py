"""Plan, commit, undo on a real store; every figure is added up by hand in the test."""

import os
import threading
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.kernel.errors import (
    CancelledError,
    ConfirmationNeededError,
    ConflictError,
    NotAllowedError,
    RefusedError,
    UnhealthyError,
    UsageError,
)
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Scope, Viewer
from sales_core.loading.plan import Plan
from sales_core.loading.staging import Staging
from sales_core.recognition.reading import Answers
from tests.support.company import Company

MAY = [
    {
        "date": "2026-05-01",
        "branch": "SH",
        "rep": "E1",
        "customer": "C1",
        "product": "P1",
        "quantity": 10,
        "amount": 100,
    },
    {
        "date": "2026-05-02",
        "branch": "BJ",
        "rep": "E2",
        "customer": "C2",
        "product": "P1",
        "quantity": 5,
        "amount": 50.5,
    },
]


def test_a_plan_shows_what_the_commit_then_does(company: Company) -> None:
    plan = company.plan("sales-may.csv", MAY)
    assert plan.ready
    assert not plan.needs_confirmation
    total = next(h for h in plan.headlines if (h.measure, h.by) == ("net_sales", "total"))
    assert (total.before, total.after) == (None, Decimal("150.5000"))
    assert {(h.group, h.after) for h in plan.headlines if (h.measure, h.by) == ("net_sales", "branch")} == {
        ("SH", Decimal(100)),
        ("BJ", Decimal("50.5")),
    }
    assert {c.kind: [code for code, _ in c.shown] for c in plan.new} == {
        "customers": ["C1", "C2"],
        "reps": ["E1", "E2"],
        "products": ["P1"],
    }
    assert company.appdb.current_version() == 0

    done = company.uploads.commit(plan.id, LOCAL_ADMIN)
    assert done.version == 1
    assert company.one("SELECT sum(amount) FROM sales") == Decimal("150.5")
    assert company.store.current().as_of == date(2026, 5, 2)
    assert company.uploads.maintenance.check() == []
    with pytest.raises(UsageError):
        company.uploads.commit(plan.id, LOCAL_ADMIN)


def test_errors_refuse_and_leave_everything(company: Company) -> None:
    company.load("sales-may.csv", MAY)
    before = company.store.content_hash(1)
    plan = company.plan(
        "sales-june.csv",
        [{"date": "2026-06-01", "rep": "E1", "product": "P1", "amount": 1, "promotion": "bad"}],
    )
    assert not plan.ready
    with pytest.raises(RefusedError) as refused:
        company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
    assert refused.value.problems[0].code == "E_TEST"
    assert company.appdb.current_version() == 1
    assert company.store.content_hash(1) == before


def test_warnings_need_a_tick(company: Company) -> None:
    plan = company.plan("sales-may.csv", [MAY[0] | {"promotion": "odd"}])
    with pytest.raises(ConfirmationNeededError):
        company.uploads.commit(plan.id, LOCAL_ADMIN)
    assert company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True).version == 1


def test_replacing_a_month_is_said_and_undone(company: Company) -> None:
    company.load("sales-may.csv", MAY)
    plan = company.plan("sales-may2.csv", [MAY[0] | {"amount": 120}, MAY[1]])
    assert [p.code for p in plan.warnings] == ["W_REPLACES_MONTH"]
    assert plan.warnings[0].places[0].cell == "2026-05"
    assert [(r.upload_id, r.month, r.rows, r.amount) for r in plan.replaced] == [(1, "2026-05", 2, Decimal("150.5"))]
    second = company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
    assert company.one("SELECT sum(amount) FROM sales") == Decimal("170.5")
    assert [(e.upload.id, e.live_rows, e.replaced_by) for e in company.uploads.history.entries(LOCAL_ADMIN)] == [
        (2, 2, ()),
        (1, 0, (2,)),
    ]

    undo = company.uploads.plan_undo(second.uploads[0].id, LOCAL_ADMIN)
    total = next(h for h in undo.headlines if (h.measure, h.by) == ("net_sales", "total"))
    assert (total.before, total.after) == (Decimal("170.5"), Decimal("150.5"))
    company.uploads.commit(undo.id, LOCAL_ADMIN, confirmed=True)
    assert company.one("SELECT sum(amount) FROM sales") == Decimal("150.5")
    assert company.store.content_hash(3) == company.store.content_hash(1)
    assert [e.upload.status for e in company.uploads.history.entries(LOCAL_ADMIN)] == ["undone", "active"]
    with pytest.raises(UsageError):
        company.uploads.undo(2, LOCAL_ADMIN)


def test_the_same_content_again_needs_no_tick_for_replacing(company: Company) -> None:
    company.load("sales-may.csv", MAY)
    plan = company.plan("sales-may2.csv", [*MAY])
    assert [p.code for p in plan.warnings] == []


def test_other_branches_of_the_month_are_kept_or_replaced_as_answered(company: Company) -> None:
    company.load("sales-may.csv", MAY)
    part = [MAY[0] | {"amount": 120}]
    asked = company.plan("sales-sh.csv", part)
    (question,) = asked.questions
    assert (question.id, question.default) == ("replace", "keep")
    assert asked.needs_confirmation
    whole = Answers(answers={"sales-sh.csv!": {"replace": "month"}})
    plan = company.plan("sales-sh.csv", part, answers=whole)
    company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
    assert company.one("SELECT sum(amount) FROM sales") == Decimal(120)
    company.uploads.undo(2, LOCAL_ADMIN)
    assert company.one("SELECT sum(amount) FROM sales") == Decimal("150.5")
    company.load("sales-sh.csv", part)
    assert company.one("SELECT sum(amount) FROM sales") == Decimal("170.5")


def test_two_files_of_one_drop_that_share_a_month_are_added_up_and_said(company: Company) -> None:
    files = [company.file("sales-a.csv", [MAY[0]]), company.file("sales-b.csv", [MAY[0] | {"amount": 7}])]
    plan = company.uploads.plan(files, LOCAL_ADMIN)
    assert [p.code for p in plan.warnings] == ["W_SHARED_SLICE"]
    company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
    assert company.one("SELECT sum(amount) FROM sales") == Decimal(107)
    company.uploads.undo(1, LOCAL_ADMIN)
    assert company.one("SELECT sum(amount) FROM sales") == Decimal(7)


def test_the_same_file_twice_in_one_drop_is_refused(company: Company) -> None:
    files = [company.file("sales-a.csv", MAY), company.file("sales-b.csv", MAY)]
    plan = company.uploads.plan(files, LOCAL_ADMIN)
    assert [p.code for p in plan.errors] == ["E_SAME_FILE_TWICE"]


def test_of_two_plans_on_one_version_one_wins_and_the_other_is_told(company: Company) -> None:
    mine = company.plan("sales-may.csv", MAY)
    yours = company.plan("sales-june.csv", [MAY[0] | {"date": "2026-06-01"}])
    company.uploads.commit(mine.id, LOCAL_ADMIN)
    with pytest.raises(ConflictError):
        company.uploads.commit(yours.id, LOCAL_ADMIN)
    assert company.one("SELECT sum(amount) FROM sales") == Decimal("150.5")
    assert [p.outdated for p in company.uploads.open_plans(LOCAL_ADMIN)] == [True]
    again = company.plan("sales-june.csv", [MAY[0] | {"date": "2026-06-01"}])
    company.uploads.commit(again.id, LOCAL_ADMIN)
    assert company.one("SELECT sum(amount) FROM sales") == Decimal("250.5")


def test_commits_at_the_same_moment_have_one_winner(company: Company) -> None:
    plans = [company.plan(f"sales-{n}.csv", [MAY[0] | {"amount": n}]) for n in range(1, 5)]
    outcomes = []

    def commit(plan: Plan) -> None:
        try:
            company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
            outcomes.append("won")
        except ConflictError:
            outcomes.append("told")

    threads = [threading.Thread(target=commit, args=(plan,)) for plan in plans]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["told", "told", "told", "won"]
    assert company.one("SELECT count(*) FROM sales") == 1
    assert company.uploads.maintenance.check() == []


def test_a_cancelled_plan_leaves_nothing(company: Company) -> None:
    cancel = threading.Event()

    def stop(stage: str, fraction: float) -> None:
        cancel.set()

    with pytest.raises(CancelledError):
        company.plan("sales-may.csv", MAY, progress=stop, cancel=cancel)
    assert company.uploads.open_plans(LOCAL_ADMIN) == []
    assert list((company.settings.home.root / "staging").iterdir()) == []


def test_restore_goes_back_and_forward(company: Company) -> None:
    company.load("sales-may.csv", MAY)
    company.load("sales-june.csv", [MAY[0] | {"date": "2026-06-01"}])
    company.uploads.restore(1, LOCAL_ADMIN)
    assert company.store.content_hash(3) == company.store.content_hash(1)
    assert [e.upload.status for e in company.uploads.history.entries(LOCAL_ADMIN)] == ["undone", "active"]
    company.uploads.restore(2, LOCAL_ADMIN)
    assert company.store.content_hash(4) == company.store.content_hash(2)
    assert company.uploads.maintenance.check() == []


def test_rights(company: Company) -> None:
    executive = Viewer("eva", Role.EXECUTIVE)
    manager = Viewer("max", Role.MANAGER, Scope.of({"branch": ("SH",)}))
    with pytest.raises(NotAllowedError):
        company.plan("sales-may.csv", MAY, executive)
    company.load("sales-may.csv", MAY)
    with pytest.raises(NotAllowedError):
        company.uploads.undo(1, executive)
    with pytest.raises(NotAllowedError):
        company.uploads.undo(1, manager)
    with pytest.raises(NotAllowedError):
        company.uploads.restore(1, manager)
    with pytest.raises(NotAllowedError):
        company.uploads.months.close("2026-05", manager)  # it would hold for everybody
    company.uploads.months.close("2026-05", Viewer("ann", Role.MANAGER))
    with pytest.raises(NotAllowedError):
        company.uploads.months.reopen("2026-05", manager, "a late file")
    company.uploads.months.reopen("2026-05", Viewer("ann", Role.MANAGER), "a late file")
    mine = company.plan("sales-june.csv", [MAY[0] | {"date": "2026-06-01"}], manager)
    with pytest.raises(NotAllowedError):
        company.uploads.open_plan(mine.id, Viewer("ann", Role.MANAGER))
    assert company.uploads.reference_data(manager).scope.as_mapping() == {"branch": ("SH",)}


def test_closed_months_hold_against_load_undo_and_restore(company: Company) -> None:
    company.load("sales-may.csv", MAY)
    plan = company.plan("sales-may2.csv", [MAY[0] | {"amount": 5}])
    company.uploads.months.close("2026-05", LOCAL_ADMIN)
    acts: tuple[Callable[[], object], ...] = (
        lambda: company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True),
        lambda: company.uploads.undo(1, LOCAL_ADMIN),
        lambda: company.uploads.restore(0, LOCAL_ADMIN),
    )
    for act in acts:
        with pytest.raises(RefusedError):
            act()
    assert company.uploads.reference_data(LOCAL_ADMIN).closed_months == {"2026-05"}
    company.uploads.months.reopen("2026-05", LOCAL_ADMIN, "a late file")
    company.uploads.undo(1, LOCAL_ADMIN)
    assert company.one("SELECT count(*) FROM sales") == 0


def test_what_was_understood_is_remembered_and_known(company: Company) -> None:
    company.load("customers.csv", [{"customer": "C1", "customer_name": "One"}])
    told = company.uploads.reference_data(LOCAL_ADMIN)
    assert told.masters["customers"] == {"C1": "One"}
    assert told.remembered["sig-customers"][0] == "customers"
    assert list(told.loaded_files.values()) == ["#1 customers.csv"]
    company.uploads.mappings.forget("sig-customers", LOCAL_ADMIN)
    assert company.uploads.mappings.all(LOCAL_ADMIN) == []


def test_a_remembered_mapping_is_corrected_by_hand(company: Company) -> None:
    headers = {"编码": "customer", "名称": "customer_name", "备注": ""}
    company.appdb.mappings.remember(
        signature="s", label="客户.xlsx", dataset="customers", answers={"currency": "CNY"}, mapping=headers, by="ann"
    )
    company.uploads.mappings.correct("s", {"备注": "channel"}, LOCAL_ADMIN)
    (one,) = company.uploads.mappings.all(LOCAL_ADMIN)
    assert one.mapping == {**headers, "备注": "channel"}
    assert (one.by, one.label, one.answers) == ("ann", "客户.xlsx", {"currency": "CNY"})
    company.uploads.mappings.correct("s", {"编码": "customer_name", "名称": "customer", "备注": ""}, LOCAL_ADMIN)
    swapped = {"编码": "customer_name", "名称": "customer", "备注": ""}
    assert company.uploads.reference_data(LOCAL_ADMIN).remembered["s"] == ("customers", swapped, {"currency": "CNY"})
    for signature, changes, said in (
        ("s", {"备注": "customer"}, "'备注' and '名称' cannot both be"),
        ("s", {"备注": "colour"}, "no field 'colour'"),
        ("s", {"别的": "channel"}, "no column '别的'"),
        ("other", {"备注": "channel"}, "no such mapping"),
    ):
        with pytest.raises(UsageError, match=said):
            company.uploads.mappings.correct(signature, changes, LOCAL_ADMIN)
    assert company.uploads.reference_data(LOCAL_ADMIN).remembered["s"][1] == swapped
    assert company.appdb.audit.events()[0].what == "correct_mapping"


def test_rows_typed_into_a_master_are_an_upload_like_others(company: Company) -> None:
    company.load("customers.csv", [{"customer": "C1", "customer_name": "One"}])
    typed = company.uploads.plan_typed({"customers": [{"customer": "C9", "customer_name": "Nine"}]}, LOCAL_ADMIN)
    company.uploads.commit(typed.id, LOCAL_ADMIN, confirmed=True)
    assert company.uploads.reference_data(LOCAL_ADMIN).masters["customers"] == {"C1": "One", "C9": "Nine"}
    _, path = company.uploads.history.original(2, LOCAL_ADMIN)
    assert "C9,Nine" in path.read_text(encoding="utf-8-sig")
    company.uploads.undo(2, LOCAL_ADMIN)
    assert company.uploads.reference_data(LOCAL_ADMIN).masters["customers"] == {"C1": "One"}


def test_changed_past_months_are_written_down(company: Company) -> None:
    company.load("sales-apr.csv", [MAY[0] | {"date": "2026-04-10"}])
    company.load("sales-may.csv", MAY)
    plan = company.plan("sales-apr2.csv", [MAY[0] | {"date": "2026-04-10", "amount": 90}])
    assert [(h.measure, h.group, h.before, h.after) for h in plan.past_months if h.measure == "net_sales"] == [
        ("net_sales", "2026-04", Decimal(100), Decimal(90))
    ]
    company.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True)
    (one,) = company.uploads.history.restatements(LOCAL_ADMIN, "2026-04")
    assert (one.measure, one.before, one.after, one.upload) == ("net_sales", Decimal(100), Decimal(90), 3)


def test_plans_outlive_the_process_and_strays_do_not(company: Company, tmp_path: Path) -> None:
    plan = company.plan("sales-may.csv", MAY)
    home = company.settings.home
    (home.root / "versions" / "000001-dead.duckdb").write_bytes(b"half")
    left = home.root / "staging" / "0123456789abcdef"
    left.mkdir()
    os.utime(left, times=(0, 0))
    (home.root / "uploads" / "stray.arrow").write_bytes(b"half")
    assert {f.code for f in company.uploads.maintenance.check()} == {"stray"}
    later = Company(tmp_path)
    assert {f.code for f in later.uploads.maintenance.check()} == {"lost_found"}
    assert [p.id for p in later.uploads.open_plans(LOCAL_ADMIN)] == [plan.id]
    assert later.uploads.commit(plan.id, LOCAL_ADMIN).version == 1
    assert list((home.root / "staging").iterdir()) == []


def test_what_another_process_is_just_making_is_no_stray(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    home = company.settings.home
    (home.root / "staging" / "0123456789abcdef").mkdir()  # made, and not yet locked
    company.uploads.maintenance.tidy()
    assert (home.root / "staging" / "0123456789abcdef").is_dir()
    # A plan that ends while tidying looks: it was in work when the folders were listed.
    look = Staging.idle
    ended: list[Plan] = []

    def ending(self: Staging) -> list[str]:
        found = look(self)
        if not ended:
            ended.append(company.plan("sales-may.csv", MAY))
        return found

    monkeypatch.setattr(Staging, "idle", ending)
    company.uploads.maintenance.tidy()
    assert company.uploads.commit(ended[0].id, LOCAL_ADMIN).version == 1
    assert company.uploads.maintenance.check() == []


def test_retention_keeps_the_newest_and_what_codes_point_to(company: Company) -> None:
    company.appdb.settings.set("versions_kept", 2)
    for day in range(1, 6):
        company.load(f"sales-{day}.csv", [MAY[0] | {"date": f"2026-0{day}-01"}])
        if day == 2:
            company.appdb.number_codes.save("abc", {}, 2)
    assert [v.id for v in company.uploads.history.versions(LOCAL_ADMIN) if v.file] == [5, 4, 2]
    assert company.uploads.maintenance.check() == []
    company.uploads.undo(1, LOCAL_ADMIN)
    assert company.one("SELECT count(*) FROM sales") == 4


def test_check_sees_what_is_wrong(company: Company) -> None:
    company.load("sales-may.csv", MAY)
    (upload,) = [e.upload for e in company.uploads.history.entries(LOCAL_ADMIN)]
    (company.settings.home.root / "originals" / upload.sha256).unlink()
    (company.settings.home.root / "uploads" / upload.rows_file).unlink()
    with company.appdb.transaction() as connection:
        connection.exec_driver_sql("UPDATE versions SET sums = '{}', rows = '{}'")
    assert {f.code for f in company.uploads.maintenance.check()} == {
        "original",
        "rows_file",
        "version_rows",
        "version_sums",
        "manifest",  # it and the journal know what the row said before it was changed by hand
        "database",
    }


def test_nothing_is_a_plan_id_but_a_plan_id(company: Company) -> None:
    for name in ("../home", "x", "0123456789abcdef"):
        with pytest.raises(UsageError):
            company.uploads.open_plan(name, LOCAL_ADMIN)


def test_undo_without_the_kept_rows_of_the_earlier_upload_says_so(company: Company) -> None:
    company.load("sales-may.csv", MAY)
    company.load("sales-may2.csv", [MAY[0] | {"amount": 120}, MAY[1]])
    (company.settings.home.root / "uploads" / company.appdb.history.upload(1).rows_file).unlink()
    with pytest.raises(UnhealthyError):
        company.uploads.undo(2, LOCAL_ADMIN)
    assert company.one("SELECT sum(amount) FROM sales") == Decimal("170.5")
