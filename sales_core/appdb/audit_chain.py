"""Chains the lines of the audit trail: each carries a hash of itself and of the line before.

The chain holds who by a number, and what was done by a hash: names and details can be erased and it stays whole.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from sales_core.appdb import tables as t

#: The event that tells which lines and whose name were erased.
ERASED = "person_erased"


class ChainBreak(StrEnum):
    """What is wrong with a line. `appdb.audit_<value>` is its sentence."""

    CHANGED = "changed"
    """The line, or its name or details, are not as they were written."""
    MISSING = "missing"
    """Lines between the one before and this one are gone."""


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """One place of the trail. `first` and `last`: the ids of the lines, the same for one line."""

    kind: ChainBreak
    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


def append_line(connection: sa.Connection, at: datetime, who: str, what: str, details: Mapping[str, Any]) -> None:
    """Writes the next line. `connection` is in a transaction that writes: nobody else appends meanwhile."""
    query = sa.select(t.audit.c.id, t.audit.c.sha256).order_by(t.audit.c.id.desc()).limit(1)
    last = connection.execute(query).first()
    number, previous = (last.id + 1, last.sha256) if last else (1, "")
    values = chained(number, previous, at, person_of(connection, who), what, details)
    connection.execute(sa.insert(t.audit).values(at=at, who=who, what=what, details=dict(details), **values))


def chained(  # noqa: PLR0917 - the facts of one line, in the order of the hash
    number: int, previous: str, at: datetime, person: str, what: str, details: Mapping[str, Any]
) -> dict[str, Any]:
    """The columns of a line that chain it: id, person, salt, details_sha256, sha256."""
    salt = secrets.token_hex(16)
    told = _details_hash(salt, _json(details))
    sha256 = _line_hash(previous, number, _text(at), person, what, told)
    return {"id": number, "person": person, "salt": salt, "details_sha256": told, "sha256": sha256}


def person_of(connection: sa.Connection, name: str) -> str:
    """The number of whoever acts under that name; a new one the first time."""
    known = connection.execute(sa.select(t.audit_people.c.id).where(t.audit_people.c.name == name)).scalar()
    if known is not None:
        return str(known)
    made = new_person(name)
    connection.execute(sa.insert(t.audit_people).values(made))
    return made["id"]


def new_person(name: str) -> dict[str, str]:
    """A row of audit_people."""
    salt = secrets.token_hex(16)
    return {"id": _person_hash(salt, name), "name": name, "salt": salt}


def broken_lines(connection: sa.Connection) -> list[BrokenLine]:
    """Every line that was changed, and where lines are missing or were put in; the end of the trail only the journal
    knows."""
    # As text: a value that was made unreadable has to be found, not to be raised.
    columns = (*(sa.cast(column, sa.Text).label(column.name) for column in t.audit.c if column.name != "id"),)
    rows = connection.execute(sa.select(t.audit.c.id, *columns).order_by(t.audit.c.id)).all()
    people = {row.id: row for row in connection.execute(sa.select(t.audit_people))}
    erased_lines, erased_people = _erased(rows)
    return [*_breaks(rows), *_content(rows, people, erased_lines, erased_people)]


def _breaks(rows: Sequence[Any]) -> Iterator[BrokenLine]:
    """Where the chain does not hold."""
    previous, before = "", 0
    for row in rows:
        if row.sha256 != _line_hash(previous, row.id, row.at, row.person, row.what, row.details_sha256):
            if row.id > before + 1:
                yield BrokenLine(ChainBreak.MISSING, before + 1, row.id - 1)
            else:
                yield BrokenLine(ChainBreak.CHANGED, row.id, row.id)
        previous, before = row.sha256, row.id


def _content(
    rows: Sequence[Any], people: Mapping[str, Any], erased_lines: frozenset[int], erased_people: frozenset[str]
) -> Iterator[BrokenLine]:
    """Lines whose name or details are not those that the chain holds a hash of."""
    for row in rows:
        person = people.get(row.person)
        is_named = person is not None and person.name == row.who and _fits(person, erased_people)
        if row.salt:
            is_told = _details_hash(row.salt, _canonical(row.details)) == row.details_sha256
        else:
            is_told = row.id in erased_lines and _canonical(row.details) == "{}"
        if not (is_named and is_told):
            yield BrokenLine(ChainBreak.CHANGED, row.id, row.id)


def _fits(person: Any, erased: frozenset[str]) -> bool:
    if not person.salt:
        return person.id in erased
    return bool(person.id == _person_hash(person.salt, person.name))


def _erased(rows: Sequence[Any]) -> tuple[frozenset[int], frozenset[str]]:
    """Lines and people that the trail itself says were erased."""
    lines, people = set[int](), set[str]()
    for row in rows:
        if row.what != ERASED or not row.salt:
            continue
        if _details_hash(row.salt, _canonical(row.details)) == row.details_sha256:
            details = json.loads(row.details)
            lines.update(details.get("lines", ()))
            people.add(str(details.get("person", "")))
    return frozenset(lines), frozenset(people)


def _line_hash(*facts: object) -> str:
    return hashlib.sha256(_json(facts).encode()).hexdigest()


def _details_hash(salt: str, details: str) -> str:
    return hashlib.sha256(f"{salt}\n{details}".encode()).hexdigest()


def _person_hash(salt: str, name: str) -> str:
    return hashlib.sha256(f"{salt}\n{name}".encode()).hexdigest()[:32]


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def _canonical(text: str) -> str:
    try:
        return _json(json.loads(text))
    except ValueError:
        return text


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
