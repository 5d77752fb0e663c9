"""The channels that messages go out by. Their URLs are secrets: whoever knows one can write there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from sales_core.appdb import tables as t
from sales_core.appdb.statements import Fetch, Transaction, joined, upsert


@dataclass(frozen=True, slots=True)
class MessageChannel:
    """One channel. `receiver`: the account whose messages go there, empty = everybody's own; `is_outside`: what goes
    there is masked by the screen-share lens.
    """

    name: str
    kind: str
    url: str
    receiver: str
    is_outside: bool
    created: datetime
    by: str


class ChannelStore:
    """Reads and writes channels."""

    def __init__(self, fetch: Fetch, transaction: Transaction) -> None:
        self._fetch = fetch
        self._transaction = transaction

    def all(self) -> list[MessageChannel]:
        """Every channel, by name."""
        return [
            MessageChannel(**row)
            for row in self._fetch(sa.select(t.message_channels).order_by(t.message_channels.c.name))
        ]

    def put(self, channel: MessageChannel, connection: sa.Connection | None = None) -> None:
        """Adds a channel, or writes it anew."""
        values = {
            "kind": channel.kind, "url": channel.url, "receiver": channel.receiver,
            "is_outside": channel.is_outside, "created": channel.created, "by": channel.by,
        }  # fmt: skip
        with joined(self._transaction, connection) as own:
            upsert(own, t.message_channels, {"name": channel.name}, values)

    def remove(self, name: str, connection: sa.Connection) -> None:
        """Takes a channel away."""
        connection.execute(sa.delete(t.message_channels).where(t.message_channels.c.name == name))
