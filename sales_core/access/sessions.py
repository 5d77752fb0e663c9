"""Sign-in sessions and one-time links. Only hashes of the secrets are stored, never the secrets."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from sales_core.appdb import tables
from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.access_settings import SESSION_IDLE_HOURS, SESSION_LONGEST_HOURS
from sales_core.kernel import clock

LINK_LIFE = timedelta(hours=24)
#: So long a browser is remembered by a session that it had.
DEVICE_LIFE = timedelta(days=90)
#: Two machines' clocks differ a little; a session or link from further ahead than this is none of today.
CLOCK_LEEWAY = timedelta(hours=1)
_SEEN_STEP = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class SessionOrigin:
    """How a sign-in began: `how` by password, link, oidc or proxy; the address; the browser as it names itself; and
    the id token of the service that vouched, which ends the sign-in there. '' = not known."""

    how: str = ""
    address: str = ""
    browser: str = ""
    id_token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Session:
    """One sign-in. `id` is the hash of the cookie's secret: it names the session and opens nothing."""

    id: str
    account: str
    created: datetime
    last_seen: datetime
    origin: SessionOrigin


def session_id(secret: str) -> str:
    """The id under which a cookie's secret is stored: its SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Sessions:
    """Opens, finds and revokes sessions; makes and uses one-time links."""

    def __init__(self, appdb: AppDatabase) -> None:
        self._appdb = appdb

    def longest(self) -> timedelta:
        """After so long a session ends, used or not."""
        return timedelta(hours=self._appdb.company.value(SESSION_LONGEST_HOURS))

    def idle(self) -> timedelta:
        """Unused for so long a session ends."""
        return timedelta(hours=self._appdb.company.value(SESSION_IDLE_HOURS))

    def open(self, account: str, origin: SessionOrigin | None = None) -> str:
        """A new session's secret, for the cookie."""
        began = origin or SessionOrigin()
        secret, moment = secrets.token_urlsafe(32), clock.now()
        row = {
            "token_hash": session_id(secret),
            "account": account,
            "created": moment,
            "last_seen": moment,
            "revoked": False,
            "how": began.how,
            "address": began.address[:64],
            "browser": printable(began.browser)[:200],
            "id_token": began.id_token,
        }
        with self._appdb.transaction() as connection:
            connection.execute(sa.insert(tables.sessions).values(row))
        return secret

    def find(self, identity: str, *, is_use: bool = True) -> Session | None:
        """The live session with that id; None when it is unknown, revoked, too old or idle too long.

        `is_use`: a person did something just now; else somebody only looks whether it still lives.
        """
        row, moment = self._appdb.unchanged.get(("session", identity), lambda: self._unrevoked(identity)), clock.now()
        if row is None:
            return None
        if moment - row["created"] > self.longest() or moment - row["last_seen"] > self.idle():
            return None
        if row["created"] > moment + CLOCK_LEEWAY:
            return None
        if is_use and moment - row["last_seen"] > _SEEN_STEP:
            self._touch(identity, moment)
        return _session(row)

    def _unrevoked(self, identity: str) -> Mapping[str, Any] | None:
        table = tables.sessions
        rows = self._appdb.fetch(sa.select(table).where(table.c.token_hash == identity, table.c.revoked.is_(False)))
        return rows[0] if rows else None

    def has_known(self, device: str, account: str) -> bool:
        """Whether the browser that shows this session id as its own once signed `account` in; it opens nothing."""
        table = tables.sessions
        mine = sa.and_(table.c.token_hash == device, table.c.account == account)
        return bool(device) and bool(self._appdb.fetch(sa.select(table.c.account).where(mine)))

    def of(self, account: str) -> tuple[Session, ...]:
        """Live sessions of an account, newest first."""
        table, moment = tables.sessions, clock.now()
        is_live = (
            table.c.revoked.is_(False),
            table.c.created >= moment - self.longest(),
            table.c.last_seen >= moment - self.idle(),
        )
        query = sa.select(table).where(table.c.account == account, *is_live)
        return tuple(map(_session, self._appdb.fetch(query.order_by(table.c.created.desc()))))

    def revoke(self, identity: str) -> None:
        """Ends one session; its live sockets are cut within two seconds."""
        self._set_revoked(tables.sessions.c.token_hash == identity)

    def revoke_all(self, account: str) -> None:
        """Ends every session of an account and voids its unused links."""
        self._set_revoked(tables.sessions.c.account == account)
        links = tables.login_links
        unused = sa.update(links).where(links.c.account == account, links.c.used.is_(None))
        with self._appdb.transaction() as connection:
            connection.execute(unused.values(used=clock.now()))

    def make_link(self, account: str, life: timedelta = LINK_LIFE) -> str:
        """The secret of a link that signs `account` in once, within `life`."""
        secret, moment = secrets.token_urlsafe(32), clock.now()
        row = {
            "token_hash": session_id(secret),
            "account": account,
            "created": moment,
            "expires": moment + life,
            "used": None,
        }
        with self._appdb.transaction() as connection:
            connection.execute(sa.insert(tables.login_links).values(row))
        return secret

    def use_link(self, secret: str) -> str | None:
        """The account that the link signs in; None when it is unknown, used or expired. Works once."""
        links, moment = tables.login_links, clock.now()
        mine = links.c.token_hash == session_id(secret)
        with self._appdb.transaction() as connection:
            taken = connection.execute(
                sa.update(links)
                .where(mine, links.c.used.is_(None), links.c.created <= moment + CLOCK_LEEWAY, links.c.expires > moment)
                .values(used=moment)
            )
            if taken.rowcount != 1:
                return None
            return str(connection.execute(sa.select(links.c.account).where(mine)).scalar_one())

    def forget_ended(self) -> int:
        """Removes sessions that no browser is remembered by any more, and links used or expired; how many."""
        sessions, links, moment = tables.sessions, tables.login_links, clock.now()
        ended = sessions.c.created < moment - DEVICE_LIFE
        void = sa.or_(links.c.used.is_not(None), links.c.expires < moment)
        with self._appdb.transaction() as connection:
            removed = connection.execute(sa.delete(sessions).where(ended)).rowcount
            return removed + connection.execute(sa.delete(links).where(void)).rowcount

    def _touch(self, identity: str, moment: datetime) -> None:
        table = tables.sessions
        with self._appdb.transaction() as connection:
            connection.execute(sa.update(table).where(table.c.token_hash == identity).values(last_seen=moment))

    def _set_revoked(self, condition: sa.ColumnElement[bool]) -> None:
        with self._appdb.transaction() as connection:
            connection.execute(sa.update(tables.sessions).where(condition).values(revoked=True, id_token=""))


def printable(text: str) -> str:
    """The text on one line: signs that could move a terminal or hide something are replaced."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def _session(row: Mapping[str, Any]) -> Session:
    origin = SessionOrigin(row["how"], row["address"], row["browser"], row["id_token"])
    return Session(row["token_hash"], row["account"], row["created"], row["last_seen"], origin)
