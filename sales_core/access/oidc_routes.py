"""The two addresses of signing in by the company's service: the way there, and the way back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sales_core.access.gate import OIDC_CALLBACK, OIDC_START
from sales_core.access.identity.attempt import SignInAttempt
from sales_core.access.server import Access
from sales_core.access.small_pages import (
    checked_path,
    next_path,
    request_origin,
    server_address,
    signed_in_answer,
    signin_page,
)
from sales_core.kernel.errors import SignInRefusedError

#: Holds the secret of a try and where to go after it, while the browser is at the service.
_ATTEMPT_COOKIE = "sales_attempt"
_ATTEMPT_SECONDS = 600
#: Reasons that say nothing of the person: the service, or what is set here, is the cause.
_NOT_OF_THE_PERSON = frozenset({"unreachable", "other_issuer", "not_configured", "client_secret", "view_only"})
#: Tries that may wait for the service at once: it may take long to answer, and pages need the threads too.
_ASKING_AT_ONCE = 4


class OidcRoutes:
    """Both routes over what the web process holds."""

    def __init__(self, access: Callable[[], Access]) -> None:
        self._access = access
        self._asking = asyncio.Semaphore(_ASKING_AT_ONCE)

    def routes(self) -> list[Route]:
        """For `st.App(routes=…)`."""
        return [
            Route(OIDC_START, self.start, methods=["GET"]),
            Route(OIDC_CALLBACK, self.come_back, methods=["GET"]),
        ]

    async def start(self, request: Request) -> Response:
        """Sends the browser to the service; what ties its answer to this browser goes into a cookie."""
        attempt = SignInAttempt.begin()
        try:
            async with self._asking:
                there = await run_in_threadpool(self._access().sign_on.begin, attempt, _back(request))
        except SignInRefusedError as error:
            return self._refused(request, error)
        answer = RedirectResponse(there, 303, headers={"cache-control": "no-store"})
        answer.set_cookie(
            _ATTEMPT_COOKIE,
            f"{attempt.secret}{next_path(request)}",
            path=OIDC_CALLBACK,
            max_age=_ATTEMPT_SECONDS,
            httponly=True,
            samesite="lax",  # the way back is a link from another server
            secure=request.url.scheme == "https",
        )
        return answer

    async def come_back(self, request: Request) -> Response:
        """Signs in whom the service vouches for; 403 with the reason when nobody may come in by it."""
        secret, slash, onward = request.cookies.get(_ATTEMPT_COOKIE, "").partition("/")
        access, given = self._access(), dict(request.query_params)
        origin, requests = request_origin(request), access.requests
        if await run_in_threadpool(lambda: requests.is_flooding(origin.address, is_refused=False)):
            return signin_page(request, "signin.too_often", 429, has_service=True)
        try:
            async with self._asking:
                session = await run_in_threadpool(
                    access.sign_on.finish, SignInAttempt(secret), given, _back(request), origin
                )
        except SignInRefusedError as error:
            await run_in_threadpool(lambda: requests.is_flooding(origin.address, is_refused=True))
            answer = self._refused(request, error)
        else:
            life = await run_in_threadpool(access.accounts.sessions.longest)
            answer = signed_in_answer(request, session, life, checked_path(slash + onward))
        answer.delete_cookie(_ATTEMPT_COOKIE, path=OIDC_CALLBACK)
        return answer

    def _refused(self, request: Request, error: SignInRefusedError) -> Response:
        status = 503 if error.reason in _NOT_OF_THE_PERSON else 403
        return signin_page(request, error.text.key, status, has_service=error.reason != "not_configured")


def _back(request: Request) -> str:
    """The address that the service sends the browser back to; it is registered there."""
    return f"{server_address(request)}{OIDC_CALLBACK}"
