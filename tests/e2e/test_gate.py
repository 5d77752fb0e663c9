"""Nobody comes in unproven, by any door; and who is sent away is sent away at once."""

import json
import sys
import time
from collections.abc import Iterator

import pytest
import streamlit
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from sales_core.access.api_tokens import ApiTokens
from sales_core.access.gate import WATCH_SECONDS
from sales_core.kernel.settings import PROJECT
from sales_core.kernel.terms import Role, Scope
from tests.e2e.server import Server
from tests.e2e.tab import Tab

PAGES = ("/", "/targets", "/upload", "/people", "/n?code=ABC", "/nonsense", "/%2e%2e/login", "//login", "/login/")
THINGS = (
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/stream",
    "/_stcore/metrics",
    "/_stcore/upload_file/a/b",
    "/_stcore/agent/describe",
    "/media/abc.csv",
    "/component/x/index.html",
    "/static/js/index.js",
    "/export/abc",
)


@pytest.fixture(scope="module")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server without data for the tests that neither fail to sign in nor send anybody away."""
    server = Server(tmp_path_factory.mktemp("gate") / "home")
    yield server
    complaints, output = server.complaints(), server.output()
    server.stop()
    assert not complaints, output


def test_anonymous_pages_lead_to_sign_in(gate: Server) -> None:
    for path in PAGES:
        status, headers, body = gate.get(path)
        assert (status, headers.get("location", "")[:12]) == (303, "/login?next="), path
        assert body == b""


def test_anonymous_things_are_refused(gate: Server) -> None:
    for path in THINGS:
        assert gate.get(path)[0] == 401, path
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
        assert gate.request(method, "/_stcore/upload_file/a/b")[0] == 401, method


def test_a_direct_page_link_on_a_fresh_server_is_refused(empty_server: Server) -> None:
    # Streamlit would serve files of pages/ by name before the script has run once.
    for path in ("/overview", "/shell", "/people", "/sales/overview"):
        assert empty_server.get(path)[0] == 303, path


def test_the_identity_header_is_ours_alone(gate: Server) -> None:
    secret = gate.cookie("admin").partition("=")[2]
    from sales_core.access.sessions import session_id

    forged = session_id(secret)
    for name in ("X-Auth-Session", "x_auth_session"):
        status, _, _ = gate.request("GET", "/_stcore/health", headers={name: forged})
        assert status == 401, name


def test_health_and_sign_in_are_open(gate: Server) -> None:
    assert gate.get("/healthz")[::2] == (200, b"ok\n")
    status, headers, body = gate.get("/login")
    assert status == 200
    assert "Sales Cockpit" in body.decode() or "销售驾驶舱" in body.decode()
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert "English" in gate.get("/login?lang=zh")[2].decode()
    assert "中文" in gate.get("/login?lang=en")[2].decode()


def test_anonymous_websocket_is_refused(gate: Server) -> None:
    with pytest.raises(InvalidStatus) as refused:
        connect(gate.base.replace("http", "ws") + "/_stcore/stream")
    assert refused.value.response.status_code == 403


def test_no_message_tells_where_the_server_lies_or_what_it_is_made_of(gate: Server) -> None:
    with Tab(gate, "admin") as tab:
        tab.run("start")
        tab.run("people")
    told = b"\n".join(tab.sent)
    assert told.count(b"dashboard") >= 2, "the control: the messages that told it came"
    for secret in (str(PROJECT), streamlit.__version__, ".".join(map(str, sys.version_info)), sys.prefix):
        assert secret.encode() not in told, secret


def test_no_other_site_may_steer_a_page(gate: Server) -> None:
    status, _, body = gate.get("/_stcore/host-config", Cookie=gate.cookie("admin"))
    assert (status, json.loads(body)["allowedOrigins"]) == (200, [])


def test_a_link_works_once_and_looking_at_it_does_not_use_it_up(gate: Server) -> None:
    path = gate.person("admin").removeprefix(gate.base)
    for method in ("HEAD", "GET", "GET"):
        status, headers, _ = gate.request(method, path)
        assert (status, "set-cookie" in headers) == (200, False), method
    status, headers, _ = gate.request("POST", path)
    assert (status, headers["location"]) == (303, "/")
    assert "HttpOnly" in headers["set-cookie"]
    assert "SameSite=lax" in headers["set-cookie"]
    assert gate.request("POST", path)[0] == 403
    cookie = headers["set-cookie"].partition(";")[0]
    assert gate.get("/", Cookie=cookie)[0] == 200


def test_sign_in_by_password_and_out_again(empty_server: Server) -> None:
    empty_server.person("王芳", Role.MANAGER, password="correct horse battery")
    form = "name=%E7%8E%8B%E8%8A%B3&password="
    assert empty_server.request("POST", "/login", f"{form}wrong".encode())[0] == 403
    other = {"Origin": "http://evil.example"}
    assert empty_server.request("POST", "/login", f"{form}correct+horse+battery".encode(), other)[0] == 403
    status, headers, _ = empty_server.request(
        "POST", "/login?next=%2Ftargets%3Flang%3Den", f"{form}correct+horse+battery".encode()
    )
    assert (status, headers["location"]) == (303, "/targets?lang=en")
    cookie = headers["set-cookie"].partition(";")[0]
    assert empty_server.get("/_stcore/health", Cookie=cookie)[0] == 200
    assert empty_server.get("/logout", Cookie=cookie, Sec_Fetch_Site="cross-site")[0] == 403
    assert empty_server.get("/logout", Cookie=cookie)[0] == 303
    time.sleep(WATCH_SECONDS + 0.2)
    assert empty_server.get("/_stcore/health", Cookie=cookie)[0] == 401


def test_next_never_leaves_the_server(gate: Server) -> None:
    for wanted in ("//evil.example", "https://evil.example", "/%5Cevil.example", "javascript:alert(1)"):
        path = gate.person("admin").removeprefix(gate.base)
        status, headers, _ = gate.request("POST", f"{path}?next={wanted}")
        assert (status, headers["location"]) == (303, "/"), wanted


def test_a_script_reads_with_a_token_what_its_owner_may_see(server: Server) -> None:
    server.person("li", Role.MANAGER, Scope.of({"region": ("华东",)}))
    tokens = ApiTokens(server.accounts._appdb, server.accounts)
    _, secret = tokens.make("li", "nightly", 1, by=server.accounts.viewer("li"))
    query = "/api/query?metric=net_sales&by=region&period=2026-05"
    status, headers, body = server.get(query, Authorization=f"Bearer {secret}")
    assert (status, headers["content-type"]) == (200, "application/json")
    assert [row["region"] for row in json.loads(body)["rows"]] == ["华东"]
    page = server.get("/api/page/overview?period=2026-05&lang=zh", Authorization=f"Bearer {secret}")
    assert (page[0], json.loads(page[2])["page"]) == (200, "overview")
    for path, wanted in ((query, 401), ("/api/page/people", 400), ("/api/query?metric=moon", 400)):
        bearer = {} if wanted == 401 else {"Authorization": f"Bearer {secret}"}
        assert server.get(path, **bearer)[0] == wanted, path


def test_too_many_tries_are_stopped(empty_server: Server) -> None:
    empty_server.person("admin")
    tries = [empty_server.request("POST", "/login", b"name=admin&password=x")[0] for _ in range(10)]
    assert tries[:8] == [403] * 8
    assert tries[8:] == [429, 429]


def test_a_revoked_session_is_cut_while_it_listens(empty_server: Server) -> None:
    cookie = empty_server.cookie("admin")
    empty_server.person("second")
    address = empty_server.base.replace("http", "ws") + "/_stcore/stream"
    with connect(
        address,
        additional_headers={"Cookie": cookie},
        subprotocols=[Subprotocol("streamlit")],
        origin=Origin(empty_server.base),
    ) as socket:
        empty_server.accounts.disable("admin", by="test")
        started = time.monotonic()
        with pytest.raises(ConnectionClosed):
            list(socket)
        assert time.monotonic() - started < 2 * WATCH_SECONDS + 2


def test_another_role_cuts_the_socket_but_not_the_session(empty_server: Server) -> None:
    empty_server.person("admin")
    cookie = empty_server.cookie("clerk", Role.MANAGER)
    address = empty_server.base.replace("http", "ws") + "/_stcore/stream"
    with connect(
        address,
        additional_headers={"Cookie": cookie},
        subprotocols=[Subprotocol("streamlit")],
        origin=Origin(empty_server.base),
    ) as socket:
        empty_server.accounts.set_role("clerk", Role.MANAGER, Scope.of({"region": ("华东",)}), by="test")
        started = time.monotonic()
        with pytest.raises(ConnectionClosed):
            list(socket)
        assert time.monotonic() - started < 2 * WATCH_SECONDS + 2
    assert empty_server.get("/_stcore/health", Cookie=cookie)[0] == 200


def test_only_who_may_upload_can_put_files_into_memory(gate: Server) -> None:
    path = "/_stcore/upload_file/a/b"
    rep, manager = gate.cookie("rep", Role.REP), gate.cookie("manager", Role.MANAGER)
    assert gate.request("PUT", path, b"x", {"Cookie": rep})[::2] == (403, b"not allowed\n")
    assert gate.request("PUT", path, b"x", {"Cookie": manager})[0] == 404
    assert gate.request("DELETE", path, None, {"Cookie": manager})[0] == 404


def test_other_names_reach_nothing_but_the_probe(gate: Server) -> None:
    cookie = gate.cookie("admin")
    for path in ("/", "/login", "/_stcore/health", "/static/js/index.js", "/enter/x"):
        assert gate.get(path, Host="evil.example", Cookie=cookie)[0] == 421, path
    assert gate.get("/healthz", Host="10.0.0.7:8080")[0] == 200
    assert gate.get("/login", Host=f"localhost:{gate.port}")[0] == 200


def test_pages_of_other_names_change_nothing(gate: Server) -> None:
    cookie = gate.cookie("admin")
    foreign = {"Cookie": cookie, "Origin": "http://evil.example"}
    for method in ("POST", "PUT", "DELETE"):
        assert gate.request(method, "/_stcore/upload_file/a/b", b"x", foreign)[::2] == (403, b"not from here\n")
    address = gate.base.replace("http", "ws") + "/_stcore/stream"
    for origin in (None, Origin("http://evil.example")):
        with pytest.raises(InvalidStatus) as refused:
            connect(address, additional_headers={"Cookie": cookie}, origin=origin)
        assert refused.value.response.status_code == 403


def test_counters_of_the_process_are_for_who_runs_it(gate: Server) -> None:
    rep, admin = gate.cookie("rep", Role.REP), gate.cookie("admin")
    assert gate.get("/_stcore/metrics", Cookie=rep)[0] == 404
    assert gate.get("/_stcore/metrics", Cookie=admin)[0] == 200


def test_every_answer_carries_the_headers_of_a_closed_house(gate: Server) -> None:
    for path in ("/login", "/healthz", "/_stcore/health", "/static/js/index.js"):
        headers = gate.get(path)[1]
        assert headers["cross-origin-opener-policy"] == "same-origin", path
        assert "camera=()" in headers["permissions-policy"]
        policy = headers["content-security-policy"]
        assert f"ws://127.0.0.1:{gate.port} " in policy
        assert " ws: " not in policy
        assert "strict-transport-security" not in headers
    secure = gate.get("/login", X_Forwarded_Proto="https")[1]
    assert secure["strict-transport-security"].startswith("max-age=")


def test_below_a_link_nothing_is_open(gate: Server) -> None:
    for path in ("/enter/../overview", "/enter/x/_stcore/health", "/enter/x/y"):
        assert gate.get(path)[0] == 303, path


def test_static_files_are_compressed_and_kept(gate: Server) -> None:
    cookie = gate.cookie("admin")
    index = gate.get("/", Cookie=cookie)[2].decode()
    script = "/" + index.split('src="./')[1].split('"')[0]
    _, plain, whole = gate.get(script, Cookie=cookie)
    for _ in range(2):
        _, packed, body = gate.get(script, Cookie=cookie, Accept_Encoding="gzip")
        assert packed["content-encoding"] == "gzip"
        assert "immutable" in packed["cache-control"]
        import gzip

        assert gzip.decompress(body) == whole
    assert "content-encoding" not in plain
