"""Servers and commands load into one home at once, and clocks jump: every load that was acknowledged is there."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from sales_core.access.accounts import Accounts
from sales_core.kernel import clock
from sales_core.kernel.terms import LOCAL_ADMIN, Role
from tests.endure.findings_table import part
from tests.support.clocks import FixedClock
from tests.support.command import run_command
from tests.support.company import Company

PROJECT = Path(__file__).resolve().parents[2]


@pytest.mark.endure  # a few at the same moment: tests/loading/test_uploads.py and test_jobs.py
@pytest.mark.parametrize(("count", "loads"), [(2, 15)])
def test_servers_and_the_command_line_on_one_home(tmp_path: Path, count: int, loads: int) -> None:
    Company(tmp_path).load("sales-s.csv", [{"date": "2025-01-05", "branch": "SH", "amount": 1}])
    with part(f"{count} servers and commands, {loads} loads each") as told:
        servers = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.endure.loading_server", str(tmp_path), str(number), str(loads)],
                cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            )
            for number in range(1, count + 1)
        ]  # fmt: skip
        acknowledged = []
        for turn in range(loads):
            source = tmp_path / f"cli{turn}.csv"
            source.write_text(f"date,branch,amount\n2026-{turn % 12 + 1:02d}-03,CLI{turn},1\n")
            done = run_command(tmp_path / "home", "load", str(source), "--yes")
            assert "Traceback" not in done.stderr, done.stderr
            if done.returncode == 0:
                acknowledged.append(f"CLI{turn}")
        for server in servers:
            out, err = server.communicate(timeout=600)
            assert server.returncode == 0, err[-2000:]
            acknowledged += out.split()
        company = Company(tmp_path)
        there = {row["branch"] for row in company.store.current().rows("SELECT DISTINCT branch FROM sales")}
        told.rounds = (count + 1) * loads
        told.lost = len(set(acknowledged) - there)
        told.partial = len(there - set(acknowledged) - {"SH"})
        told.note = f"{len(acknowledged)} acknowledged"
        assert set(acknowledged) <= there, "an acknowledged load is lost"
        assert there <= {*acknowledged, "SH"}, "a load that was refused is there"
        assert len(acknowledged) >= count * loads, "the control: most loads come through"
        # What a refused plan brought may be set aside by another process that starts.
        assert [one for one in company.uploads.maintenance.check() if not one.harmless] == []


@pytest.mark.parametrize(
    "jumps",
    [
        pytest.param((0, 400, -400, -3650), id="few"),
        pytest.param((0, 400, -400, 31, -31, 3650, -3650, 1), id="all", marks=pytest.mark.endure),
    ],
)
def test_clocks_that_jump(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jumps: tuple[int, ...]) -> None:
    company, at, start = Company(tmp_path), FixedClock(monkeypatch), clock.now()
    accounts = Accounts(company.appdb)
    accounts.add("li", Role.REP, password="correct horse battery", by="test")
    with part("clock jumps") as told:
        for turn, days in enumerate(jumps, start=1):
            at.moment = start + timedelta(days=days)
            company.load(f"sales-{turn}.csv", [{"date": f"2026-01-{turn:02d}", "branch": f"B{turn}", "amount": 1}])
            assert accounts.sign_in("li", "correct horse battery")
            told.rounds += 1
        at.moment = start
        assert next(version.id for version in company.uploads.history.versions(LOCAL_ADMIN)) == told.rounds
        assert company.one("SELECT count(*) FROM sales") == told.rounds
        assert company.appdb.audit.broken() == []
        again = Company(tmp_path)
        assert again.uploads.maintenance.check() == []
