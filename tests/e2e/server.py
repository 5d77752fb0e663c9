"""A real server of our own in a process of its own, on a state directory of its own."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sales_core.access.accounts import Accounts
from sales_core.access.gate import COOKIE, LINK_PREFIX
from sales_core.appdb.database import AppDatabase
from sales_core.kernel.settings import PROJECT, Home
from sales_core.kernel.terms import Role, Scope

_BAD_OUTPUT = re.compile(r"Traceback|\bERROR\b|Error:|\bException\b|^Warning|\bWARNING\b", re.MULTILINE)


#: `serve(home, …)`: a server on that state directory, stopped at the end of the test.
Serve = Callable[..., "Server"]


class Server:
    """`base` is its address; `accounts` changes who may come in while it runs."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.home = Home(home).make()
        self.accounts = Accounts(AppDatabase(self.home.appdb))
        self.port = _free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self._log = tempfile.NamedTemporaryFile("w+", suffix=".log", delete=False)  # noqa: SIM115
        self._process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(self.port)],
            cwd=PROJECT,
            env=os.environ | {"SALES_HOME": str(home), "PYTHONUNBUFFERED": "1"} | environment,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
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
        self._log.flush()
        return Path(self._log.name).read_text()

    def complaints(self) -> list[str]:
        """Lines of its output that a clean run does not have."""
        return [line for line in self.output().splitlines() if _BAD_OUTPUT.search(line)]

    def kill(self) -> None:
        """Ends it without notice."""
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """Ends it."""
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()
        self._log.close()
        Path(self._log.name).unlink(missing_ok=True)

    def _wait(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if self._process.poll() is not None:
                raise RuntimeError(f"the server ended:\n{self.output()}")
            try:
                if self.get("/healthz")[0] == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"the server did not start:\n{self.output()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: Any = probe.getsockname()[1]
        return int(port)
