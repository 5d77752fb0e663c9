"""People, their role and the rows they may see. Every change is written to the audit trail in its own transaction."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from sales_core.access.passwords import check_password
from sales_core.access.sessions import Session, SessionOrigin, Sessions, session_id
from sales_core.appdb import tables
from sales_core.appdb.audit_chain import append_line
from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.role_settings import LENS_AMOUNTS, LENS_HIDES, ROLE_RIGHTS, rights_in
from sales_core.kernel import clock, events
from sales_core.kernel.errors import SalesError, UsageError
from sales_core.kernel.events import Event
from sales_core.kernel.terms import LOCAL_ADMIN, MoneyForm, Right, Role, Scope, Text, Viewer

LONGEST_NAME = 60
_HASHER = PasswordHasher()


@dataclass(frozen=True, slots=True)
class Account:
    """One person. `has_password` False = signs in by link only."""

    name: str
    role: Role
    scope: Scope
    disabled: bool
    has_password: bool
    created: datetime

    @property
    def row_scope(self) -> Scope:
        """The rows that the person sees. A rep whose rows nobody named sees none, not everybody's."""
        nothing_named = self.role is Role.REP and not self.scope.allowed
        return Scope.of({"rep": ()}) if nothing_named else self.scope


class Accounts:
    """Knows people. `by` is who asks for a change; it is kept in the audit trail."""

    def __init__(self, appdb: AppDatabase) -> None:
        self._appdb = appdb
        self.company = appdb.company
        self.sessions = Sessions(appdb)

    def list(self) -> tuple[Account, ...]:
        """Everybody, by name."""
        rows = self._appdb.fetch(sa.select(tables.accounts).order_by(tables.accounts.c.name))
        return tuple(_account(row) for row in rows)

    def get(self, name: str) -> Account:
        """The account. Raises UsageError with the nearest names."""
        found = self.find(name)
        if found is None:
            near = difflib.get_close_matches(name, [account.name for account in self.list()], n=3)
            raise UsageError(Text("error.account_unknown", {"name": name}), near)
        return found

    def find(self, name: str) -> Account | None:
        """The account; None when there is none of that name."""
        return next((account for account in self.list() if account.name == name), None)

    def viewer(self, name: str) -> Viewer:
        """As whom `name` sees figures. Raises UsageError for an unknown or disabled account."""
        account = self.get(name)
        if account.disabled:
            raise UsageError(Text("error.account_disabled", {"name": name}))
        return self._viewer(account)

    def rights(self, role: Role) -> tuple[Right, ...]:
        """What a role may do in this company, by its settings; administrators may do everything."""
        decided = ROLE_RIGHTS.get(role)
        return tuple(Right) if decided is None else rights_in(self._appdb.company.value(decided))

    def of_role(self, name: str, role: Role) -> Viewer:
        """Who stands for a role with every row of the company, under the name of what acts by itself."""
        return Viewer(name, role, rights=self.rights(role))

    def through_lens(self, viewer: Viewer, amounts: str = "") -> Viewer:
        """The same person while others look at the same screen: without what the company hides then.

        `amounts`: how money is shown meanwhile, as he chose it; what is none of the ways there are is the company's.
        """
        company = self._appdb.company
        chosen = amounts if amounts in {MoneyForm.INDEX, MoneyForm.BANDS} else company.value(LENS_AMOUNTS)
        return replace(viewer, lens=rights_in(company.value(LENS_HIDES)), amounts=MoneyForm(chosen))

    def _viewer(self, account: Account) -> Viewer:
        """As whom figures are computed for a person."""
        return Viewer(account.name, account.role, account.row_scope, self.rights(account.role))

    def add(self, name: str, role: Role, scope: Scope | None = None, password: str = "", *, by: str) -> Account:
        """A new account; without a password it signs in by link only. Raises UsageError when the name is taken."""
        name = _checked_name(name)
        hashed = _hashed(password, name) if password else ""
        if self.find(name) is not None:
            raise UsageError(Text("error.account_exists", {"name": name}))
        row = {
            "name": name,
            "password_hash": hashed,
            "role": role.value,
            "scope": _stored(scope or Scope()),
            "disabled": False,
            "created": clock.now(),
        }
        with self._appdb.transaction() as connection:
            connection.execute(sa.insert(tables.accounts).values(row))
            _note(connection, by, events.ACCOUNT_ADDED, name=name, role=role.value, scope=row["scope"])
        return self.get(name)

    def set_role(self, name: str, role: Role, scope: Scope, *, by: str) -> None:
        """Gives another role and row scope; it holds from the person's next click."""
        self.keep_an_administrator(name, stays=role is Role.ADMIN)
        before, stored = self.get(name), _stored(scope)
        noted = {"before": _noted(before.role, before.scope), "after": _noted(role, scope)}
        with self._appdb.transaction() as connection:
            mine = tables.accounts.c.name == name
            connection.execute(sa.update(tables.accounts).where(mine).values(role=role.value, scope=stored))
            _note(connection, by, events.ACCOUNT_CHANGED, name=name, **noted)

    def set_password(self, name: str, password: str, *, by: str) -> None:
        """Sets a password and ends the person's sessions. Raises UsageError when it is easy to guess."""
        self.get(name)
        hashed = _hashed(password, name)
        with self._appdb.transaction() as connection:
            connection.execute(
                sa.update(tables.accounts).where(tables.accounts.c.name == name).values(password_hash=hashed)
            )
            _note(connection, by, events.ACCOUNT_PASSWORD, name=name)
        self.sessions.revoke_all(name)

    def change_own_password(self, name: str, old: str, new: str, *, keep: str) -> None:
        """Sets the password of a person who knows the old one, where there is one; every session but `keep` ends.

        Raises UsageError when the old one is wrong or the new one is easy to guess.
        """
        stored = self._appdb.fetch(sa.select(tables.accounts.c.password_hash).where(tables.accounts.c.name == name))
        held = str(stored[0]["password_hash"]) if stored else ""
        if held and not _verified(held, old):
            self.record(name, events.SIGN_IN_REFUSED)
            raise UsageError(Text("error.password_wrong"))
        hashed = _hashed(new, name)
        with self._appdb.transaction() as connection:
            mine = tables.accounts.c.name == name
            connection.execute(sa.update(tables.accounts).where(mine).values(password_hash=hashed))
            _note(connection, name, events.ACCOUNT_PASSWORD, name=name)
        for session in self.sessions.of(name):
            if session.id != keep:
                self.sessions.revoke(session.id)

    def end_session(self, name: str, identity: str) -> None:
        """Ends one of a person's own sessions; somebody else's stays."""
        if any(session.id == identity for session in self.sessions.of(name)):
            self.sessions.revoke(identity)
            self.record(name, events.SESSIONS_ENDED, name=name)

    def disable(self, name: str, *, by: str) -> None:
        """Shuts the person out at once: sessions end, live sockets are cut."""
        self.keep_an_administrator(name, stays=False)
        self._change(name, by, events.ACCOUNT_DISABLED, disabled=True)
        self.sessions.revoke_all(name)

    def enable(self, name: str, *, by: str) -> None:
        """Lets a disabled account sign in again."""
        self._change(name, by, events.ACCOUNT_ENABLED, disabled=False)

    def end_sessions(self, name: str, *, by: str) -> None:
        """Ends every session of a person, who may sign in again."""
        self.sessions.revoke_all(name)
        self.record(by, events.SESSIONS_ENDED, name=name)

    def sign_in(self, name: str, password: str, address: str = "", browser: str = "") -> str | None:
        """A new session's secret; None when name or password is wrong. Takes the same time for unknown names.

        `address`: where it came from, for the audit trail; `browser`: as it names itself.
        """
        rows = self._appdb.fetch(sa.select(tables.accounts).where(tables.accounts.c.name == name.strip()))
        stored = rows[0]["password_hash"] if rows else ""
        right = _verified(stored or _nobodys_hash(), password) and bool(stored)
        if not right or rows[0]["disabled"]:
            # What nobody is called is not kept: it may be a password, typed into the wrong field.
            self.record(rows[0]["name"] if rows else "", events.SIGN_IN_REFUSED, address=address)
            return None
        return self.open_session(rows[0]["name"], SessionOrigin("password", address, browser))

    def sign_in_by_link(self, secret: str, address: str = "", browser: str = "") -> str | None:
        """A new session's secret for a one-time link; None when it was used, expired or never made."""
        name = self.sessions.use_link(secret)
        if name is None or self.get(name).disabled:
            self.record(name or "", events.SIGN_IN_LINK_REFUSED, address=address)
            return None
        return self.open_session(name, SessionOrigin("link", address, browser))

    def link_for(self, name: str, *, by: str) -> str:
        """The secret of a one-time sign-in link for an enabled account."""
        self.viewer(name)
        secret = self.sessions.make_link(name)
        self.record(by, events.SIGN_IN_LINK_MADE, name=name)
        return secret

    def signed_in(self, identity: str, *, is_use: bool = True) -> Viewer | None:
        """The viewer of a live session id; None when it ended or the account was disabled.

        `is_use`: a person did something just now, so the session is not idle.
        """
        session = self.sessions.find(identity, is_use=is_use) if identity else None
        if session is None:
            return None
        name = session.account
        return self._appdb.unchanged.get(("viewer", name), lambda: self._enabled(name))

    def _enabled(self, name: str) -> Viewer | None:
        table = tables.accounts
        rows = self._appdb.fetch(sa.select(table).where(table.c.name == name, table.c.disabled.is_(False)))
        return self._viewer(_account(rows[0])) if rows else None

    def sign_out(self, secret: str, address: str = "") -> Session | None:
        """Ends the session of a cookie's secret; returns it, None when there was none any more."""
        session = self.sessions.find(session_id(secret))
        if session is not None:
            self.sessions.revoke(session.id)
            self.record(session.account, events.SIGNED_OUT, address=address)
        return session

    def open_session(self, name: str, origin: SessionOrigin) -> str:
        """A new session's secret for an account that has proven itself, written to the audit trail."""
        self.record(name, events.SIGNED_IN, how=origin.how, address=origin.address)
        return self.sessions.open(name, origin)

    def number_of(self, name: str) -> str:
        """What the log names a person by: the number of the audit trail, nobody's once the person is erased.

        Empty for who never acted, and while the database cannot be read. The terminal's administrator is no person.
        """
        if name == LOCAL_ADMIN.name:
            return name
        try:
            return self._appdb.unchanged.get(("number", name), lambda: self._number(name))
        except SalesError:  # what the page or command does next says why
            return ""

    def _number(self, name: str) -> str:
        people = tables.audit_people
        rows = self._appdb.fetch(sa.select(people.c.id).where(people.c.name == name))
        return str(rows[0]["id"]) if rows else ""

    def record(self, who: str, event: Event, **details: Any) -> None:
        """Adds a line to the audit trail."""
        with self._appdb.transaction() as connection:
            _note(connection, who, event, **details)

    def _change(self, name: str, by: str, event: Event, **values: Any) -> None:
        self.get(name)
        with self._appdb.transaction() as connection:
            connection.execute(sa.update(tables.accounts).where(tables.accounts.c.name == name).values(values))
            _note(connection, by, event, name=name, **values)

    def keep_an_administrator(self, name: str, *, stays: bool) -> None:
        """Raises UsageError when `name` is the last enabled administrator and would not stay one."""
        person = self.get(name)
        if stays or person.disabled or person.role is not Role.ADMIN:
            return
        if not any(a.role is Role.ADMIN and not a.disabled and a.name != name for a in self.list()):
            raise UsageError(Text("error.last_admin"))


def _account(row: dict[str, Any]) -> Account:
    scope = Scope.of({dimension: tuple(values) for dimension, values in row["scope"].items()})
    has_password = bool(row["password_hash"])
    return Account(row["name"], Role(row["role"]), scope, row["disabled"], has_password, row["created"])


def _stored(scope: Scope) -> dict[str, list[str]]:
    return {dimension: list(values) for dimension, values in scope.allowed}


def _noted(role: Role, scope: Scope) -> str:
    """Role and rows as the audit trail tells them: `rep, branch=SH BJ`."""
    return ", ".join([role.value, *(f"{dimension}={' '.join(values)}" for dimension, values in scope.allowed)])


def _note(connection: sa.Connection, who: str, event: Event, **details: Any) -> None:
    event.check(details)
    append_line(connection, clock.now(), who, event.id, details)


def _checked_name(name: str) -> str:
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageError(Text("error.account_name", {"most": LONGEST_NAME}))
    return name


def _hashed(password: str, name: str) -> str:
    check_password(password, name)
    return _HASHER.hash(password)


def _verified(stored: str, password: str) -> bool:
    try:
        return _HASHER.verify(stored, password)
    except (Argon2Error, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    """Verified against when the name is unknown, so that the answer takes as long."""
    return _HASHER.hash("nobody has this password")
