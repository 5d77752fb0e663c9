"""A web request that fails is answered with the number under which the log has it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from sales_core.access.web_log import WebLog
from sales_core.kernel.log import start_log, stop_log
from tests.support.coroutines import run_apart
from tests.support.log import incident_in, log_records


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    start_log(tmp_path)
    yield tmp_path
    stop_log()


def answer(*, before: int) -> list[Message]:
    """What is sent by an application that fails after its first `before` messages."""
    sent: list[Message] = []

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        for message in ({"type": "http.response.start", "status": 200, "headers": []},)[:before]:
            await send(message)
        raise OSError("disk full")

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    run_apart(WebLog(app)({"type": "http", "path": "/export/x", "method": "GET"}, receive, send))
    return sent


def test_a_failed_request_shows_its_incident(log: Path) -> None:
    start, body = answer(before=0)
    assert start["status"] == 500
    found = incident_in(log, body["body"].decode())
    assert "OSError: disk full" in found["exception"]
    assert found["request"]


def test_an_answer_that_has_begun_is_not_begun_again(log: Path) -> None:
    (start,) = answer(before=1)
    assert start["status"] == 200
    assert len(log_records(log)) == 1
