"""What crosses between the product and a reading process: pickles behind an 8-byte length, over a socket."""

from __future__ import annotations

import pickle
import socket
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sales_core.kernel.errors import SalesError

_LENGTH = struct.Struct("<Q")


@dataclass(frozen=True, slots=True)
class Job:
    """One call: a dotted function path, its argument, and what it may cost and change in this process."""

    function_path: str
    argument: object
    memory_bytes: int
    cpu_seconds: int
    writes_to: Path | None = None
    """The one folder in which it may change files; None: nowhere."""


@dataclass(frozen=True, slots=True)
class Started:
    """The process that does the job."""

    pid: int


@dataclass(frozen=True, slots=True)
class Progress:
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


def send_frame(to: socket.socket, message: object) -> None:
    """Sends one message. Raises OSError when the other side is gone."""
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    to.sendall(_LENGTH.pack(len(body)) + body)


def receive_frame(source: socket.socket) -> Any:
    """The next message. Raises EOFError when the other side is gone."""
    head = _receive_exactly(source, _LENGTH.size)
    return pickle.loads(_receive_exactly(source, _LENGTH.unpack(head)[0]))  # noqa: S301 - our own child


def _receive_exactly(source: socket.socket, size: int) -> bytearray:
    body = bytearray(size)
    rest = memoryview(body)
    while rest:
        count = source.recv_into(rest)
        if not count:
            raise EOFError
        rest = rest[count:]
    return body
