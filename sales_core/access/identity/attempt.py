"""One try to sign in at the company's service, between the redirect there and the one back."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignInAttempt:
    """`secret` stays with the browser that began; what the provider and addresses are told is derived from it.

    So no process has to keep anything, and an answer is worth nothing in another browser than the one that asked.
    """

    secret: str

    @classmethod
    def begin(cls) -> SignInAttempt:
        """A new one."""
        return cls(secrets.token_urlsafe(32))

    @property
    def state(self) -> str:
        """Ties the answer to the browser."""
        return self._derived("state")

    @property
    def nonce(self) -> str:
        """Ties the id token to the browser."""
        return self._derived("nonce")

    @property
    def code_verifier(self) -> str:
        """Ties the code to who asked for it (RFC 7636): 43 unreserved characters."""
        return self._derived("verifier")

    def is_answered_by(self, state: str) -> bool:
        """Whether `state` came back from this try."""
        return bool(self.secret) and hmac.compare_digest(self.state.encode(), state.encode())

    def _derived(self, use: str) -> str:
        digest = hmac.new(self.secret.encode(), use.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
