"""Several companies under one address: the first part of a path names the company; what is behind it never learns of
the others.

`/demo/overview` is the page `/overview` of the company `demo`. In front of everything the prefix is taken off paths and
put back into redirects; our cookies carry the company's name outside and lose it inside, so that the sign-in of one
company is none at another. Each company has a gate of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sales_core.access.accounts import Accounts
from sales_core.access.gate import COOKIE, Gate, cookie_secret
from sales_core.access.hosts import is_for_us, server_hosts
from sales_core.access.server import server_accounts
from sales_core.access.sessions import session_id
from sales_core.access.small_pages import checked_path
from sales_core.access.upload_quota import UploadMemory
from sales_core.kernel.company import MAIN, SIDE_COMPANIES, company_prefix, current_company, working_for
from sales_core.kernel.environment import environment
from sales_core.kernel.settings import Home
from sales_core.kernel.terms import Role

COMPANY_HEADER = b"x-auth-company"
#: What our cookies begin with; those of the web framework belong to no company.
_OURS = "sales_"


class CompanyDoor:
    """Finds the company of a request by its path."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        company = _company_of(scope["path"])
        inside = {**scope, "headers": list(_cookies_of(company, scope["headers"]))}
        if company == MAIN:
            await self._app(inside, receive, send)
            return
        if not await run_in_threadpool(_is_there, company):
            await _elsewhere(scope, receive, send, "/")
            return
        prefix = company_prefix(company)
        path = scope["path"].removeprefix(prefix)
        if not path:
            await _elsewhere(scope, receive, send, f"{prefix}/")
            return
        if path == "/login" and scope.get("method") == "GET":
            secret = await run_in_threadpool(_let_in, company, scope)
            if secret:
                cookie = f"{company}.{COOKIE}={secret}; HttpOnly; Path={prefix}/; SameSite=lax"
                await _elsewhere(scope, receive, send, prefix + _onward(scope), (b"set-cookie", cookie.encode()))
                return
        inside |= {"path": path, "raw_path": path.encode()}
        with working_for(company):
            await self._app(inside, receive, _outward(send, company))


class CompanyGates:
    """A gate for each company; what passes it carries the company's name."""

    def __init__(self, app: ASGIApp, accounts: Callable[[], Accounts], uploads: UploadMemory) -> None:
        self._gates = {name: Gate(_named(app, name), accounts, uploads) for name in (MAIN, *SIDE_COMPANIES)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection."""
        await self._gates[current_company()](scope, receive, send)


def _named(app: ASGIApp, company: str) -> ASGIApp:
    async def named(scope: Scope, receive: Receive, send: Send) -> None:
        if "headers" in scope:
            scope = {**scope, "headers": [*scope["headers"], (COMPANY_HEADER, company.encode())]}
        await app(scope, receive, send)

    return named


def _company_of(path: str) -> str:
    first = path.removeprefix("/").partition("/")[0]
    return first if first in SIDE_COMPANIES else MAIN


def _is_there(company: str) -> bool:
    return company in Home.from_environment().companies()


def _cookies_of(company: str, headers: Iterable[tuple[bytes, bytes]]) -> Iterable[tuple[bytes, bytes]]:
    """The headers with our cookies of this company alone, under the names that they have inside."""
    for name, value in headers:
        if name != b"cookie":
            yield name, value
            continue
        own = "" if company == MAIN else f"{company}."
        kept = []
        for part in value.decode("latin-1").split(";"):
            title = part.strip().partition("=")[0]
            if not title.rpartition(".")[2].startswith(_OURS):
                kept.append(part.strip())
            elif title.startswith(f"{own}{_OURS}"):
                kept.append(part.strip().removeprefix(own))
        yield name, "; ".join(kept).encode("latin-1")


def _outward(send: Send, company: str) -> Send:
    """Redirects stay inside the company, and its cookies get its name and path."""
    prefix = company_prefix(company)

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [_outer(company, prefix, *one) for one in message.get("headers", ())]}
        await send(message)

    return sending


def _outer(company: str, prefix: str, name: bytes, value: bytes) -> tuple[bytes, bytes]:
    lowered = name.lower()
    if lowered == b"location" and value.startswith(b"/") and not value.startswith(b"//"):
        return name, prefix.encode() + value
    if lowered == b"set-cookie" and value.startswith(_OURS.encode()):
        return name, f"{company}.".encode() + value.replace(b"Path=/", f"Path={prefix}/".encode())
    return name, value


def _let_in(company: str, scope: Scope) -> str:
    """A session for the administrator of the main company, who asks nothing more on the own machine; "" for others.

    Where the server answers to other names than this machine's, and from any company but the main one, each company
    asks for itself.
    """
    if environment().hosts or not is_for_us(dict(scope["headers"]), server_hosts()):
        return ""
    secret = cookie_secret({"headers": list(_cookies_of(MAIN, scope["headers"]))})
    with working_for(MAIN):
        viewer = server_accounts().signed_in(session_id(secret)) if secret else None
    if viewer is None or viewer.role is not Role.ADMIN or viewer.scope.allowed:
        return ""
    with working_for(company):
        there = server_accounts()
        account = there.find(viewer.name)
        if account is None:
            account = there.add(viewer.name, Role.ADMIN, by=MAIN)
        if account.disabled or account.role is not Role.ADMIN:
            return ""
        return there.sign_in_by_link(there.link_for(viewer.name, by=MAIN), _address(scope)) or ""


def _onward(scope: Scope) -> str:
    """The page of the company that was asked for before the sign-in page was."""
    wanted = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("next", ["/"])
    return checked_path(wanted[0])


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


async def _elsewhere(scope: Scope, receive: Receive, send: Send, path: str, *more: tuple[bytes, bytes]) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    headers = [(b"location", path.encode()), (b"cache-control", b"no-store"), *more]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
