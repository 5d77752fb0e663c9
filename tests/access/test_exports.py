"""A download belongs to the session it was offered to; any process hands it out, until its time is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from sales_core.access import exports as exports_module
from sales_core.access.exports import LIFE, SWEEP, Export, Exports
from sales_core.appdb import tables
from sales_core.appdb.database import AppDatabase
from sales_core.kernel.terms import Role, Scope, Viewer
from tests.support.clocks import FixedClock

LI = Viewer("li", Role.MANAGER, Scope.of({"region": ("华东", "华南")}))
MINE = Export("me", LI, "销售.csv", "text/csv", '{"type":"template"}')


def ticket(path: str) -> str:
    return path.removeprefix("/export/")


def test_another_process_hands_it_to_the_owner_and_to_nobody_else(appdb: AppDatabase, other_appdb: AppDatabase) -> None:
    (path,) = Exports(appdb).offer(MINE)
    other = Exports(other_appdb)
    assert other.fetch(ticket(path), "me") == MINE
    assert other.fetch(ticket(path), "you") is None
    assert other.fetch(ticket(path), "") is None
    assert other.fetch("made up", "me") is None


def test_an_offer_without_an_owner_is_nobodys(appdb: AppDatabase) -> None:
    exports = Exports(appdb)
    (path,) = exports.offer(replace(MINE, session=""))
    assert exports.fetch(ticket(path), "") is None


def test_the_same_offer_has_the_same_address_in_every_process(appdb: AppDatabase, other_appdb: AppDatabase) -> None:
    others = [replace(MINE, session="you"), replace(MINE, viewer=Viewer("li")), replace(MINE, recipe="{}")]
    first = Exports(appdb).offer(MINE, *others)
    assert len(set(first)) == 4
    assert Exports(other_appdb).offer(MINE, *others) == first
    assert len(appdb.fetch(sa.select(tables.exports.c.ticket))) == 4


def test_an_offer_ends_unless_it_is_shown_again(appdb: AppDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    at, exports = FixedClock(monkeypatch), Exports(appdb)
    shown, closed = (ticket(path) for path in exports.offer(MINE, replace(MINE, name="b.csv")))
    at.advance(LIFE * 0.6)
    exports.offer(MINE)
    at.advance(LIFE * 0.6)
    assert exports.fetch(shown, "me") == MINE
    assert exports.fetch(closed, "me") is None
    exports.offer(replace(MINE, name="c.csv"))
    assert closed not in {row["ticket"] for row in appdb.fetch(sa.select(tables.exports.c.ticket))}


def test_what_was_offered_a_moment_ago_is_not_written_again(
    appdb: AppDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, exports = FixedClock(monkeypatch), Exports(appdb)
    exports.offer(MINE)
    at.advance(timedelta(hours=1))
    exports.offer(MINE)
    (row,) = appdb.fetch(sa.select(tables.exports.c.expires))
    assert row["expires"] == at.moment - timedelta(hours=1) + LIFE


def test_the_offers_of_a_session_are_bounded(appdb: AppDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports_module, "MOST_OFFERS", 3)
    at, exports = FixedClock(monkeypatch), Exports(appdb)
    exports.offer(replace(MINE, session="you"))
    offered: list[str] = []
    for number in range(5):
        at.advance(SWEEP)
        offered += exports.offer(replace(MINE, name=f"{number}.csv"))
    assert [exports.fetch(ticket(path), "me") is not None for path in offered] == [False, False, True, True, True]
    assert len(appdb.fetch(sa.select(tables.exports.c.ticket))) == 4
