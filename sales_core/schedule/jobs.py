"""Every job of the program."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from sales_core.access.accounts import Accounts
from sales_core.access.sessions import Sessions
from sales_core.appdb.company_settings import CompanySettings
from sales_core.catalogue.alert_settings import ALERT_TIME
from sales_core.catalogue.company_settings import (
    BACKUP_ACCOUNTS,
    BACKUP_ENABLED,
    BACKUP_KEEP,
    BACKUP_KEEP_WEEKLY,
    BACKUP_TIME,
    LOOKS_KEEP_DAYS,
)
from sales_core.catalogue.message_settings import MESSAGES_ENABLED, MESSAGES_TIME
from sales_core.catalogue.report_settings import REPORTS_SCHEDULED, REPORTS_TEMPLATES, REPORTS_TIME
from sales_core.kernel import clock, events
from sales_core.kernel.terms import Role
from sales_core.loading.backup import make_backup
from sales_core.loading.backup_manifest import backup_folder, remove_old
from sales_core.records.mentions import newest_telling
from sales_core.schedule.due import Daily, Every
from sales_core.schedule.job import JobCompany, ScheduledJob

#: How long it stays known what ran.
_RUNS_KEPT = timedelta(days=90)


def _backup_due(company: CompanySettings) -> Daily | None:
    return Daily(company.value(BACKUP_TIME)) if company.value(BACKUP_ENABLED) else None


def _backup(company: JobCompany) -> Mapping[str, str | int]:
    appdb = company.appdb
    folder = backup_folder(company.settings, appdb.company)
    with_accounts = appdb.company.value(BACKUP_ACCOUNTS)
    made = make_backup(company.settings, appdb, company.catalogue, folder, with_accounts=with_accounts)
    appdb.audit.write(company.by, events.BACKUP_MADE, {"folder": str(made)})
    gone = remove_old(folder, appdb.company.value(BACKUP_KEEP), appdb.company.value(BACKUP_KEEP_WEEKLY))
    return {"folder": str(made), "removed": len(gone)}


def _sweep_sign_ins(company: JobCompany) -> Mapping[str, str | int]:
    return {"removed": Sessions(company.appdb).forget_ended()}


def _sweep_drafts(company: JobCompany) -> Mapping[str, str | int]:
    return {"removed": len(company.uploads.maintenance.sweep_drafts())}


def _sweep_runs(company: JobCompany) -> Mapping[str, str | int]:
    return {"removed": company.appdb.schedule.forget_before(clock.now() - _RUNS_KEPT)}


def _sweep_looks(company: JobCompany) -> Mapping[str, str | int]:
    kept = timedelta(days=company.appdb.company.value(LOOKS_KEEP_DAYS))
    return {"removed": company.appdb.looks.forget_before(clock.now() - kept)}


def _newest_version(company: JobCompany) -> datetime | None:
    number = company.appdb.current_version()
    return company.appdb.history.version(number).created if number else None


def _look_at_alerts(company: JobCompany) -> Mapping[str, str | int]:
    made = company.alerts.run(company.by) if company.alerts is not None else None
    if company.messages is not None:
        company.messages.note_cases()
    if made is None:
        return {}
    return {
        "version": made.version, "added": made.added, "reopened": made.reopened, "closed": made.closed,
        "waiting": made.waiting,
    }  # fmt: skip


def _reports_due(company: CompanySettings) -> Daily | None:
    is_wanted = company.value(REPORTS_SCHEDULED) or company.value(REPORTS_TEMPLATES)
    return Daily(company.value(REPORTS_TIME)) if is_wanted else None


def _reports(company: JobCompany) -> Mapping[str, str | int]:
    # The writers are needed here alone, once a day.
    from sales_core.boards.report.report_folder import write_due, write_templates

    viewer = Accounts(company.appdb).of_role(company.by, Role.EXECUTIVE)
    written: tuple[Path, ...] = ()
    if company.services is not None:
        home = company.settings.home
        written = (*write_due(home, company.services, viewer), *write_templates(home, company.services, viewer))
    for one in written:
        company.appdb.audit.write(company.by, events.REPORT_WRITTEN, {"file": str(one)})
    if company.messages is not None:
        company.messages.note_reports(written)
    return {"files": len(written)}


def _messages_due(company: CompanySettings) -> Daily | None:
    return Daily(company.value(MESSAGES_TIME)) if company.value(MESSAGES_ENABLED) else None


def _messages(company: JobCompany) -> Mapping[str, str | int]:
    return {"added": company.messages.note_daily()} if company.messages is not None else {}


def _send_due(company: JobCompany) -> datetime | None:
    """The newest moment at which a message became due, or somebody may have been named."""
    appdb = company.appdb
    if not appdb.company.value(MESSAGES_ENABLED):
        return None
    moments = (appdb.outbox.newest_due(clock.now()), newest_telling(company.catalogue.records.values(), appdb))
    return max((one for one in moments if one is not None), default=None)


def _send(company: JobCompany) -> Mapping[str, str | int]:
    if company.messages is None:
        return {}
    company.messages.note_mentions()
    return company.messages.send_waiting(company.by)


SCHEDULED_JOBS: tuple[ScheduledJob, ...] = (
    ScheduledJob("backup", _backup_due, _backup),
    ScheduledJob("alerts", lambda company: Daily(company.value(ALERT_TIME)), _look_at_alerts, _newest_version),
    ScheduledJob("reports", _reports_due, _reports),
    ScheduledJob("messages", _messages_due, _messages),
    ScheduledJob("send", _messages_due, _send, _send_due),
    ScheduledJob("sweep_sign_ins", lambda _: Daily("03:30"), _sweep_sign_ins),
    ScheduledJob("sweep_drafts", lambda _: Every(6), _sweep_drafts),
    ScheduledJob("sweep_runs", lambda _: Daily("03:40"), _sweep_runs),
    ScheduledJob("sweep_looks", lambda _: Daily("03:50"), _sweep_looks),
)
