"""A browser without a window: sends requests to the gate and the routes behind it in this process, and keeps cookies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message

from sales_core.access.api_routes import Answering, ScriptAnswer, ScriptQuestion
from sales_core.access.gate import Gate
from sales_core.access.server import Access
from sales_core.access.signin import SignIn
from sales_core.kernel.terms import Viewer
from tests.support.coroutines import run_apart


@dataclass(frozen=True)
class Answer:
    """What came back; header names are small, of a name that repeats the last."""

    status: int
    headers: dict[str, str]
    body: str
    cookies: dict[str, str]


def _no_answer(_question: ScriptQuestion, viewer: Viewer) -> ScriptAnswer:
    return ScriptAnswer(viewer.name)


def web_app(access: Callable[[], Access], answer: Answering = _no_answer) -> ASGIApp:
    """The gate, and behind it the small pages and one page at `/page` that says whom the gate vouches for."""

    async def page(request: Any) -> PlainTextResponse:
        return PlainTextResponse(request.headers.get("x-auth-session", ""))

    door = SignIn(access, "/overview", lambda *_: b"", lambda: True, answer)
    app = Starlette(routes=[*door.routes(), Route("/page", page, methods=["GET", "POST"])])
    return Gate(app, lambda: access().accounts, _NoUploads())


@dataclass
class WebClient:
    """One browser. `peer`: the address that the server sees, `host` the name it asks for."""

    app: ASGIApp
    peer: tuple[str, int] = ("127.0.0.1", 40_000)
    host: str = "127.0.0.1:8501"
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, address: str, **headers: str) -> Answer:
        """GET of a path of ours, or of a whole address."""
        return self.send("GET", address, b"", **headers)

    def send(self, method: str, address: str, body: bytes = b"", **headers: str) -> Answer:
        """One request. Redirects are not followed; names of headers have _ for -."""
        parts = urlsplit(address)
        given = {"host": self.host, "user-agent": "Test/1.0", **{k.replace("_", "-"): v for k, v in headers.items()}}
        if self.cookies:
            given["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        scope = {
            "type": "http", "http_version": "1.1", "method": method, "scheme": "http", "path": parts.path,
            "raw_path": parts.path.encode(), "query_string": parts.query.encode(), "root_path": "",
            "headers": [(name.lower().encode(), value.encode()) for name, value in given.items()],
            "client": self.peer, "server": ("127.0.0.1", 8501),
        }  # fmt: skip
        answer = run_apart(_sent(self.app, scope, body))
        for name, value in answer.cookies.items():
            self.cookies[name] = value
        self.cookies = {name: value for name, value in self.cookies.items() if value}
        return answer


async def _sent(app: ASGIApp, scope: dict[str, Any], body: bytes) -> Answer:
    messages: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        messages.append(message)

    await app(scope, receive, send)
    start = next(one for one in messages if one["type"] == "http.response.start")
    headers = [(name.decode().lower(), value.decode()) for name, value in start["headers"]]
    cookies = {
        name: morsel.value
        for key, value in headers
        if key == "set-cookie"
        for name, morsel in SimpleCookie(value).items()
    }
    whole = b"".join(one.get("body", b"") for one in messages if one["type"] == "http.response.body")
    return Answer(start["status"], dict(headers), whole.decode("utf-8", "replace"), cookies)


class _NoUploads:
    def identity_of(self, _session: str) -> str | None:
        return None

    def is_expected(self, _session: str, _file: str) -> bool:
        return False

    def held(self, _identity: str) -> Any:
        raise AssertionError
