"""Brings what people did on the copy back into the database: sign-ins, sign-outs, used links, audit lines."""

from __future__ import annotations

import sqlalchemy as sa

from sales_core.appdb import tables as t
from sales_core.appdb.audit_chain import append_line
from sales_core.appdb.statements import insert_missing


def carry_over(copy: sa.Engine, connection: sa.Connection) -> None:
    """Writes to `connection`, a transaction on the database, what `copy` has more of."""
    with copy.connect() as reading:
        known = {row.name for row in connection.execute(sa.select(t.accounts.c.name))}
        for row in reading.execute(sa.select(t.sessions)).mappings():
            if row["account"] in known:
                _session(connection, dict(row))
        for link in reading.execute(sa.select(t.login_links).where(t.login_links.c.used.is_not(None))):
            mine = sa.and_(t.login_links.c.token_hash == link.token_hash, t.login_links.c.used.is_(None))
            connection.execute(sa.update(t.login_links).where(mine).values(used=link.used))
        written = {row.sha256 for row in connection.execute(sa.select(t.audit.c.sha256))}
        for line in reading.execute(sa.select(t.audit).order_by(t.audit.c.id)):
            if line.sha256 not in written:
                append_line(connection, line.at, line.who, line.what, line.details)


def _session(connection: sa.Connection, row: dict[str, object]) -> None:
    """A session that began on the copy, or ended there: what ended stays ended."""
    key = {"token_hash": row.pop("token_hash")}
    if not insert_missing(connection, t.sessions, key, row) and row["revoked"]:
        mine = t.sessions.c.token_hash == key["token_hash"]
        connection.execute(sa.update(t.sessions).where(mine).values(revoked=True))
