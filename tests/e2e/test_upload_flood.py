"""20 × 50 MB sent by nobody and by one manager: memory grows by less than 150 MB and is given back when the tab closes."""

from __future__ import annotations

import contextlib
import http.client
import time
from pathlib import Path

import psutil
import pytest

from sales_core.kernel.terms import Role
from tests.e2e.screen import OpenScreen
from tests.e2e.server import Serve, Server
from tests.endure.findings_table import part

pytestmark = [pytest.mark.e2e, pytest.mark.endure]

MEGABYTE = 1024 * 1024
FILES, SIZE, MOST_GROWTH = 20, 50 * MEGABYTE, 150


def megabytes(server: Server) -> int:
    """What the server's process takes."""
    return int(psutil.Process(server.process.pid).memory_info().rss // MEGABYTE)


def settled(server: Server) -> int:
    """What it takes once the first page has brought in all that it needs: the same for five seconds."""
    found, since = megabytes(server), time.monotonic()
    until = since + 60
    while time.monotonic() < min(until, since + 5):
        time.sleep(0.5)
        if abs(megabytes(server) - found) > 2:
            found, since = megabytes(server), time.monotonic()
    return found


def most_of(server: Server, seconds: float) -> int:
    """The most it takes within so many seconds."""
    until, most = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        most = max(most, megabytes(server))
        time.sleep(0.2)
    return most


def test_nobody_fills_the_memory(serve: Serve, home: Path) -> None:
    server = serve(home)
    before = megabytes(server)
    with part("20 × 50 MB by nobody") as told:
        for _ in range(FILES):
            with contextlib.suppress(OSError, http.client.HTTPException):  # it hangs up before it has read them
                status, _, _ = server.request("PUT", "/_stcore/upload_file/a/b", bytes(SIZE))
                assert status == 401
            told.rounds += 1
        growth = most_of(server, 3) - before
        told.note = f"{growth} MB more"
        assert growth < MOST_GROWTH


def test_one_manager_fills_it_a_little_and_gives_it_back(
    serve: Serve, home: Path, open_screen: OpenScreen, tmp_path: Path
) -> None:
    server = serve(home)
    files = [tmp_path / f"sales-{number}.csv" for number in range(FILES)]
    files[0].write_bytes(b"date,amount\n" + b"2026-05-01,1\n" * (SIZE // 13))
    for file in files[1:]:
        file.hardlink_to(files[0])
    server.person("manager", Role.MANAGER)
    screen = open_screen(server, "manager")
    answered: list[int] = []
    screen.page.on("response", lambda r: answered.append(r.status) if r.request.method == "PUT" else None)
    screen.open("/upload?lang=en")
    before = settled(server)
    with part("20 × 50 MB by one manager") as told:
        screen.page.locator('input[type="file"]').first.set_input_files(files)
        growth = most_of(server, 40) - before
        screen.page.close()
        until = time.monotonic() + 60
        while megabytes(server) - before > MOST_GROWTH // 3 and time.monotonic() < until:
            time.sleep(1)
        left = megabytes(server) - before
        screen.complaints.clear()  # the browser's console tells each file that was refused
        told.rounds = len(answered)
        told.note = f"{growth} MB more, {left} a minute after the tab closed; {answered.count(429)} refused"
        assert answered.count(204) >= 1, "the control: a file came in"
        assert answered.count(429) >= FILES - 4
        assert growth < MOST_GROWTH
        assert left <= MOST_GROWTH // 3
