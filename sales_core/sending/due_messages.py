"""Which messages are due: cases that were opened or closed, decisions, mentions, digests, written reports."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sales_core.access.accounts import Account
from sales_core.appdb.channel_store import MessageChannel
from sales_core.appdb.database import AppDatabase
from sales_core.appdb.outbox_store import NewMessage
from sales_core.catalogue.message_settings import (
    MESSAGES_DIGEST,
    MESSAGES_EMAIL,
    MESSAGES_KINDS,
    MESSAGES_REMIND_DAYS,
    MESSAGES_WEEKDAY,
)
from sales_core.catalogue.record import Record
from sales_core.records.mentions import mentions_of
from sales_core.records.store import RecordStore
from sales_core.sending.channel_kinds import ChannelKind
from sales_core.sending.letter import MessageKind

#: Up to which act on cases messages were made.
CASES_TOLD = "messages.cases_told"
#: What an act on a case says to its owner.
_TOLD = {"added": "opened", "open": "opened", "closed": "closed"}


def new_message(kind: str, person: str, channel: str, subject: Mapping[str, Any], *what: object) -> NewMessage:
    """A message that is sent once for what it is about, to whom, and where. Its key tells nobody's name."""
    text = "\0".join(map(str, (kind, person, channel, *what)))
    return NewMessage(f"{kind}:{hashlib.sha256(text.encode()).hexdigest()[:40]}", kind, person, channel, subject)


def channels_of(person: Account, channels: Iterable[MessageChannel], appdb: AppDatabase) -> list[str]:
    """Where a person's messages go; nowhere for who may not sign in. Mail needs an address of his own."""
    if person.disabled:
        return []
    return [
        one.name
        for one in channels
        if (one.receiver == person.name if one.receiver else ChannelKind(one.kind).is_personal)
        and (one.kind != ChannelKind.EMAIL or mail_address(appdb, person.name))
    ]


def mail_address(appdb: AppDatabase, person: str) -> str:
    """The address that a person gave for himself; empty = none. The company's value is nobody's."""
    return str(appdb.company.own_values(person).get(MESSAGES_EMAIL.id, ""))


def wants(appdb: AppDatabase, person: str, kind: str) -> bool:
    """Whether a person wants messages of a kind."""
    return kind in appdb.company.own_value(MESSAGES_KINDS, person).split(",")


def case_messages(
    record: Record, appdb: AppDatabase, people: Iterable[Account], channels: list[MessageChannel]
) -> tuple[list[NewMessage], int]:
    """Messages of the cases that changed since the last time, and up to which act that was told.

    Nothing is told of what happened before anybody looked for the first time.
    """
    store = RecordStore(record, appdb)
    newest, told = store.revision(), appdb.settings.get(CASES_TOLD)
    if told is None or told >= newest:
        return [], newest
    changed: dict[str, dict[str, list[int]]] = {}
    for number, act in store.acts_after(int(told)):
        event, owner = _TOLD.get(act.event), str(act.values["owner"] or "")
        if event and owner:
            by_event = changed.setdefault(owner, {})
            for other in by_event.values():  # opened and closed since: only how it ended is told
                if number in other:
                    other.remove(number)
            by_event.setdefault(event, []).append(number)
    found = [
        new_message(MessageKind.ALERTS, person.name, channel, changed[person.name], newest)
        for person in people
        if person.name in changed and wants(appdb, person.name, "alerts")
        for channel in channels_of(person, channels, appdb)
    ]
    return found, newest


def mention_messages(
    record: Record, appdb: AppDatabase, people: Iterable[Account], channels: list[MessageChannel]
) -> tuple[list[NewMessage], int]:
    """Messages to whom records of the kind named since the last time, and up to which act that was told.

    One message a record and person, however often it is changed; nobody is told what he typed himself, and nothing is
    told of what was typed before anybody looked for the first time.
    """
    store = RecordStore(record, appdb)
    newest, told = store.revision(), appdb.settings.get(mentions_told(record))
    if told is None or told >= newest:
        return [], newest
    by_name = {one.name: one for one in people}
    found = [
        new_message(MessageKind.MENTION, name, channel, {"record": record.id, "id": number}, record.id, number)
        for number, act in store.acts_after(int(told))
        for name in sorted(mentions_of(record, act.values, by_name) - {act.by})
        if wants(appdb, name, "mentions")
        for channel in channels_of(by_name[name], channels, appdb)
    ]
    return list({one.key: one for one in found}.values()), newest


def mentions_told(record: Record) -> str:
    """The setting that holds up to which act on records of the kind messages were made."""
    return f"messages.mentions_told.{record.id}"


def daily_messages(
    record: Record, appdb: AppDatabase, people: Iterable[Account], channels: list[MessageChannel], day: date
) -> Iterator[NewMessage]:
    """Digests of the day, and decisions that are due soon or late."""
    known = list(people)
    for person in known:
        rhythm = appdb.company.own_value(MESSAGES_DIGEST, person.name)
        is_weekly = rhythm == "weekly" and day.isoweekday() == appdb.company.value(MESSAGES_WEEKDAY)
        if rhythm == "daily" or is_weekly:
            for channel in channels_of(person, channels, appdb):
                yield new_message(MessageKind.DIGEST, person.name, channel, {"day": day.isoformat()}, day)
    yield from _decisions(record, appdb, known, channels, day)


def _decisions(
    record: Record, appdb: AppDatabase, people: list[Account], channels: list[MessageChannel], day: date
) -> Iterator[NewMessage]:
    """One message before its day and one after it."""
    by_name = {one.name: one for one in people}
    soon = day + timedelta(days=appdb.company.value(MESSAGES_REMIND_DAYS))
    for row in RecordStore(record, appdb).rows():
        due, person = row.values["due"], by_name.get(str(row.values["owner"]))
        if row.state != record.states[0] or person is None or not isinstance(due, date) or due > soon:
            continue
        if wants(appdb, person.name, "decisions"):
            for channel in channels_of(person, channels, appdb):
                yield new_message(MessageKind.DECISION, person.name, channel, {"id": row.id}, row.id, due, due < day)
