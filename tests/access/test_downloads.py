"""The route that sends a download: only to the session it was offered to, while its person has the role of then."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import Response

from sales_core.access.api_routes import ScriptAnswer
from sales_core.access.exports import Export
from sales_core.access.gate import IDENTITY_HEADER
from sales_core.access.server import Access
from sales_core.access.sessions import session_id
from sales_core.access.signin import SignIn
from sales_core.appdb.database import AppDatabase
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Role, Scope, Text, Viewer
from tests.support.coroutines import run_apart

PASSWORD = "a long enough one"


def make(recipe: str, viewer: Viewer) -> bytes:
    if recipe == "gone":
        raise UsageError(Text("error.export_gone"))
    return f"{recipe} for {viewer.name}".encode()


@pytest.fixture
def access(appdb: AppDatabase) -> Access:
    return Access.over(appdb)


@pytest.fixture
def door(other_appdb: AppDatabase) -> SignIn:
    """The routes of another process than the one that offers."""
    return SignIn(lambda: Access.over(other_appdb), "/overview", make, lambda: True, lambda *_: ScriptAnswer(""))


def signed_in(access: Access, name: str) -> str:
    access.accounts.add(name, Role.ADMIN, password=PASSWORD, by="test")
    secret = access.accounts.sign_in(name, PASSWORD)
    assert secret is not None
    return session_id(secret)


def fetched(door: SignIn, path: str, session: str) -> Response:
    headers = [(IDENTITY_HEADER, session.encode())] if session else []
    ticket = path.removeprefix("/export/")
    scope = {"type": "http", "method": "GET", "path": path, "headers": headers, "path_params": {"ticket": ticket}}
    return run_apart(door.fetch(Request(scope)))


def offer(access: Access, session: str, recipe: str = "rows") -> str:
    viewer = access.accounts.signed_in(session)
    assert viewer is not None
    return access.exports.offer(Export(session, viewer, "销售 5月.csv", "text/csv", recipe))[0]


def test_its_owner_is_sent_the_file_and_others_are_not(access: Access, door: SignIn) -> None:
    session, other = signed_in(access, "li"), signed_in(access, "wang")
    path = offer(access, session)
    sent = fetched(door, path, session)
    assert (sent.status_code, bytes(sent.body)) == (200, b"rows for li")
    assert sent.headers["content-disposition"] == "attachment; filename*=UTF-8''%E9%94%80%E5%94%AE%205%E6%9C%88.csv"
    assert [fetched(door, path, who).status_code for who in (other, "")] == [404, 404]


def test_an_offer_ends_when_role_or_rows_change(access: Access, door: SignIn) -> None:
    session, _ = signed_in(access, "li"), signed_in(access, "wang")
    path = offer(access, session)
    access.accounts.set_role("li", Role.ADMIN, Scope.of({"region": ("华东",)}), by="test")
    assert fetched(door, path, session).status_code == 404
    access.accounts.set_role("li", Role.ADMIN, Scope(), by="test")
    assert fetched(door, path, session).status_code == 200
    access.accounts.disable("li", by="test")
    assert fetched(door, path, session).status_code == 404


def test_what_cannot_be_made_any_more_says_so(access: Access, door: SignIn) -> None:
    session = signed_in(access, "li")
    sent = fetched(door, offer(access, session, "gone"), session)
    assert sent.status_code == 404
    assert "已不存在" in bytes(sent.body).decode()
