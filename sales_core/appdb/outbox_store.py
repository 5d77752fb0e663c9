"""Messages that are to be sent, and what became of each. Texts are not kept: each is written when it is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from sales_core.appdb import tables as t
from sales_core.appdb.statements import Fetch, Transaction, joined
from sales_core.kernel.terms import Text

#: A message that its process did not finish within this time was left by a process that ended.
SENDING_LEASE = timedelta(minutes=10)


class MessageState(StrEnum):
    """How a message stands; texts are `messages.state.<value>`."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    """It is not tried again by itself."""
    NOTHING = "nothing"
    """There was nothing to tell its receiver when it was to be written."""


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to be sent. `key`: one of equal key is sent once. `subject`: what it is about, by ids."""

    key: str
    kind: str
    receiver: str
    channel: str
    subject: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """One message. `due`: when it is tried next; `reason`: why the last try failed."""

    id: int
    key: str
    kind: str
    subject: Mapping[str, Any]
    receiver: str
    channel: str
    created: datetime
    state: MessageState
    tries: int
    due: datetime
    sent: datetime | None
    reason: Text | None


class OutboxStore:
    """Reads and writes messages. What is checked and then written stands in one statement, so that one process wins."""

    def __init__(self, fetch: Fetch, transaction: Transaction) -> None:
        self._fetch = fetch
        self._transaction = transaction

    def add(self, messages: Sequence[NewMessage], now: datetime, connection: sa.Connection | None = None) -> int:
        """Adds those whose key nobody added before; how many."""
        if not messages:
            return 0
        with joined(self._transaction, connection) as own:
            keys = [one.key for one in messages]
            known = set(own.execute(sa.select(t.outbox.c.key).where(t.outbox.c.key.in_(keys))).scalars())
            new = {one.key: one for one in messages if one.key not in known}
            for one in new.values():
                values = {
                    "key": one.key, "kind": one.kind, "subject": dict(one.subject), "receiver": one.receiver,
                    "channel": one.channel, "created": now, "state": MessageState.WAITING, "tries": 0, "due": now,
                }  # fmt: skip
                own.execute(sa.insert(t.outbox).values(values))
        return len(new)

    def messages(self, limit: int) -> list[OutboxMessage]:
        """The newest messages first."""
        return [_message(row) for row in self._fetch(sa.select(t.outbox).order_by(t.outbox.c.id.desc()).limit(limit))]

    def waiting(self, now: datetime) -> list[OutboxMessage]:
        """Those to be tried now, the oldest first."""
        due = sa.and_(t.outbox.c.state == MessageState.WAITING, t.outbox.c.due <= now)
        return [_message(row) for row in self._fetch(sa.select(t.outbox).where(due).order_by(t.outbox.c.id))]

    def newest_due(self, now: datetime) -> datetime | None:
        """The newest moment up to `now` at which something became due; None when nothing is."""
        open_states = (MessageState.WAITING, MessageState.SENDING)
        due = sa.select(sa.func.max(t.outbox.c.due, type_=t.Moment()).label("due"))
        found = self._fetch(due.where(t.outbox.c.state.in_(open_states), t.outbox.c.due <= now))[0]["due"]
        return found if isinstance(found, datetime) else None

    def take(self, message: int, now: datetime) -> bool:
        """Begins a try; False when it is not to be tried any more, or another process has it."""
        mine = sa.and_(t.outbox.c.id == message, t.outbox.c.state == MessageState.WAITING, t.outbox.c.due <= now)
        begun = {"state": MessageState.SENDING, "tries": t.outbox.c.tries + 1, "due": now + SENDING_LEASE}
        with self._transaction() as connection:
            return connection.execute(sa.update(t.outbox).where(mine).values(begun)).rowcount == 1

    def end(
        self, message: int, state: MessageState, now: datetime, reason: Text | None, connection: sa.Connection
    ) -> None:
        """Ends a try for good."""
        values = {"state": state, "reason": _stored(reason), "sent": now if state is MessageState.SENT else None}
        connection.execute(_of(message).values(values))

    def again(self, message: int, due: datetime, reason: Text | None) -> None:
        """Waits until `due` for the next try."""
        with self._transaction() as connection:
            values = {"state": MessageState.WAITING, "due": due, "reason": _stored(reason)}
            connection.execute(_of(message).values(values))

    def interrupted(self, now: datetime, reason: Text) -> int:
        """Ends what a process left while it was sending: nobody knows whether it arrived, so it is not tried again."""
        left = sa.and_(t.outbox.c.state == MessageState.SENDING, t.outbox.c.due <= now)
        values = {"state": MessageState.FAILED, "reason": _stored(reason)}
        with self._transaction() as connection:
            return connection.execute(sa.update(t.outbox).where(left).values(values)).rowcount

    def retry(self, message: int, now: datetime) -> bool:
        """Has a failed message tried again as if it were the first time; False when it is no failed one."""
        failed = _of(message).where(t.outbox.c.state == MessageState.FAILED)
        with self._transaction() as connection:
            values = {"state": MessageState.WAITING, "tries": 0, "due": now}
            return connection.execute(failed.values(values)).rowcount == 1

    def forget_before(self, moment: datetime) -> int:
        """Removes what came to its end and was added before `moment`; how many."""
        open_states = (MessageState.WAITING, MessageState.SENDING)
        over = sa.delete(t.outbox).where(t.outbox.c.created < moment, t.outbox.c.state.not_in(open_states))
        with self._transaction() as connection:
            return connection.execute(over).rowcount


def _of(message: int) -> sa.Update:
    return sa.update(t.outbox).where(t.outbox.c.id == message)


def _stored(reason: Text | None) -> dict[str, Any] | None:
    return None if reason is None else {"key": reason.key, "values": {k: str(v) for k, v in reason.values.items()}}


def _message(row: Mapping[str, Any]) -> OutboxMessage:
    reason = row["reason"]
    text = None if not reason else Text(reason["key"], reason["values"])
    return OutboxMessage(**{**row, "state": MessageState(row["state"]), "reason": text})
