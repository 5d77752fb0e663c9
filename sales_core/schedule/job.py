"""What a scheduled job is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sales_core.alerts.service import Alerts
from sales_core.appdb.company_settings import CompanySettings
from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.catalogue import Catalogue
from sales_core.kernel.settings import Settings
from sales_core.kernel.terms import Text
from sales_core.loading.uploads import Uploads
from sales_core.schedule.due import Daily, Every
from sales_core.sending.service import Messages

if TYPE_CHECKING:
    from sales_core.boards.context import Company


@dataclass(frozen=True, slots=True)
class JobCompany:
    """The company that a job works on, and in whose name."""

    settings: Settings
    appdb: AppDatabase
    catalogue: Catalogue
    uploads: Uploads
    alerts: Alerts | None = None
    services: Company | None = None
    """The services that boards are made of."""
    messages: Messages | None = None
    by: str = "schedule"


@dataclass(frozen=True, slots=True)
class ScheduledJob:
    """One job. `due` gives its rule from the settings, None while it is switched off; `run` does the work and returns
    what is kept about it. Its name is `schedule.<id>.label`.
    """

    id: str
    due: Callable[[CompanySettings], Daily | Every | None]
    run: Callable[[JobCompany], Mapping[str, str | int]]
    also: Callable[[JobCompany], datetime | None] = lambda _: None
    """A moment at which it became due beside its rule: that of a new version."""

    @property
    def label(self) -> Text:
        """Its name."""
        return Text(f"schedule.{self.id}.label")
