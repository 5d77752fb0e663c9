"""What runs inside a worker process: waits for one job, sets its limits, does it, answers, ends.

Started as `python -m sales_core.formats.sandbox.worker_main MODULE…`; the modules are imported while it
waits. Frames on
both pipes are an 8-byte length and a pickle.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import pickle
import struct
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from sales_core.kernel.errors import SalesError

_LENGTH = struct.Struct("<Q")


@dataclass(frozen=True, slots=True)
class Job:
    """One call: a dotted function path, its argument, and what it may cost in this process."""

    function_path: str
    argument: object
    memory_bytes: int
    cpu_seconds: int


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """What the function passed to its `report`."""

    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """The function returned."""

    value: object


@dataclass(frozen=True, slots=True)
class Raised:
    """The function raised one of the product's own errors; enough to build it again."""

    kind: type[SalesError]
    args: tuple[object, ...]
    state: dict[str, object]


@dataclass(frozen=True, slots=True)
class Failed:
    """The function broke. `reason`: memory, panic (the native parser gave up) or fault (a bug of ours)."""

    reason: str
    details: str


def write_frame(pipe: BinaryIO, message: object) -> None:
    """Sends one message. Raises OSError when the other side is gone."""
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(body)) + body)
    pipe.flush()


def read_frame(pipe: BinaryIO) -> Any:
    """The next message. Raises EOFError when the other side is gone."""
    head = _read_exactly(pipe, _LENGTH.size)
    return pickle.loads(_read_exactly(pipe, _LENGTH.unpack(head)[0]))  # noqa: S301 - our own child


def _read_exactly(pipe: BinaryIO, size: int) -> bytes:
    pieces = bytearray()
    while len(pieces) < size:
        piece = pipe.read(size - len(pieces))
        if not piece:
            raise EOFError
        pieces += piece
    return bytes(pieces)


def _limit(job: Job) -> None:
    """Memory and CPU limits where the system has them; elsewhere the parent's wall clock alone holds."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + job.cpu_seconds
    for kind, soft, hard in (
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_CPU, seconds, seconds + 5),
        (resource.RLIMIT_AS, job.memory_bytes, job.memory_bytes),
    ):
        with contextlib.suppress(ValueError, OSError):  # macOS has no address-space limit; a lower hard limit may hold
            resource.setrlimit(kind, (soft, hard))


def _end_with_parent(pipe: BinaryIO) -> None:
    """A parent that was killed closes the pipe; nobody will read the answer then."""
    pipe.read(1)
    os._exit(1)


def _answer(job: Job, report: Callable[..., None]) -> object:
    module, _, name = job.function_path.replace(":", ".").rpartition(".")
    try:
        function = getattr(importlib.import_module(module), name)
        return Done(function(job.argument, report))
    except SalesError as error:
        return Raised(type(error), error.args, dict(error.__dict__))
    except MemoryError as error:
        return Failed("memory", str(error))
    except Exception:  # noqa: BLE001 - every fault has to reach the parent, which raises it there
        return Failed("fault", traceback.format_exc())
    except BaseException as error:  # noqa: BLE001 - a Rust panic derives from BaseException
        return Failed("panic", f"{type(error).__name__}: {error}")


def run_job(modules: list[str]) -> None:
    """Runs one job, or ends quietly when the parent goes away first."""
    inward = os.fdopen(os.dup(0), "rb", buffering=0)
    outward = os.fdopen(os.dup(1), "wb", buffering=0)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)  # whatever a library prints must not reach the frames
    for module in modules:
        with contextlib.suppress(ImportError):  # the job itself will say what is missing
            importlib.import_module(module)
    try:
        job: Job = read_frame(inward)
    except EOFError:
        return
    threading.Thread(target=_end_with_parent, args=(inward,), daemon=True).start()
    _limit(job)
    answer = _answer(job, lambda *values: write_frame(outward, ProgressReport(values)))
    try:
        write_frame(outward, answer)
    except (pickle.PicklingError, AttributeError, TypeError, MemoryError) as error:
        write_frame(outward, Failed("fault", f"the result cannot be sent: {error}"))
    outward.close()
    os._exit(0)  # tearing down gigabytes object by object would only make the user wait


if __name__ == "__main__":
    # Frames name classes by module: this file must be known by its package name, not as __main__.
    from sales_core.formats.sandbox import worker_main  # noqa: PLW0406 - on purpose, see above

    worker_main.run_job(sys.argv[1:])
