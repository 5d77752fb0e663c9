"""Who did what, when, from where: every door writes its line, and only who may read the trail reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from sales_core.access.accounts import Accounts
from sales_core.access.audit_trail import AuditFilter, AuditTrail
from sales_core.access.refusals import note_refusal
from sales_core.appdb.database import AppDatabase
from sales_core.format import MASK
from sales_core.kernel import events
from sales_core.kernel.errors import NotAllowedError, StorageError
from sales_core.kernel.terms import LOCAL_ADMIN, RIGHTS, Right, Role, Scope, Text, Viewer
from tests.support.clocks import FixedClock

PASSWORD = "correct horse battery"


@pytest.fixture
def trail(appdb: AppDatabase) -> AuditTrail:
    return AuditTrail(appdb)


def test_doors_write_who_and_from_where(appdb: AppDatabase, trail: AuditTrail) -> None:
    accounts = Accounts(appdb)
    accounts.add("li", Role.REP, password=PASSWORD, by="admin")
    assert accounts.sign_in("li", "wrong", "10.0.0.7") is None
    secret = accounts.sign_in("li", PASSWORD, "10.0.0.8")
    assert secret is not None
    accounts.sign_out(secret, "10.0.0.8")
    accounts.sign_out(secret, "10.0.0.8")
    assert accounts.sign_in_by_link("nobody made it", "10.0.0.9") is None
    lines = trail.lines(LOCAL_ADMIN)
    assert [(line.who, line.what, line.address) for line in reversed(lines)] == [
        ("admin", "account_added", ""),
        ("li", "sign_in_refused", "10.0.0.7"),
        ("li", "signed_in", "10.0.0.8"),
        ("li", "signed_out", "10.0.0.8"),
        ("", "sign_in_link_refused", "10.0.0.9"),
    ]
    assert lines[-1].act.in_("en") == "Added account li as rep"


def test_lines_of_one_person_one_kind_and_some_days(
    appdb: AppDatabase, trail: AuditTrail, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts, at = Accounts(appdb), FixedClock(monkeypatch)
    for day in (1, 2, 3):
        at.moment = datetime(2026, 5, day, 23, 59, 59, tzinfo=UTC)
        for who in ("li", "wang"):
            accounts.record(who, events.SIGNED_OUT)
            accounts.record(who, events.EXPORT_FETCHED, file=f"{who}{day}.csv")

    def found(**wanted: object) -> list[tuple[str, str, int]]:
        return [(x.who, x.what, x.at.day) for x in trail.lines(LOCAL_ADMIN, AuditFilter(**wanted))]  # type: ignore[arg-type]

    assert len(found()) == 12
    assert found(who="li", what="export_fetched") == [("li", "export_fetched", day) for day in (3, 2, 1)]
    assert {day for *_, day in found(first=date(2026, 5, 2), last=date(2026, 5, 2))} == {2}
    assert {day for *_, day in found(last=date(2026, 5, 2))} == {1, 2}
    assert len(trail.lines(LOCAL_ADMIN, limit=5)) == 5
    assert trail.people(LOCAL_ADMIN) == ("li", "wang")
    assert trail.kinds(LOCAL_ADMIN) == ("export_fetched", "signed_out")


def test_a_change_of_role_and_rows_tells_before_and_after(appdb: AppDatabase, trail: AuditTrail) -> None:
    accounts = Accounts(appdb)
    accounts.add("li", Role.REP, Scope.of({"rep": ("E1",)}), by="admin")
    accounts.set_role("li", Role.MANAGER, Scope.of({"branch": ("SH", "BJ")}), by="wang")
    (line, _) = trail.lines(LOCAL_ADMIN)
    assert (line.who, line.act.in_("en")) == ("wang", "li: rep, rep=E1 → manager, branch=BJ SH")


def test_who_is_refused_for_want_of_a_right_is_told(
    appdb: AppDatabase, trail: AuditTrail, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts, refused = Accounts(appdb), NotAllowedError("li", Right.VIEW_AUDIT)
    note_refusal(accounts, refused, "/audit", "10.0.0.7")
    (line,) = trail.lines(LOCAL_ADMIN)
    assert (line.who, line.act.in_("en"), line.address) == ("li", "Refused /audit: no right view_audit", "10.0.0.7")

    def full(*_: object, **__: object) -> None:
        raise StorageError(Text("error.disk_full"))

    monkeypatch.setattr(accounts, "record", full)
    note_refusal(accounts, refused, "/audit")


@pytest.mark.parametrize("role", [role for role in Role if Right.VIEW_AUDIT not in RIGHTS[role]])
def test_others_do_not_read_it(trail: AuditTrail, role: Role) -> None:
    viewer = Viewer("li", role)
    for read in (trail.lines, trail.people, trail.kinds):
        with pytest.raises(NotAllowedError):
            read(viewer)


def test_who_audits_a_part_reads_what_others_did_without_its_particulars(appdb: AppDatabase, trail: AuditTrail) -> None:
    accounts = Accounts(appdb)
    accounts.record("wang", events.EXPORT_FETCHED, file="北京分公司.csv")
    accounts.record("part", events.EXPORT_FETCHED, file="上海分公司.csv")
    part = Viewer("part", Role.AUDITOR, Scope.of({"branch": ("SH",)}))
    own, other = trail.lines(part)
    assert (own.who, own.details["file"]) == ("part", "上海分公司.csv")
    assert (other.who, other.what, other.details["file"]) == ("wang", "export_fetched", MASK)
    assert "北京" not in other.act.in_("zh")
    assert trail.lines(Viewer("whole", Role.AUDITOR))[1].details["file"] == "北京分公司.csv"
