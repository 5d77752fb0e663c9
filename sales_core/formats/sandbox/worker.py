"""Runs a function in a process of its own, limited in memory, CPU and time, so that no file can take the
app down."""

from __future__ import annotations

import atexit
import contextlib
import os
import queue
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sales_core.formats.sandbox.fork_server import EXIT_STATUS
from sales_core.formats.sandbox.frames import Done, Failed, Job, Progress, Raised, Started, receive_frame, send_frame
from sales_core.kernel.environment import reader_variables
from sales_core.kernel.errors import CancelledError, RefusedError
from sales_core.kernel.problems import Place, Problem, Severity
from sales_core.kernel.settings import PROJECT, Limits
from sales_core.kernel.terms import Text

_SERVER = "sales_core.formats.sandbox.fork_server"
#: Imported once for every job. pyarrow looks for pandas at its first conversion, which takes a quarter of a second, and
#: for acero at the first grouping of a table, which takes 30 ms.
_READERS = ("sales_core.loading.worker", "sales_core.loading.product_reader", "pandas", "pyarrow.acero")
_ENVIRONMENT = {
    "RUST_BACKTRACE": "0",
    # One BLAS thread: each would reserve address space that counts against the memory limit, and a process that is
    # forked may have no thread but its own.
    "OPENBLAS_NUM_THREADS": "1",
    # One allocator that keeps what it has been given: getting memory afresh from the system for every column took as
    # long as reading the columns, and a process that lives for one file gives it all back by ending.
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "GLIBC_TUNABLES": "glibc.malloc.mmap_threshold=1073741824:glibc.malloc.trim_threshold=8589934592",
}
_TICK = 0.1
_EXIT_SECONDS = 5.0


class WorkerFault(RuntimeError):  # noqa: N818 - names what it is: a bug of ours inside the worker
    """The function raised something that is no SalesError; the message is its traceback."""


@dataclass(frozen=True, slots=True)
class _ConnectionEnd:
    """The socket ended without an answer."""


def refusal(code: str, *, file: str = "", value: str = "", **facts: str) -> RefusedError:
    """The error for a file that was too much for the worker, in both languages."""
    problem = Problem(code, Severity.ERROR, Place(file), value[:200], facts)
    fields: dict[str, Any] = {"value": value[:200], "place": file, **facts}
    key = f"problem.{code}.message"
    return RefusedError(Text(key, fields), [problem])


class WorkerPool:
    """Hands out fresh processes, forked from a server that has imported `modules`. Safe for threads; `close()` ends
    it, and so does the end of this process."""

    def __init__(self, modules: tuple[str, ...] = _READERS) -> None:
        self._modules = modules
        self._lock = threading.Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._is_closed = False

    def warm_up(self) -> None:
        """Starts the server, which imports while it waits for the first job."""
        with self._lock:
            self._open()

    def run(
        self,
        function_path: str,
        argument: object,
        *,
        limits: Limits,
        on_progress: Callable[..., None] | None = None,
        cancel: threading.Event | None = None,
        file: str = "",
        writes_to: Path | None = None,
    ) -> Any:
        """What the function `package.module.function` returns for `(argument, report)`.

        `report(*x)` there calls `on_progress(*x)` here. `file` is the place named in problems. `writes_to`: the one
        folder in which the function may change files where the system can hold it to that; None: nowhere.

        Raises the function's own SalesError; RefusedError with E_PARSER_DIED, E_PARSER_MEMORY or
        E_PARSER_TIME when the
        process came to its end first; CancelledError when `cancel` was set; WorkerFault for a bug.
        """
        talk, status = self._fork()
        job = Job(function_path, argument, limits.worker_memory_bytes, limits.worker_cpu_seconds, writes_to)
        deadline = time.monotonic() + limits.worker_wall_seconds
        pid = 0
        try:
            with contextlib.suppress(OSError):  # a process that died at once is told below
                send_frame(talk, job)
            for message in _messages(talk, deadline, cancel or threading.Event(), file):
                match message:
                    case Started(pid):
                        pass
                    case Progress(values):
                        if on_progress is not None:
                            on_progress(*values)
                    case _:
                        pid = pid if isinstance(message, Failed) else 0  # whoever answered or died needs no end
                        return _outcome(message, status, file)
        finally:
            _end(pid, talk, status)
        raise refusal("E_PARSER_DIED", file=file)

    def close(self) -> None:
        """Ends the server; a process that reads ends when its `run` does. Further runs raise RuntimeError."""
        with self._lock:
            self._is_closed = True
            self._drop_server()

    def _fork(self) -> tuple[socket.socket, int]:
        """The socket of a fresh process, and the pipe that tells its exit status."""
        ours, theirs = socket.socketpair()
        reader, writer = os.pipe()
        try:
            with self._lock:
                try:
                    socket.send_fds(self._open(), [b"+"], [theirs.fileno(), writer])
                except OSError:  # the server was killed since the last job
                    self._drop_server()
                    socket.send_fds(self._open(), [b"+"], [theirs.fileno(), writer])
        except BaseException:
            ours.close()
            os.close(reader)
            raise
        finally:
            theirs.close()
            os.close(writer)
        return ours, reader

    def _open(self) -> socket.socket:
        if self._is_closed:
            raise RuntimeError("the worker pool is closed")
        if self._control is not None and self._server is not None and self._server.poll() is None:
            return self._control
        self._drop_server()
        self._control, theirs = socket.socketpair()
        search = os.pathsep.join(filter(None, (str(PROJECT), os.environ.get("PYTHONPATH"))))
        with theirs:
            self._server = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-m", _SERVER, *self._modules],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**reader_variables(), **_ENVIRONMENT, "PYTHONPATH": search},
            )
        return self._control

    def _drop_server(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._server is not None:
            self._server.kill()
            self._server.wait()
        self._control = self._server = None


def _messages(talk: socket.socket, deadline: float, cancel: threading.Event, file: str) -> Iterator[object]:
    """Messages as they come, the last being _ConnectionEnd. Raises CancelledError, or RefusedError at the deadline."""
    inbox: queue.SimpleQueue[object] = queue.SimpleQueue()

    def listen() -> None:
        try:
            while True:
                message = receive_frame(talk)
                inbox.put(message)
                if not isinstance(message, (Started, Progress)):
                    return
        except (EOFError, OSError, ValueError):
            inbox.put(_ConnectionEnd())
        except Exception as error:  # noqa: BLE001 - a frame that cannot be read is the end of the talk
            inbox.put(Failed("fault", f"unreadable answer: {error!r}"))

    threading.Thread(target=listen, daemon=True).start()
    while True:
        if cancel.is_set():
            raise CancelledError
        if time.monotonic() > deadline:
            raise refusal("E_PARSER_TIME", file=file)
        try:
            yield inbox.get(timeout=_TICK)
        except queue.Empty:
            continue


def _outcome(message: object, status: int, file: str) -> Any:
    match message:
        case Done(value):
            return value
        case Raised(kind, args, state):
            error = kind.__new__(kind)
            error.args = args
            error.__dict__.update(state)
            raise error
        case Failed("memory"):
            raise refusal("E_PARSER_MEMORY", file=file)
        case Failed("panic", details):
            raise refusal("E_PARSER_DIED", file=file, value=details)
        case Failed(_, details):
            raise WorkerFault(details)
    raise _death(_exit_code(status), file)


def _exit_code(status: int) -> int | None:
    """The exit code of a process that has ended, negative for a signal; None when nobody is left to tell it."""
    ready = select.select([status], [], [], _EXIT_SECONDS)[0]
    packed = os.read(status, EXIT_STATUS.size) if ready else b""
    return int(EXIT_STATUS.unpack(packed)[0]) if len(packed) == EXIT_STATUS.size else None


def _death(code: int | None, file: str) -> RefusedError:
    if code is None:
        return refusal("E_PARSER_DIED", file=file)
    if code == -signal.SIGXCPU:
        return refusal("E_PARSER_TIME", file=file)
    return refusal("E_PARSER_DIED", file=file, value=f"signal {-code}" if code < 0 else f"exit {code}")


def _end(pid: int, talk: socket.socket, status: int) -> None:
    """Kills the process that has not answered, and closes what was between us."""
    if pid:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        talk.shutdown(socket.SHUT_RDWR)
    talk.close()
    os.close(status)


_default: list[WorkerPool] = []
_default_lock = threading.Lock()


def default_pool() -> WorkerPool:
    """The pool of this process, made at first use and closed at exit."""
    with _default_lock:
        if not _default:
            _default.append(WorkerPool())
            atexit.register(_default[0].close)
        return _default[0]


def run_in_worker(
    function_path: str,
    argument: object,
    *,
    limits: Limits,
    on_progress: Callable[..., None] | None = None,
    cancel: threading.Event | None = None,
    file: str = "",
    writes_to: Path | None = None,
) -> Any:
    """`WorkerPool.run` of the default pool."""
    return default_pool().run(
        function_path,
        argument,
        limits=limits,
        on_progress=on_progress,
        cancel=cancel,
        file=file,
        writes_to=writes_to,
    )
