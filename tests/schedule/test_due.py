"""When a job is due, by a rule that can be followed on a calendar."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from sales_core.schedule.due import Daily, Every


@pytest.fixture
def shanghai(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("shanghai")
def test_daily_is_of_the_servers_clock() -> None:
    rule = Daily("02:30")
    before, at = datetime(2026, 5, 9, 18, 29, tzinfo=UTC), datetime(2026, 5, 9, 18, 30, tzinfo=UTC)
    assert rule.latest(before) == at - timedelta(days=1)
    assert rule.next(before) == at
    assert rule.latest(at) == at
    assert rule.next(at) == at + timedelta(days=1)


@pytest.mark.usefixtures("berlin")
def test_daily_keeps_its_hour_when_the_clock_is_turned() -> None:
    rule = Daily("04:00")
    # Clocks go forward on 29 March 2026: 04:00 is 03:00 UTC the day before, 02:00 UTC on it.
    evening = datetime(2026, 3, 28, 20, tzinfo=UTC)
    assert rule.latest(evening) == datetime(2026, 3, 28, 3, tzinfo=UTC)
    assert rule.next(evening) == datetime(2026, 3, 29, 2, tzinfo=UTC)


def test_every_counts_from_midnight() -> None:
    rule = Every(6)
    now = datetime(2026, 5, 9, 13, 5, tzinfo=UTC)
    assert rule.latest(now) == datetime(2026, 5, 9, 12, tzinfo=UTC)
    assert rule.next(now) == datetime(2026, 5, 9, 18, tzinfo=UTC)
    assert rule.latest(rule.next(now)) == rule.next(now)


@pytest.mark.parametrize("rule", [Daily("00:00"), Daily("23:59"), Every(1), Every(24)])
def test_latest_and_next_enclose_every_moment(rule: Daily | Every) -> None:
    for minutes in range(0, 3 * 24 * 60, 17):
        now = datetime(2026, 5, 9, tzinfo=UTC) + timedelta(minutes=minutes)
        assert rule.latest(now) <= now < rule.next(now)
        assert rule.latest(rule.next(now) - timedelta(seconds=1)) == rule.latest(now)
