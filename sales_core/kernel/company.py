"""Which of the companies of one server the work at hand is for.

The main company is the state directory itself; the others lie beside its files, each a state directory of its own with
its own database, accounts, sessions and files. Whoever opens a company says which one; from then on nothing asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

MAIN = "main"
DEMO = "demo"
#: For who has the demo company as the main one, as releases before 0.3 loaded it.
OWN = "own"
#: Companies beside the main one.
SIDE_COMPANIES = (DEMO, OWN)

_current: ContextVar[str] = ContextVar("company", default=MAIN)


def current_company() -> str:
    """The company of the request or command under way; the main one where nobody said."""
    return _current.get()


@contextmanager
def working_for(company: str) -> Iterator[None]:
    """Until the end of the block, state directories are those of `company`."""
    token = _current.set(company)
    try:
        yield
    finally:
        _current.reset(token)


def company_prefix(company: str) -> str:
    """What the paths of its pages begin with: nothing for the main company."""
    return "" if company == MAIN else f"/{company}"
