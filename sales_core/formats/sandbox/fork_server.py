"""The process that imports the readers once and forks a fresh process for every job.

Started as `python -m sales_core.formats.sandbox.fork_server MODULE…` with a Unix socket as its standard input. Each
message there carries two descriptors: the socket of one job, and a pipe on which the exit status of the job's process
is told (four bytes, as os.waitstatus_to_exitcode gives it). It ends when that socket is closed, has no thread of its
own, and never reads a file: what a file brings down is a child.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import select
import signal
import socket
import struct
import sys

from sales_core.formats.sandbox.job import run_job

EXIT_STATUS = struct.Struct("<i")


def serve(control: socket.socket, modules: list[str]) -> None:
    """Forks until `control` is closed."""
    for module in modules:
        with contextlib.suppress(ImportError):  # the job itself will say what is missing
            importlib.import_module(module)
    gc.collect()
    gc.freeze()  # a child's collector would copy every page it marks
    wakeup = _child_signals()
    status_pipes: dict[int, int] = {}
    while True:
        ready, _, _ = select.select([control.fileno(), wakeup], [], [])
        if wakeup in ready:
            os.read(wakeup, 4096)
            _tell_exits(status_pipes)
        if control.fileno() in ready:
            _, descriptors, _, _ = socket.recv_fds(control, 1, 2)
            if not descriptors:
                return
            _fork(descriptors, control, status_pipes)


def _fork(descriptors: list[int], control: socket.socket, status_pipes: dict[int, int]) -> None:
    talk, status = descriptors
    if pid := os.fork():
        os.close(talk)
        status_pipes[pid] = status
        return
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    control.close()
    for pipe in (status, *status_pipes.values()):
        os.close(pipe)
    run_job(socket.socket(fileno=talk))


def _child_signals() -> int:
    """A pipe that becomes readable when a child has ended."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    return reader


def _tell_exits(status_pipes: dict[int, int]) -> None:
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            pipe = status_pipes.pop(ended[0])
            with contextlib.suppress(OSError):  # nobody waits for it any more
                os.write(pipe, EXIT_STATUS.pack(os.waitstatus_to_exitcode(ended[1])))
            os.close(pipe)


def _main(modules: list[str]) -> None:
    control = socket.socket(fileno=os.dup(0))
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the product, which closes the socket
    serve(control, modules)


if __name__ == "__main__":
    _main(sys.argv[1:])
