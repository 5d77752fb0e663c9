"""What a channel may be, and which host a message is handed to. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from pathlib import PurePath
from urllib.parse import parse_qs, unquote, urlsplit

from sales_core.kernel.errors import UsageError
from sales_core.kernel.terms import Text


class ChannelKind(StrEnum):
    """Where a message is read; texts are `messages.kind.<value>`, the form of its URL `messages.url_form.<value>`."""

    EMAIL = "email"
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"
    SLACK = "slack"
    TEAMS = "teams"
    FOLDER = "folder"

    @property
    def is_personal(self) -> bool:
        """Whether one channel serves everybody, each with his own messages; a webhook ends in a room of its own."""
        return self in {ChannelKind.EMAIL, ChannelKind.FOLDER}

    @property
    def takes_files(self) -> bool:
        """Whether files can go along."""
        return self in {ChannelKind.EMAIL, ChannelKind.FOLDER}


#: The URLs as the services give them out, without their scheme.
_FORMS: Mapping[ChannelKind, str] = {
    ChannelKind.WECOM: r"qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=[\w-]+",
    ChannelKind.DINGTALK: r"oapi\.dingtalk\.com/robot/send\?access_token=\w+(&secret=\w+)?",
    ChannelKind.FEISHU: r"open\.feishu\.cn/open-apis/bot/v2/hook/[\w-]+/?",
    ChannelKind.SLACK: r"hooks\.slack\.com/services/\w+/\w+/\w+/?",
    ChannelKind.TEAMS: (
        r"[\w.-]+(:\d+)?/(powerautomate/automations/direct/(cu/\w+/)?)?workflows/\w+/triggers/manual/paths/invoke\?\S+"
    ),
}
_FROM = re.compile(r"[^\s@]+@[^\s@]+")


def check_channel(kind: ChannelKind, url: str, hosts: Collection[str]) -> None:
    """Raises UsageError for a URL of another form, one that is not encrypted, or whose host is not in `hosts`."""
    if not _is_form(kind, url):
        if kind is not ChannelKind.FOLDER and not is_encrypted(url):
            raise UsageError(Text("messages.not_encrypted", {"form": Text(f"messages.url_form.{kind}")}))
        raise UsageError(Text("messages.bad_url", {"form": Text(f"messages.url_form.{kind}")}))
    host = channel_host(kind, url)
    if host and host not in hosts:
        raise UsageError(Text("messages.host_not_allowed", {"host": host}))


def is_encrypted(url: str) -> bool:
    """Whether nobody on the way can read what goes there: https, or mail by TLS from the start or by STARTTLS."""
    return urlsplit(url).scheme in {"https", "smtps", "smtp"}


def channel_host(kind: ChannelKind, url: str) -> str:
    """The host in lower case; empty for a folder."""
    return "" if kind is ChannelKind.FOLDER else (urlsplit(url).hostname or "").lower()


def mail_sender(url: str) -> str:
    """Whom mail of a channel is from."""
    return parse_qs(urlsplit(url).query).get("from", [""])[0] or unquote(urlsplit(url).username or "")


def _is_form(kind: ChannelKind, url: str) -> bool:
    if kind is ChannelKind.FOLDER:
        return PurePath(url).is_absolute() and ".." not in PurePath(url).parts
    if kind is ChannelKind.EMAIL:
        parts = urlsplit(url)
        is_mail = parts.scheme in {"smtps", "smtp"} and bool(parts.hostname) and parts.path in {"", "/"}
        return is_mail and bool(_FROM.fullmatch(mail_sender(url)))
    return re.fullmatch(f"https://{_FORMS[kind]}", url) is not None
