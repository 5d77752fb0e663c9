"""A reverse proxy names who it signed in: it is believed, and nobody else who sends its header."""

from __future__ import annotations

from pathlib import Path

import pytest

from sales_core.access.gate import COOKIE
from sales_core.access.identity.proxy_header import ProxyTrust
from sales_core.access.server import Access
from sales_core.access.sessions import session_id
from sales_core.appdb.database import AppDatabase
from sales_core.catalogue.access_settings import PROXY_ADDRESSES, PROXY_USER_HEADER, networks
from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import LOCAL_ADMIN, Role
from tests.support.web_client import WebClient, web_app

PROXY = ("10.0.0.5", 41_000)


@pytest.fixture
def access(tmp_path: Path) -> Access:
    """A server behind a proxy that names people, with two of them."""
    appdb = AppDatabase(tmp_path / "ledger.sqlite")
    made = Access.over(appdb)
    made.accounts.add("li", Role.REP, by="test")
    made.accounts.add("王芳", Role.MANAGER, by="test")
    appdb.company.set("proxy.user_header", "X-Forwarded-User", LOCAL_ADMIN)
    appdb.company.set("proxy.addresses", "10.0.0.5", LOCAL_ADMIN)
    return made


@pytest.fixture
def browser(access: Access) -> WebClient:
    return WebClient(web_app(lambda: access), peer=PROXY)


def refusals(access: Access) -> list[tuple[str, str]]:
    found = access.accounts._appdb.audit.events(what="sign_in_by_service_refused")
    return [(one.details["reason"], one.details["address"]) for one in reversed(found)]


def test_whom_the_proxy_names_is_signed_in_once_and_goes_on_by_cookie(access: Access, browser: WebClient) -> None:
    page = browser.get("/page", X_Forwarded_User="li")
    assert (page.status, page.body) == (200, session_id(browser.cookies[COOKIE]))
    assert "HttpOnly" in page.headers["set-cookie"]
    assert browser.get("/page", X_Forwarded_User="li").cookies == {}
    assert [one.origin.how for one in access.accounts.sessions.of("li")] == ["proxy"]
    again = WebClient(browser.app, peer=PROXY)
    again.get("/page", X_Forwarded_User="li")
    assert len(access.accounts.sessions.of("li")) == 1, "a browser without cookies gets the same session for a while"


def test_another_name_is_another_session(access: Access, browser: WebClient) -> None:
    browser.get("/page", X_Forwarded_User="li")
    browser.get("/page", X_Forwarded_User="王芳")
    assert len(access.accounts.sessions.of("王芳")) == 1


@pytest.mark.parametrize("peer", [("10.0.0.6", 41_000), ("127.0.0.1", 41_000), ("not an address", 1)])
def test_from_anybody_else_the_header_is_taken_off_and_written_down_once(
    access: Access, browser: WebClient, peer: tuple[str, int]
) -> None:
    browser.peer = peer
    for _ in range(3):
        answer = browser.get("/page", X_Forwarded_User="li")
        assert (answer.status, answer.headers["location"][:6]) == (303, "/login")
    assert refusals(access) == [("not_the_proxy", peer[0])]
    assert access.accounts.sessions.of("li") == ()


def test_names_without_account_disabled_ones_and_two_headers_are_refused(access: Access, browser: WebClient) -> None:
    access.accounts.disable("王芳", by="test")
    for headers in (
        {"X-Forwarded-User": "nobody"},
        {"X-Forwarded-User": "li", "X-FORWARDED-USER": "li"},
        {"X-Forwarded-User": ""},
    ):
        assert browser.get("/page", **headers).status == 403, headers
    assert browser.get("/page", X_Forwarded_User="王芳").status == 403
    assert {reason for reason, _ in refusals(access)} == {"no_account"}
    assert browser.cookies == {}


def test_signing_out_leads_to_the_proxys_own_sign_out(access: Access, browser: WebClient) -> None:
    access.accounts.company.set("proxy.sign_out", "/oauth2/sign_out", LOCAL_ADMIN)
    browser.get("/page", X_Forwarded_User="li")
    assert browser.get("/logout", X_Forwarded_User="li").headers["location"] == "/oauth2/sign_out"
    assert access.accounts.sessions.of("li") == ()
    assert browser.get("/login", X_Forwarded_User="li").cookies == {}


def test_behind_a_forwarding_proxy_the_peer_is_known_by_who_may_forward(monkeypatch: pytest.MonkeyPatch) -> None:
    def believed(client: tuple[str, int], *, forwarding: str, forwarded: bool = True) -> bool:
        trust = ProxyTrust(b"x-forwarded-user", networks("10.0.0.5, 10.1.0.0/16"), tuple(forwarding.split()))
        headers = [(b"x-forwarded-for", b"1.2.3.4")] if forwarded else []
        return trust.is_from_proxy({"type": "http", "client": client, "headers": headers})

    assert believed(("1.2.3.4", 0), forwarding="10.0.0.5")
    assert believed(("1.2.3.4", 0), forwarding="10.0.0.5 10.1.2.3")
    assert not believed(("1.2.3.4", 0), forwarding="10.0.0.5 127.0.0.1"), "another may have forwarded it"
    assert not believed(("1.2.3.4", 0), forwarding="*")
    assert not believed(("1.2.3.4", 0), forwarding="")
    assert not believed(("1.2.3.4", 50_000), forwarding="10.0.0.5"), "it came from there itself"
    assert not believed(("10.0.0.5", 50_000), forwarding="127.0.0.1"), "a port can be part of what was forwarded"
    assert believed(("10.0.0.5", 50_000), forwarding="127.0.0.1", forwarded=False)
    assert not believed(("1.2.3.4", 50_000), forwarding="127.0.0.1", forwarded=False)


def test_every_spelling_is_taken_off() -> None:
    headers = [(b"x_forwarded-user", b"li"), (b"X-Forwarded-User", b"wang"), (b"accept", b"*/*")]
    assert ProxyTrust(b"x-forwarded-user").split(headers) == ([b"li", b"wang"], [(b"accept", b"*/*")])


@pytest.mark.parametrize("name", ["Cookie", "host", "Authorization", "X-Auth-Session", "X-Forwarded-For", "a b", "ü"])
def test_headers_with_another_meaning_cannot_name_people(name: str) -> None:
    with pytest.raises(UsageError):
        PROXY_USER_HEADER.checked(name)


def test_addresses_are_addresses() -> None:
    for text in ("proxy.example.com", "10.0.0.0/33", "10.0.0.5;10.0.0.6"):
        with pytest.raises(UsageError):
            PROXY_ADDRESSES.checked(text)
