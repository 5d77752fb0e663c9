"""When a job is due. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sales_core.kernel.terms import Text

_DAY = timedelta(days=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a day at `at` (`HH:MM`) of the server's clock; in a night whose clock is turned, at the moment it shows."""

    at: str

    def latest(self, now: datetime) -> datetime:
        """The last moment up to `now` at which the job was due."""
        today = self._on(now, 0)
        return today if today <= now else self._on(now, -1)

    def next(self, now: datetime) -> datetime:
        """The first moment after `now`."""
        today = self._on(now, 0)
        return today if today > now else self._on(now, 1)

    @property
    def text(self) -> Text:
        """The rule in words."""
        return Text("schedule.daily", {"at": self.at})

    def _on(self, now: datetime, days: int) -> datetime:
        day = now.astimezone().date() + days * _DAY
        return datetime.combine(day, time.fromisoformat(self.at)).astimezone()


@dataclass(frozen=True, slots=True)
class Every:
    """Every `hours`, counted from midnight UTC."""

    hours: int

    def latest(self, now: datetime) -> datetime:
        """The last moment up to `now` at which the job was due."""
        step = timedelta(hours=self.hours)
        return _EPOCH + (now - _EPOCH) // step * step

    def next(self, now: datetime) -> datetime:
        """The first moment after `now`."""
        return self.latest(now) + timedelta(hours=self.hours)

    @property
    def text(self) -> Text:
        """The rule in words."""
        return Text("schedule.every", {"hours": self.hours})
