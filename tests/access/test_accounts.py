"""Accounts, sessions and links against a real ledger."""

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from sales_core.access.accounts import Accounts
from sales_core.access.sessions import session_id
from sales_core.appdb import tables
from sales_core.appdb.database import AppDatabase
from sales_core.kernel import clock, events
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import LOCAL_ADMIN, RIGHTS, WRITING_RIGHTS, Right, Role, Scope, Viewer
from tests.support.clocks import FixedClock
from tests.support.present import present

PASSWORD = "a long enough one"


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    made = Accounts(AppDatabase(tmp_path / "ledger.sqlite"))
    made.add("admin", Role.ADMIN, by="test")
    return made


def audit(accounts: Accounts) -> list[str]:
    return [row["what"] for row in accounts._appdb.fetch(sa.select(tables.audit).order_by(tables.audit.c.id))]


def test_added_listed_and_seen_as_a_viewer(accounts: Accounts) -> None:
    scope = Scope.of({"region": ("华东", "华南")})
    accounts.add("王芳", Role.MANAGER, scope, PASSWORD, by="admin")
    assert [account.name for account in accounts.list()] == ["admin", "王芳"]
    viewer = accounts.viewer("王芳")
    assert (viewer.role, viewer.scope) == (Role.MANAGER, scope)
    assert viewer.may(Right.UPLOAD)
    assert not viewer.may(Right.MANAGE_USERS)
    assert audit(accounts) == ["account_added", "account_added"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "a\nb"])
def test_names_that_cannot_be(accounts: Accounts, name: str) -> None:
    with pytest.raises(UsageError):
        accounts.add(name, Role.REP, by="admin")


def test_a_name_is_taken_once(accounts: Accounts) -> None:
    with pytest.raises(UsageError, match="exists"):
        accounts.add("admin", Role.REP, by="admin")


def test_an_unknown_name_names_the_nearest(accounts: Accounts) -> None:
    with pytest.raises(UsageError, match="admin"):
        accounts.get("admn")


def test_passwords_are_hashed_and_checked(accounts: Accounts) -> None:
    with pytest.raises(UsageError):
        accounts.add("short", Role.REP, password="short", by="admin")
    accounts.add("li", Role.REP, password=PASSWORD, by="admin")
    stored = accounts._appdb.fetch(sa.select(tables.accounts.c.password_hash))
    assert all(PASSWORD not in row["password_hash"] for row in stored)
    assert accounts.sign_in("li", "wrong") is None
    assert accounts.sign_in("nobody", PASSWORD) is None
    assert accounts.sign_in("admin", "") is None, "an account without a password has no password to guess"
    secret = present(accounts.sign_in("li", PASSWORD))
    assert present(accounts.signed_in(session_id(secret))).name == "li"
    assert audit(accounts)[-4:] == ["sign_in_refused"] * 3 + ["signed_in"]


def test_no_secret_is_stored(accounts: Accounts, tmp_path: Path) -> None:
    link, secret = accounts.link_for("admin", by="test"), accounts.sessions.open("admin")
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("ledger.sqlite*"))
    assert link.encode() not in stored
    assert secret.encode() not in stored
    assert session_id(secret).encode() in stored


def test_a_link_signs_in_once_and_not_after_its_time(accounts: Accounts) -> None:
    secret = accounts.link_for("admin", by="test")
    assert accounts.sign_in_by_link(secret)
    assert accounts.sign_in_by_link(secret) is None
    late = accounts.sessions.make_link("admin", timedelta(seconds=-1))
    assert accounts.sign_in_by_link(late) is None
    assert accounts.sign_in_by_link("made up") is None


def test_sessions_end_by_age_idleness_sign_out_and_password(accounts: Accounts) -> None:
    def aged(**columns: timedelta) -> Viewer | None:
        identity = session_id(accounts.sessions.open("admin"))
        with accounts._appdb.transaction() as connection:
            rows = tables.sessions
            found = connection.execute(sa.select(rows).where(rows.c.token_hash == identity)).mappings().one()
            moved = {name: found[name] - by for name, by in columns.items()}
            connection.execute(sa.update(rows).where(rows.c.token_hash == identity).values(moved))
        return accounts.signed_in(identity)

    idle, longest = accounts.sessions.idle(), accounts.sessions.longest()
    assert (idle, longest) == (timedelta(days=7), timedelta(days=30))
    assert aged(last_seen=idle - timedelta(minutes=1)) is not None
    assert aged(last_seen=idle + timedelta(minutes=1)) is None
    assert aged(created=longest + timedelta(minutes=1)) is None
    for setting in ("session.longest_hours", "session.idle_hours"):
        accounts._appdb.company.set(setting, 1, LOCAL_ADMIN)
        assert aged(last_seen=timedelta(minutes=59), created=timedelta(minutes=59)) is not None
        assert aged(last_seen=timedelta(minutes=61), created=timedelta(minutes=61)) is None
        accounts._appdb.company.set(setting, 2_000, LOCAL_ADMIN)
    secret = accounts.sessions.open("admin")
    accounts.sign_out(secret)
    assert accounts.signed_in(session_id(secret)) is None
    secret = accounts.sessions.open("admin")
    accounts.set_password("admin", PASSWORD, by="admin")
    assert accounts.signed_in(session_id(secret)) is None


def test_disabling_shuts_out_at_once_and_voids_links(accounts: Accounts) -> None:
    accounts.add("li", Role.REP, by="admin")
    secret, link = accounts.sessions.open("li"), accounts.link_for("li", by="admin")
    accounts.disable("li", by="admin")
    assert accounts.signed_in(session_id(secret)) is None
    with pytest.raises(UsageError, match="disabled"):
        accounts.viewer("li")
    accounts.enable("li", by="admin")
    assert accounts.sign_in_by_link(link) is None
    assert accounts.signed_in(session_id(secret)) is None


def test_one_administrator_remains(accounts: Accounts) -> None:
    with pytest.raises(UsageError, match="administrator"):
        accounts.disable("admin", by="admin")
    with pytest.raises(UsageError, match="administrator"):
        accounts.set_role("admin", Role.REP, Scope(), by="admin")
    accounts.add("second", Role.ADMIN, by="admin")
    accounts.set_role("admin", Role.REP, Scope.of({"rep": ("R1",)}), by="second")
    assert accounts.viewer("admin").scope.as_mapping() == {"rep": ("R1",)}


def test_without_an_administrator_others_can_still_be_shut_out(tmp_path: Path) -> None:
    accounts = Accounts(AppDatabase(tmp_path / "ledger.sqlite"))
    accounts.add("li", Role.REP, by="local")
    accounts.disable("li", by="local")
    accounts.set_role("li", Role.MANAGER, Scope(), by="local")
    assert accounts.get("li").disabled


def test_a_disabled_administrator_is_no_last_one(accounts: Accounts) -> None:
    accounts.add("second", Role.ADMIN, by="admin")
    accounts.disable("second", by="admin")
    accounts.set_role("second", Role.REP, Scope(), by="admin")
    assert accounts.get("second").role is Role.REP


def test_a_rep_without_rows_of_his_own_sees_none(accounts: Accounts) -> None:
    accounts.add("li", Role.REP, by="admin")
    assert accounts.viewer("li").scope == Scope.of({"rep": ()})
    accounts.set_role("li", Role.REP, Scope.of({"rep": ("R1",)}), by="admin")
    assert accounts.viewer("li").scope == Scope.of({"rep": ("R1",)})


def test_a_name_that_nobody_has_is_written_down_nowhere(accounts: Accounts, tmp_path: Path) -> None:
    accounts.add("li", Role.REP, password=PASSWORD, by="admin")
    assert accounts.sign_in(" li ", "wrong", "10.0.0.7") is None
    assert accounts.sign_in("my secret Password", "x", "10.0.0.8") is None
    rows = [r for r in accounts._appdb.fetch(sa.select(tables.audit)) if r["what"] == "sign_in_refused"]
    assert [(row["who"], row["details"]) for row in rows] == [
        ("li", {"address": "10.0.0.7"}),
        ("", {"address": "10.0.0.8"}),
    ]
    for file in tmp_path.rglob("*"):
        assert file.is_dir() or b"secret Password" not in file.read_bytes(), file


def test_the_log_names_people_by_number(accounts: Accounts) -> None:
    accounts.add("li", Role.REP, by="admin")
    assert accounts.number_of("li") == "", "who never acted"
    accounts.sessions.open("li")
    accounts.record("li", events.SIGNED_OUT, address="")
    number = accounts.number_of("li")
    assert number
    assert "li" not in number
    assert accounts.number_of(LOCAL_ADMIN.name) == LOCAL_ADMIN.name


def test_ones_own_password_takes_the_old_one_and_ends_other_sign_ins(accounts: Accounts) -> None:
    accounts.add("li", Role.REP, password=PASSWORD, by="admin")
    here, there = (session_id(accounts.sessions.open("li")) for _ in range(2))
    with pytest.raises(UsageError):
        accounts.change_own_password("li", "wrong", "salt train lemon july", keep=here)
    with pytest.raises(UsageError):
        accounts.change_own_password("li", PASSWORD, "li" * 8, keep=here)
    assert accounts.signed_in(there) is not None
    assert accounts.sign_in("li", PASSWORD) is not None
    accounts.change_own_password("li", PASSWORD, "salt train lemon july", keep=here)
    assert accounts.signed_in(here) is not None
    assert accounts.signed_in(there) is None
    assert accounts.sign_in("li", PASSWORD) is None
    assert accounts.sign_in("li", "salt train lemon july") is not None


def test_without_a_password_the_first_one_needs_no_old_one(accounts: Accounts) -> None:
    accounts.add("li", Role.REP, by="admin")
    accounts.change_own_password("li", "", "salt train lemon july", keep="")
    assert accounts.sign_in("li", "salt train lemon july") is not None


def test_only_ones_own_sign_in_is_ended(accounts: Accounts) -> None:
    accounts.add("li", Role.REP, by="admin")
    mine, others = session_id(accounts.sessions.open("li")), session_id(accounts.sessions.open("admin"))
    accounts.end_session("li", others)
    assert accounts.signed_in(others) is not None
    accounts.end_session("li", mine)
    assert accounts.signed_in(mine) is None


def test_a_browser_is_known_by_a_session_that_ended_and_by_nobody_elses(accounts: Accounts) -> None:
    accounts.add("li", Role.REP, by="admin")
    secret = accounts.sessions.open("li")
    accounts.sign_out(secret)
    accounts.sessions.forget_ended()
    assert accounts.sessions.has_known(session_id(secret), "li")
    assert not accounts.sessions.has_known(session_id(secret), "admin")
    assert not accounts.sessions.has_known("", "li")


def test_neither_link_nor_session_works_before_it_was_made(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    accounts.add("li", Role.REP, password=PASSWORD, by="admin")
    link, secret = accounts.link_for("li", by="admin"), accounts.sign_in("li", PASSWORD)
    assert secret
    present_day = clock.now()
    monkeypatch.setattr(clock, "now", lambda: present_day - timedelta(days=400))
    assert accounts.signed_in(session_id(secret)) is None
    assert accounts.sign_in_by_link(link) is None
    monkeypatch.setattr(clock, "now", lambda: present_day - timedelta(minutes=30))
    assert accounts.signed_in(session_id(secret)) is not None
    assert accounts.sign_in_by_link(link)


def test_what_a_role_may_is_the_companys_to_decide(accounts: Accounts) -> None:
    appdb = accounts._appdb
    accounts.add("li", Role.MANAGER, by="local")
    secret = accounts.sessions.open("li")
    assert accounts.viewer("li").may(Right.UPLOAD)
    appdb.company.set("rights.manager", "view_sales", LOCAL_ADMIN)
    for viewer in (accounts.viewer("li"), accounts.signed_in(session_id(secret))):
        assert viewer is not None
        assert [right for right in Right if viewer.may(right)] == [Right.VIEW_SALES]
    (line,) = appdb.audit.events(what="setting_changed")
    assert "upload" in line.details["before"]
    assert line.details["after"] == "view_sales"


def test_readers_change_nothing_and_only_administrators_manage_people(accounts: Accounts) -> None:
    appdb = accounts._appdb
    for role in Role:
        held = set(accounts.rights(role))
        assert held == set(RIGHTS[role])
        assert (Right.MANAGE_USERS in held) == (role is Role.ADMIN)
    for role in (Role.AUDITOR, Role.VIEWER, Role.HR):
        assert not WRITING_RIGHTS & set(accounts.rights(role))
        with pytest.raises(UsageError):
            appdb.company.set(f"rights.{role.value}", "upload", LOCAL_ADMIN)
    seen = {right for right in Right if right.value.startswith("view_")}
    assert seen - {Right.VIEW_PAY} == set(accounts.rights(Role.AUDITOR)), (
        "what people are paid only where it is granted"
    )
    with pytest.raises(UsageError):
        appdb.company.set("rights.manager", "manage_users", LOCAL_ADMIN)


def test_an_open_tab_alone_keeps_no_session_alive(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    at = FixedClock(monkeypatch)
    identity = session_id(accounts.sessions.open("admin"))
    for hours in (100, 60):
        at.advance(timedelta(hours=hours))
        assert accounts.signed_in(identity, is_use=False) is not None
    assert accounts.signed_in(identity) is not None, "a click"
    at.advance(timedelta(hours=100))
    assert accounts.signed_in(identity, is_use=False) is not None
    at.advance(timedelta(hours=69))
    assert accounts.signed_in(identity) is None
