"""Signing in by a header of the reverse proxy: it has checked who somebody is, and only it is believed.

The web server puts the browser's address in place of the proxy's where it trusts the proxy's `X-Forwarded-For`. The
peer is then known by this alone: it is one of the forwarding addresses, so all of these have to be the proxy's.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address

from starlette.types import Scope

from sales_core.access.accounts import Accounts
from sales_core.access.sessions import SessionOrigin
from sales_core.catalogue.access_settings import PROXY_ADDRESSES, PROXY_USER_HEADER, Networks, networks
from sales_core.kernel import events
from sales_core.kernel.environment import environment
from sales_core.kernel.errors import SignInRefusedError, UsageError

_SETTINGS_SECONDS = 5.0
#: So long a browser that keeps no cookie yet is given the session it just got, instead of one a request.
_SAME_SECONDS = 10.0
#: One line in the audit trail for an address that sends the header without being the proxy, in so long.
_TOLD_SECONDS = 600.0
_REMEMBERED = 1_000

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class ProxyTrust:
    """Which header names the person, and whose word it is. `header` b'' = nobody's."""

    header: bytes = b""
    proxies: Networks = ()
    forwarding: tuple[str, ...] = ("127.0.0.1",)

    def split(self, headers: Sequence[tuple[bytes, bytes]]) -> tuple[list[bytes], Headers]:
        """What the header says, every time it is there, and the headers without it. Some servers take _ for -."""
        named = [value for name, value in headers if name.lower().replace(b"_", b"-") == self.header]
        return named, [one for one in headers if one[0].lower().replace(b"_", b"-") != self.header]

    def is_from_proxy(self, scope: Scope) -> bool:
        """Whether the connection is the proxy's. Where that cannot be told, it is not."""
        host, port = scope.get("client") or ("", -1)
        is_forwarded = any(name.lower() == b"x-forwarded-for" for name, _ in scope["headers"])
        if not is_forwarded:
            return self._is_proxy(host)
        # A connection has a port; without one the address is what a forwarding peer told.
        return port == 0 and bool(self.forwarding) and all(map(self._is_proxy, self.forwarding))

    def _is_proxy(self, address: str) -> bool:
        try:
            found = ip_address(address)
        except ValueError:
            return False
        return any(found in one for one in self.proxies)


class ProxySignIn:
    """Turns the proxy's word into a session. Safe between threads."""

    def __init__(self, accounts: Callable[[], Accounts]) -> None:
        self._accounts = accounts
        self._lock = threading.Lock()
        self._trust: tuple[float, ProxyTrust] | None = None
        self._opened: dict[tuple[str, SessionOrigin], tuple[float, str]] = {}
        self._told: dict[str, float] = {}

    def trust(self) -> ProxyTrust:
        """What is set, at most a few seconds ago."""
        moment = time.monotonic()
        if self._trust is None or moment - self._trust[0] > _SETTINGS_SECONDS:
            company = self._accounts().company
            forwarding = tuple(one.strip() for one in environment().forwarded_allow_ips.split(",") if one.strip())
            header = company.value(PROXY_USER_HEADER).lower().encode()
            self._trust = (moment, ProxyTrust(header, networks(company.value(PROXY_ADDRESSES)), forwarding))
        return self._trust[1]

    def note_stranger(self, address: str) -> None:
        """Writes down, now and then, that somebody who is not the proxy sent its header; it was not believed."""
        moment = time.monotonic()
        with self._lock:
            if moment - self._told.get(address, float("-inf")) < _TOLD_SECONDS:
                return
            if len(self._told) >= _REMEMBERED:
                self._told.clear()
            self._told[address] = moment
        self._accounts().record("", events.SIGN_IN_BY_SERVICE_REFUSED, reason="not_the_proxy", address=address)

    def session(self, named: Sequence[bytes], origin: SessionOrigin) -> str:
        """The secret of a session for whom the proxy names; one just opened for the same browser is given again.

        Raises SignInRefusedError, which is then in the audit trail.
        """
        name = proxy_name(named)
        moment = time.monotonic()
        with self._lock:
            at, secret = self._opened.get((name, origin), (float("-inf"), ""))
            if moment - at <= _SAME_SECONDS:
                return secret
            secret = self._open(name, origin)
            if len(self._opened) >= _REMEMBERED:
                self._opened.clear()
            self._opened[name, origin] = (moment, secret)
        return secret

    def _open(self, name: str, origin: SessionOrigin) -> str:
        accounts = self._accounts()
        try:
            accounts.viewer(name)
        except UsageError as error:
            accounts.record("", events.SIGN_IN_BY_SERVICE_REFUSED, reason="no_account", address=origin.address)
            raise SignInRefusedError("no_account") from error
        return accounts.open_session(name, origin)


def proxy_name(named: Sequence[bytes]) -> str:
    """Whom the header names; '' when it is there more than once (one may be the client's) or cannot be read."""
    try:
        return named[0].decode().strip() if len(named) == 1 else ""
    except UnicodeDecodeError:
        return ""
