"""Stands in front of every path of the web server, WebSocket included. Pure ASGI: closed unless proven signed in."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sales_core.access.accounts import Accounts
from sales_core.access.hosts import is_for_us, is_from_us, server_hosts
from sales_core.access.identity.proxy_header import ProxySignIn, proxy_name
from sales_core.access.sessions import SessionOrigin, session_id
from sales_core.access.upload_quota import UploadMemory, UploadsUnderWay, upload_refusal
from sales_core.kernel.errors import CompanyGoneError, SignInRefusedError
from sales_core.kernel.terms import Right, Viewer

COOKIE = "sales_session"
IDENTITY_HEADER = b"x-auth-session"
#: The way to the company's sign-in service, and the way back.
OIDC_START, OIDC_CALLBACK = "/oidc/start", "/oidc/callback"
PUBLIC_PATHS = frozenset({"/login", "/healthz", "/readyz", OIDC_START, OIDC_CALLBACK})
LINK_PREFIX = "/enter/"
#: Seconds after which a revoked session's socket is cut at the latest.
WATCH_SECONDS = 1.0
_REMEMBER_SECONDS = 1.0
#: Where browsers put files. Streamlit takes them from anybody, on every page, into memory.
_UPLOADS = "/_stcore/upload_file/"
#: Counters of the process, for who runs it.
_METRICS = "/_stcore/metrics"
#: Tabs of one person that may listen at once.
MOST_SOCKETS = 30
#: Answers whoever asks by address: a probe knows no name.
_PROBES = frozenset({"/healthz", "/readyz"})
#: Here nobody is signed in by the proxy: who signs out would be back at once.
_SIGN_IN_PAGES = frozenset({"/login", "/logout"})
#: Each of these routes asks for a token itself.
API_PATH = "/api/"
_NOT_PAGES = ("/_stcore/", "/media/", "/component/", "/static/", "/export/")


class Gate:
    """Passes signed-in requests on with a trusted identity header; shows people the sign-in page, refuses the rest."""

    def __init__(self, app: ASGIApp, accounts: Callable[[], Accounts], uploads: UploadMemory) -> None:
        self._app = app
        self._accounts = accounts
        self._uploads = UploadsUnderWay(uploads)
        self._proxy = ProxySignIn(accounts)
        self._hosts = server_hosts()
        self._seen: dict[str, tuple[float, Viewer | None]] = {}
        self._sockets: Counter[str] = Counter()
        #: Sessions that a person used since they were last looked at: an open tab alone keeps none alive.
        self._used: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        scope = {**scope, "headers": _without_identity(scope["headers"])}
        if answer := self._stranger(scope):
            await _refuse_stranger(scope, receive, send, answer)
            return
        identity = _identity(scope)
        viewer = await self._viewer(identity) if identity else None
        try:
            identity, send = await self._by_proxy(scope, identity, viewer, send)
        except SignInRefusedError as error:
            await _refuse_stranger(scope, receive, send, (403, f"{error.text.everywhere()}\n".encode()))
            return
        viewer = await self._viewer(identity) if identity else None
        if viewer is not None:
            scope["headers"].append((IDENTITY_HEADER, identity.encode()))
            if scope["type"] == "websocket":
                await self._watched(identity, viewer, scope, receive, send)
            elif no := self._refusal(scope, identity, viewer):
                await _answer(send, *no)
            else:
                with self._uploads.receiving(identity, _upload_size(scope)):
                    await self._app(scope, receive, send)
        elif scope["type"] == "http" and _is_public(scope["path"]):
            await self._app(scope, receive, send)
        else:
            await _refuse(scope, receive, send)

    async def _by_proxy(self, scope: Scope, identity: str, viewer: Viewer | None, send: Send) -> tuple[str, Send]:
        """The session of whom the proxy names, opened when the browser has none of his, with the sending that tells
        the browser; as they came where no proxy does. Raises SignInRefusedError for a name that may not come in."""
        trust = await run_in_threadpool(self._proxy.trust)
        if not trust.header:
            return identity, send
        named, scope["headers"] = trust.split(scope["headers"])
        if not named or scope["path"] in _PROBES:
            return identity, send
        client = scope.get("client") or ("", 0)
        if not trust.is_from_proxy(scope):
            await run_in_threadpool(self._proxy.note_stranger, client[0])
            return identity, send
        if (viewer is not None and viewer.name == proxy_name(named)) or scope["path"] in _SIGN_IN_PAGES:
            return identity, send
        browser = next((v.decode("latin-1") for k, v in scope["headers"] if k == b"user-agent"), "")
        origin = SessionOrigin("proxy", client[0], browser)
        secret = await run_in_threadpool(self._proxy.session, named, origin)
        return session_id(secret), _with_cookie(send, secret, is_secure=scope.get("scheme") in {"https", "wss"})

    def _stranger(self, scope: Scope) -> tuple[int, bytes] | None:
        """Why nobody may send this here: it was meant for another name, or a page of another name sent it."""
        headers = dict(scope["headers"])
        if scope["path"] not in _PROBES and not is_for_us(headers, self._hosts):
            return 421, b"not a name of this server; see SALES_HOSTS\n"
        if not is_from_us(headers, is_socket=scope["type"] == "websocket", method=scope.get("method", "GET")):
            return 403, b"not from here\n"
        return None

    def _refusal(self, scope: Scope, identity: str, viewer: Viewer) -> tuple[int, bytes] | None:
        """Why a signed-in person may not send this; None when he may. The browser's own limit binds nobody."""
        path, method = scope["path"], scope["method"]
        if path == _METRICS and not viewer.may(Right.MANAGE_USERS):
            return 404, b"not found\n"
        if not path.startswith(_UPLOADS):
            return None
        if not viewer.may(Right.UPLOAD):
            return 403, b"not allowed\n"
        if method not in {"PUT", "POST", "DELETE"}:
            return None
        size = dict(scope["headers"]).get(b"content-length", b"0" if method == "DELETE" else b"")
        if not size.isdigit():
            return 411, b"say how long it is\n"
        return upload_refusal(self._uploads, identity, path.removeprefix(_UPLOADS), method, int(size))

    async def _viewer(self, identity: str, *, is_use: bool = True) -> Viewer | None:
        """Who the session is of, at most a second ago; None when it ended. `is_use`: a person did something."""
        moment = time.monotonic()
        if is_use:
            self._used.add(identity)
        at, viewer = self._seen.get(identity, (float("-inf"), None))
        if moment - at > _REMEMBER_SECONDS:
            was_used = identity in self._used
            self._used.discard(identity)
            viewer = await run_in_threadpool(self._signed_in, identity, was_used)
            if len(self._seen) > 10_000:
                self._seen.clear()
            self._seen[identity] = (moment, viewer)
        return viewer

    def _signed_in(self, identity: str, was_used: bool) -> Viewer | None:
        try:
            return self._accounts().signed_in(identity, is_use=was_used)
        except CompanyGoneError:  # with it went its sessions
            return None

    async def _watched(self, identity: str, viewer: Viewer, scope: Scope, receive: Receive, send: Send) -> None:
        """One socket; cut when the session ends. Also when role or rows change: parts of a page that redraw alone
        would go on with the rights of before, so the browser has to connect and draw anew."""
        if self._sockets[viewer.name] >= MOST_SOCKETS:
            await _close(receive, send, 1013)
            return
        cut = asyncio.Event()

        async def watch() -> None:
            while await self._viewer(identity, is_use=False) == viewer:  # noqa: ASYNC110 - another process cannot wake us
                await asyncio.sleep(WATCH_SECONDS)
            cut.set()
            await send({"type": "websocket.close", "code": 1008})

        async def guarded_send(message: Message) -> None:
            if not cut.is_set():
                await send(message)

        watcher = asyncio.create_task(watch())
        self._sockets[viewer.name] += 1
        try:
            await self._app(scope, _until(cut, receive, lambda: self._used.add(identity)), guarded_send)
        finally:
            self._sockets[viewer.name] -= 1
            watcher.cancel()


def _upload_size(scope: Scope) -> int:
    """The bytes of a file that a request brings into memory; 0 for any other request."""
    if not scope["path"].startswith(_UPLOADS) or scope["method"] not in {"PUT", "POST"}:
        return 0
    return int(dict(scope["headers"]).get(b"content-length", b"0"))


def _until(cut: asyncio.Event, receive: Receive, note_use: Callable[[], None]) -> Receive:
    """Receives as before, noting that the browser sent something, and reports a disconnect once `cut` is set."""

    async def guarded() -> Message:
        waiting = asyncio.ensure_future(receive())
        cutting = asyncio.ensure_future(cut.wait())
        try:
            await asyncio.wait((waiting, cutting), return_when=asyncio.FIRST_COMPLETED)
            if cut.is_set():
                return {"type": "websocket.disconnect", "code": 1008}
            note_use()
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


def _with_cookie(send: Send, secret: str, *, is_secure: bool) -> Send:
    """Sends as before, and gives the browser the cookie of a session; the session itself knows when it ends."""
    cookie = f"{COOKIE}={secret}; HttpOnly; Path=/; SameSite=lax{'; Secure' if is_secure else ''}"

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], (b"set-cookie", cookie.encode())]}
        await send(message)

    return sending


def _is_public(path: str) -> bool:
    return (
        path in PUBLIC_PATHS
        or path.startswith(API_PATH)
        or (path.startswith(LINK_PREFIX) and "/" not in path.removeprefix(LINK_PREFIX))
    )


async def _close(receive: Receive, send: Send, code: int = 1008) -> None:
    """Turns a socket away before it is open."""
    await receive()
    await send({"type": "websocket.close", "code": code})


async def _refuse_stranger(scope: Scope, receive: Receive, send: Send, answer: tuple[int, bytes]) -> None:
    if scope["type"] == "websocket":
        await _close(receive, send)
    else:
        await _answer(send, *answer)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await _close(receive, send)
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
