"""Which names this server answers to: a page of a foreign name must not reach it through a visitor's browser."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from sales_core.kernel.environment import environment

_OWN_MACHINE = frozenset({"127.0.0.1", "localhost", "[::1]"})
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def server_hosts() -> frozenset[str]:
    """Host names without port: this machine's own, and those of SALES_HOSTS."""
    return _OWN_MACHINE | {name.lower() for name in environment().hosts}


def is_for_us(headers: Mapping[bytes, bytes], hosts: frozenset[str]) -> bool:
    """Whether the Host header names this server."""
    return _name(headers.get(b"host", b"").decode("latin-1")) in hosts


def is_from_us(headers: Mapping[bytes, bytes], *, is_socket: bool, method: str) -> bool:
    """Whether a request that can change something was sent by a page of this server.

    Browsers name the origin of every WebSocket and of every request that is no plain GET. A script that names none is
    let in over HTTP, where no foreign page can leave it out, and not on a socket.
    """
    if not is_socket and method in _SAFE_METHODS:
        return True
    origin = headers.get(b"origin")
    if origin is None:
        return not is_socket
    return urlsplit(origin.decode("latin-1")).netloc.lower() == headers.get(b"host", b"").decode("latin-1").lower()


def _name(host: str) -> str:
    """The host without its port; IPv6 keeps its brackets."""
    name, colon, port = host.lower().rpartition(":")
    return name if colon and port.isdigit() else host.lower()
