"""Stands in front of every path of the web server, WebSocket included. Pure ASGI: closed unless proven signed in."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sales_core.access.accounts import Accounts
from sales_core.access.sessions import session_id
from sales_core.kernel.settings import Limits
from sales_core.kernel.terms import Right, Viewer

COOKIE = "sales_session"
IDENTITY_HEADER = b"x-auth-session"
PUBLIC_PATHS = frozenset({"/login", "/healthz", "/readyz"})
LINK_PREFIX = "/enter/"
#: Seconds after which a revoked session's socket is cut at the latest.
WATCH_SECONDS = 1.0
_REMEMBER_SECONDS = 1.0
#: Where browsers put files. Streamlit takes them from anybody, on every page, into memory.
_UPLOADS = "/_stcore/upload_file/"
#: With what the form around a file adds to it.
_LONGEST_FILE = Limits().file_bytes + 64 * 1024
_NOT_PAGES = ("/_stcore/", "/media/", "/component/", "/static/", "/export/")


class Gate:
    """Passes signed-in requests on with a trusted identity header; shows people the sign-in page, refuses the rest."""

    def __init__(self, app: ASGIApp, accounts: Callable[[], Accounts]) -> None:
        self._app = app
        self._accounts = accounts
        self._seen: dict[str, tuple[float, Viewer | None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        scope = {**scope, "headers": _without_identity(scope["headers"])}
        identity = _identity(scope)
        viewer = await self._viewer(identity) if identity else None
        if viewer is not None:
            scope["headers"].append((IDENTITY_HEADER, identity.encode()))
            if scope["type"] == "websocket":
                await self._watched(identity, viewer, scope, receive, send)
            elif refusal := _refusal(scope, viewer):
                await _answer(send, *refusal)
            else:
                await self._app(scope, receive, send)
        elif scope["type"] == "http" and _is_public(scope["path"]):
            await self._app(scope, receive, send)
        else:
            await _refuse(scope, receive, send)

    async def _viewer(self, identity: str) -> Viewer | None:
        """Who the session is of, at most a second ago; None when it ended."""
        moment = time.monotonic()
        at, viewer = self._seen.get(identity, (float("-inf"), None))
        if moment - at > _REMEMBER_SECONDS:
            viewer = await run_in_threadpool(lambda: self._accounts().signed_in(identity))
            if len(self._seen) > 10_000:
                self._seen.clear()
            self._seen[identity] = (moment, viewer)
        return viewer

    async def _watched(self, identity: str, viewer: Viewer, scope: Scope, receive: Receive, send: Send) -> None:
        """One socket; cut when the session ends. Also when role or rows change: parts of a page that redraw alone
        would go on with the rights of before, so the browser has to connect and draw anew."""
        cut = asyncio.Event()

        async def watch() -> None:
            while await self._viewer(identity) == viewer:  # noqa: ASYNC110 - another process cannot wake us
                await asyncio.sleep(WATCH_SECONDS)
            cut.set()
            await send({"type": "websocket.close", "code": 1008})

        async def guarded_send(message: Message) -> None:
            if not cut.is_set():
                await send(message)

        watcher = asyncio.create_task(watch())
        try:
            await self._app(scope, _until(cut, receive), guarded_send)
        finally:
            watcher.cancel()


def _until(cut: asyncio.Event, receive: Receive) -> Receive:
    """Receives as before, and reports a disconnect once `cut` is set."""

    async def guarded() -> Message:
        waiting = asyncio.ensure_future(receive())
        cutting = asyncio.ensure_future(cut.wait())
        try:
            await asyncio.wait((waiting, cutting), return_when=asyncio.FIRST_COMPLETED)
            if cut.is_set():
                return {"type": "websocket.disconnect", "code": 1008}
            return waiting.result()
        finally:
            waiting.cancel()
            cutting.cancel()

    return guarded


def cookie_secret(scope: Scope) -> str:
    """The secret in our cookie; empty when there is none."""
    for name, value in scope["headers"]:
        if name == b"cookie":
            try:
                jar = SimpleCookie(value.decode("latin-1"))
            except CookieError:
                continue
            if COOKIE in jar:
                return jar[COOKIE].value
    return ""


def identity_in(scope: Scope) -> str:
    """The session id that the gate vouches for; empty for an anonymous request."""
    return next((v.decode() for k, v in scope["headers"] if k == IDENTITY_HEADER), "")


def _identity(scope: Scope) -> str:
    secret = cookie_secret(scope)
    return session_id(secret) if secret else ""


def _without_identity(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    # Some servers fold underscores into hyphens: both spellings are refused to clients.
    return [(k, v) for k, v in headers if not k.lower().replace(b"_", b"-").startswith(b"x-auth-")]


def _refusal(scope: Scope, viewer: Viewer) -> tuple[int, bytes] | None:
    """Why a signed-in person may not send this; None when he may. The browser's own limit binds nobody."""
    if not scope["path"].startswith(_UPLOADS):
        return None
    if not viewer.may(Right.UPLOAD):
        return 403, b"not allowed\n"
    if scope["method"] not in {"PUT", "POST"}:
        return None
    size = dict(scope["headers"]).get(b"content-length", b"")
    if not size.isdigit():
        return 411, b"say how long it is\n"
    return (413, b"too large\n") if int(size) > _LONGEST_FILE else None


def _is_public(path: str) -> bool:
    return path in PUBLIC_PATHS or (path.startswith(LINK_PREFIX) and "/" not in path.removeprefix(LINK_PREFIX))


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    path = scope["path"]
    if scope["method"] not in {"GET", "HEAD"} or path.startswith(_NOT_PAGES):
        await _answer(send, 401, b"sign in first\n")
        return
    query = scope.get("query_string", b"").decode("latin-1")
    wanted = quote(path + (f"?{query}" if query else ""), safe="")
    await _answer(send, 303, b"", (b"location", f"/login?next={wanted}".encode()))


async def _answer(send: Send, status: int, body: bytes, *more: tuple[bytes, bytes]) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store"), *more]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
