"""Worker processes: answers, progress, and every way to come to an end."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from sales_core.formats.sandbox.confinement import confinement_version
from sales_core.formats.sandbox.worker import WorkerFault, WorkerPool
from sales_core.kernel.errors import CancelledError, RefusedError
from sales_core.kernel.settings import Home, Limits
from sales_core.kernel.terms import Text
from tests.support.present import present

LIMITS = replace(Limits(), worker_memory_bytes=2 << 30, worker_cpu_seconds=2, worker_wall_seconds=20)
HERE = __name__

#: What a worker tells on its way; any values.
Report = Callable[..., None]


def twice(number: int, report: Report) -> tuple[int, int]:
    report("half", 0.5)
    print("noise on standard output")
    return number * 2, os.getpid()


def abort(_argument: None, _report: Report) -> None:
    os.abort()


def grow(_argument: None, _report: Report) -> int:
    return len(bytearray(8 << 30))


def spin(_argument: None, report: Report) -> None:
    report("started")
    while True:
        pass


def sleep(_argument: None, report: Report) -> None:
    report(os.getpid())
    time.sleep(60)


def panic(_argument: None, _report: Report) -> None:
    class PanicException(BaseException):
        pass

    raise PanicException("index out of bounds")


def refuse(_argument: None, _report: Report) -> None:
    raise RefusedError(Text.verbatim("不行"), ())


def stumble(_argument: None, _report: Report) -> int:
    nothing: dict[str, int] = {}
    return nothing["missing"]


def variables(_argument: None, _report: Report) -> dict[str, str]:
    return dict(os.environ)


def change(place: tuple[Path, int], _report: Report) -> list[str]:
    """What may be done in a folder that holds the files `kept` and `gone`, and with a listening port."""
    folder, port = place
    attempts: dict[str, Callable[[], object]] = {
        "make": lambda: (folder / "new").write_text("x"),
        "append": lambda: (folder / "kept").open("a").close(),
        "cut": lambda: os.truncate(folder / "kept", 0),
        "link": lambda: (folder / "link").symlink_to(folder / "kept"),
        "folder": (folder / "below").mkdir,
        "rename": lambda: (folder / "kept").rename(folder / "moved"),
        "remove": (folder / "gone").unlink,
        "connect": lambda: socket.create_connection(("127.0.0.1", port), 1).close(),
        "temporary": lambda: tempfile.TemporaryFile().close(),
    }
    done = []
    for name, attempt in attempts.items():
        with contextlib.suppress(OSError):
            attempt()
            done.append(name)
    return done


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    pool = WorkerPool((HERE,))
    yield pool
    pool.close()


def test_answers_with_progress_from_another_process_each_time(pool: WorkerPool) -> None:
    heard = []
    first = pool.run(f"{HERE}.twice", 21, limits=LIMITS, on_progress=lambda *values: heard.append(values))
    second = pool.run(f"{HERE}:twice", 4, limits=LIMITS)
    assert (first[0], second[0], heard) == (42, 8, [("half", 0.5)])
    assert len({first[1], second[1], os.getpid()}) == 3


def test_no_secret_is_handed_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {"SALES_OIDC_SECRET", "SALES_OIDC_SECRET_FILE", "SALES_TOKEN", "SALES_DATABASE", "PGPASSWORD", "CLOUD_KEY"}
    for name in names:
        monkeypatch.setenv(name, "postgresql://sales:canary@db/company")
    monkeypatch.setenv("SALES_LANG", "en")
    pool = WorkerPool((HERE,))
    found = pool.run(f"{HERE}.variables", None, limits=LIMITS)
    pool.close()
    assert found["SALES_LANG"] == "en"
    assert not names & set(found)
    assert "canary" not in str(found)


@pytest.mark.skipif(confinement_version() < 4, reason="this system confines no process, or not its network")
def test_it_changes_its_own_folder_alone(pool: WorkerPool, tmp_path: Path) -> None:
    home, own = Home(tmp_path / "home").make(), tmp_path / "home" / "staging" / "reading"
    own.mkdir(parents=True)
    for folder in (home.root, own):
        (folder / "kept").write_text("figures")
        (folder / "gone").write_text("")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        assert pool.run(f"{HERE}.change", (home.root, port), limits=LIMITS, writes_to=own) == ["temporary"]
        assert pool.run(f"{HERE}.change", (home.root, port), limits=LIMITS) == []
        assert (home.root / "kept").read_text() == "figures"
        found = pool.run(f"{HERE}.change", (own, port), limits=LIMITS, writes_to=own)
        assert found == ["make", "append", "cut", "link", "folder", "rename", "remove", "temporary"]
        everything = change((home.root, port), lambda *_: None)
    assert everything == [*found[:-1], "connect", "temporary"], "the control: a process that is not confined does all"


@pytest.mark.skipif(os.name != "posix", reason="limits and signals are of POSIX")
@pytest.mark.parametrize(
    ("function", "code"),
    [("abort", "E_PARSER_DIED"), ("grow", "E_PARSER_MEMORY"), ("spin", "E_PARSER_TIME"), ("panic", "E_PARSER_DIED")],
)
def test_its_end_is_a_clear_refusal(pool: WorkerPool, function: str, code: str) -> None:
    with pytest.raises(RefusedError) as caught:
        pool.run(f"{HERE}.{function}", None, limits=LIMITS, file="五月.xlsx")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file) == (code, "五月.xlsx")
    assert caught.value.describe("zh")
    assert pool.run(f"{HERE}.twice", 1, limits=LIMITS)[0] == 2


def test_wall_time(pool: WorkerPool) -> None:
    with pytest.raises(RefusedError) as caught:
        pool.run(f"{HERE}.sleep", None, limits=replace(LIMITS, worker_wall_seconds=1))
    assert caught.value.problems[0].code == "E_PARSER_TIME"


def test_cancel_ends_it_at_once(pool: WorkerPool) -> None:
    cancel = threading.Event()
    started = time.monotonic()
    with pytest.raises(CancelledError):
        pool.run(f"{HERE}.spin", None, limits=LIMITS, cancel=cancel, on_progress=lambda _: cancel.set())
    assert time.monotonic() - started < 3


def test_own_errors_come_back_as_they_were_and_bugs_as_faults(pool: WorkerPool) -> None:
    with pytest.raises(RefusedError) as caught:
        pool.run(f"{HERE}.refuse", None, limits=LIMITS)
    assert caught.value.describe("zh") == "不行"
    with pytest.raises(WorkerFault, match="KeyError: 'missing'"):
        pool.run(f"{HERE}.stumble", None, limits=LIMITS)


def test_a_server_that_was_killed_is_replaced_and_close_leaves_nobody() -> None:
    pool = WorkerPool((HERE,))
    pool.warm_up()
    server = present(pool._server)
    server.kill()
    server.wait()
    assert pool.run(f"{HERE}.twice", 3, limits=LIMITS)[0] == 6
    pool.close()
    assert pool._server is None
    with pytest.raises(RuntimeError):
        pool.run(f"{HERE}.twice", 3, limits=LIMITS)


def test_many_at_once_get_their_own_answers(pool: WorkerPool) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda n: pool.run(f"{HERE}.twice", n, limits=LIMITS), range(24)))
    assert [answer[0] for answer in answers] == [2 * n for n in range(24)]
    assert len({answer[1] for answer in answers}) == 24


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks the child up in /proc")
def test_workers_end_with_a_parent_that_was_killed() -> None:
    code = (
        "from sales_core.formats.sandbox.worker import WorkerPool\n"
        "from sales_core.kernel.settings import Limits\n"
        f"pool = WorkerPool(('{HERE}',))\n"
        "tell = lambda pid: print(pid, flush=True)\n"
        f"pool.run('{HERE}.sleep', None, limits=Limits(), on_progress=tell)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    output = present(parent.stdout)
    child = int(output.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    output.close()
    for _ in range(100):
        try:
            if Path(f"/proc/{child}/stat").read_text().split()[2] == "Z":
                break
        except FileNotFoundError:
            break
        time.sleep(0.05)
    else:
        os.kill(child, signal.SIGKILL)
        pytest.fail("the worker outlived its parent")
