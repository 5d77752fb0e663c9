"""A real server of our own in a process of its own, on a state directory of its own."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from sales_core.access.accounts import Accounts
from sales_core.access.gate import COOKIE, LINK_PREFIX
from sales_core.appdb.database import AppDatabase
from sales_core.kernel.settings import PROJECT, Home
from sales_core.kernel.terms import Role, Scope
from tests.e2e.fork_server import ForkedProcess

_BAD_OUTPUT = re.compile(r"Traceback|\bERROR\b|Error:|\bException\b|^Warning|\bWARNING\b", re.MULTILINE)


#: `serve(home, …)`: a server on that state directory, stopped at the end of the test.
Serve = Callable[..., "Server"]


class ServerProcess(Protocol):
    """A web server's process."""

    @property
    def pid(self) -> int:
        """Its number."""

    def interrupt(self) -> None:
        """Asks it to end, as Ctrl+C does."""

    def kill(self) -> None:
        """Ends it without notice."""

    def has_ended(self, seconds: float) -> bool:
        """Whether it has ended, or does within so many seconds."""


class StartedProcess:
    """A server that the command line starts, with every import of its own."""

    def __init__(self, script: str, port: int, environment: Mapping[str, str], log: Path) -> None:
        with log.open("a") as out:
            self.popen = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)],
                cwd=PROJECT,
                env=dict(environment),
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    @property
    def pid(self) -> int:
        """Its number."""
        return self.popen.pid

    def interrupt(self) -> None:
        """Asks it to end, as Ctrl+C does."""
        self.popen.send_signal(signal.SIGINT)

    def kill(self) -> None:
        """Ends it without notice."""
        self.popen.kill()
        self.popen.wait()

    def has_ended(self, seconds: float) -> bool:
        """Whether it has ended, or does within so many seconds."""
        try:
            self.popen.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True


class Server:
    """`base` is its address; `accounts` changes who may come in while it runs. `script`: the dashboard it serves.

    Forked from a process that has imported what it needs, unless it `is_started` from the command line.
    """

    def __init__(
        self, home: Path, *, script: str = "dashboard.py", is_started: bool = False, **environment: str
    ) -> None:
        self.home = Home(home).make()
        self.accounts = Accounts(AppDatabase(self.home.appdb, self.home.journal))
        self.port = _free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        with tempfile.NamedTemporaryFile("w", suffix=".log", delete=False) as log:
            self._log = Path(log.name)
        make = StartedProcess if is_started else ForkedProcess
        given = os.environ | {"SALES_HOME": str(home), "PYTHONUNBUFFERED": "1"} | environment
        self.process: ServerProcess = make(script, self.port, given, self._log)
        self._wait()

    def person(self, name: str, role: Role = Role.ADMIN, scope: Scope | None = None, password: str = "") -> str:
        """Makes the account when it is not there; the address of a one-time link that signs it in."""
        if name not in {account.name for account in self.accounts.list()}:
            self.accounts.add(name, role, scope, password, by="test")
        return f"{self.base}{LINK_PREFIX}{self.accounts.link_for(name, by='test')}"

    def cookie(self, name: str, role: Role = Role.ADMIN) -> str:
        """A Cookie header that is signed in as `name`."""
        self.person(name, role)
        return f"{COOKIE}={self.accounts.sessions.open(name)}"

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of a plain request; redirects are not followed."""
        return self.request("GET", path, headers=headers)

    def request(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """As `get`, any method."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, body, {k.replace("_", "-"): v for k, v in (headers or {}).items()})
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()

    def output(self) -> str:
        """What it has printed so far."""
        return self._log.read_text()

    def complaints(self) -> list[str]:
        """Lines of its output that a clean run does not have."""
        return [line for line in self.output().splitlines() if _BAD_OUTPUT.search(line)]

    def kill(self) -> None:
        """Ends it without notice."""
        self.process.kill()

    def stop(self) -> None:
        """Ends it."""
        self.process.interrupt()
        if not self.process.has_ended(10):
            self.kill()
        self._log.unlink(missing_ok=True)

    def _wait(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if self.process.has_ended(0):
                raise RuntimeError(f"the server ended:\n{self.output()}")
            try:
                if self.get("/healthz")[0] == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"the server did not start:\n{self.output()}")


_PORTS: list[int] = []


def _free_port() -> int:
    """One that an earlier server had, when it is free again: the browser knows the front end by its address."""
    for port in (*_PORTS, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                found = int(probe.getsockname()[1])
                if not port:
                    _PORTS.append(found)
                return found
    raise RuntimeError("no port is free")
