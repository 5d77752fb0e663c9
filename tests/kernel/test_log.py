"""One log: every record carries the ids of what was going on, and a failure is found by the number that was shown."""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sales_core.kernel.log import LOG_FILE, bind_ids, log_context, log_incident, new_id, start_log, stop_log
from tests.support.log import log_records

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    start_log(tmp_path / "log")
    yield tmp_path / "log"
    stop_log()


def test_ids_are_bound_inside_their_block_only(folder: Path) -> None:
    log = logging.getLogger("sales_core.somewhere")
    with log_context(viewer="王", page="overview"):
        with log_context(plan="p1"):
            log.info("planned %d files", 2, extra={"seconds": 0.5})
        bind_ids(version=7)
        log.warning("slow")
    bind_ids(viewer="nobody's")
    log.info("later")
    first, second, third = log_records(folder)
    assert {k: first[k] for k in ("viewer", "page", "plan", "event", "seconds", "level", "logger")} == {
        "viewer": "王", "page": "overview", "plan": "p1", "event": "planned 2 files", "seconds": 0.5, "level": "info",
        "logger": "sales_core.somewhere",
    }  # fmt: skip
    assert (second["viewer"], second["version"], "plan" in second) == ("王", 7, False)
    assert {"viewer", "page", "version"}.isdisjoint(third)


def test_threads_do_not_share_ids(folder: Path) -> None:
    with log_context(viewer="ann"):
        other = threading.Thread(target=lambda: logging.getLogger("sales_core.x").info("elsewhere"))
        other.start()
        other.join()
    assert "viewer" not in log_records(folder)[0]


def test_an_incident_is_found_with_its_traceback(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        _ = 1 / len(log_records(folder))
    number = log_incident("page failed", caught.value)
    (found,) = log_records(folder)
    assert found["incident"] == number
    assert "test_log.py" in found["exception"]
    assert "ZeroDivisionError: " in found["exception"]
    told = capsys.readouterr().err
    assert number in told
    assert "Traceback" not in told


def test_numbers_are_short_and_differ() -> None:
    made = {new_id() for _ in range(500)}
    assert len(made) == 500
    assert {len(one) for one in made} == {7}


def test_of_other_packages_only_warnings_are_kept(folder: Path) -> None:
    logging.getLogger("sqlalchemy.engine").info("SELECT 1")
    logging.getLogger("sqlalchemy.engine").warning("slow")
    assert [one["event"] for one in log_records(folder)] == ["slow"]


def test_nothing_is_made_before_the_first_record(folder: Path) -> None:
    assert not folder.exists()
    logging.getLogger("sales_core.x").debug("too small a thing")
    assert not folder.exists()


def test_processes_share_one_file_and_lose_nothing_when_it_rotates(tmp_path: Path) -> None:
    folder, each = tmp_path / "log", 120
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.kernel.log_process", str(folder), f"p{number}", str(each)], cwd=PROJECT
        )
        for number in range(3)
    ]
    assert [process.wait(timeout=60) for process in started] == [0, 0, 0]
    files = [path for path in folder.iterdir() if path.name.startswith(LOG_FILE)]
    events = [json.loads(line)["event"] for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(files) > 5
    assert sorted(events) == sorted(f"p{process} {number}" for process in range(3) for number in range(each))
