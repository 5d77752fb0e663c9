"""How often somebody may try to sign in, whichever process he reaches."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from sales_core.access.throttle import WINDOW, SignInThrottle
from sales_core.appdb.database import AppDatabase
from sales_core.appdb.tables import sign_in_tries
from tests.support.clocks import FixedClock


def admitted(throttle: SignInThrottle, name: str, address: str, times: int) -> int:
    return sum(throttle.admit(name, address) for _ in range(times))


def test_one_name_from_one_address_is_stopped_and_does_not_lock_the_owner_out(appdb: AppDatabase) -> None:
    throttle = SignInThrottle(appdb)
    assert admitted(throttle, "boss", "10.0.0.9", 20) == 8
    assert admitted(throttle, "boss", "10.0.0.1", 1) == 1


def test_one_address_cannot_go_through_many_names(appdb: AppDatabase) -> None:
    throttle = SignInThrottle(appdb)
    assert sum(admitted(throttle, f"name{n}", "10.0.0.9", 1) for n in range(70)) == 60


def test_one_name_cannot_be_tried_from_everywhere(appdb: AppDatabase) -> None:
    throttle = SignInThrottle(appdb)
    assert sum(admitted(throttle, "boss", f"10.0.0.{n}", 1) for n in range(50)) == 40


def test_processes_count_together(appdb: AppDatabase, other_appdb: AppDatabase) -> None:
    doors = (SignInThrottle(appdb), SignInThrottle(other_appdb))
    assert sum(admitted(doors[n % 2], "boss", "10.0.0.9", 1) for n in range(20)) == 8
    doors[0].forget("boss", "10.0.0.9")
    assert admitted(doors[1], "boss", "10.0.0.9", 20) == 8


def test_tries_are_forgotten_with_time(appdb: AppDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    at, throttle = FixedClock(monkeypatch), SignInThrottle(appdb)
    assert admitted(throttle, "boss", "10.0.0.9", 9) == 8
    at.advance(WINDOW - timedelta(seconds=1))
    assert not throttle.admit("boss", "10.0.0.9")
    at.advance(timedelta(seconds=1))
    assert throttle.admit("boss", "10.0.0.9")
    assert len(appdb.fetch(sa.select(sign_in_tries))) == 3


def test_neither_names_nor_addresses_are_kept(appdb: AppDatabase) -> None:
    SignInThrottle(appdb).admit("boss", "10.0.0.9")
    kept = str(appdb.fetch(sa.select(sign_in_tries)))
    assert "boss" not in kept
    assert "10.0.0.9" not in kept
