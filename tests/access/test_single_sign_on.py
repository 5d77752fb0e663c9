"""Signing in by the company's OpenID Connect service, against a small one on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import RSAKey

from sales_core.access.gate import COOKIE, OIDC_CALLBACK, OIDC_START
from sales_core.access.server import Access
from sales_core.access.sessions import session_id
from sales_core.access.throttle import FREE_TRIES
from sales_core.appdb.database import AppDatabase
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Scope
from tests.support.openid_provider import CLIENT, SECRET, Provider, running_provider
from tests.support.web_client import Answer, WebClient, web_app

GROUPS = "Admins => admin; East => manager, region=华东|华南; Reps => rep, rep=@employee"
ALL_REPS = "Admins => admin; East => manager, region=华东|华南; Reps => rep"


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running_provider() as made:
        yield made


@pytest.fixture
def access(tmp_path: Path, provider: Provider, monkeypatch: pytest.MonkeyPatch) -> Access:
    """A server that knows the service, and one administrator of its own."""
    appdb = AppDatabase(tmp_path / "ledger.sqlite")
    made = Access.over(appdb)
    made.accounts.add("admin", Role.ADMIN, by="test")
    settings = {"oidc.issuer": provider.issuer, "oidc.client_id": CLIENT, "oidc.group_map": ALL_REPS}
    for name, value in settings.items():
        appdb.company.set(name, value, LOCAL_ADMIN)
    monkeypatch.setenv("SALES_OIDC_SECRET", SECRET)
    return made


@pytest.fixture
def browser(access: Access) -> WebClient:
    return WebClient(web_app(lambda: access))


def setting(access: Access, name: str, value: object) -> None:
    access.accounts._appdb.company.set(name, value, LOCAL_ADMIN)


def signed_in(browser: WebClient, provider: Provider, onward: str = "/page") -> Answer:
    """The whole way there and back."""
    there = browser.get(f"{OIDC_START}?next={onward}")
    assert there.status == 303, there.body
    return browser.get(provider.authorize(there.headers["location"]))


def refusals(access: Access) -> list[str]:
    found = access.accounts._appdb.audit.events(what="sign_in_by_service_refused")
    return [one.details["reason"] for one in reversed(found)]


def test_somebody_signs_in_is_given_role_and_rows_by_his_group_and_signs_out_there_too(
    access: Access, browser: WebClient, provider: Provider
) -> None:
    provider.person |= {"groups": ["Reps", "East"]}
    provider.declares = {"end_session_endpoint": f"{provider.issuer}/logout"}
    assert 'href="/oidc/start' in browser.get("/login").body
    back = signed_in(browser, provider)
    assert (back.status, back.headers["location"]) == (303, "/page")
    assert browser.get("/page").body == session_id(browser.cookies[COOKIE])
    person = access.accounts.get("li")
    assert (person.role, person.scope) == (Role.MANAGER, Scope.of({"region": ("华东", "华南")})), (
        "the first entry holds"
    )
    (session,) = access.accounts.sessions.of("li")
    assert (session.origin.how, session.origin.browser) == ("oidc", "Test/1.0")
    out = browser.get("/logout")
    there = urlsplit(out.headers["location"])
    asked = {key: values[0] for key, values in parse_qs(there.query).items()}
    assert f"{there.scheme}://{there.netloc}{there.path}" == f"{provider.issuer}/logout"
    assert asked["post_logout_redirect_uri"] == "http://127.0.0.1:8501/login"
    assert asked["id_token_hint"].count(".") == 2
    assert access.accounts.sessions.of("li") == ()
    told = [(one.who, one.what) for one in reversed(access.accounts._appdb.audit.events()) if one.who != "local"]
    assert told[1:] == [
        ("oidc", "account_added"), ("oidc", "account_bound"), ("li", "signed_in"), ("li", "signed_out"),
    ]  # fmt: skip


def test_a_changed_group_holds_from_the_next_sign_in_and_none_ends_what_there_was(
    access: Access, browser: WebClient, provider: Provider
) -> None:
    signed_in(browser, provider)
    assert access.accounts.get("li").role is Role.REP
    provider.person |= {"groups": ["East"]}
    signed_in(browser, provider)
    assert access.accounts.get("li").role is Role.MANAGER
    provider.person |= {"groups": ["Canteen"]}
    back = signed_in(browser, provider)
    assert back.status == 403
    assert "您所在的组都没有访问权限" in back.body
    assert access.accounts.sessions.of("li") == ()
    assert refusals(access) == ["no_group"]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"nonce": "of another sign-in"}, "claims"),
        ({"nonce": None}, "claims"),
        ({"aud": "another program"}, "claims"),
        ({"aud": [CLIENT, "another program"]}, "claims"),
        ({"azp": "another program"}, "claims"),
        ({"iss": "https://evil.example"}, "claims"),
        ({"exp": 1_000_000_000}, "expired"),
        ({"iat": 1_000_000_000}, "expired"),
        ({"exp": None}, "claims"),
        ({"sub": None}, "claims"),
        ({"iat": 4_000_000_000}, "claims"),
    ],
    ids=str,
)
def test_an_id_token_that_is_not_for_this_sign_in_is_refused(
    access: Access, browser: WebClient, provider: Provider, wrong: dict[str, Any], reason: str
) -> None:
    provider.wrong = wrong
    back = signed_in(browser, provider)
    assert (back.status, COOKIE in browser.cookies) == (403, False)
    assert refusals(access) == [reason]
    assert [one.name for one in access.accounts.list()] == ["admin"]


def test_a_signature_by_another_key_is_refused_and_a_new_key_of_the_service_is_learned(
    access: Access, browser: WebClient, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert signed_in(browser, provider).status == 303
    provider.key = RSAKey.generate_key(2048, {"kid": "two"})
    assert signed_in(browser, provider).status == 403
    provider.published = provider.key
    monkeypatch.setattr("sales_core.access.identity.provider._LEAST_SECONDS", 0.0)
    assert signed_in(browser, provider).status == 303
    provider.key = RSAKey.generate_key(2048, {"kid": "two"})
    assert signed_in(browser, provider).status == 403
    assert refusals(access) == ["signature", "signature"]


def test_an_answer_of_another_browser_or_without_a_try_signs_nobody_in(
    access: Access, browser: WebClient, provider: Provider
) -> None:
    stolen = provider.authorize(browser.get(OIDC_START).headers["location"])
    other = WebClient(browser.app)
    assert other.get(stolen).status == 403
    assert other.get(f"{OIDC_CALLBACK}?code=x&state=").status == 403
    other.get(OIDC_START)
    assert other.get(stolen).status == 403
    assert browser.get(f"{OIDC_CALLBACK}?error=access_denied").status == 403
    assert refusals(access) == ["state"] * 4
    assert provider.asked.count("/firm/token") == 0


def test_a_flood_of_answers_is_stopped_before_it_fills_the_trail(access: Access, browser: WebClient) -> None:
    limit = FREE_TRIES["address"]
    for _ in range(limit):
        access.requests.is_flooding("127.0.0.1", is_refused=True)
    assert browser.get(f"{OIDC_CALLBACK}?code=x&state=y").status == 429
    assert refusals(access) == []
    assert WebClient(browser.app, peer=("10.0.0.9", 1)).get(f"{OIDC_CALLBACK}?code=x&state=y").status == 403


def test_a_code_works_once(access: Access, browser: WebClient, provider: Provider) -> None:
    there = browser.get(OIDC_START).headers["location"]
    cookies = dict(browser.cookies)
    back = provider.authorize(there)
    assert browser.get(back).status == 303
    again = WebClient(browser.app, cookies=cookies)
    assert again.get(back).status == 403
    assert refusals(access) == ["code_refused"]


def test_a_name_that_somebody_has_here_is_not_taken_over_unless_the_company_says_so(
    access: Access, browser: WebClient, provider: Provider
) -> None:
    provider.person |= {"preferred_username": "admin", "groups": ["Admins"]}
    assert signed_in(browser, provider).status == 403
    setting(access, "oidc.takes_accounts", True)
    assert signed_in(browser, provider).status == 303
    provider.person |= {"sub": "somebody else"}
    assert signed_in(browser, provider).status == 403, "an account belongs to one person of the service"
    assert refusals(access) == ["name_taken", "name_taken"]


def test_the_last_administrator_and_who_is_disabled_do_not_come_in(
    access: Access, browser: WebClient, provider: Provider
) -> None:
    setting(access, "oidc.takes_accounts", True)
    provider.person |= {"preferred_username": "admin", "groups": ["East"]}
    assert signed_in(browser, provider).status == 403
    assert access.accounts.get("admin").role is Role.ADMIN
    provider.person |= {"preferred_username": "wang"}
    assert signed_in(browser, provider).status == 303
    access.accounts.disable("wang", by="admin")
    assert signed_in(browser, provider).status == 403
    assert refusals(access) == ["last_administrator", "disabled"]


def test_rows_are_taken_from_a_claim_and_claims_from_the_userinfo_route(
    access: Access, browser: WebClient, provider: Provider
) -> None:
    setting(access, "oidc.group_map", GROUPS)
    setting(access, "oidc.groups_claim", "realm_access.roles")
    provider.person |= {"realm_access": {"roles": ["Reps"]}}
    assert signed_in(browser, provider).status == 403
    provider.declares = {"userinfo_endpoint": f"{provider.issuer}/userinfo"}
    setting(access, "oidc.scopes", "openid profile staff")  # another configuration is asked anew
    provider.userinfo = {"sub": "somebody else", "employee": "E9"}
    assert signed_in(browser, provider).status == 403
    provider.userinfo = {"sub": "7f3a", "employee": "E1", "preferred_username": "other"}
    assert signed_in(browser, provider).status == 303
    assert access.accounts.get("li").scope == Scope.of({"rep": ("E1",)})
    assert refusals(access) == ["no_rows", "no_rows"]


def test_a_service_that_is_off_line_is_told_and_local_accounts_sign_in(
    access: Access, browser: WebClient, provider: Provider
) -> None:
    provider.stop()
    answer = browser.get(f"{OIDC_START}?lang=en")
    assert answer.status == 503
    assert "does not answer" in answer.body
    link = access.accounts.link_for("admin", by="test")
    assert browser.send("POST", f"/enter/{link}").status == 303
    assert browser.get("/logout").headers["location"] == "/login"


def test_another_service_at_the_address_is_refused(access: Access, browser: WebClient, provider: Provider) -> None:
    provider.declares = {"issuer": "https://evil.example"}
    assert browser.get(OIDC_START).status == 503
    assert provider.asked, "what answers wrongly is asked again"
    provider.declares = {"token_endpoint": "http://evil.example/token"}
    assert browser.get(OIDC_START).status == 503


def test_nothing_is_asked_of_anybody_while_no_service_is_named(tmp_path: Path, provider: Provider) -> None:
    access = Access.over(AppDatabase(tmp_path / "other.sqlite"))
    browser = WebClient(web_app(lambda: access))
    assert "/oidc/start" not in browser.get("/login").body
    assert browser.get(OIDC_START).status == 503
    assert provider.asked == []


def test_the_secret_is_read_from_a_private_file_and_stands_nowhere_else(
    access: Access, browser: WebClient, provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "secret"
    file.write_text(f"{SECRET}\n")
    file.chmod(0o644)
    monkeypatch.setenv("SALES_OIDC_SECRET_FILE", str(file))
    assert browser.get(OIDC_START).status == 503, "both are named"
    monkeypatch.delenv("SALES_OIDC_SECRET")
    assert browser.get(OIDC_START).status == 503, "others may read it"
    file.chmod(0o600)
    assert signed_in(browser, provider).status == 303
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("ledger.sqlite*"))
    assert SECRET.encode() not in kept
    assert SECRET not in repr(access.sign_on._provider.config)  # type: ignore[union-attr]


def test_a_wrong_secret_is_told_as_the_service_taking_back_its_answer(
    access: Access, browser: WebClient, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SALES_OIDC_SECRET", "another")
    assert signed_in(browser, provider).status == 403
    assert refusals(access) == ["code_refused"]
