"""Tokens with which scripts sign in: of one account, with at most its rights and rows, for a limited time."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from sales_core.access.accounts import Accounts
from sales_core.access.sessions import session_id
from sales_core.appdb import tables
from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.access_settings import TOKEN_LONGEST_DAYS
from sales_core.kernel import clock, events
from sales_core.kernel.errors import UsageError
from sales_core.kernel.rights import demand
from sales_core.kernel.terms import WRITING_RIGHTS, Right, Scope, Text, Viewer

#: Begins every token, so that one that was left in a file is recognised.
TOKEN_PREFIX = "sct_"  # noqa: S105 - what is public of it
_LONGEST_LABEL = 100


@dataclass(frozen=True, slots=True)
class ApiToken:
    """What is known of a token; the token itself was shown once. `id` names it and opens nothing."""

    id: str
    account: str
    label: str
    rights: tuple[Right, ...]
    scope: Scope
    created: datetime
    expires: datetime
    last_used: datetime | None
    last_address: str


class ApiTokens:
    """Makes, lists, ends and checks tokens. Only their hashes are kept."""

    def __init__(self, appdb: AppDatabase, accounts: Accounts) -> None:
        self._appdb = appdb
        self._accounts = accounts

    def make(
        self,
        name: str,
        label: str,
        days: int,
        rights: Iterable[Right] | None = None,
        scope: Scope | None = None,
        *,
        by: Viewer,
    ) -> tuple[ApiToken, str]:
        """A new token of the account `name`, and the token itself, which nobody can be shown again.

        `rights`: by default those of the account that change nothing; `scope`: within the account's. Raises UsageError
        for more rights than the account has, too many days or no label; NotAllowedError for somebody else's account.
        Who comes by a token himself can give no more than that has.
        """
        owner = self._accounts.viewer(name)
        _check_owner(by, name)
        longest = self._appdb.company.value(TOKEN_LONGEST_DAYS)
        if not longest:
            raise UsageError(Text("token.none"))
        if not 1 <= days <= longest:
            raise UsageError(Text("token.days", {"most": longest}))
        label = label.strip()
        if not label or len(label) > _LONGEST_LABEL or not label.isprintable():
            raise UsageError(Text("token.label"))
        is_own = by.name == name
        held = [right for right in Right if owner.may(right) and (by.may(right) or not is_own)]
        wanted = [right for right in held if right not in WRITING_RIGHTS] if rights is None else list(rights)
        if more := [right.value for right in wanted if right not in held]:
            raise UsageError(Text("token.rights", {"rights": tuple(more)}))
        rows = (scope or Scope()).narrowed(by.scope if is_own else Scope())
        return self._stored(owner, label, timedelta(days=days), (tuple(wanted), rows), by=by.name)

    def list(self, viewer: Viewer, name: str | None = None) -> tuple[ApiToken, ...]:
        """Tokens of one account, or of all; newest first. Raises NotAllowedError for another's."""
        _check_owner(viewer, name)
        table = tables.api_tokens
        query = sa.select(table).order_by(table.c.created.desc())
        return tuple(map(_token, self._appdb.fetch(query if name is None else query.where(table.c.account == name))))

    def end(self, token_id: str, *, by: Viewer) -> None:
        """Ends a token at once. Raises UsageError for an unknown one, NotAllowedError for somebody else's."""
        table = tables.api_tokens
        found = self._appdb.fetch(sa.select(table.c.account).where(table.c.id == token_id))
        if not found:
            raise UsageError(Text("token.unknown", {"token": token_id}))
        name = str(found[0]["account"])
        _check_owner(by, name)
        with self._appdb.transaction() as connection:
            connection.execute(sa.delete(table).where(table.c.id == token_id))
        self._accounts.record(by.name, events.TOKEN_ENDED, token=token_id, name=name)

    def viewer(self, token: str, address: str = "") -> Viewer | None:
        """As whom a script with this token asks: its owner as he is now, with no more than the token was given.

        None when it is unknown, expired, or its account is disabled; that is in the audit trail.
        """
        table = tables.api_tokens
        rows = self._appdb.fetch(sa.select(table).where(table.c.token_hash == session_id(token)))
        found = _token(rows[0]) if rows else None
        if found is None or found.expires <= clock.now():
            self._accounts.record(found.account if found else "", events.TOKEN_REFUSED, address=address)
            return None
        try:
            owner = self._accounts.viewer(found.account)
        except UsageError:
            self._accounts.record(found.account, events.TOKEN_REFUSED, token=found.id, address=address)
            return None
        self._note_use(found, address)
        return owner.narrowed(found.rights, found.scope)

    def _stored(
        self, owner: Viewer, label: str, life: timedelta, given: tuple[tuple[Right, ...], Scope], *, by: str
    ) -> tuple[ApiToken, str]:
        (rights, scope), name = given, owner.name
        moment, identity = clock.now(), secrets.token_hex(6)
        token = f"{TOKEN_PREFIX}{identity}_{secrets.token_urlsafe(32)}"
        row = {
            "id": identity,
            "token_hash": session_id(token),
            "account": name,
            "label": label,
            "rights": [right.value for right in rights],
            "scope": {dimension: list(values) for dimension, values in scope.allowed},
            "created": moment,
            "expires": moment + life,
            "last_used": None,
            "last_address": "",
        }
        with self._appdb.transaction() as connection:
            connection.execute(sa.insert(tables.api_tokens).values(row))
        details = {"rights": row["rights"], "expires": (moment + life).date().isoformat()}
        self._accounts.record(by, events.TOKEN_MADE, token=identity, name=name, **details)
        return _token(row), token

    def _note_use(self, token: ApiToken, address: str) -> None:
        """Writes down the first use of a day and one from another address; every use would drown the trail."""
        moment, table = clock.now(), tables.api_tokens
        is_known = token.last_used is not None and token.last_used.date() == moment.date()
        if is_known and token.last_address == address[:64]:
            return
        used = sa.update(table).where(table.c.id == token.id).values(last_used=moment, last_address=address[:64])
        with self._appdb.transaction() as connection:
            connection.execute(used)
        self._accounts.record(token.account, events.TOKEN_USED, token=token.id, address=address)


def _check_owner(viewer: Viewer, name: str | None) -> None:
    """One's own tokens are one's own to see, make and end; all others are for who manages people."""
    if viewer.name != name:
        demand(viewer, Right.MANAGE_USERS)


def _token(row: dict[str, Any]) -> ApiToken:
    scope = Scope.of({dimension: tuple(values) for dimension, values in row["scope"].items()})
    rights = tuple(right for right in Right if right.value in row["rights"])
    return ApiToken(
        row["id"],
        row["account"],
        row["label"],
        rights,
        scope,
        row["created"],
        row["expires"],
        row["last_used"],
        row["last_address"],
    )
