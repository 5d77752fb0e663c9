"""Tokens of scripts: never more than their owner has now, for a limited time, shown once, counted and written down."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from sales_core.access.api_routes import ScriptAnswer, ScriptQuestion
from sales_core.access.api_tokens import TOKEN_PREFIX, ApiTokens
from sales_core.access.audit_trail import AuditTrail
from sales_core.access.server import Access
from sales_core.access.throttle import MOST_TRIES, REQUESTS_A_MINUTE
from sales_core.appdb import tables
from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.sensitivity import SIGHT_RIGHTS
from sales_core.kernel.errors import NotAllowedError, UsageError
from sales_core.kernel.terms import LOCAL_ADMIN, Right, Role, Scope, Viewer
from tests.support.clocks import FixedClock
from tests.support.present import present
from tests.support.web_client import WebClient, web_app

pytestmark = pytest.mark.slow

EAST = Scope.of({"region": ("East",)})


@pytest.fixture
def access(appdb: AppDatabase) -> Access:
    made = Access.over(appdb)
    made.accounts.add("li", Role.MANAGER, Scope.of({"region": ("East", "West")}), by="test")
    made.accounts.add("wang", Role.REP, Scope.of({"rep": ("R1",)}), by="test")
    return made


@pytest.fixture
def tokens(access: Access) -> ApiTokens:
    return access.tokens


def owner(access: Access, name: str = "li") -> Viewer:
    return access.accounts.viewer(name)


def made(access: Access, *, rights: tuple[Right, ...] | None = None, scope: Scope | None = None) -> str:
    return access.tokens.make("li", "nightly", 30, rights, scope, by=owner(access))[1]


def opened_by(viewer: Viewer) -> tuple[Right, ...]:
    """The rights that open facts or change something; what may be seen of them is always the owner's."""
    return tuple(right for right in viewer.rights or () if right not in SIGHT_RIGHTS.values())


def test_a_token_asks_as_its_owner_and_by_default_changes_nothing(access: Access, tokens: ApiTokens) -> None:
    secret = made(access)
    assert secret.startswith(TOKEN_PREFIX)
    viewer = present(tokens.viewer(secret))
    assert (viewer.name, viewer.role, viewer.scope) == ("li", Role.MANAGER, owner(access).scope)
    assert viewer.may(Right.VIEW_SALES)
    assert not any(viewer.may(right) for right in (Right.UPLOAD, Right.UNDO, Right.CLOSE_MONTH, Right.ADD_RECORDS))


def test_rights_and_rows_are_within_the_owners_of_the_moment(access: Access, tokens: ApiTokens) -> None:
    secret = made(access, rights=(Right.VIEW_SALES, Right.UPLOAD), scope=EAST)
    viewer = present(tokens.viewer(secret))
    assert opened_by(viewer) == (Right.VIEW_SALES, Right.UPLOAD)
    assert all(viewer.may(right) == owner(access).may(right) for right in SIGHT_RIGHTS.values())
    assert viewer.scope == EAST
    access.accounts.set_role("li", Role.VIEWER, Scope.of({"region": ("West",), "branch": ("B1",)}), by="test")
    viewer = present(tokens.viewer(secret))
    assert opened_by(viewer) == (Right.VIEW_SALES,)
    assert viewer.scope == Scope.of({"region": (), "branch": ("B1",)}), "the owner sees nothing of East any more"
    access.accounts.disable("li", by="test")
    assert tokens.viewer(secret) is None


def test_nobody_gives_more_than_he_has(access: Access, tokens: ApiTokens) -> None:
    with pytest.raises(UsageError, match="manage_users"):
        made(access, rights=(Right.MANAGE_USERS,))
    with pytest.raises(NotAllowedError):
        tokens.make("wang", "x", 1, by=owner(access))
    by_token = present(tokens.viewer(made(access, rights=(Right.VIEW_SALES,), scope=EAST)))
    with pytest.raises(UsageError, match="view_stock"):
        tokens.make("li", "more", 1, (Right.VIEW_STOCK,), by=by_token)
    _, secret = tokens.make("li", "wider", 1, by=by_token)
    viewer = present(tokens.viewer(secret))
    assert (opened_by(viewer), viewer.scope) == ((Right.VIEW_SALES,), EAST)


def test_it_ends_by_time_by_its_owner_and_by_an_administrator(
    access: Access, tokens: ApiTokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = FixedClock(monkeypatch)
    first, second, third = (made(access) for _ in range(3))
    at.advance(timedelta(days=29))
    assert tokens.viewer(first) is not None
    (newest, *_) = tokens.list(owner(access), "li")
    with pytest.raises(NotAllowedError):
        tokens.end(newest.id, by=owner(access, "wang"))
    with pytest.raises(NotAllowedError):
        tokens.list(owner(access, "wang"))
    for one, by in zip(tokens.list(LOCAL_ADMIN)[:2], (owner(access), LOCAL_ADMIN), strict=True):
        tokens.end(one.id, by=by)
    assert [tokens.viewer(one) is not None for one in (first, second, third)].count(True) == 1
    at.advance(timedelta(days=2))
    assert not any(tokens.viewer(one) for one in (first, second, third))
    with pytest.raises(UsageError):
        tokens.end("nobody's", by=LOCAL_ADMIN)


@pytest.mark.parametrize(("days", "label"), [(0, "x"), (366, "x"), (1, " "), (1, "a\nb"), (1, "x" * 101)])
def test_a_token_needs_an_end_and_a_name(access: Access, tokens: ApiTokens, days: int, label: str) -> None:
    with pytest.raises(UsageError):
        tokens.make("li", label, days, by=owner(access))


def test_a_company_can_do_without_tokens(access: Access, tokens: ApiTokens) -> None:
    access.accounts.company.set("token.longest_days", 0, LOCAL_ADMIN)
    with pytest.raises(UsageError):
        made(access)


def test_only_its_hash_is_kept_and_its_life_is_in_the_trail(
    access: Access, tokens: ApiTokens, appdb: AppDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = FixedClock(monkeypatch)
    secret = made(access)
    assert secret not in str(appdb.fetch(sa.select(tables.api_tokens)))
    for hours, address in ((0, "10.0.0.1"), (1, "10.0.0.1"), (1, "10.0.0.2"), (24, "10.0.0.2")):
        at.advance(timedelta(hours=hours))
        tokens.viewer(secret, address)
    tokens.viewer("made up", "10.0.0.9")
    tokens.end(tokens.list(LOCAL_ADMIN)[0].id, by=LOCAL_ADMIN)
    trail = [one for one in reversed(appdb.audit.events()) if one.what.startswith("token_")]
    assert [(one.who, one.what, one.details.get("address", "")) for one in trail] == [
        ("li", "token_made", ""),
        ("li", "token_used", "10.0.0.1"),
        ("li", "token_used", "10.0.0.2"),
        ("li", "token_used", "10.0.0.2"),
        ("", "token_refused", "10.0.0.9"),
        ("local", "token_ended", ""),
    ]
    assert secret not in str(trail)


def test_over_http_a_token_opens_the_api_and_nothing_else(access: Access) -> None:
    browser, secret = WebClient(web_app(lambda: access)), made(access)
    bearer = f"Bearer {secret}"
    assert browser.get("/api/query", Authorization=bearer).body == "li"
    assert browser.get("/page", Authorization=bearer).status == 303
    refused = browser.get("/api/query")
    assert (refused.status, refused.headers["www-authenticate"]) == (401, "Bearer")
    assert browser.send("POST", "/api/query", b"", Authorization=bearer).status == 405
    cookie = WebClient(browser.app, cookies={"sales_session": access.accounts.sessions.open("li")})
    assert cookie.get("/page").status == 200
    assert cookie.get("/api/query").status == 401


def test_over_http_what_a_right_is_missing_for_is_in_the_trail(access: Access) -> None:
    def refused(_: ScriptQuestion, viewer: Viewer) -> ScriptAnswer:
        raise NotAllowedError(viewer.name, Right.VIEW_STOCK)

    browser = WebClient(web_app(lambda: access, refused))
    assert browser.get("/api/page/inventory", Authorization=f"Bearer {made(access)}").status == 403
    (line,) = [one for one in AuditTrail(access.tokens._appdb).lines(LOCAL_ADMIN) if one.what == "refused"]
    assert (line.who, line.act.in_("en")) == ("li", "Refused /api/page/inventory: no right view_stock")


def test_over_http_wrong_tokens_and_too_many_requests_are_stopped(access: Access) -> None:
    browser, secret = WebClient(web_app(lambda: access)), made(access)
    for _ in range(MOST_TRIES):
        assert browser.get("/api/query", Authorization="Bearer sct_guess").status == 401
    assert browser.get("/api/query", Authorization=f"Bearer {secret}").status == 429
    other = WebClient(browser.app, peer=("10.0.0.7", 1))
    assert other.get("/api/query", Authorization=f"Bearer {secret}").status == 200
    admitted = sum(access.requests.admit("one") for _ in range(REQUESTS_A_MINUTE + 5))
    assert admitted == REQUESTS_A_MINUTE
    assert access.requests.admit("another")


def test_scopes_narrow_each_other() -> None:
    both = Scope.of({"region": ("A", "B")}).narrowed(Scope.of({"region": ("B", "C"), "rep": ("R1",)}))
    assert both == Scope.of({"region": ("B",), "rep": ("R1",)})
    assert Scope().narrowed(EAST) == EAST.narrowed(Scope()) == EAST
    assert EAST.narrowed(Scope.of({"region": ("West",)})) == Scope.of({"region": ()})
