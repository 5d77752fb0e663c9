"""How bytes travel: static files compressed once and cached for good, security headers, no Nagle delay."""

from __future__ import annotations

import gzip
import os
import re
import socket
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_COMPRESSED = (".js", ".css", ".svg", ".json", ".html", ".wasm")
_SMALLEST = 1_000
_FOREVER = b"public, max-age=31536000, immutable"
_POLICY = (
    b"default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
    b"script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; worker-src 'self' blob:; object-src 'none'; "
    b"connect-src 'self' ws://%(host)b wss://%(host)b; frame-ancestors 'self'; base-uri 'self'; form-action 'self'"
)
#: Of a Host header: whatever else stands there is not written into a policy.
_HOST = re.compile(rb"[A-Za-z0-9.\-:\[\]]{1,255}")
_HSTS = (b"strict-transport-security", b"max-age=31536000")
_FIXED = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), usb=(), payment=(), display-capture=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


class Delivery:
    """Adds security headers to every response and sends `/static/` gzipped, compressing each file once."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._packed: dict[str, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if _may_pack(scope):
            await self._app(scope, receive, _Packing(send, scope["path"], self._packed, _security(scope)))
        else:
            await self._app(scope, receive, _with_security(send, _security(scope)))


def _may_pack(scope: Scope) -> bool:
    path = scope["path"]
    if scope["method"] != "GET" or not path.startswith("/static/") or not path.endswith(_COMPRESSED):
        return False
    headers = dict(scope["headers"])
    return b"gzip" in headers.get(b"accept-encoding", b"") and b"range" not in headers


def _security(scope: Scope) -> list[tuple[bytes, bytes]]:
    """The headers of every response: sockets only to the name that was asked, TLS for good once it was used."""
    host = dict(scope["headers"]).get(b"host", b"")
    policy = _POLICY % {b"host": host if _HOST.fullmatch(host) else b"localhost"}
    return [*_FIXED, (b"content-security-policy", policy), *([_HSTS] if scope.get("scheme") == "https" else [])]


def _with_security(send: Send, security: list[tuple[bytes, bytes]]) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *security]}
        await send(message)

    return sending


class _Packing:
    """Holds one response back until it is whole, then sends it compressed."""

    def __init__(self, send: Send, path: str, packed: dict[str, bytes], security: list[tuple[bytes, bytes]]) -> None:
        self._send = send
        self._security = security
        self._path = path
        self._packed = packed
        self._start: Message | None = None
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        if message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish()
            return
        await self._send(message)

    async def _finish(self) -> None:
        start, body = self._start, bytes(self._body)
        if start is None:
            return
        headers = [(k, v) for k, v in start["headers"] if k.lower() not in {b"content-length", b"cache-control"}]
        is_packed = any(k.lower() == b"content-encoding" for k, _ in headers)
        if start["status"] == 200 and len(body) >= _SMALLEST and not is_packed:
            if self._path not in self._packed:
                self._packed[self._path] = await run_in_threadpool(gzip.compress, body, 6, mtime=0)
            body = self._packed[self._path]
            headers += [(b"content-encoding", b"gzip"), (b"vary", b"accept-encoding")]
        if start["status"] in {200, 304}:
            headers.append((b"cache-control", _FOREVER))
        headers.append((b"content-length", str(len(body)).encode()))
        await self._send({**start, "headers": [*headers, *self._security]})
        await self._send({"type": "http.response.body", "body": body})


def send_without_delay() -> int:
    """Sets TCP_NODELAY on this process's listening sockets, which connections inherit; how many were set.

    The server creates its socket with protocol 0, so asyncio leaves Nagle's algorithm on: 40 ms a rerun.
    """
    return sum(_undelayed(int(name.name)) for name in _open_files())


def _open_files() -> list[Path]:
    folder = Path("/dev/fd")
    return [path for path in folder.iterdir() if path.name.isdigit()] if folder.is_dir() else []


def _undelayed(number: int) -> bool:
    try:
        copy = socket.socket(fileno=os.dup(number))
    except OSError:
        return False
    with copy:
        try:
            if not copy.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                return False
            copy.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError:
            return False
    return True
