"""The tiny company as alerts see it: one store a file, accounts of a rep and of a branch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from sales_core.access.accounts import Accounts
from sales_core.alerts.finding import AlertFinding, RuleFindings
from sales_core.alerts.measures import Evaluation, run_rule
from sales_core.api.workspace import Workspace
from sales_core.appdb.records import Version
from sales_core.catalogue.alert import AlertLevel
from sales_core.catalogue.catalogue import product
from sales_core.kernel import clock
from sales_core.kernel.terms import Role, Scope
from tests.pages.stage import Stage
from tests.pages.tiny import everything

TODAY = date(2026, 5, 21)
PERIODS = {"sales": "2026-05", "receivables": "2026-05", "stock": "2026-05"}


def version_of(**months: str) -> Version:
    """A version whose datasets reach these months."""
    periods = {name: {month: (1, Decimal(1))} for name, month in months.items()}
    return Version(
        1, clock.now(), "test", 0, "load", "", "", "2026-05-20", dict.fromkeys(months, 1), {}, periods, ()
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tiny:
    """The workspace, and what rules find in it."""

    workspace: Workspace

    def evaluation(self, day: date = TODAY, version: Version | None = None) -> Evaluation:
        return Evaluation.of(self.workspace.figures, version or version_of(**PERIODS), day)

    def found(self, rule: str, day: date = TODAY) -> RuleFindings:
        return run_rule(product().alert(rule), self.evaluation(day))

    def beyond(self, rule: str, day: date = TODAY) -> dict[str, AlertFinding]:
        return {one.cut: one for one in self.found(rule, day).findings if one.level is AlertLevel.BEYOND}


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("SALES_TODAY", TODAY.isoformat())
    return monkeypatch


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    workspace = Stage.of(tmp_path_factory.mktemp("alerts"), **everything()).workspace
    people: Accounts = workspace.accounts
    people.add("anna", Role.REP, Scope.of({"rep": ("E1",)}), by="test")
    people.add("mei", Role.MANAGER, Scope.of({"branch": ("SH",)}), by="test")
    people.add("gone", Role.REP, Scope.of({"rep": ("E2",)}), by="test")
    people.disable("gone", by="test")
    return Tiny(workspace)
