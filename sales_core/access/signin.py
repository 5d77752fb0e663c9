"""The small pages that the server sends itself: sign in, enter by link, sign out, fetch an export."""

from __future__ import annotations

import asyncio
import html
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from sales_core.access.exports import Export
from sales_core.access.gate import COOKIE, LINK_PREFIX, cookie_secret, identity_in
from sales_core.access.server import Access
from sales_core.access.sessions import DEVICE_LIFE, LONGEST, session_id
from sales_core.i18n import DEFAULT_LOCALE, Locale, choose, locales, t
from sales_core.kernel.errors import SalesError
from sales_core.kernel.events import EXPORT_FETCHED
from sales_core.kernel.terms import Viewer

_FRAME = Path(__file__).with_name("signin.html").read_text(encoding="utf-8")
_FORM = Path(__file__).with_name("signin_form.html").read_text(encoding="utf-8")
_LINK_FORM = Path(__file__).with_name("link_form.html").read_text(encoding="utf-8")
#: A password takes 64 MiB and a tenth of a second to check: more at once would starve the pages.
_CHECKED_AT_ONCE = 2
_LONGEST_FORM = 4_096
#: Tries that wait their time out; more are refused at once.
_WAITING_AT_ONCE = 50
#: Names the last session of a browser after its end; it opens nothing.
DEVICE_COOKIE = "sales_device"


class SignIn:
    """The routes and what they need of the application database.

    `front` is the path of the page that stands at `/`: links that spell it out lead there. `make` makes the bytes of an
    export from its recipe, for a viewer. `ready` says whether the current version can be read.
    """

    def __init__(
        self,
        access: Callable[[], Access],
        front: str,
        make: Callable[[str, Viewer], bytes],
        ready: Callable[[], bool],
    ) -> None:
        self._access = access
        self._front = front
        self._make = make
        self._ready = ready
        self._checking = asyncio.Semaphore(_CHECKED_AT_ONCE)
        self._waiting = 0

    def routes(self) -> list[Route]:
        """For `st.App(routes=…)`."""
        return [
            Route("/healthz", _alive),
            Route("/readyz", self.readiness),
            Route("/login", self.show, methods=["GET"]),
            Route("/login", self.submit, methods=["POST"]),
            Route(LINK_PREFIX + "{secret}", self.offer, methods=["GET"]),
            Route(LINK_PREFIX + "{secret}", self.enter, methods=["POST"]),
            Route("/logout", self.leave, methods=["GET", "POST"]),
            Route("/export/{ticket}", self.fetch, methods=["GET"]),
            Route(self._front, _to_front, methods=["GET"]),
        ]

    async def readiness(self, _request: Request) -> Response:
        """200 when the application database and the current version can be read, else 503."""
        is_ready = await run_in_threadpool(self._ready)
        answer = ("ready\n", 200) if is_ready else ("not ready\n", 503)
        return PlainTextResponse(*answer, headers={"cache-control": "no-store"})

    async def show(self, request: Request) -> Response:
        """The sign-in page."""
        return _page(request, "")

    async def submit(self, request: Request) -> Response:
        """Signs in by name and password; 403 when wrong, 429 after too many tries."""
        form = await _form(request)
        name = form.get("name", "").strip()
        address = _address(request)
        accounts, throttle = self._access().accounts, self._access().throttle
        device = request.cookies.get(DEVICE_COOKIE, "")
        if not await run_in_threadpool(accounts.sessions.has_known, device, name):
            device = ""
        # Counted before it is checked: tries sent side by side must not all pass before the first one failed.
        wait = await run_in_threadpool(throttle.admit, name, address, device)
        if wait is None or (wait and self._waiting >= _WAITING_AT_ONCE):
            return _page(request, "signin.too_often", 429)
        await self._hold(wait)
        async with self._checking:
            secret = await run_in_threadpool(accounts.sign_in, name, form.get("password", ""), address)
        if secret is None:
            return _page(request, "signin.wrong", 403)
        await run_in_threadpool(throttle.forget, name, address, device)
        return _signed_in(request, secret)

    async def _hold(self, seconds: float) -> None:
        """Lets a try wait; it holds a connection and nothing else."""
        if not seconds:
            return
        self._waiting += 1
        try:
            await asyncio.sleep(seconds)
        finally:
            self._waiting -= 1

    async def offer(self, request: Request) -> Response:
        """The page behind a one-time link, which sends itself: programs that only look at links do not use one up."""
        return _link_page(request)

    async def enter(self, request: Request) -> Response:
        """Signs in by a one-time link."""
        accounts = self._access().accounts
        secret = await run_in_threadpool(accounts.sign_in_by_link, request.path_params["secret"], _address(request))
        return _page(request, "signin.link_used", 403) if secret is None else _signed_in(request, secret)

    async def leave(self, request: Request) -> Response:
        """Ends this session; only from our own pages."""
        if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return PlainTextResponse("not from here\n", 403)
        secret = cookie_secret(request.scope)
        if secret:
            await run_in_threadpool(self._access().accounts.sign_out, secret, _address(request))
        answer = RedirectResponse("/login", 303)
        answer.delete_cookie(COOKIE)
        return answer

    async def fetch(self, request: Request) -> Response:
        """Sends an export to the session it was offered to, while the person still has the role and rows of then."""
        identity, accounts = identity_in(request.scope), self._access().accounts
        export = await run_in_threadpool(self._access().exports.fetch, request.path_params["ticket"], identity)
        viewer = await run_in_threadpool(accounts.signed_in, identity) if export else None
        if export is None or viewer is None or replace(viewer, lens=export.viewer.lens) != export.viewer:
            return PlainTextResponse("not found\n", 404)
        try:
            body = await run_in_threadpool(self._make, export.recipe, export.viewer)
        except SalesError as error:  # what it is made of is gone: a plan that was committed, a version that was retired
            return PlainTextResponse(f"{error.text.everywhere()}\n", 404)
        note = partial(accounts.record, viewer.name, EXPORT_FETCHED, file=export.name, address=_address(request))
        await run_in_threadpool(note)
        return _sent(export, body)


def _address(request: Request) -> str:
    """Where the request came from, as the nearest trusted proxy tells it."""
    return request.client.host if request.client else ""


async def _alive(_request: Request) -> Response:
    """The process answers; whether the data can be read is `/readyz`'s to say."""
    return PlainTextResponse("ok\n", headers={"cache-control": "no-store"})


async def _to_front(request: Request) -> Response:
    return RedirectResponse(f"/?{request.url.query}" if request.url.query else "/", 307)


def _sent(export: Export, body: bytes) -> Response:
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(export.name, safe='')}",
        "cache-control": "no-store, private",
    }
    return Response(body, media_type=export.mime, headers=headers)


def _signed_in(request: Request, secret: str) -> Response:
    answer = RedirectResponse(_next(request), 303, headers={"cache-control": "no-store"})
    answer.set_cookie(
        DEVICE_COOKIE,
        session_id(secret),
        path="/login",
        max_age=int(DEVICE_LIFE.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    # Lax, not Strict: a link in a mail has to open the page it names.
    answer.set_cookie(
        COOKIE,
        secret,
        max_age=int(LONGEST.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return answer


def _next(request: Request) -> str:
    """Where to go after signing in: only a path of this server."""
    wanted = request.query_params.get("next", "/")
    parts = urlsplit(wanted)
    is_path = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted
    is_clean = is_path and not parts.scheme and not parts.netloc and wanted.isprintable()
    return quote(wanted, safe="/?&=%.,:-_~+") if is_clean and parts.path not in {"/login", "/logout"} else "/"


async def _form(request: Request) -> dict[str, str]:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST_FORM:
            return {}
    return {key: values[0] for key, values in parse_qs(body.decode("utf-8", "replace")).items()}


def _page(request: Request, message: str, status: int = 200) -> Response:
    """The sign-in page, with what is wrong."""
    return _small_page(request, _FORM, "/login", t(message, _locale(request)) if message else "", status)


def _link_page(request: Request) -> Response:
    return _small_page(request, _LINK_FORM, quote(request.url.path))


def _small_page(request: Request, body: str, path: str, message: str = "", status: int = 200) -> Response:
    """A page with one form that is sent to `path`."""
    locale, onward = _locale(request), quote(_next(request), safe="")
    words = ("title", "product", "name", "password", "button", "note")
    values = {word: t(f"signin.{word}", locale) for word in words}
    values |= {"lang": t("language.tag", locale), "message": message, "action": f"{path}?lang={locale}&next={onward}"}
    page = _FRAME.replace("[[body]]", body)
    page = page.replace("[[others]]", " · ".join(_link(other, onward) for other in locales() if other != locale))
    for key, value in values.items():
        page = page.replace(f"[[{key}]]", html.escape(value))
    return HTMLResponse(page, status, headers={"cache-control": "no-store"})


def _link(locale: Locale, onward: str) -> str:
    """The same page in another language."""
    address = html.escape(f"/login?lang={locale}&next={onward}")
    return f'<a href="{address}">{html.escape(t("language.name", locale))}</a>'


def _locale(request: Request) -> Locale:
    return choose(request.query_params.get("lang"), request.headers.get("accept-language", DEFAULT_LOCALE))
