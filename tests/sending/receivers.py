"""Services of this machine that stand in for those of the world: a mail server and one for every webhook."""

from __future__ import annotations

import base64
import email
import json
import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit


@dataclass
class Webhooks:
    """What arrived by HTTP: (host that was meant by path, path, JSON). `answers` are given in turn, then 200 {}."""

    address: str = ""
    arrived: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answers: list[tuple[int, Mapping[str, Any]]] = field(default_factory=list)
    location: str = ""


@contextmanager
def webhooks() -> Iterator[Webhooks]:
    """A server that takes what is posted."""
    found = Webhooks()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.arrived.append((urlsplit(self.path).path, json.loads(body)))
            status, answer = found.answers.pop(0) if found.answers else (200, {})
            content = b"ok" if "/services/" in self.path and status == 200 else json.dumps(answer).encode()
            self.send_response(status)
            if found.location:
                self.send_header("Location", found.location)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that the library calls by
            """Says nothing."""

    with _served(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as address:
        found.address = address
        yield found


@dataclass
class Mailbox:
    """What arrived by mail. `refusals` is how many mails are refused first."""

    address: str = ""
    arrived: list[tuple[list[str], Message]] = field(default_factory=list)
    refusals: int = 0


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """A server that speaks as much SMTP as it takes to receive a mail."""
    found = Mailbox()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 ready")
            to: list[str] = []
            known = base64.b64encode(b"\0bot\0secret").decode()
            while line := self.rfile.readline().decode().strip():
                verb = line[:4].upper()
                if verb == "RCPT":
                    to.append(line.partition("<")[2].partition(">")[0])
                answers = {
                    "EHLO": "250-hello\r\n250 AUTH PLAIN",
                    "AUTH": "235 welcome" if line.endswith(known) else "535 who?",
                    "DATA": "354 go on",
                    "QUIT": "221 bye",
                }
                self._say(answers.get(verb, "250 ok"))
                if verb == "DATA":
                    self._take(to)

        def _take(self, to: list[str]) -> None:
            lines: list[bytes] = []
            while (line := self.rfile.readline()) not in {b".\r\n", b""}:
                lines.append(line[1:] if line.startswith(b"..") else line)
            if found.refusals:
                found.refusals -= 1
                self._say("451 try later")
                return
            found.arrived.append((list(to), email.message_from_bytes(b"".join(lines))))
            self._say("250 taken")

        def _say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with _served(Server(("127.0.0.1", 0), Handler)) as address:
        found.address = address
        yield found


@contextmanager
def _served(server: socketserver.TCPServer) -> Iterator[str]:
    thread = threading.Thread(target=server.serve_forever, daemon=True, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
