"""Alerts of one company: rules and watches held against a version, and the cases that come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sales_core.access.accounts import Accounts
from sales_core.alerts.cases import CasePlan, plan_cases
from sales_core.alerts.finding import RuleFindings
from sales_core.alerts.measures import Evaluation, run_rule
from sales_core.alerts.owners import CaseOwners
from sales_core.alerts.watches import run_watch
from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.alert import AlertRule
from sales_core.catalogue.alert_settings import ALERT_MOST_NEW, ALERT_OWNER, ALERT_RULES
from sales_core.catalogue.record import Record
from sales_core.kernel import clock
from sales_core.kernel.errors import UsageError
from sales_core.records.store import NewAct, RecordStore
from sales_core.semantic import codes
from sales_core.semantic.service import MetricService

_LAST = "alerts.last_run"


@dataclass(frozen=True, slots=True)
class AlertRun:
    """What one look came to: the version and day, cases by what became of them, and who waits for how many of what."""

    version: int
    day: date
    added: int = 0
    reopened: int = 0
    closed: int = 0
    gathered: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def waiting(self) -> int:
        """Findings that are no cases, because somebody has enough new ones this week."""
        return sum(sum(rules.values()) for rules in self.gathered.values())


class Alerts:
    """Looks at versions. Equal versions, days and cases give equal acts. Run it in one process at a time."""

    def __init__(self, figures: MetricService, appdb: AppDatabase, accounts: Accounts) -> None:
        self._figures = figures
        self._appdb = appdb
        self._accounts = accounts
        basis, records = figures.catalogue.alert_basis, figures.catalogue.records
        self._cases = _store(records, basis.cases, appdb) if basis is not None else None
        self._watches = _store(records, basis.watches, appdb) if basis is not None else None

    def rules(self) -> tuple[tuple[AlertRule, bool], ...]:
        """Every rule and whether it is on in this company."""
        on = set(self._appdb.company.value(ALERT_RULES).split(","))
        return tuple((rule, rule.id in on) for rule in self._figures.catalogue.alerts.values())

    def findings(self, evaluation: Evaluation) -> list[RuleFindings]:
        """What the rules that are on and the watches find."""
        found = [run_rule(rule, evaluation) for rule, is_on in self.rules() if is_on]
        if self._watches is None:
            return found
        for row in self._watches.rows():
            try:
                number = codes.find(self._appdb, row.subject)
            except UsageError:  # its figure is gone with the release that declared it
                continue
            watched = run_watch(self._watches.record, row, number, evaluation)
            if watched is not None:
                found.append(watched)
        return found

    def run(self, by: str, version: int | None = None) -> AlertRun | None:
        """Holds a version (None: the current one) against the rules as of today and writes what becomes of cases; None
        while nothing is loaded. Raises SalesError.
        """
        number, today = version or self._appdb.current_version(), clock.today()
        if not number or self._cases is None:
            return None
        evaluation = Evaluation.of(self._figures, self._appdb.history.version(number), today)
        company = self._appdb.company
        owners = CaseOwners(self._accounts, self._figures, company.value(ALERT_OWNER))
        plan = plan_cases(
            self.findings(evaluation), self._cases.rows(), today, company.value(ALERT_MOST_NEW), owners.of
        )
        self._write(self._cases, plan, by, evaluation.as_of)
        made = AlertRun(number, today, plan.count("added"), plan.count("open"), plan.count("closed"), plan.gathered)
        self._appdb.settings.set(_LAST, _as_json(made))
        return made

    def last(self) -> AlertRun | None:
        """The last look; None before the first."""
        return last_run(self._appdb)

    @staticmethod
    def _write(store: RecordStore, plan: CasePlan, by: str, as_of: date) -> None:
        for act in plan.acts:
            row = act.row
            made = NewAct(act.event, by, as_of, act.state, act.subject, act.values)
            if row is not None:
                made = NewAct(
                    act.event, by, as_of, act.state, act.subject, act.values, id=row.id, revision=row.revision + 1
                )
            store.append(made)


def last_run(appdb: AppDatabase) -> AlertRun | None:
    """The last look at a company; None before the first."""
    kept: Mapping[str, Any] | None = appdb.settings.get(_LAST)
    if kept is None:
        return None
    day = date.fromisoformat(kept["day"])
    return AlertRun(kept["version"], day, kept["added"], kept["reopened"], kept["closed"], kept["gathered"])


def _as_json(made: AlertRun) -> dict[str, Any]:
    gathered = {owner: dict(rules) for owner, rules in made.gathered.items()}
    return {
        "version": made.version, "day": made.day.isoformat(), "added": made.added, "reopened": made.reopened,
        "closed": made.closed, "gathered": gathered,
    }  # fmt: skip


def _store(records: Mapping[str, Record], name: str, appdb: AppDatabase) -> RecordStore | None:
    return RecordStore(records[name], appdb) if name in records else None
