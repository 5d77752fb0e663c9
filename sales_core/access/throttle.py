"""How often somebody may try to sign in: counted in the application database, so that every process counts together.

Guessing is made slow, and nobody is locked out by a stranger's guesses: a browser that has signed the person in before
is counted by itself, and to the others too many tries from elsewhere mean waiting, not refusal.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

import sqlalchemy as sa

from sales_core.appdb.database import AppDatabase
from sales_core.appdb.tables import sign_in_tries
from sales_core.kernel import clock

WINDOW = timedelta(minutes=5)
#: Tries within `WINDOW` of one name from one address, or from one known browser; more are refused.
MOST_TRIES = 8
#: Tries within `WINDOW` of one name from anywhere, and from one address with any name; more have to wait.
FREE_TRIES = {"name": 40, "address": 60}
#: Requests with one token within a minute; more are refused.
REQUESTS_A_MINUTE = 120
LONGEST_WAIT = 8.0
_FIRST_WAIT = 0.25


class SignInThrottle:
    """Counts tries to sign in by name and address. Keeps hashes of them, and only for `WINDOW`."""

    def __init__(self, appdb: AppDatabase) -> None:
        self._appdb = appdb

    def admit(self, name: str, address: str, device: str = "") -> float | None:
        """Counts one try: the seconds it has to wait before it is checked; None, and nothing counted, when refused.

        `device` is the browser, where it has signed `name` in before; '' = unknown.
        """
        keys, moment = _hashes(name, address, device), clock.now()
        table = sign_in_tries
        with self._appdb.transaction(durable=False) as connection:
            connection.execute(sa.delete(table).where(table.c.at <= moment - WINDOW))
            counted = sa.select(table.c.key_hash, sa.func.count()).where(table.c.key_hash.in_(keys.values()))
            rows = connection.execute(counted.group_by(table.c.key_hash))
            tries: dict[str, int] = {row[0]: row[1] for row in rows}
            if tries.get(keys["pair"], 0) >= MOST_TRIES:
                return None
            connection.execute(sa.insert(table), [{"key_hash": one, "at": moment} for one in keys.values()])
        if device:
            return 0.0
        return max(_wait(tries.get(keys[kind], 0) - free) for kind, free in FREE_TRIES.items())

    def forget(self, name: str, address: str, device: str = "") -> None:
        """Clears the tries of this name from this address or known browser: it signed in."""
        table = sign_in_tries
        with self._appdb.transaction(durable=False) as connection:
            connection.execute(sa.delete(table).where(table.c.key_hash == _hashes(name, address, device)["pair"]))


def _wait(excess: int) -> float:
    """Seconds before a try beyond the free ones is checked: doubled with each, up to `LONGEST_WAIT`."""
    return 0.0 if excess < 0 else min(LONGEST_WAIT, _FIRST_WAIT * 2 ** min(excess, 10))


def _hashes(name: str, address: str, device: str) -> dict[str, str]:
    pair = f"device {device} {name}" if device else f"{address} {name}"
    keys = {"pair": pair, "name": name, "address": address}
    return {kind: hashlib.sha256(f"{kind}\0{key}".encode()).hexdigest() for kind, key in keys.items()}


class RequestLimit:
    """Counts what a script asks with one token, and wrong tokens of one address, in every process together."""

    def __init__(self, appdb: AppDatabase) -> None:
        self._appdb = appdb

    def admit(self, token_id: str) -> bool:
        """Counts one request; False, and nothing counted, when the minute is full."""
        return self._counted(f"token {token_id}", REQUESTS_A_MINUTE, timedelta(minutes=1))

    def is_guessing(self, address: str, *, is_wrong: bool) -> bool:
        """Whether so many wrong tokens came from an address that no more is looked at; `is_wrong`: count one."""
        key = f"wrong token {address}"
        return not self._counted(key, MOST_TRIES, WINDOW, is_counted=is_wrong)

    def is_flooding(self, address: str, *, is_refused: bool) -> bool:
        """Whether so many sign-ins of an address by another service were refused that no more is looked at;
        `is_refused`: count one."""
        key = f"service {address}"
        return not self._counted(key, FREE_TRIES["address"], WINDOW, is_counted=is_refused)

    def _counted(self, key: str, most: int, within: timedelta, *, is_counted: bool = True) -> bool:
        moment, table = clock.now(), sign_in_tries
        hashed = hashlib.sha256(key.encode()).hexdigest()
        with self._appdb.transaction(durable=False) as connection:
            connection.execute(sa.delete(table).where(table.c.at <= moment - WINDOW))
            recent = sa.select(sa.func.count()).where(table.c.key_hash == hashed, table.c.at > moment - within)
            is_admitted = bool(connection.execute(recent).scalar_one() < most)
            if is_counted and is_admitted:
                connection.execute(sa.insert(table), [{"key_hash": hashed, "at": moment}])
        return is_admitted
