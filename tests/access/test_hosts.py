"""Which requests are meant for this server, and which a page of another server sent."""

from __future__ import annotations

import pytest

from sales_core.access.hosts import is_for_us, is_from_us, server_hosts


def host(name: str) -> dict[bytes, bytes]:
    return {b"host": name.encode()}


@pytest.mark.parametrize(
    "name", ["localhost", "LOCALHOST:8501", "127.0.0.1:80", "[::1]:8501", "[::1]", "sales.firm.cn:443"]
)
def test_own_names_with_and_without_port(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SALES_HOSTS", "Sales.Firm.cn, ")
    assert is_for_us(host(name), server_hosts())


@pytest.mark.parametrize(
    "name", ["", "evil.example", "localhost.evil.example", "127.0.0.1.nip.io:8501", "localhost:x", "::1"]
)
def test_other_names(name: str) -> None:
    assert not is_for_us(host(name), server_hosts())
    assert not is_for_us({}, server_hosts())


@pytest.mark.parametrize(
    ("method", "is_socket", "origin", "right"),
    [
        ("GET", False, "http://evil.example", True),
        ("GET", True, "http://evil.example", False),
        ("GET", True, None, False),
        ("GET", True, "https://localhost:8501", True),
        ("GET", True, "http://localhost:9999", False),
        ("POST", False, "http://evil.example", False),
        ("POST", False, "null", False),
        ("DELETE", False, "http://LOCALHOST:8501", True),
        ("PUT", False, None, True),
    ],
)
def test_origins(method: str, is_socket: bool, origin: str | None, right: bool) -> None:
    headers = host("localhost:8501") | ({} if origin is None else {b"origin": origin.encode()})
    assert is_from_us(headers, is_socket=is_socket, method=method) is right
