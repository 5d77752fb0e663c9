"""What runs by the clock is seen and run from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from sales_core.i18n import has
from sales_core.schedule.jobs import SCHEDULED_JOBS
from tests.cli.conftest import Said
from tests.support.log import log_records


def test_a_backup_is_run_listed_and_brought_back(loaded: Callable[..., Said], tmp_path: Path) -> None:
    jobs = json.loads(loaded("schedule", "--json").out)
    assert [one["job"] for one in jobs] == [job.id for job in SCHEDULED_JOBS]
    assert jobs[0]["due"] == "daily at 02:30"
    assert jobs[0]["runs"] == []
    assert loaded("schedule", "run").out == "Nothing is due.\n"
    ran = loaded("schedule", "run", "backup")
    assert (ran.code, ran.out) == (0, "backup: done\n")
    (run,) = json.loads(loaded("schedule", "list", "backup", "--json").out)[0]["runs"]
    folder = Path(run["details"]["folder"])
    assert folder.parent == tmp_path / "home" / "backups"
    assert "done" in loaded("schedule").out
    assert [one["job"] for one in log_records(tmp_path / "home" / "log") if one["event"] == "scheduled job done"] == [
        "backup"
    ]
    new = tmp_path / "new"
    assert loaded("backup", folder, "--restore", home=new).code == 0
    asked = ("query", "net_sales", "--by", "rep", "--format", "csv")
    assert loaded(*asked, home=new).out == loaded(*asked).out
    assert loaded("backup", folder, "--restore", home=new).code == 2


def test_a_job_that_fails_shows_its_incident(loaded: Callable[..., Said], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert loaded("settings", "set", "backup.folder", tmp_path / "file").code == 0
    done = loaded("schedule", "run", "backup")
    assert done.code == 1
    (found,) = [one for one in log_records(tmp_path / "home" / "log") if one.get("incident")]
    assert found["incident"] in done.out
    assert found["job"] == "backup"
    assert "Error" in found["exception"]
    assert found["incident"] in loaded("schedule").out


def test_who_may_not_manage_is_refused(loaded: Callable[..., Said]) -> None:
    assert loaded("user", "add", "eva", "--role", "executive").code == 0
    assert loaded("schedule", "--as", "eva").code == 4
    assert loaded("schedule", "run", "backup", "--as", "eva").code == 4
    assert loaded("schedule", "run", "bakup").code == 2


def test_every_job_has_its_name() -> None:
    for job in SCHEDULED_JOBS:
        assert has(job.label.key)
