"""Whether an id token is to be believed: OpenID Connect Core 1.0, section 3.1.3.7."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from joserfc import jwt
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jwk import KeySet

from sales_core.kernel import clock
from sales_core.kernel.errors import SignInRefusedError

#: Only algorithms whose key the service keeps to itself: with a shared secret, or with none, anybody could sign.
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
#: Two machines' clocks differ a little.
_LEEWAY = timedelta(seconds=60)
#: A code is redeemed at once, so its token is fresh.
_OLDEST = timedelta(minutes=10)


def checked_claims(id_token: str, keys: KeySet, *, issuer: str, client_id: str, nonce: str) -> dict[str, Any]:
    """The claims. Raises SignInRefusedError, its reason naming what was wrong: `signature` the signature or its key,
    `expired`, else `claims`."""
    try:
        claims = jwt.decode(id_token, keys, algorithms=_ALGORITHMS).claims
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise SignInRefusedError("signature") from error
    now = int(clock.now().timestamp())
    registry = jwt.JWTClaimsRegistry(
        now=now,
        leeway=int(_LEEWAY.total_seconds()),
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": client_id},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        registry.validate(claims)
    except ExpiredTokenError as error:
        raise SignInRefusedError("expired") from error
    except JoseError as error:
        raise SignInRefusedError("claims") from error
    if now - claims["iat"] > (_OLDEST + _LEEWAY).total_seconds():
        raise SignInRefusedError("expired")
    is_for_others_too = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (is_for_others_too or "azp" in claims) and claims.get("azp") != client_id:
        raise SignInRefusedError("claims")
    return claims
