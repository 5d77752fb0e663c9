"""The process that imports what a web server needs and forks one for every test that asks: importing is most of a start.

`ForkedProcess(script, port, environment, log)` is a server in a process of its own, as `python -m streamlit run` makes it.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from sales_core.kernel.settings import PROJECT

_PID_BYTES = 8


class ForkedProcess:
    """A forked `streamlit run`; what it prints goes to the file `log`."""

    _control: socket.socket | None = None

    def __init__(self, script: str, port: int, environment: Mapping[str, str], log: Path) -> None:
        request = {"script": script, "port": port, "environment": dict(environment), "log": str(log)}
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._parent(), [b"+"], [theirs.fileno()])
        ours.sendall(json.dumps(request).encode() + b"\n")
        self._alive = ours
        self._pid = int.from_bytes(ours.recv(_PID_BYTES, socket.MSG_WAITALL), "big")

    @property
    def pid(self) -> int:
        """Its number."""
        return self._pid

    def interrupt(self) -> None:
        """Asks it to end, as Ctrl+C does."""
        self._send(signal.SIGINT)

    def kill(self) -> None:
        """Ends it without notice."""
        self._send(signal.SIGKILL)
        self.has_ended(10)

    def has_ended(self, seconds: float) -> bool:
        """Whether it has ended, or does within so many seconds."""
        # The process holds the other end for as long as it lives, and never writes to it again.
        return bool(select.select([self._alive], [], [], seconds)[0])

    def _send(self, number: signal.Signals) -> None:
        if not self.has_ended(0):  # its number may be another's by now
            os.kill(self._pid, number)

    @classmethod
    def _parent(cls) -> socket.socket:
        if cls._control is None:
            cls._control, theirs = socket.socketpair()
            with theirs:
                subprocess.Popen(
                    [sys.executable, "-m", "tests.e2e.fork_server"],
                    cwd=PROJECT,
                    env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},  # who is forked may have no thread but its own
                    stdin=theirs.fileno(),
                )
            atexit.register(cls._control.close)
        return cls._control


def _serve(control: socket.socket) -> None:
    """Forks until `control` is closed."""
    _import()
    gc.collect()
    gc.freeze()  # a child's collector would copy every page it marks
    while True:
        _, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not descriptors:
            return
        (talk,) = descriptors
        if os.fork():
            os.close(talk)
        else:
            control.close()
            _run(socket.socket(fileno=talk))


def _import() -> None:
    import pandas  # noqa: F401, ICN001 - pyarrow looks for it at its first conversion
    import pytest
    import streamlit.web.cli
    import streamlit.web.server.starlette.starlette_app  # noqa: F401
    from streamlit.components.v2 import manifest_scanner

    import sales_core.api
    from pages.kit import app_frame, startup  # noqa: F401
    from pages.kit.page_spec import product_pages
    from tests.support.component_scan import scan_once

    for name in dir(sales_core.api):
        getattr(sales_core.api, name)
    product_pages()
    scan_once(pytest.MonkeyPatch())
    manifest_scanner.scan_component_manifests()


def _run(talk: socket.socket) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with talk.makefile() as lines:
        request = json.loads(lines.readline())
    log = os.open(request["log"], os.O_WRONLY | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.environ.clear()
    os.environ.update(request["environment"])
    talk.sendall(os.getpid().to_bytes(_PID_BYTES, "big"))
    sys.argv = ["streamlit", "run", request["script"], "--server.port", str(request["port"])]
    runpy.run_module("streamlit", run_name="__main__")


def _reap(*_: object) -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _main() -> None:
    control = socket.socket(fileno=os.dup(0))
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for pytest, which closes the socket
    signal.signal(signal.SIGCHLD, _reap)
    _serve(control)


if __name__ == "__main__":
    _main()
