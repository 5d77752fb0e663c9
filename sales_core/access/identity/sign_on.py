"""Signing in by the company's OpenID Connect service: which account somebody is there, and what his groups give."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING

import sqlalchemy as sa

from sales_core.access.accounts import Accounts
from sales_core.access.identity.attempt import SignInAttempt
from sales_core.access.identity.client_secret import client_secret
from sales_core.access.sessions import SessionOrigin
from sales_core.appdb import tables
from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.access_settings import (
    OIDC_CLIENT_ID,
    OIDC_GROUP_MAP,
    OIDC_GROUPS_CLAIM,
    OIDC_ISSUER,
    OIDC_NAME_CLAIM,
    OIDC_SCOPES,
    OIDC_TAKES_ACCOUNTS,
)
from sales_core.catalogue.group_map import claim_values, first_rule, group_map
from sales_core.kernel import clock, events
from sales_core.kernel.errors import SignInRefusedError, StorageError, UsageError
from sales_core.kernel.terms import Role, Scope

if TYPE_CHECKING:
    from sales_core.access.identity.provider import OpenIdProvider, ProviderIdentity

#: Who made or changed an account, in the audit trail.
OIDC_ACTOR = "oidc"


class SingleSignOn:
    """Signs people in into the same sessions as a password does. Asks nobody while no service is configured."""

    def __init__(self, appdb: AppDatabase, accounts: Accounts) -> None:
        self._appdb = appdb
        self._accounts = accounts
        self._lock = threading.Lock()
        self._provider: OpenIdProvider | None = None

    @property
    def is_configured(self) -> bool:
        """Whether people can sign in there."""
        company = self._appdb.company
        return bool(company.value(OIDC_ISSUER) and company.value(OIDC_CLIENT_ID))

    def begin(self, attempt: SignInAttempt, redirect_uri: str) -> str:
        """Where the browser is sent. Raises SignInRefusedError."""
        return self._configured().authorization_url(attempt, redirect_uri)

    def finish(
        self, attempt: SignInAttempt, answer: Mapping[str, str], redirect_uri: str, origin: SessionOrigin
    ) -> str:
        """A new session's secret for what the service answered to `attempt`.

        Raises SignInRefusedError, which is then in the audit trail; nobody was signed in.
        """
        try:
            identity = self._identity(attempt, answer, redirect_uri)
            name = self._account(identity)
        except SignInRefusedError as error:
            details = {"reason": error.reason, "address": origin.address}
            self._accounts.record(error.name, events.SIGN_IN_BY_SERVICE_REFUSED, **details)
            raise
        except StorageError as error:
            raise SignInRefusedError("view_only") from error
        began = SessionOrigin("oidc", origin.address, origin.browser, identity.id_token)
        return self._accounts.open_session(name, began)

    def sign_out_url(self, id_token: str, back: str) -> str:
        """Where the sign-in at the service is ended too; '' = it declares nothing of the kind, or cannot be asked."""
        if not id_token or not self.is_configured:
            return ""
        try:
            return self._configured().sign_out_url(id_token, back)
        except SignInRefusedError:
            return ""

    def _configured(self) -> OpenIdProvider:
        # What signs and asks takes 15 MB, and a company without a service needs none of it.
        from sales_core.access.identity.provider import OpenIdProvider, ProviderConfig

        company = self._appdb.company
        if not self.is_configured:
            raise SignInRefusedError("not_configured")
        try:
            secret = client_secret()
        except UsageError as error:
            raise SignInRefusedError("client_secret") from error
        wanted = ProviderConfig(
            company.value(OIDC_ISSUER), company.value(OIDC_CLIENT_ID), company.value(OIDC_SCOPES), secret
        )
        with self._lock:
            if self._provider is None or self._provider.config != wanted:
                self._provider = OpenIdProvider(wanted)
            return self._provider

    def _identity(self, attempt: SignInAttempt, answer: Mapping[str, str], redirect_uri: str) -> ProviderIdentity:
        if not attempt.is_answered_by(answer.get("state", "")):
            raise SignInRefusedError("state")
        if "error" in answer or not answer.get("code"):
            raise SignInRefusedError("by_service")
        return self._configured().identity(attempt, answer["code"], redirect_uri)

    def _account(self, identity: ProviderIdentity) -> str:
        """The account of whom the service vouches for, with the role and rows that his groups give today."""
        name = self._bound(identity)
        granted = self._granted(identity, name)
        if name:
            self._follow(name, *granted)
            return name
        return self._first_time(identity, *granted)

    def _bound(self, identity: ProviderIdentity) -> str:
        table = tables.account_identities
        mine = sa.and_(table.c.issuer == identity.issuer, table.c.subject == _subject(identity))
        rows = self._appdb.fetch(sa.select(table.c.account).where(mine))
        return str(rows[0]["account"]) if rows else ""

    def _granted(self, identity: ProviderIdentity, name: str) -> tuple[Role, Scope]:
        """What the groups give. Who has none any more is shut out of the sessions that he still has."""
        company = self._appdb.company
        groups = claim_values(identity.claims, company.value(OIDC_GROUPS_CLAIM))
        rule = first_rule(group_map(company.value(OIDC_GROUP_MAP)), groups)
        scope = rule.scope(identity.claims) if rule else None
        if rule is None or scope is None:
            if name:
                self._accounts.end_sessions(name, by=OIDC_ACTOR)
            raise SignInRefusedError("no_group" if rule is None else "no_rows", name)
        return rule.role, scope

    def _follow(self, name: str, role: Role, scope: Scope) -> None:
        account = self._accounts.get(name)
        if account.disabled:
            raise SignInRefusedError("disabled", name)
        if (account.role, account.scope) != (role, scope):
            try:
                self._accounts.set_role(name, role, scope, by=OIDC_ACTOR)
            except UsageError as error:  # he is the last administrator, and his groups say that he is none
                raise SignInRefusedError("last_administrator", name) from error

    def _first_time(self, identity: ProviderIdentity, role: Role, scope: Scope) -> str:
        company = self._appdb.company
        claim = company.value(OIDC_NAME_CLAIM)
        name = next(iter(claim_values(identity.claims, claim)), "")
        if claim == "email" and identity.claims.get("email_verified") is not True:
            raise SignInRefusedError("email_unverified")
        if (account := self._accounts.find(name)) is None:
            try:
                self._accounts.add(name, role, scope, by=OIDC_ACTOR)
            except UsageError as error:
                raise SignInRefusedError("no_name") from error
        elif not company.value(OIDC_TAKES_ACCOUNTS) or self._is_bound(name):
            # A name can be chosen at the service; who has it there need not be who has it here.
            raise SignInRefusedError("name_taken", name)
        else:
            self._follow(account.name, role, scope)
        self._bind(identity, name)
        return name

    def _is_bound(self, name: str) -> bool:
        table = tables.account_identities
        return bool(self._appdb.fetch(sa.select(table.c.subject).where(table.c.account == name)))

    def _bind(self, identity: ProviderIdentity, name: str) -> None:
        row = {
            "issuer": identity.issuer,
            "subject": _subject(identity),
            "account": name,
            "created": clock.now(),
        }
        with self._appdb.transaction() as connection:
            connection.execute(sa.insert(tables.account_identities).values(row))
        self._accounts.record(OIDC_ACTOR, events.ACCOUNT_BOUND, name=name)


def _subject(identity: ProviderIdentity) -> str:
    """The subject as it is kept: what names a person at the service need not be readable here."""
    return hashlib.sha256(identity.subject.encode()).hexdigest()
