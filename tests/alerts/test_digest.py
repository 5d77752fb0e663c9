"""What changed since somebody last looked, at the start of Overview."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sales_core.alerts.service import Alerts
from sales_core.api import Ask, Narrative, OpenBoard, Period, board
from sales_core.api.workspace import Workspace
from sales_core.appdb.look_log import FigureLook
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Scope, Viewer
from tests.pages.stage import workspace_of
from tests.pages.tiny import everything, sales
from tests.support.company import Company

BJ = Viewer("li", Role.MANAGER, Scope.of({"branch": ("BJ",)}))


def said(workspace: Workspace, company: Company, viewer: Viewer = LOCAL_ADMIN) -> str:
    version = company.appdb.current_version()
    ask = Ask(viewer, version, Period.month(2026, 5), (), {}, "en")
    block = OpenBoard(board("overview"), ask, workspace).block("digest")
    return "" if block is None else str(block.sentences[0]) if isinstance(block, Narrative) else "?"


def look(company: Company, viewer: Viewer, day: int, version: int = 1) -> None:
    moment = datetime(2026, 5, day, 9, tzinfo=UTC)
    company.appdb.looks.write([FigureLook(viewer.name, version, {"asked": day}, moment, moment)])


def test_the_digest_says_what_is_different_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SALES_TODAY", "2026-05-21")
    company = Company(tmp_path_factory.mktemp("digest"))
    company.load_together(everything())
    workspace = workspace_of(company.store, company.appdb)
    assert said(workspace, company) == ""  # nobody looked before
    look(company, LOCAL_ADMIN, 20)
    look(company, BJ, 20)
    assert said(workspace, company) == ""  # nothing changed
    alerts = Alerts(workspace.figures, company.appdb, workspace.accounts)
    made = alerts.run("test")
    assert made is not None
    assert said(workspace, company) == "Since you last looked on 20 May 2026: alerts opened: 5, closed: 0"
    more = {**sales()[-1], "order_no": "more", "amount": 1_000}
    company.load("sales.csv", [*(row for row in sales() if str(row["date"]) >= "2026-05-01"), more])
    # 320,010 and 1,000 more.
    assert said(workspace, company) == (
        "Since you last looked on 20 May 2026: Net sales of May 2026 went from ¥320.0K to ¥321.0K; alerts opened: 5, closed: 0"
    )
    # Of the other branch one alert is told, that it is behind the pace, and no figure that did not change there.
    assert said(workspace, company, BJ) == "Since you last looked on 20 May 2026: alerts opened: 1, closed: 0"
