"""Which passwords are good enough: judged by how many guesses they stand, not by their signs."""

from __future__ import annotations

from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 128
#: Of 0 to 4; 3 stands 10^8 guesses, which the sign-in takes years to let through.
_LEAST_SCORE = 3
#: What an attacker of this product tries first.
_OWN_WORDS = ("sales", "cockpit", "salescockpit", "admin", "xiaoshou", "jiashicang")
#: The estimate takes longer the longer a password is, and nobody needs more of it.
_JUDGED = 72


def check_password(password: str, name: str) -> None:
    """Raises UsageError for a password that is too short, too long or easy to guess for the account `name`."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise UsageError(Text("error.password_length", {"least": SHORTEST_PASSWORD, "most": LONGEST_PASSWORD}))
    from zxcvbn import zxcvbn  # its lists of words take 12 MB, and most servers never set a password

    if zxcvbn(password[:_JUDGED], user_inputs=[name, *_OWN_WORDS])["score"] < _LEAST_SCORE:
        raise UsageError(Text("error.password_weak"))
