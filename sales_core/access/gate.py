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

COOKIE = "sales_session"
IDENTITY_HEADER = b"x-auth-session"
PUBLIC_PATHS = frozenset({"/login", "/healthz"})
LINK_PREFIX = "/enter/"
#: Seconds after which a revoked session's socket is cut at the latest.
WATCH_SECONDS = 1.0
_REMEMBER_SECONDS = 1.0
_NOT_PAGES = ("/_stcore/", "/media/", "/component/", "/static/", "/export/")


class Gate:
    """Passes signed-in requests on with a trusted identity header; shows people the sign-in page, refuses the rest."""

    def __init__(self, app: ASGIApp, accounts: Callable[[], Accounts]) -> None:
        self._app = app
        self._accounts = accounts
        self._seen: dict[str, tuple[float, bool]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        scope = {**scope, "headers": _without_identity(scope["headers"])}
        identity = _identity(scope)
        if identity and await self._is_live(identity):
            scope["headers"].append((IDENTITY_HEADER, identity.encode()))
            if scope["type"] == "websocket":
                await self._watched(identity, scope, receive, send)
            else:
                await self._app(scope, receive, send)
        elif scope["type"] == "http" and _is_public(scope["path"]):
            await self._app(scope, receive, send)
        else:
            await _refuse(scope, receive, send)

    async def _is_live(self, identity: str) -> bool:
        moment = time.monotonic()
        at, live = self._seen.get(identity, (float("-inf"), False))
        if moment - at > _REMEMBER_SECONDS:
            live = await run_in_threadpool(lambda: self._accounts().signed_in(identity) is not None)
            if len(self._seen) > 10_000:
                self._seen.clear()
            self._seen[identity] = (moment, live)
        return live

    async def _watched(self, identity: str, scope: Scope, receive: Receive, send: Send) -> None:
        cut = asyncio.Event()

        async def watch() -> None:
            while await self._is_live(identity):  # noqa: ASYNC110 - the ledger of another process cannot wake us
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


def _is_public(path: str) -> bool:
    return path in PUBLIC_PATHS or path.startswith(LINK_PREFIX)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    path = scope["path"]
    is_page = scope["method"] in {"GET", "HEAD"} and not path.startswith(_NOT_PAGES)
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    if is_page:
        query = scope.get("query_string", b"").decode("latin-1")
        wanted = quote(path + (f"?{query}" if query else ""), safe="")
        headers.append((b"location", f"/login?next={wanted}".encode()))
    await send({"type": "http.response.start", "status": 303 if is_page else 401, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if is_page else b"sign in first\n"})
