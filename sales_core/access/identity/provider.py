"""The company's sign-in service: OpenID Connect Core 1.0, authorization code flow with PKCE (RFC 7636).

Nothing is fetched before somebody signs in there; what was fetched is kept for an hour.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from sales_core.access.identity.attempt import SignInAttempt
from sales_core.access.identity.id_token import checked_claims
from sales_core.kernel.errors import SignInRefusedError

_log = logging.getLogger(__name__)
_DISCOVERY = "/.well-known/openid-configuration"
_KEPT_SECONDS = 3_600.0
#: A service that did not answer is not asked again for so long: each would wait for it.
_SILENT_SECONDS = 10.0
#: Keys are fetched anew for an unknown one, but no oftener: an id token with an invented key must not make us ask.
_LEAST_SECONDS = 30.0
_TIMEOUT = (5, 10)
_NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class ProviderConfig:
    """Where the service is and as whom this program asks it. `secret` '' = proves itself by PKCE alone."""

    issuer: str
    client_id: str
    scopes: str
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ProviderIdentity:
    """Whom the service signed in: `subject` names him there for good; `id_token` proves the sign-in to it later."""

    issuer: str
    subject: str
    claims: Mapping[str, Any]
    id_token: str = field(repr=False)


class OpenIdProvider:
    """One configured service. Safe between threads."""

    def __init__(self, config: ProviderConfig) -> None:
        self.config = config
        self._lock = threading.Lock()
        self._silent_since = float("-inf")
        self._metadata: tuple[float, dict[str, Any]] | None = None
        self._keys: tuple[float, KeySet] | None = None

    def authorization_url(self, attempt: SignInAttempt, redirect_uri: str) -> str:
        """Where the browser is sent. Raises SignInRefusedError when the service does not answer."""
        endpoint = self.metadata()["authorization_endpoint"]
        with self._client(redirect_uri) as client:
            url, _ = client.create_authorization_url(
                endpoint, state=attempt.state, code_verifier=attempt.code_verifier, nonce=attempt.nonce
            )
        return str(url)

    def identity(self, attempt: SignInAttempt, code: str, redirect_uri: str) -> ProviderIdentity:
        """Redeems a code. Raises SignInRefusedError when the service refuses it, or its id token cannot be believed."""
        metadata = self.metadata()
        with self._client(redirect_uri) as client:
            try:
                token = client.fetch_token(
                    metadata["token_endpoint"], code=code, code_verifier=attempt.code_verifier, allow_redirects=False
                )
            except (OAuthError, ValueError) as error:
                raise _refused("code_refused", error) from error
            except requests.RequestException as error:
                raise _refused("unreachable", error) from error
            id_token = str(token.get("id_token", ""))
            claims = self._claims(id_token, attempt.nonce, str(metadata["issuer"]))
            claims = {**self._more_claims(client, metadata, str(claims["sub"])), **claims}
        return ProviderIdentity(str(metadata["issuer"]), str(claims["sub"]), claims, id_token)

    def sign_out_url(self, id_token: str, back: str) -> str:
        """Where the browser ends its sign-in at the service; '' when that declares none or does not answer."""
        try:
            endpoint = self.metadata().get("end_session_endpoint", "")
        except SignInRefusedError:
            return ""
        if not _is_safe(str(endpoint)):
            return ""
        asked = {"id_token_hint": id_token, "client_id": self.config.client_id, "post_logout_redirect_uri": back}
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"

    def metadata(self) -> dict[str, Any]:
        """What the service says of itself. Raises SignInRefusedError when it does not, or says it of another."""
        with self._lock:
            if self._metadata is None or time.monotonic() - self._metadata[0] > _KEPT_SECONDS:
                if time.monotonic() - self._silent_since < _SILENT_SECONDS:
                    raise SignInRefusedError("unreachable")
                try:
                    found = self._fetched(self.config.issuer.rstrip("/") + _DISCOVERY)
                except SignInRefusedError:
                    self._silent_since = time.monotonic()
                    raise
                self._refuse_strange(found)
                self._metadata = (time.monotonic(), found)
            return self._metadata[1]

    def _refuse_strange(self, found: Mapping[str, Any]) -> None:
        lacking = [name for name in _NEEDED if not isinstance(found.get(name), str)]
        if lacking or str(found["issuer"]).rstrip("/") != self.config.issuer.rstrip("/"):
            raise _refused("other_issuer", f"lacking {lacking}, issuer {found.get('issuer')}")
        if unsafe := [name for name in _NEEDED[1:] if not _is_safe(found[name])]:
            raise _refused("other_issuer", f"not over TLS: {unsafe}")

    def _claims(self, id_token: str, nonce: str, issuer: str) -> dict[str, Any]:
        def checked(keys: KeySet) -> dict[str, Any]:
            return checked_claims(id_token, keys, issuer=issuer, client_id=self.config.client_id, nonce=nonce)

        try:
            return checked(self._key_set(_KEPT_SECONDS))
        except SignInRefusedError as error:
            if error.reason != "signature":
                raise
        return checked(self._key_set(_LEAST_SECONDS))  # the service may have changed its keys meanwhile

    def _key_set(self, most_seconds: float) -> KeySet:
        """The keys, fetched at most so many seconds ago."""
        address = self.metadata()["jwks_uri"]
        with self._lock:
            if self._keys is None or time.monotonic() - self._keys[0] > most_seconds:
                try:
                    found = KeySet.import_key_set(self._fetched(address))  # type: ignore[arg-type]
                except (JoseError, KeyError, TypeError, ValueError) as error:
                    raise _refused("signature", error) from error
                self._keys = (time.monotonic(), found)
            return self._keys[1]

    def _more_claims(self, client: OAuth2Session, metadata: Mapping[str, Any], subject: str) -> dict[str, Any]:
        """What the service tells of the person beside the id token; nothing where it has no such route."""
        endpoint = metadata.get("userinfo_endpoint")
        if not isinstance(endpoint, str) or not _is_safe(endpoint):
            return {}
        try:
            answer = client.get(endpoint, allow_redirects=False)
            found = answer.json() if answer.status_code == requests.codes.ok else {}
        except (requests.RequestException, OAuthError, ValueError) as error:
            raise _refused("unreachable", error) from error
        # OpenID Connect Core 5.3.2: what is told of another subject must not be used.
        return found if isinstance(found, dict) and found.get("sub") == subject else {}

    def _client(self, redirect_uri: str) -> OAuth2Session:
        return OAuth2Session(
            self.config.client_id,
            self.config.secret or None,
            token_endpoint_auth_method=self._proof(),
            scope=self.config.scopes,
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
            default_timeout=_TIMEOUT,
        )

    def _proof(self) -> str:
        """How this program proves to be itself; in the header unless the service takes it in the form alone."""
        if not self.config.secret:
            return "none"
        taken = self.metadata().get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return "client_secret_basic" if "client_secret_basic" in taken else "client_secret_post"

    def _fetched(self, address: str) -> dict[str, Any]:
        try:
            answer = requests.get(address, timeout=_TIMEOUT, allow_redirects=False)
            answer.raise_for_status()
            found = answer.json()
        except (requests.RequestException, ValueError) as error:
            raise _refused("unreachable", error) from error
        if not isinstance(found, dict):
            raise _refused("unreachable", f"{address} is no object")
        return found


def _is_safe(address: str) -> bool:
    """Whether what is sent there cannot be read on the way: TLS, or this machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)


def _refused(reason: str, why: object) -> SignInRefusedError:
    """The refusal; why it was stands in the log alone, for whoever runs the server."""
    _log.warning("sign-in at the company's service failed", extra={"reason": reason, "why": str(why)[:500]})
    return SignInRefusedError(reason)
