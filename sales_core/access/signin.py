"""The small pages that the server sends itself: sign in, enter by link, sign out, fetch an export."""

from __future__ import annotations

import asyncio
import html
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from sales_core.access.accounts import Accounts
from sales_core.access.exports import EXPORTS, Export
from sales_core.access.gate import COOKIE, LINK_PREFIX, cookie_secret, identity_in
from sales_core.access.sessions import LONGEST
from sales_core.i18n import DEFAULT_LOCALE, Locale, choose, locales, t

_PAGE = Path(__file__).with_name("signin.html").read_text(encoding="utf-8")
#: Tries within the time below: one name from one address; one name from anywhere; one address with any name.
_MOST_TRIES = {"pair": 8, "name": 40, "address": 60}
_TRY_SECONDS = 300.0
#: A password takes 64 MiB and a tenth of a second to check: more at once would starve the pages.
_CHECKED_AT_ONCE = 2
_LONGEST_FORM = 4_096


class SignIn:
    """The routes and what they need: the accounts, and how often a name or an address tried lately.

    `front` is the path of the page that stands at `/`: links that spell it out lead there.
    """

    def __init__(self, accounts: Callable[[], Accounts], front: str) -> None:
        self._accounts = accounts
        self._front = front
        self._tries: dict[tuple[str, str], list[float]] = {}
        self._checking = asyncio.Semaphore(_CHECKED_AT_ONCE)

    def routes(self) -> list[Route]:
        """For `st.App(routes=…)`."""
        return [
            Route("/healthz", _healthy),
            Route("/login", self.show, methods=["GET"]),
            Route("/login", self.submit, methods=["POST"]),
            Route(LINK_PREFIX + "{secret}", self.enter, methods=["GET"]),
            Route("/logout", self.leave, methods=["GET", "POST"]),
            Route("/export/{ticket}", self.fetch, methods=["GET"]),
            Route(self._front, _to_front, methods=["GET"]),
        ]

    async def show(self, request: Request) -> Response:
        """The sign-in page."""
        return _page(request, "")

    async def submit(self, request: Request) -> Response:
        """Signs in by name and password; 403 when wrong, 429 after too many tries."""
        if not _is_own_form(request):
            return _page(request, "signin.again", 403)
        form = await _form(request)
        name = form.get("name", "").strip()
        keys = _tried(name, request.client.host if request.client else "")
        # Counted before it is checked: tries sent side by side must not all pass before the first one failed.
        if not self._admit(keys):
            return _page(request, "signin.too_often", 429)
        async with self._checking:
            secret = await run_in_threadpool(self._accounts().sign_in, name, form.get("password", ""))
        if secret is None:
            return _page(request, "signin.wrong", 403)
        self._tries.pop(keys[0], None)
        return _signed_in(request, secret)

    async def enter(self, request: Request) -> Response:
        """Signs in by a one-time link; asking only for the headers does not use it up."""
        if request.method == "HEAD":
            return PlainTextResponse("")
        secret = await run_in_threadpool(self._accounts().sign_in_by_link, request.path_params["secret"])
        return _page(request, "signin.link_used", 403) if secret is None else _signed_in(request, secret)

    async def leave(self, request: Request) -> Response:
        """Ends this session; only from our own pages."""
        if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return PlainTextResponse("not from here\n", 403)
        secret = cookie_secret(request.scope)
        if secret:
            await run_in_threadpool(self._accounts().sign_out, secret)
        answer = RedirectResponse("/login", 303)
        answer.delete_cookie(COOKIE)
        return answer

    async def fetch(self, request: Request) -> Response:
        """Sends an export to the session it was offered to, while the person still has the role and rows of then."""
        identity = identity_in(request.scope)
        export = EXPORTS.fetch(request.path_params["ticket"], identity)
        viewer = await run_in_threadpool(self._accounts().signed_in, identity) if export else None
        if export is None or not export.is_for(viewer):
            return PlainTextResponse("not found\n", 404)
        return _sent(export, await run_in_threadpool(export.make))

    def _admit(self, keys: Sequence[tuple[str, str]]) -> bool:
        """Counts one try under every key; whether all of them are below their limits."""
        moment = time.monotonic()
        if len(self._tries) > 10_000:
            self._tries = {key: tries for key, tries in self._tries.items() if tries[-1] > moment - _TRY_SECONDS}
        lately = {key: [at for at in self._tries.get(key, ()) if at > moment - _TRY_SECONDS] for key in keys}
        if any(len(lately[key]) >= _MOST_TRIES[key[0]] for key in keys):
            return False
        self._tries.update({key: [*tries, moment] for key, tries in lately.items()})
        return True


def _tried(name: str, address: str) -> tuple[tuple[str, str], ...]:
    return ("pair", f"{address} {name}"), ("name", name), ("address", address)


async def _healthy(_request: Request) -> Response:
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


def _is_own_form(request: Request) -> bool:
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


async def _form(request: Request) -> dict[str, str]:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST_FORM:
            return {}
    return {key: values[0] for key, values in parse_qs(body.decode("utf-8", "replace")).items()}


def _page(request: Request, message: str, status: int = 200) -> Response:
    locale = _locale(request)
    onward = quote(_next(request), safe="")
    values: dict[str, Any] = {
        "lang": t("language.tag", locale),
        "title": t("signin.title", locale),
        "product": t("signin.product", locale),
        "name": t("signin.name", locale),
        "password": t("signin.password", locale),
        "button": t("signin.button", locale),
        "note": t("signin.note", locale),
        "message": t(message, locale) if message else "",
        "action": f"/login?lang={locale}&next={onward}",
    }
    page = _PAGE.replace("[[others]]", " · ".join(_link(other, onward) for other in locales() if other != locale))
    for key, value in values.items():
        page = page.replace(f"[[{key}]]", html.escape(str(value)))
    return HTMLResponse(page, status, headers={"cache-control": "no-store"})


def _link(locale: Locale, onward: str) -> str:
    """The same page in another language."""
    address = html.escape(f"/login?lang={locale}&next={onward}")
    return f'<a href="{address}">{html.escape(t("language.name", locale))}</a>'


def _locale(request: Request) -> Locale:
    return choose(request.query_params.get("lang"), request.headers.get("accept-language", DEFAULT_LOCALE))
