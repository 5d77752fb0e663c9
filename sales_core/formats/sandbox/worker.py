"""Runs a function in a process of its own, limited in memory, CPU and time, so that no file can take the
app down."""

from __future__ import annotations

import atexit
import contextlib
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import IO, Any

from sales_core.formats.sandbox.worker_main import (
    Done,
    Failed,
    Job,
    ProgressReport,
    Raised,
    read_frame,
    write_frame,
)
from sales_core.kernel.errors import CancelledError, RefusedError
from sales_core.kernel.problems import Place, Problem, Severity
from sales_core.kernel.settings import PROJECT, Limits
from sales_core.kernel.terms import Text

_MAIN = "sales_core.formats.sandbox.worker_main"
#: Imported while a spare waits. pyarrow looks for pandas at its first conversion, which takes a quarter of a second.
_READY = ("sales_core.recognition.read", "pandas")
_ENVIRONMENT = {
    "RUST_BACKTRACE": "0",
    # One BLAS thread: each would reserve address space that counts against the memory limit.
    "OPENBLAS_NUM_THREADS": "1",
    # One allocator that keeps what it has been given: getting memory afresh from the system for every column took as
    # long as reading the columns, and a process that lives for one file gives it all back by ending.
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "GLIBC_TUNABLES": "glibc.malloc.mmap_threshold=1073741824:glibc.malloc.trim_threshold=8589934592",
}
_TICK = 0.1
#: What was read is put into the store now; the next process waits its turn for a processor.
_REST = 2.0
_IDLE_SECONDS = 1_800.0


class WorkerFault(RuntimeError):  # noqa: N818 - names what it is: a bug of ours inside the worker
    """The function raised something that is no SalesError; the message is its traceback."""


class _Gone:
    """The pipe ended without an answer."""


def refusal(code: str, *, file: str = "", value: str = "", **facts: str) -> RefusedError:
    """The error for a file that was too much for the worker, in both languages."""
    problem = Problem(code, Severity.ERROR, Place(file), value[:200], facts)
    fields: dict[str, Any] = {"value": value[:200], "place": file, **facts}
    key = f"problem.{code}.message"
    return RefusedError(Text(key, fields), [problem])


class WorkerPool:
    """Hands out fresh processes, and keeps one ready with everything imported. Safe for threads;
    `close()` ends it."""

    def __init__(self, modules: tuple[str, ...] = _READY) -> None:
        self._modules = modules
        self._lock = threading.Lock()
        self._spare: subprocess.Popen[bytes] | None = None
        self._spare_since = 0.0
        self._running: set[subprocess.Popen[bytes]] = set()
        self._is_closed = False

    def warm_up(self, *modules: str) -> None:
        """Starts the spare, which imports `modules` too while it waits."""
        with self._lock:
            if new := tuple(module for module in modules if module not in self._modules):
                self._modules += new
                self._drop_spare()
            if self._is_closed or (self._spare is not None and self._spare.poll() is None):
                return
            self._spare = self._start()
            self._spare_since = time.monotonic()

    def run(
        self,
        function_path: str,
        argument: object,
        *,
        limits: Limits,
        on_progress: Callable[..., None] | None = None,
        cancel: threading.Event | None = None,
        file: str = "",
    ) -> Any:
        """What the function `package.module.function` returns for `(argument, report)`.

        `report(*x)` there calls `on_progress(*x)` here. `file` is the place named in problems.

        Raises the function's own SalesError; RefusedError with E_PARSER_DIED, E_PARSER_MEMORY or
        E_PARSER_TIME when the
        process came to its end first; CancelledError when `cancel` was set; WorkerFault for a bug.
        """
        module = function_path.replace(":", ".").rpartition(".")[0]
        process = self._take()
        job = Job(function_path, argument, limits.worker_memory_bytes, limits.worker_cpu_seconds)
        try:
            with contextlib.suppress(OSError):  # a process that died at once is told below
                write_frame(_pipe(process.stdin), job)
            deadline = time.monotonic() + limits.worker_wall_seconds
            for message in _messages(process, deadline, cancel or threading.Event(), file):
                if isinstance(message, ProgressReport):
                    if on_progress is not None:
                        on_progress(*message.values)
                else:
                    return _outcome(message, process, file)
        finally:
            process.kill()
            # The system takes a tenth of a second for every gigabyte that it gets back.
            threading.Thread(target=_end, args=(process,)).start()
            with self._lock:
                self._running.discard(process)
            again = threading.Timer(_REST, self.warm_up, args=(module,))
            again.daemon = True
            again.start()
        raise refusal("E_PARSER_DIED", file=file)

    def close(self) -> None:
        """Ends the spare and every running process. Further runs raise RuntimeError."""
        with self._lock:
            self._is_closed = True
            self._drop_spare()
            for process in self._running:
                process.kill()

    def _take(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the worker pool is closed")
            spare, self._spare = self._spare, None
            if spare is not None and (spare.poll() is not None or time.monotonic() - self._spare_since > _IDLE_SECONDS):
                _end(spare)
                spare = None
            process = spare or self._start()
            self._running.add(process)
            return process

    def _drop_spare(self) -> None:
        if self._spare is not None:
            _end(self._spare)
            self._spare = None

    def _start(self) -> subprocess.Popen[bytes]:
        search = os.pathsep.join(filter(None, (str(PROJECT), os.environ.get("PYTHONPATH"))))
        environment = {**os.environ, **_ENVIRONMENT, "PYTHONPATH": search}
        return subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", _MAIN, *self._modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )


def _pipe(pipe: IO[bytes] | None) -> Any:
    if pipe is None:
        raise RuntimeError("the worker was started without pipes")
    return pipe


def _messages(
    process: subprocess.Popen[bytes], deadline: float, cancel: threading.Event, file: str
) -> Iterator[object]:
    """Messages as they come, the last being _Gone. Raises CancelledError, or RefusedError at the deadline."""
    inbox: queue.SimpleQueue[object] = queue.SimpleQueue()

    def listen() -> None:
        try:
            while True:
                message = read_frame(_pipe(process.stdout))
                inbox.put(message)
                if not isinstance(message, ProgressReport):
                    return
        except (EOFError, OSError, ValueError):
            inbox.put(_Gone())
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


def _outcome(message: object, process: subprocess.Popen[bytes], file: str) -> Any:
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
    raise _death(process, file)


def _death(process: subprocess.Popen[bytes], file: str) -> RefusedError:
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(5)
    code = process.returncode if process.returncode is not None else 0
    if code == -24:  # SIGXCPU, which Windows does not know by name
        return refusal("E_PARSER_TIME", file=file)
    return refusal("E_PARSER_DIED", file=file, value=f"signal {-code}" if code < 0 else f"exit {code}")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(5)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


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
) -> Any:
    """`WorkerPool.run` of the default pool."""
    return default_pool().run(function_path, argument, limits=limits, on_progress=on_progress, cancel=cancel, file=file)
