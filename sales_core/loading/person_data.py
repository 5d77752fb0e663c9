"""What is held about one person, handed out whole or taken away: accounts, sign-ins, acts, and whose name stands where.

Figures stay: loads, records and the audit trail go on under a number in place of the name. What the company's data say
of a rep or customer is data, and is changed by a load.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from filelock import FileLock

from sales_core.access.accounts import Accounts
from sales_core.appdb import tables as t
from sales_core.appdb.audit_chain import person_of
from sales_core.appdb.database import AppDatabase
from sales_core.appdb.recovered_tables import KEPT_COPIES
from sales_core.kernel import clock, events
from sales_core.kernel.blob_store import Area
from sales_core.kernel.errors import StorageError
from sales_core.kernel.rights import demand
from sales_core.kernel.settings import Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Right, Viewer
from sales_core.loading.backup_manifest import backup_folder
from sales_core.loading.erasures import UNDER_WAY, Erasure, add_erasures, read_erasures, remove_under_way
from sales_core.loading.version_manifest import VersionManifest, manifest_bytes, manifests

_log = logging.getLogger(__name__)
#: Columns of any table that hold the name of whoever did or owns something.
_NAMED = ("by", "who", "owner", "account", "receiver")
#: Tables whose own `name` is a person's.
_OF_PEOPLE = (t.accounts.name, t.audit_people.name)
#: What opens something or only ties rows together, and says nothing of anybody.
_WITHHELD = frozenset({"password_hash", "token_hash", "id_token", "salt", "sha256", "details_sha256", "url"})
#: Rows that go with the account; first those that name it.
_GO = (t.api_tokens, t.sessions, t.login_links, t.account_identities)


class PersonData:
    """Tells and erases what is held about a person."""

    def __init__(self, settings: Settings, appdb: AppDatabase, accounts: Accounts) -> None:
        self._settings = settings
        self._appdb = appdb
        self._accounts = accounts

    def held(self, name: str, viewer: Viewer) -> dict[str, Any]:
        """Every row of the application database by or about the person, by table; without secrets.

        Raises NotAllowedError for somebody else's without the right to manage people, UsageError for a name that stands
        nowhere.
        """
        if viewer.name != name:
            demand(viewer, Right.MANAGE_USERS)
        self._known(name)
        self._accounts.record(viewer.name, events.PERSON_EXPORTED, name=name)
        found: dict[str, list[dict[str, Any]]] = {}
        for table, columns in self._tables().items():
            mine = sa.or_(*(table.c[column] == name for column in columns))
            rows = self._appdb.fetch(sa.select(table).where(mine))
            if rows:
                found[table.name] = [{k: v for k, v in row.items() if k not in _WITHHELD} for row in rows]
        if own := self._appdb.company.own_values(name):
            found["settings"] = [{"key": key, "value": value} for key, value in own.items()]
        about = [
            {"id": one.id, "at": one.at, "who": one.who, "what": one.what, "details": one.details}
            for one in self._appdb.audit.about(name)
        ]
        return {"name": name, "at": clock.now(), "tables": found, "acts_of_others": about}

    def erase(self, name: str, viewer: Viewer) -> str:
        """Removes the account with all that signs in by it, and puts a number in place of the name everywhere; returns
        that number. Journal, copies and manifests are written anew; the log names people by number; backups keep the
        name until they go, and a list beside them has the person erased again when one is brought back.

        Raises NotAllowedError, and UsageError for the last administrator or a name that stands nowhere.
        """
        demand(viewer, Right.MANAGE_USERS)
        if self._accounts.find(name) is not None:
            self._accounts.keep_an_administrator(name, stays=False)
        self._known(name)
        if self._appdb.view_only is not None:
            raise StorageError(self._appdb.view_only)
        asked = Erasure.of(name, clock.now())
        self._list(asked)
        add_erasures(self._settings.home.root, [asked], UNDER_WAY)
        with FileLock(self._settings.home.commit_lock):
            stands_for = self._erase(name, viewer.name)
            self._forget_past()
        return stands_for

    def erase_again(self, erasures: Iterable[Erasure]) -> None:
        """Erases whoever the list means: what was brought back is of before."""
        add_erasures(self._settings.home.root, erasures, UNDER_WAY)
        self.end_erasures()

    def end_erasures(self) -> None:
        """Does the rest of erasures that are under way; nothing when none is, or while nothing can be written."""
        root = self._settings.home.root
        if not read_erasures(root, UNDER_WAY) or self._appdb.view_only is not None:
            return
        with FileLock(self._settings.home.commit_lock):
            listed = read_erasures(root, UNDER_WAY)
            if not listed:  # whoever was at it held the lock until he was ready
                return
            for name in self._names():
                if any(one.means(name) for one in listed):
                    self._erase(name, LOCAL_ADMIN.name)
            self._forget_past()

    def _names(self) -> list[str]:
        found: set[str] = set()
        for table, columns in self._tables().items():
            for column in columns:
                found |= {row[column] for row in self._appdb.fetch(sa.select(table.c[column]).distinct())}
        return sorted(name for name in found if name)

    def _list(self, erasure: Erasure) -> None:
        """Puts an erasure on the lists first: a backup of before that is brought back tells of nobody erased."""
        add_erasures(self._settings.home.root, [erasure])
        backups = backup_folder(self._settings, self._appdb.company)
        if backups.is_dir():
            try:
                add_erasures(backups, [erasure])
            except OSError as error:  # the next backup brings the list along
                _log.warning("the list of erasures was not written beside the backups", extra={"error": str(error)})

    def _erase(self, name: str, by: str) -> str:
        with self._appdb.transaction() as connection:
            stands_for = f"#{person_of(connection, name)[:8]}"
        # First: a manifest that tells more than the database is told by `check`, and this can be done again.
        self._rewrite_manifests(name, stands_for)
        with self._appdb.transaction() as connection:
            self._remove_account(connection, name)
            self._appdb.company.forget_own(name, connection)
            for table, columns in self._tables().items():
                if table.name not in {t.audit.name, t.audit_people.name, t.looks.name}:
                    for column in columns:
                        mine = table.c[column] == name
                        connection.execute(sa.update(table).where(mine).values({column: stands_for}))
            self._appdb.audit.erase(name, by, connection)
        return stands_for

    def _known(self, name: str) -> None:
        has_acted = sa.select(t.audit_people.c.id).where(t.audit_people.c.name == name)
        if self._accounts.find(name) is None and not self._appdb.fetch(has_acted):
            self._accounts.get(name)  # says which names are near

    def _tables(self) -> dict[sa.Table, tuple[str, ...]]:
        """Every table with the columns that name people; records have theirs beside the declared ones."""
        metadata = sa.MetaData()
        metadata.reflect(self._appdb.engine)
        found = {}
        for table in metadata.sorted_tables:
            columns = [column for column in _NAMED if column in table.c]
            columns += ["name"] if table.name in _OF_PEOPLE else []
            if columns:
                found[table] = tuple(columns)
        return found

    def _remove_account(self, connection: sa.Connection, name: str) -> None:
        sessions = sa.select(t.sessions.c.token_hash).where(t.sessions.c.account == name)
        connection.execute(sa.delete(t.exports).where(t.exports.c.session.in_(sessions)))
        for table in _GO:
            connection.execute(sa.delete(table).where(table.c.account == name))
        connection.execute(sa.delete(t.accounts).where(t.accounts.c.name == name))

    def _rewrite_manifests(self, name: str, stands_for: str) -> None:
        blobs = self._settings.home.blobs
        for file, manifest in manifests(blobs).items():
            renamed = None if manifest is None else _renamed(manifest, name, stands_for)
            if renamed is not None and renamed != manifest:
                blobs.put_bytes(Area.VERSIONS, file, manifest_bytes(renamed))

    def _forget_past(self) -> None:
        """Begins the journal anew, removes what it told before, and overwrites what SQLite only marked as free: with
        that no erasure is under way any more."""
        journal = self._appdb.journal
        if journal is not None:
            journal.forget_past()
        for copy in KEPT_COPIES:
            (self._settings.home.journal / copy).unlink(missing_ok=True)
        file = self._appdb.engine.url.database
        if self._appdb.engine.dialect.name == "sqlite" and file:
            try:
                with closing(sqlite3.connect(file, timeout=30, isolation_level=None)) as connection:
                    connection.execute("VACUUM")
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.Error as error:
                _log.warning("free pages of the database were not overwritten", extra={"error": str(error)})
        remove_under_way(self._settings.home.root)


def _renamed(manifest: VersionManifest, name: str, stands_for: str) -> VersionManifest:
    def by(other: str) -> str:
        return stands_for if other == name else other

    return replace(
        manifest,
        version=replace(manifest.version, by=by(manifest.version.by)),
        uploads=tuple(replace(one, by=by(one.by)) for one in manifest.uploads),
        mappings=tuple(replace(one, by=by(one.by)) for one in manifest.mappings),
    )
