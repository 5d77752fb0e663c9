"""What scripts read over HTTP, with a token in `Authorization: Bearer`: figures and pages as JSON, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sales_core.access.gate import API_PATH
from sales_core.access.refusals import note_refusal
from sales_core.access.server import Access
from sales_core.access.small_pages import request_origin
from sales_core.kernel.errors import NotAllowedError, RefusedError, SalesError, UnhealthyError, UsageError
from sales_core.kernel.terms import Text, Viewer

#: Questions of scripts that are answered at once; pages go first.
_ANSWERED_AT_ONCE = 2
_STATUS: tuple[tuple[type[SalesError], int], ...] = (
    (UsageError, 400), (NotAllowedError, 403), (RefusedError, 422), (UnhealthyError, 503),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ScriptQuestion:
    """What a script asks: the path after `/api/`, and the parameters in their order; one may stand several times."""

    path: str
    parameters: tuple[tuple[str, str], ...] = ()

    def values(self, name: str) -> tuple[str, ...]:
        """Every value of a parameter."""
        return tuple(value for key, value in self.parameters if key == name)

    def value(self, name: str) -> str:
        """The last value of a parameter; '' when it is not there."""
        return next(iter(reversed(self.values(name))), "")

    def refuse_unknown(self, known: Sequence[str]) -> None:
        """Raises UsageError for a parameter that is none of these, so that a typing error changes no figure."""
        for name, _ in self.parameters:
            if name not in known:
                raise UsageError(Text("api.parameter_unknown", {"name": name}), known)


@dataclass(frozen=True, slots=True)
class ScriptAnswer:
    """What a script is sent."""

    body: str
    mime: str = "application/json"


#: Answers a question with no more than the viewer may see. Raises SalesError.
Answering = Callable[[ScriptQuestion, Viewer], ScriptAnswer]


class ApiRoutes:
    """The one route over what the web process holds."""

    def __init__(self, access: Callable[[], Access], answer: Answering) -> None:
        self._access = access
        self._answer = answer
        self._answering = asyncio.Semaphore(_ANSWERED_AT_ONCE)

    def routes(self) -> list[Route]:
        """For `st.App(routes=…)`."""
        return [Route(API_PATH + "{path:path}", self.read, methods=["GET"])]

    async def read(self, request: Request) -> Response:
        """Answers a script: 401 without a valid token, 429 after too many requests or wrong tokens."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        given = token.strip() if scheme.lower() == "bearer" else ""
        found = await run_in_threadpool(self._asking, given, request_origin(request).address)
        if isinstance(found, Response):
            return found
        question = ScriptQuestion(request.path_params["path"], tuple(request.query_params.multi_items()))
        async with self._answering:
            try:
                answer = await run_in_threadpool(self._answer, question, found)
            except SalesError as error:
                if isinstance(error, NotAllowedError):
                    where, address = f"{API_PATH}{question.path}", request_origin(request).address
                    await run_in_threadpool(note_refusal, self._access().accounts, error, where, address)
                status = next((code for kind, code in _STATUS if isinstance(error, kind)), 409)
                return _told(error.text, status)
        return Response(answer.body, media_type=answer.mime, headers={"cache-control": "no-store, private"})

    def _asking(self, token: str, address: str) -> Viewer | Response:
        """As whom the token asks, or why it is not answered."""
        access = self._access()
        if access.requests.is_guessing(address, is_wrong=False):
            return _told(Text("api.too_many"), 429)
        viewer = access.tokens.viewer(token, address) if token else None
        if viewer is None:
            if token:
                access.requests.is_guessing(address, is_wrong=True)
            return _told(Text("token.refused" if token else "api.no_token"), 401)
        if not access.requests.admit(token):
            return _told(Text("api.too_many"), 429)
        return viewer


def _told(text: Text, status: int) -> Response:
    headers = {"cache-control": "no-store", **({"www-authenticate": "Bearer"} if status == 401 else {})}
    if status == 429:
        headers["retry-after"] = "60"
    return JSONResponse({"error": text.everywhere()}, status, headers=headers)
