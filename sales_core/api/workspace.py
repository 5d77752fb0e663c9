"""The facade: one attribute a concern. Pages and the command line talk to this and to nothing below it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sales_core.access.accounts import Accounts
from sales_core.access.api_tokens import ApiTokens
from sales_core.access.audit_trail import AuditTrail
from sales_core.access.exports import Exports
from sales_core.access.look_trail import LookTrail
from sales_core.alerts.service import Alerts
from sales_core.appdb.opening import open_database
from sales_core.catalogue.catalogue import Catalogue, product
from sales_core.kernel.errors import StorageError
from sales_core.kernel.settings import Settings
from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.loading.backup import restore_backup
from sales_core.loading.documents import Documents
from sales_core.loading.jobs import Jobs
from sales_core.loading.people_import import PeopleImport
from sales_core.loading.person_data import PersonData
from sales_core.loading.recover import Recovery, begin_journal, plan_recovery, put_in_place
from sales_core.loading.uploads import Uploads
from sales_core.records.service import Records
from sales_core.schedule.job import JobCompany
from sales_core.schedule.scheduler import Scheduler
from sales_core.semantic.look_search import LookSearch
from sales_core.semantic.service import MetricService
from sales_core.sending.service import Messages
from sales_core.warehouse.store import Store

if TYPE_CHECKING:
    from sales_core.boards.board import Board

_log = logging.getLogger(__name__)


class Workspace:
    """One company's state directory, opened, with what is declared for it in `catalogue` and the boards it has.

    `figures` computes numbers, `uploads` plans/commits/undoes loads, `jobs` plans them in the background, `documents`
    writes templates and marked workbooks, `accounts` knows people, `people_import` takes many at once, `tokens` are
    those of scripts, `person_data` what is held about one person, `audit` who did what, `looks` who saw what, `exports`
    holds offered downloads, `records` what people type, `alerts` holds figures against rules, `messages` sends
    people what is theirs, `schedule` runs what is due by the clock, `store` holds the
    versions, `appdb` what happened. Safe to share between threads.
    """

    def __init__(
        self, settings: Settings, catalogue: Catalogue | None = None, boards: Mapping[str, Board] | None = None
    ) -> None:
        settings.home.make()
        self.catalogue = catalogue or product()
        self.settings = settings
        self.appdb = open_database(settings)
        self.store = Store(settings.home, self.appdb, self.catalogue)
        self.figures = MetricService(self.store, self.appdb, self.catalogue)
        self.uploads = Uploads(settings, self.store, self.appdb, self.catalogue)
        self.jobs = Jobs(self.uploads, settings.home.blobs, self.appdb)
        self.documents = Documents(settings, self.catalogue)
        self.accounts = Accounts(self.appdb)
        self.person_data = PersonData(settings, self.appdb, self.accounts)
        self.people_import = PeopleImport(self.accounts, settings.limits, self.catalogue.dimensions, self._known_values)
        self.tokens = ApiTokens(self.appdb, self.accounts)
        self.alerts = Alerts(self.figures, self.appdb, self.accounts)
        self.exports = Exports(self.appdb)
        self.audit = AuditTrail(self.appdb)
        self.looks = LookTrail(self.figures, LookSearch(self.figures, self.appdb.looks))
        self.records = Records(self.catalogue, self.appdb, self.figures, self.uploads)
        self.messages = Messages(self.appdb, self.accounts, self, self.catalogue)
        self.schedule = Scheduler(
            JobCompany(settings, self.appdb, self.catalogue, self.uploads, self.alerts, self, self.messages)
        )
        self._boards = boards
        self._end_erasures()

    def _end_erasures(self) -> None:
        """Does the rest of a killed erasure. Where nothing can be written people read, and the next start tries."""
        try:
            self.person_data.end_erasures()
        except (OSError, StorageError) as error:
            _log.warning("the rest of an erasure was not done", extra={"error": str(error)})

    def _known_values(self, dimension: str) -> Mapping[str, str]:
        """The codes of a dimension with their names; nothing while nothing is loaded."""
        version = self.appdb.current_version()
        return dict(self.figures.values(dimension, LOCAL_ADMIN, version)) if version else {}

    @cached_property
    def boards(self) -> Mapping[str, Board]:
        """Every board by id. Those of the product are imported when they are first asked for."""
        if self._boards is not None:
            return self._boards
        from sales_core.boards.registry import boards

        return boards()

    @classmethod
    def open(cls, settings: Settings | None = None) -> Workspace:
        """Opens the state directory of `settings` (SALES_HOME by default), creating it when absent."""
        return cls(settings or Settings.from_environment())

    @classmethod
    def restore(cls, folder: Path, settings: Settings, catalogue: Catalogue | None = None) -> None:
        """Brings the backup `folder` into the empty state directory of `settings`. Raises as `restore_backup`."""
        restore_backup(folder, settings, catalogue or product())

    @staticmethod
    def plan_recovery(settings: Settings) -> Recovery:
        """What a lost or damaged application database can be rebuilt to. Raises as `recover.plan_recovery`."""
        return plan_recovery(settings)

    @staticmethod
    def recover(recovery: Recovery, settings: Settings, target: Path | None) -> Path | None:
        """Puts the recovered database in place or writes a company to `target`; returns where the old one is kept."""
        return put_in_place(recovery, settings, target)

    @staticmethod
    def begin_journal(settings: Settings) -> None:
        """Begins the journal anew from the application database. Raises UnhealthyError."""
        begin_journal(settings)
