"""How often somebody may try to sign in: counted in the application database, so that every process counts together."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import sqlalchemy as sa

from sales_core.appdb.database import AppDatabase
from sales_core.appdb.tables import sign_in_tries
from sales_core.kernel import clock

#: Tries within `WINDOW`: one name from one address; one name from anywhere; one address with any name.
MOST_TRIES = {"pair": 8, "name": 40, "address": 60}
WINDOW = timedelta(minutes=5)


class SignInThrottle:
    """Counts tries to sign in by name and address. Keeps hashes of them, and only for `WINDOW`."""

    def __init__(self, appdb: AppDatabase) -> None:
        self._appdb = appdb

    def admit(self, name: str, address: str) -> bool:
        """Counts one try; False, and nothing counted, when name, address or both tried too often lately."""
        hashes, moment = _hashes(name, address), clock.now()
        table = sign_in_tries
        with self._appdb.transaction(durable=False) as connection:
            connection.execute(sa.delete(table).where(table.c.at <= moment - WINDOW))
            counted = sa.select(table.c.key_hash, sa.func.count()).where(table.c.key_hash.in_(hashes.values()))
            found: dict[str, int] = {row[0]: row[1] for row in connection.execute(counted.group_by(table.c.key_hash))}
            if any(found.get(hashes[kind], 0) >= most for kind, most in MOST_TRIES.items()):
                return False
            connection.execute(sa.insert(table), [{"key_hash": one, "at": moment} for one in hashes.values()])
        return True

    def forget(self, name: str, address: str) -> None:
        """Clears the tries of this name from this address: it signed in."""
        table = sign_in_tries
        with self._appdb.transaction(durable=False) as connection:
            connection.execute(sa.delete(table).where(table.c.key_hash == _hashes(name, address)["pair"]))


def _hashes(name: str, address: str) -> dict[str, str]:
    keys = {"pair": f"{address} {name}", "name": name, "address": address}
    return {kind: hashlib.sha256(f"{kind}\0{key}".encode()).hexdigest() for kind, key in keys.items()}
