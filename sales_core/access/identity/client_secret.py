"""The secret that the company's sign-in service gave this program: from the environment or a private file only."""

from __future__ import annotations

from pathlib import Path

from sales_core.kernel.environment import environment
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text

_OF_OTHERS = 0o077


def client_secret() -> str:
    """The secret; '' for a client that has none and proves itself by PKCE alone.

    Raises UsageError when both places name one, or the file cannot be read, is empty, or others may read it.
    """
    named = environment()
    if not named.oidc_secret_file:
        return named.oidc_secret
    if named.oidc_secret:
        raise UsageError(Text("oidc.secret_twice"))
    path = Path(named.oidc_secret_file)
    try:
        is_open = bool(path.stat().st_mode & _OF_OTHERS)
        secret = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(Text("oidc.secret_unreadable", {"file": path})) from error
    if is_open:
        raise UsageError(Text("oidc.secret_open", {"file": path}))
    if not secret:
        raise UsageError(Text("oidc.secret_unreadable", {"file": path}))
    return secret
