"""The process that hands letters to services: the only place that imports the library for it.

Started as `python -m sales_core.sending.post_process`. Each line of its standard input is a letter, each line of its
standard output says what came of it. Secrets stand in no argument and no log. Nothing is sent to a host that the letter
does not name, whatever answers with a redirect.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit, urlunsplit

import apprise
import requests
from apprise.attachment.file import AttachFile
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.email import NotifyEmail
from apprise.plugins.feishu import NotifyFeishu
from requests.adapters import HTTPAdapter

_SECONDS = 20.0
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!|<>~])")
_LONGEST_REASON = 200


class _Refused(requests.RequestException):
    """A host that the letter does not name."""


class _Line:
    """The wire under every HTTP request of this process: where it may lead, and what was answered."""

    def __init__(self) -> None:
        self.host = ""
        self.reroute: dict[str, str] = {}
        self.answer: requests.Response | None = None
        self.error = ""
        self._send = HTTPAdapter.send

    def begin(self, host: str, reroute: dict[str, str]) -> None:
        """Another letter."""
        self.host, self.reroute, self.answer, self.error = host, reroute, None, ""

    def send(self, adapter: HTTPAdapter, request: requests.PreparedRequest, **given: Any) -> requests.Response:
        """As the adapter does, to the named host alone."""
        parts = urlsplit(request.url or "")
        if parts.scheme != "https" or (parts.hostname or "").lower() != self.host:
            self.error = "host"
            raise _Refused
        if self.host in self.reroute:
            request.url = urlunsplit(("http", self.reroute[self.host], parts.path, parts.query, ""))
        given["timeout"] = _SECONDS
        try:
            self.answer = self._send(adapter, request, **given)
        except requests.RequestException as error:
            self.error = type(error).__name__
            raise
        return self.answer


class _MailErrors(logging.Handler):
    """Why a mail server refused, which the library says in its log alone."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.last = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps the reason of a failed connection."""
        head, found, why = record.getMessage().partition("Exception: ")
        if found and len(head) < len("Socket  "):
            self.last = why[:_LONGEST_REASON]


def hand_over_letters() -> None:
    """Hands over one letter a line until the input ends."""
    line, errors = _Line(), _MailErrors()

    def send(adapter: HTTPAdapter, request: requests.PreparedRequest, **given: Any) -> requests.Response:
        return line.send(adapter, request, **given)

    HTTPAdapter.send = send  # type: ignore[method-assign, assignment]
    apprise.logger.addHandler(errors)
    apprise.logger.setLevel(logging.DEBUG)
    apprise.logger.propagate = False
    for text in sys.stdin:
        letter = json.loads(text)
        try:
            answer = _mailed(letter, errors) if letter["kind"] == "email" else _posted(letter, line)
        except Exception as error:  # noqa: BLE001 - the border of the process: told, and the next letter goes on
            answer = {"ok": False, "why": "connection", "values": {"error": type(error).__name__}}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _posted(letter: dict[str, Any], line: _Line) -> dict[str, Any]:
    line.begin((urlsplit(letter["url"]).hostname or "").lower(), letter["reroute"])
    asset = apprise.AppriseAsset(http_redirects=False, app_id="Sales Cockpit", app_desc="Sales Cockpit", app_url="")
    plugin = _plugin(letter["kind"], letter["url"], asset)
    body, written = letter["body"], apprise.NotifyFormat.TEXT
    if letter["kind"] == "teams":
        body, written = _card_text(body), apprise.NotifyFormat.MARKDOWN
    is_sent = plugin.notify(body=body, title=letter["title"], body_format=written)
    if line.error == "host":
        return {"ok": False, "why": "host"}
    if line.error:
        return {"ok": False, "why": "connection", "values": {"error": line.error}}
    if line.answer is None:
        return {"ok": False, "why": "connection", "values": {"error": "-"}}
    if (code := _refusal(line.answer)) is not None:
        return {"ok": False, "why": "code", "values": {"code": code}}
    if not is_sent:
        return {"ok": False, "why": "status", "values": {"status": line.answer.status_code}}
    return {"ok": True}


def _plugin(kind: str, url: str, asset: apprise.AppriseAsset) -> apprise.NotifyBase:
    """What speaks with a service, by the URL that the service gave out."""
    parts = urlsplit(url)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if kind == "dingtalk":
        return NotifyDingTalk(token=query["access_token"], secret=query.get("secret"), asset=asset)  # type: ignore[no-untyped-call]
    if kind == "feishu":
        return NotifyFeishu(token=parts.path.rstrip("/").rpartition("/")[2], asset=asset)  # type: ignore[no-untyped-call]
    # The other three the library reads as they are given out.
    made = apprise.Apprise.instantiate(url, asset=asset, suppress_exceptions=False)
    if not isinstance(made, apprise.NotifyBase):
        raise TypeError(kind)
    return made


def _card_text(body: str) -> str:
    """The text for a card, which reads Markdown: names are no markup, and links stay links."""
    lines = (line.strip() for line in body.splitlines())
    return "\n\n".join(line if line.startswith("https://") else _MARKUP.sub(r"\\\1", line) for line in lines)


def _refusal(answer: requests.Response) -> str | None:
    """The code with which a service refuses inside an answer that says 200; None when it took the letter."""
    try:
        found = answer.json()
    except ValueError:
        return None
    if not isinstance(found, dict):
        return None
    code = found.get("errcode") or found.get("code") or found.get("StatusCode")
    words = str(found.get("errmsg") or found.get("msg") or "")[:_LONGEST_REASON]
    return f"{code} {words}".strip() if code else None


def _mailed(letter: dict[str, Any], errors: _MailErrors) -> dict[str, Any]:
    errors.last = ""
    parts = urlsplit(letter["url"])
    host, port = parts.hostname or "", parts.port
    mode = "ssl" if parts.scheme == "smtps" else "starttls"
    if host.lower() in letter["reroute"]:
        (host, _, own), mode = letter["reroute"][host.lower()].partition(":"), "insecure"
        port = int(own)
    sender = parse_qs(parts.query).get("from", [""])[0] or unquote(parts.username or "")
    asset = apprise.AppriseAsset(app_id="Sales Cockpit", app_desc="Sales Cockpit", app_url="")
    plugin = NotifyEmail(  # type: ignore[no-untyped-call]
        host=host, port=port, user=unquote(parts.username or "") or None,
        password=unquote(parts.password or "") or None, smtp_host=host, from_addr=sender, targets=[letter["to"]],
        secure_mode=mode, secure=mode != "insecure", format="text", asset=asset,
    )  # fmt: skip
    # The library knows big providers and would take their hosts in place of the one that was allowed.
    plugin.smtp_host, plugin.secure_mode = host, mode
    plugin.secure = mode != "insecure"
    if port:
        plugin.port = port
    files = apprise.AppriseAttachment()
    for name, path in letter["files"].items():
        files.add(AttachFile(path, name=name))  # type: ignore[no-untyped-call]
    is_sent = plugin.notify(
        body=letter["body"], title=letter["title"], body_format=apprise.NotifyFormat.TEXT, attach=files or None
    )
    return {"ok": True} if is_sent else {"ok": False, "why": "mail", "values": {"error": errors.last or "-"}}


if __name__ == "__main__":
    hand_over_letters()
