"""The small pages that the server sends itself: sign in, enter by link, sign out, fetch an export."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from sales_core.access.api_routes import Answering, ApiRoutes
from sales_core.access.exports import Export
from sales_core.access.gate import COOKIE, LINK_PREFIX, cookie_secret, identity_in
from sales_core.access.oidc_routes import OidcRoutes
from sales_core.access.server import Access
from sales_core.access.small_pages import (
    DEVICE_COOKIE,
    form_values,
    link_page,
    request_origin,
    server_address,
    signed_in_answer,
    signin_page,
)
from sales_core.appdb.standby import once_more
from sales_core.catalogue.access_settings import PROXY_SIGN_OUT
from sales_core.kernel.errors import SalesError
from sales_core.kernel.events import EXPORT_FETCHED
from sales_core.kernel.terms import Viewer

#: A password takes 64 MiB and a tenth of a second to check: more at once would starve the pages.
_CHECKED_AT_ONCE = 2
#: Tries that wait their time out; more are refused at once.
_WAITING_AT_ONCE = 50


class SignIn:
    """The routes and what they need of the application database.

    `front` is the path of the page that stands at `/`: links that spell it out lead there. `make` makes the bytes of an
    export from its recipe, for a viewer. `ready` says whether the current version can be read;
    `answer` answers scripts.
    """

    def __init__(
        self,
        access: Callable[[], Access],
        front: str,
        make: Callable[[str, Viewer], bytes],
        ready: Callable[[], bool],
        answer: Answering,
    ) -> None:
        self._access = access
        self._front = front
        self._make = make
        self._ready = ready
        self._answer = answer
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
            *OidcRoutes(self._access).routes(),
            *ApiRoutes(self._access, self._answer).routes(),
            Route(self._front, _to_front, methods=["GET"]),
        ]

    async def readiness(self, _request: Request) -> Response:
        """200 when the application database and the current version can be read, else 503."""
        is_ready = await run_in_threadpool(self._ready)
        answer = ("ready\n", 200) if is_ready else ("not ready\n", 503)
        return PlainTextResponse(*answer, headers={"cache-control": "no-store"})

    async def show(self, request: Request) -> Response:
        """The sign-in page."""
        return await self._page(request, "")

    async def _page(self, request: Request, message: str, status: int = 200) -> Response:
        """The sign-in page, with the key of what is wrong."""
        has_service = await run_in_threadpool(lambda: self._access().sign_on.is_configured)
        return signin_page(request, message, status, has_service=has_service)

    async def _signed_in(self, request: Request, secret: str) -> Response:
        return signed_in_answer(request, secret, await run_in_threadpool(self._access().accounts.sessions.longest))

    async def submit(self, request: Request) -> Response:
        """Signs in by name and password; 403 when wrong, 429 after too many tries."""
        form = await form_values(request)
        name = form.get("name", "").strip()
        origin = request_origin(request)
        address = origin.address
        accounts, throttle = self._access().accounts, self._access().throttle
        device = request.cookies.get(DEVICE_COOKIE, "")
        if not await run_in_threadpool(accounts.sessions.has_known, device, name):
            device = ""
        # Counted before it is checked: tries sent side by side must not all pass before the first one failed.
        wait = await run_in_threadpool(once_more, throttle.admit, name, address, device)
        if wait is None or (wait and self._waiting >= _WAITING_AT_ONCE):
            return await self._page(request, "signin.too_often", 429)
        await self._hold(wait)
        async with self._checking:
            password = form.get("password", "")
            secret = await run_in_threadpool(once_more, accounts.sign_in, name, password, address, origin.browser)
        if secret is None:
            return await self._page(request, "signin.wrong", 403)
        await run_in_threadpool(once_more, throttle.forget, name, address, device)
        return await self._signed_in(request, secret)

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
        return link_page(request)

    async def enter(self, request: Request) -> Response:
        """Signs in by a one-time link."""
        origin, link = request_origin(request), request.path_params["secret"]
        by_link = self._access().accounts.sign_in_by_link
        secret = await run_in_threadpool(once_more, by_link, link, origin.address, origin.browser)
        if secret is None:
            return await self._page(request, "signin.link_used", 403)
        return await self._signed_in(request, secret)

    async def leave(self, request: Request) -> Response:
        """Ends this session, only from our own pages; also at the company's service, where that signed in."""
        if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return PlainTextResponse("not from here\n", 403)
        onward = await run_in_threadpool(once_more, self._sign_out, request)
        answer = RedirectResponse(onward, 303, headers={"cache-control": "no-store"})
        answer.delete_cookie(COOKIE)
        return answer

    def _sign_out(self, request: Request) -> str:
        """Ends the session of the cookie; where the browser goes next."""
        access, secret = self._access(), cookie_secret(request.scope)
        ended = access.accounts.sign_out(secret, request_origin(request).address) if secret else None
        if ended is None:
            return "/login"
        if ended.origin.how == "proxy":
            return access.accounts.company.value(PROXY_SIGN_OUT) or "/login"
        return access.sign_on.sign_out_url(ended.origin.id_token, f"{server_address(request)}/login") or "/login"

    async def fetch(self, request: Request) -> Response:
        """Sends an export to the session it was offered to, while the person still has the role and rows of then."""
        identity, accounts = identity_in(request.scope), self._access().accounts
        export = await run_in_threadpool(self._access().exports.fetch, request.path_params["ticket"], identity)
        viewer = await run_in_threadpool(accounts.signed_in, identity) if export else None
        if export is None or viewer is None or viewer != export.viewer.without_lens:
            return PlainTextResponse("not found\n", 404)
        try:
            body = await run_in_threadpool(self._make, export.recipe, export.viewer)
        except SalesError as error:  # what it is made of is gone: a plan that was committed, a version that was retired
            return PlainTextResponse(f"{error.text.everywhere()}\n", 404)
        note = partial(
            accounts.record, viewer.name, EXPORT_FETCHED, file=export.name, address=request_origin(request).address
        )
        await run_in_threadpool(note)
        return _sent(export, body)


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
