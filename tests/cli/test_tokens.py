"""A token makes a command somebody's, over the terminal and over HTTP alike, and both say the same."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sales_core.access.api_routes import ScriptQuestion
from sales_core.api.workspace import Workspace
from sales_core.boards.script_answers import script_answer
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.settings import Home, Settings
from tests.cli.conftest import TODAY, Cockpit


@pytest.fixture
def token(loaded: Cockpit) -> str:
    """A token of a manager of 华东."""
    assert loaded("user", "add", "li", "--role", "manager", "--scope", "region=华东").code == 0
    made = loaded("token", "add", "li", "--label", "nightly", "--json")
    assert made.code == 0, made.err
    return str(json.loads(made.out)["secret"])


def test_commands_run_with_its_rights_and_rows(loaded: Cockpit, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("query", "net_sales", "--period", "2026-05", "--format", "json")
    own = json.loads(loaded(*asked, "--as", "li").out)
    monkeypatch.setenv("SALES_TOKEN", token)
    assert json.loads(loaded(*asked).out) == own
    assert own["rows"] == [{"net_sales": "500.5"}]
    assert loaded(*asked, "--as", "li").code == 0
    assert loaded(*asked, "--as", "admin").code == 2
    for words in (
        ("user", "add", "x"),
        ("check",),
        ("backup", "nowhere"),
        ("settings", "set", "company.name", "X"),
    ):
        assert loaded(*words).code == 4, words
    (listed,) = json.loads(loaded("token", "list", "--json").out)
    assert (listed["account"], listed["label"]) == ("li", "nightly")
    assert loaded("token", "end", listed["token"]).code == 0
    assert loaded(*asked).code == 2
    monkeypatch.setenv("SALES_TOKEN", "sct_made_up")
    assert loaded(*asked).code == 2
    monkeypatch.delenv("SALES_TOKEN")
    told = json.loads(loaded("audit", "--what", "refused", "--who", "li", "--json").out)
    assert len(told) == 4, "what a right was missing for is in the trail"


def test_http_answers_what_the_command_prints(
    loaded: Cockpit, tmp_path: Path, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SALES_TODAY", TODAY)
    query = loaded(
        "query", "net_sales,order_count", "--by", "month", "--where", "region=华东", "--as", "li", "--format", "json"
    )
    page = loaded("page", "overview", "--as", "li", "--lang", "zh", "--json")
    csv = loaded("query", "net_sales", "--by", "rep", "--as", "li", "--format", "csv")
    workspace = Workspace(Settings(Home(tmp_path / "home")))
    viewer = workspace.tokens.viewer(token)
    assert viewer is not None

    def told(path: str, *parameters: tuple[str, str]) -> str:
        return script_answer(workspace, ScriptQuestion(path, parameters), viewer).body

    metrics = (("metric", "net_sales"), ("metric", "order_count"), ("by", "month"), ("where", "region=华东"))
    assert json.loads(told("query", *metrics, ("lang", "en"))) == json.loads(query.out)
    # How fresh the data are is told to who uploads; the token gives no right to.
    printed = json.loads(page.out)
    printed["blocks"] = [block for block in printed["blocks"] if block["id"] != "health"]
    assert json.loads(told("page/overview", ("lang", "zh"))) == printed
    assert told("query", ("metric", "net_sales"), ("by", "rep"), ("format", "csv")) == csv.out
    for path, parameters in (
        ("query", (("metrics", "net_sales"),)), ("query", (("metric", "moon"),)), ("page/moon", ()), ("moon", ()),
        ("query", (("metric", "net_sales"), ("limit", "many"))), ("query", (("metric", "net_sales"), ("where", "x"))),
        ("query", (("metric", "net_sales"), ("period", "yesterday"))), ("page/overview", (("set", "moon=full"),)),
    ):  # fmt: skip
        with pytest.raises(UsageError):
            told(path, *parameters)
    with pytest.raises(NotAllowedError):
        script_answer(workspace, ScriptQuestion("page/receivables"), replace(viewer, rights=()))
    workspace.appdb.close()
