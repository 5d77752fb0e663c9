"""What runs inside a reading process: takes one job, sets its limits, does it, answers, ends."""

from __future__ import annotations

import contextlib
import importlib
import os
import pickle
import resource
import socket
import threading
import traceback
from collections.abc import Callable
from typing import NoReturn

from sales_core.formats.sandbox.confinement import confine
from sales_core.formats.sandbox.frames import Done, Failed, Job, Progress, Raised, Started, receive_frame, send_frame
from sales_core.kernel.errors import SalesError


def run_job(talk: socket.socket) -> NoReturn:
    """Does the one job that comes over `talk`, or ends quietly when the product goes away first."""
    with contextlib.suppress(EOFError, OSError):
        send_frame(talk, Started(os.getpid()))
        job: Job = receive_frame(talk)
        fault = _confine(job)  # before there is another thread: each gives up its rights for itself
        threading.Thread(target=_end_with_parent, args=(talk,), daemon=True).start()
        _limit(job)
        answer = fault or _answer(job, lambda *values: send_frame(talk, Progress(values)))
        try:
            send_frame(talk, answer)
        except (pickle.PicklingError, AttributeError, TypeError, MemoryError) as error:
            send_frame(talk, Failed("fault", f"the result cannot be sent: {error}"))
    os._exit(0)  # tearing down gigabytes object by object would only make the user wait


def _end_with_parent(talk: socket.socket) -> None:
    """A parent that was killed closes the socket; nobody will read the answer then."""
    talk.recv(1)
    os._exit(1)


def _confine(job: Job) -> Failed | None:
    """Keeps the process to the job's folder; the fault when the system offers that and then refuses it."""
    try:
        confine(job.writes_to)
    except OSError as error:
        return Failed("fault", f"the process cannot be confined: {error}")
    return None


def _limit(job: Job) -> None:
    """Limits of memory and CPU; the parent's wall clock holds beside them."""
    for kind, soft, hard in (
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_CPU, job.cpu_seconds, job.cpu_seconds + 5),
        (resource.RLIMIT_AS, job.memory_bytes, job.memory_bytes),
    ):
        with contextlib.suppress(ValueError, OSError):  # macOS has no address-space limit; a lower hard limit may hold
            resource.setrlimit(kind, (soft, hard))


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
