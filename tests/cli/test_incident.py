"""A command that meets a defect says a number instead of a traceback; the log has the traceback."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sales_core.appdb.database import AppDatabase
from sales_core.kernel.terms import LOCAL_ADMIN
from tests.support.log import incident_in, log_records


def test_an_unexpected_error_of_a_command(cockpit: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_self: AppDatabase) -> int:
        raise RuntimeError("out of luck")

    assert cockpit("versions").code == 0
    monkeypatch.setattr(AppDatabase, "current_version", broken)
    done = cockpit("versions")
    assert (done.code, done.out) == (1, "")
    assert "Traceback" not in done.err
    found = incident_in(tmp_path / "home" / "log", done.err)
    assert "RuntimeError: out of luck" in found["exception"]
    assert found["command"] == "versions"
    assert str(tmp_path / "home" / "log") in done.err


def test_a_load_stands_in_the_log_with_its_plan(loaded: Any, tmp_path: Path) -> None:
    planned, committed = log_records(tmp_path / "home" / "log")
    assert (planned["event"], committed["event"]) == ("planned", "committed")
    assert planned["plan"] == committed["plan"]
    assert planned["request"] == committed["request"]
    assert (committed["command"], committed["viewer"], committed["version"]) == ("load", LOCAL_ADMIN.name, 1)
