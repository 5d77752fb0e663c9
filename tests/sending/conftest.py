"""The tiny company with people who are sent messages, and services of this machine in place of the world's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sales_core.access.accounts import Accounts
from sales_core.alerts.service import Alerts
from sales_core.api.workspace import Workspace
from sales_core.catalogue.alert_settings import ALERT_OWNER, ALERT_RULES
from sales_core.catalogue.catalogue import product
from sales_core.catalogue.message_settings import (
    MESSAGES_EMAIL,
    MESSAGES_ENABLED,
    MESSAGES_HOSTS,
    MESSAGES_LANGUAGE,
    MESSAGES_PUBLIC_ADDRESS,
)
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Scope
from sales_core.sending.service import Messages
from tests.pages.stage import workspace_of
from tests.pages.tiny import everything
from tests.sending.receivers import Mailbox, Webhooks, mail_server, webhooks
from tests.support.company import Company

PUBLIC = "https://sales.example.com"
MAIL = "smtps://bot:secret@mail.example.com?from=sales@example.com"
URLS = {
    "wecom": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc-123",
    "dingtalk": f"https://oapi.dingtalk.com/robot/send?access_token={'a' * 64}",
    "feishu": "https://open.feishu.cn/open-apis/bot/v2/hook/abc-def-123",
    "slack": "https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
    "teams": (
        "https://prod-01.westus.logic.azure.com:443/workflows/643e69f83c8944/triggers/manual/paths/invoke"
        "?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=KODuebWbDGYFr0z0eu"
    ),
}
HOSTS = (
    "mail.example.com qyapi.weixin.qq.com oapi.dingtalk.com open.feishu.cn hooks.slack.com "
    "prod-01.westus.logic.azure.com"
)


@dataclass
class Office:
    """The company, its people and where messages end."""

    company: Company
    workspace: Workspace
    alerts: Alerts
    messages: Messages
    web: Webhooks
    mail: Mailbox
    folder: Path

    def set(self, name: str, value: object) -> None:
        self.company.appdb.company.set(name, value, LOCAL_ADMIN)

    def send(self) -> dict[str, int]:
        return dict(self.messages.send_waiting("test"))

    def clean(self) -> None:
        """Takes every channel and everything that arrived away."""
        for one in self.messages.channels(LOCAL_ADMIN):
            self.messages.remove_channel(one.name, LOCAL_ADMIN)
        self.send()
        self.web.arrived.clear()
        self.web.answers.clear()
        self.mail.arrived.clear()
        self.web.location = ""


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("SALES_TODAY", "2026-05-21")
    return monkeypatch


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pytest.MonkeyPatch.context() as patched, webhooks() as web, mail_server() as mail:
        patched.setenv("SALES_TODAY", "2026-05-21")
        root = tmp_path_factory.mktemp("office")
        company = Company(root)
        company.load_together(everything())
        workspace = workspace_of(company.store, company.appdb)
        people: Accounts = workspace.accounts
        people.add("boss", Role.EXECUTIVE, by="test")
        people.add("mei", Role.MANAGER, Scope.of({"branch": ("SH",)}), by="test")
        people.add("li", Role.MANAGER, Scope.of({"region": ("North",)}), by="test")
        settings = company.appdb.company
        for name in ("boss", "mei", "li"):
            settings.set_own(MESSAGES_EMAIL.id, f"{name}@example.com", people.viewer(name))
            settings.set_own(MESSAGES_LANGUAGE.id, "en", people.viewer(name))
        settings.set(ALERT_OWNER.id, "boss", LOCAL_ADMIN)
        settings.set(
            ALERT_RULES.id, "branch_overdue_share,near_expiry_stock,branch_behind_pace,target_unallocated", LOCAL_ADMIN
        )
        settings.set(MESSAGES_PUBLIC_ADDRESS.id, PUBLIC, LOCAL_ADMIN)
        settings.set(MESSAGES_HOSTS.id, HOSTS, LOCAL_ADMIN)
        settings.set(MESSAGES_ENABLED.id, True, LOCAL_ADMIN)
        reroute = dict.fromkeys(HOSTS.split(), web.address) | {"mail.example.com": mail.address}
        messages = Messages(company.appdb, people, workspace, product(), reroute)
        messages.note_cases()  # from here on
        yield Office(
            company, workspace, Alerts(workspace.figures, company.appdb, people), messages, web, mail, root / "out"
        )
