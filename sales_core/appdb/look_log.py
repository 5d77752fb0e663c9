"""Who saw the answer to which question: a row a person, question, version and day. Apart from versions and journal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Protocol

import sqlalchemy as sa

from sales_core.appdb import tables as t
from sales_core.appdb.statements import Fetch, batched
from sales_core.kernel.errors import StorageError
from sales_core.kernel.terms import Text


class QuickTransaction(Protocol):
    """A transaction that need not wait for the disk."""

    def __call__(self, *, durable: bool = True) -> AbstractContextManager[sa.Connection]: ...


@dataclass(frozen=True, slots=True)
class FigureLook:
    """One person saw the answer to one question on one version, `times` from `first` to `last`, all of one day of UTC.

    `question` is plain JSON values: what was asked, and within which scope.
    """

    who: str
    version: int
    question: Mapping[str, Any]
    first: datetime
    last: datetime
    times: int = 1

    @property
    def day(self) -> str:
        """The day of UTC."""
        return self.first.astimezone(UTC).date().isoformat()

    @property
    def question_hash(self) -> str:
        """Names the question: equal ones are kept once."""
        return hashlib.sha256(json.dumps(self.question, sort_keys=True).encode()).hexdigest()


class LookLog:
    """Writes looks in batches, reads and forgets them."""

    def __init__(self, fetch: Fetch, transaction: QuickTransaction, view_only: Callable[[], Text | None]) -> None:
        self._fetch = fetch
        self._transaction = transaction
        self._view_only = view_only
        self._is_closed = False

    def write(self, looks: Sequence[FigureLook]) -> None:
        """Writes looks together. Raises StorageError while nothing that lasts can be written."""
        if self._is_closed or not looks:
            return
        if (reason := self._view_only()) is not None:
            raise StorageError(reason)
        try:
            with self._transaction(durable=False) as connection:
                hashed = [(look.question_hash, look) for look in looks]
                _write_questions(connection, {sha256: look.question for sha256, look in hashed})
                _count(connection, hashed)
        except sa.exc.SQLAlchemyError as error:
            raise StorageError(Text("error.not_writable", {"error": error})) from error

    def between(self, since: datetime | None, before: datetime | None, who: str = "") -> Iterator[FigureLook]:
        """Looks of days that touch [`since`, `before`), newest first; of one person when `who` is named."""
        table, questions = t.looks, t.look_questions
        conditions = [
            *([table.c.last >= since] if since else []),
            *([table.c.first < before] if before else []),
            *([table.c.who == who] if who else []),
        ]
        joined = table.join(questions, questions.c.sha256 == table.c.question)
        columns = (table.c.who, table.c.version, questions.c.question, table.c.first, table.c.last, table.c.times)
        query = sa.select(*columns).select_from(joined).where(*conditions)
        for row in self._fetch(query.order_by(table.c.last.desc(), table.c.id.desc())):
            yield FigureLook(**row)

    def newest_before(self, who: str, day: str) -> tuple[datetime, int] | None:
        """When a person looked last on a day of UTC before `day`, and at which version; None when he did not."""
        mine = sa.and_(t.looks.c.who == who, t.looks.c.day < day)
        query = sa.select(t.looks.c.last, t.looks.c.version).where(mine)
        rows = self._fetch(query.order_by(t.looks.c.day.desc(), t.looks.c.last.desc()).limit(1))
        return (rows[0]["last"], rows[0]["version"]) if rows else None

    def people(self) -> tuple[str, ...]:
        """Everybody who ever looked, by name."""
        rows = self._fetch(sa.select(t.looks.c.who).distinct().order_by(t.looks.c.who))
        return tuple(row["who"] for row in rows)

    def forget_before(self, moment: datetime) -> int:
        """Removes looks of days before that of `moment`, and questions that nobody's look names; how many looks."""
        day = moment.astimezone(UTC).date().isoformat()
        with self._transaction() as connection:
            removed = connection.execute(sa.delete(t.looks).where(t.looks.c.day < day)).rowcount
            asked = sa.select(t.looks.c.question)
            connection.execute(sa.delete(t.look_questions).where(t.look_questions.c.sha256.not_in(asked)))
        return removed

    def close(self) -> None:
        """Takes no more looks."""
        self._is_closed = True


def _write_questions(connection: sa.Connection, questions: Mapping[str, Mapping[str, Any]]) -> None:
    """Keeps the questions, by hash, that are not there yet."""
    table, known = t.look_questions, set[str]()
    for some in batched(questions):
        known.update(connection.execute(sa.select(table.c.sha256).where(table.c.sha256.in_(some))).scalars())
    rows = [{"sha256": sha256, "question": dict(one)} for sha256, one in questions.items() if sha256 not in known]
    if rows:
        connection.execute(sa.insert(table), rows)


def _count(connection: sa.Connection, looks: Sequence[tuple[str, FigureLook]]) -> None:
    """Adds looks, each with the hash of its question, to the rows of their person, question, version and day."""
    table = t.looks
    key = (table.c.day, table.c.who, table.c.version, table.c.question)
    merged: dict[tuple[Any, ...], FigureLook] = {}
    for sha256, look in looks:
        named = (look.day, look.who, look.version, sha256)
        before = merged.get(named)
        merged[named] = look if before is None else replace(look, first=before.first, times=before.times + look.times)
    days, known = {day for day, *_ in merged}, set[tuple[Any, ...]]()
    for some in batched({sha256 for *_, sha256 in merged}):
        found = connection.execute(sa.select(*key).where(table.c.question.in_(some), table.c.day.in_(days)))
        known.update(tuple(row) for row in found)
    rows = [
        {**{f"its_{one.name}": value for one, value in zip(key, named, strict=True)},
         "its_last": look.last, "its_times": look.times}
        for named, look in merged.items() if named in known
    ]  # fmt: skip
    if rows:
        mine = sa.and_(*(one == sa.bindparam(f"its_{one.name}") for one in key))
        more = {"last": sa.bindparam("its_last"), "times": table.c.times + sa.bindparam("its_times")}
        connection.execute(sa.update(table).where(mine).values(more), rows)
    rows = [
        {**{one.name: value for one, value in zip(key, named, strict=True)},
         "first": look.first, "last": look.last, "times": look.times}
        for named, look in merged.items() if named not in known
    ]  # fmt: skip
    if rows:
        connection.execute(sa.insert(table), rows)
