"""How often somebody may try to sign in, whichever process he reaches."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from sales_core.access.throttle import LONGEST_WAIT, MOST_TRIES, WINDOW, SignInThrottle
from sales_core.appdb.database import AppDatabase
from sales_core.appdb.tables import sign_in_tries
from tests.support.clocks import FixedClock


def admitted(throttle: SignInThrottle, name: str, address: str, times: int) -> int:
    """How many of so many tries are not refused."""
    return sum(throttle.admit(name, address) is not None for _ in range(times))


def test_one_name_from_one_address_is_stopped_and_does_not_lock_the_owner_out(appdb: AppDatabase) -> None:
    throttle = SignInThrottle(appdb)
    assert admitted(throttle, "boss", "10.0.0.9", 20) == 8
    assert admitted(throttle, "boss", "10.0.0.1", 1) == 1


def test_one_address_has_to_wait_after_many_names_and_is_not_shut_out(appdb: AppDatabase) -> None:
    throttle = SignInThrottle(appdb)
    waits = [throttle.admit(f"name{n}", "10.0.0.9") for n in range(70)]
    assert waits == [0.0] * 60 + [0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0, 8.0, 8.0]


def test_one_name_tried_from_everywhere_has_to_wait_and_is_not_locked(appdb: AppDatabase) -> None:
    throttle = SignInThrottle(appdb)
    waits = [throttle.admit("boss", f"10.0.0.{n}") for n in range(50)]
    assert waits[:40] == [0.0] * 40
    assert waits[45:] == [LONGEST_WAIT] * 5


def test_a_browser_that_was_here_before_neither_waits_nor_counts_with_strangers(appdb: AppDatabase) -> None:
    throttle = SignInThrottle(appdb)
    for n in range(90):
        throttle.admit("boss", f"10.0.0.{n % 5}")
    assert throttle.admit("boss", "10.0.0.1") is None
    assert throttle.admit("boss", "10.0.0.1", "the boss's own") == 0.0
    assert sum(throttle.admit("boss", "10.0.0.1", "the boss's own") is not None for _ in range(20)) == MOST_TRIES - 1


def test_processes_count_together(appdb: AppDatabase, other_appdb: AppDatabase) -> None:
    doors = (SignInThrottle(appdb), SignInThrottle(other_appdb))
    assert sum(admitted(doors[n % 2], "boss", "10.0.0.9", 1) for n in range(20)) == 8
    doors[0].forget("boss", "10.0.0.9")
    assert admitted(doors[1], "boss", "10.0.0.9", 20) == 8


def test_tries_are_forgotten_with_time(appdb: AppDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    at, throttle = FixedClock(monkeypatch), SignInThrottle(appdb)
    assert admitted(throttle, "boss", "10.0.0.9", 9) == 8
    at.advance(WINDOW - timedelta(seconds=1))
    assert throttle.admit("boss", "10.0.0.9") is None
    at.advance(timedelta(seconds=1))
    assert throttle.admit("boss", "10.0.0.9") == 0.0
    assert len(appdb.fetch(sa.select(sign_in_tries))) == 3


def test_neither_names_nor_addresses_are_kept(appdb: AppDatabase) -> None:
    SignInThrottle(appdb).admit("boss", "10.0.0.9")
    kept = str(appdb.fetch(sa.select(sign_in_tries)))
    assert "boss" not in kept
    assert "10.0.0.9" not in kept
