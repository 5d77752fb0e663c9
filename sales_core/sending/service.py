"""Messages of one company: its channels, what is due, and what became of each message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sales_core.access.accounts import Accounts
from sales_core.appdb.channel_store import MessageChannel
from sales_core.appdb.database import AppDatabase
from sales_core.appdb.outbox_store import MessageState, NewMessage, OutboxMessage
from sales_core.boards.report.file_names import told_by
from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.message_settings import (
    MESSAGES_ENABLED,
    MESSAGES_HOSTS,
    MESSAGES_LANGUAGE,
    MESSAGES_PUBLIC_ADDRESS,
    allowed_hosts,
)
from sales_core.kernel import clock, events
from sales_core.kernel.company import company_prefix, current_company
from sales_core.kernel.errors import ConflictError, SalesError, UsageError
from sales_core.kernel.rights import demand
from sales_core.kernel.terms import Right, Text, Viewer
from sales_core.records.mentions import tells_people
from sales_core.sending.channel_kinds import ChannelKind, check_channel
from sales_core.sending.due_messages import (
    CASES_TOLD,
    case_messages,
    channels_of,
    daily_messages,
    mail_address,
    mention_messages,
    mentions_told,
    new_message,
    wants,
)
from sales_core.sending.letter import Letter, MessageKind, Posted
from sales_core.sending.post import Post

if TYPE_CHECKING:
    from sales_core.boards.context import Company

#: How long is waited after each try that failed; after the last a message is given up.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 1_440))
_KEPT = timedelta(days=90)
_MOST_SHOWN = 200
_MOST_NAME = 40


class Messages:
    """Run it in one process at a time, as the scheduler does. `reroute`: host → address of this machine that stands in
    its place without encryption; only tests give it.
    """

    def __init__(
        self,
        appdb: AppDatabase,
        accounts: Accounts,
        company: Company,
        catalogue: Catalogue,
        reroute: Mapping[str, str] | None = None,
    ) -> None:
        self._appdb, self._accounts, self._company, self._catalogue = appdb, accounts, company, catalogue
        self._reroute = dict(reroute or {})

    # channels

    def channels(self, viewer: Viewer) -> list[MessageChannel]:
        """Every channel, by name. Raises NotAllowedError."""
        demand(viewer, Right.MANAGE_USERS)
        return self._appdb.channels.all()

    def put_channel(
        self, name: str, kind: str, url: str, viewer: Viewer, receiver: str = "", *, is_outside: bool = False
    ) -> None:
        """Adds a channel, or writes it anew. Raises NotAllowedError; UsageError for a name, kind, URL, host or receiver
        that cannot be.
        """
        demand(viewer, Right.MANAGE_USERS)
        name = name.strip()
        if not name or len(name) > _MOST_NAME or not name.isprintable():
            raise UsageError(Text("messages.bad_name", {"most": _MOST_NAME}))
        if kind not in set(ChannelKind):
            raise UsageError(Text("messages.no_kind", {"kind": kind}), list(ChannelKind))
        found = ChannelKind(kind)
        check_channel(found, url.strip(), self._hosts())
        if receiver:
            self._accounts.get(receiver)
        elif not found.is_personal:
            raise UsageError(Text("messages.needs_receiver"))
        channel = MessageChannel(name, found.value, url.strip(), receiver, is_outside, clock.now(), viewer.name)
        facts = {"channel": name, "kind": found.value, "receiver": receiver, "outside": is_outside}
        with self._appdb.transaction() as connection:
            self._appdb.channels.put(channel, connection)
            self._appdb.audit.write(viewer.name, events.CHANNEL_ADDED, facts, connection)

    def remove_channel(self, name: str, viewer: Viewer) -> None:
        """Takes a channel away; what waits for it is given up. Raises NotAllowedError, UsageError."""
        self.channel(name, viewer)
        with self._appdb.transaction() as connection:
            self._appdb.channels.remove(name, connection)
            self._appdb.audit.write(viewer.name, events.CHANNEL_REMOVED, {"channel": name}, connection)

    def channel(self, name: str, viewer: Viewer) -> MessageChannel:
        """One channel. Raises NotAllowedError; UsageError with the names that there are."""
        known = {one.name: one for one in self.channels(viewer)}
        if name not in known:
            raise UsageError(Text("messages.no_channel", {"name": name}), list(known))
        return known[name]

    def reached_by(self, person: str) -> list[str]:
        """The names of the channels that reach a person; empty for who has no account."""
        account = self._accounts.find(person)
        return [] if account is None else channels_of(account, self._appdb.channels.all(), self._appdb)

    def blocked(self) -> Text | None:
        """Why nothing leaves; None when messages are sent."""
        company = self._appdb.company
        if not company.value(MESSAGES_ENABLED):
            return Text("messages.off")
        if not company.value(MESSAGES_PUBLIC_ADDRESS):
            return Text("messages.no_address")
        return None

    # what is due

    def note_cases(self) -> int:
        """Adds messages of the cases that changed since the last time; how many. What happens while it is off is
        told to nobody later.
        """
        basis = self._catalogue.alert_basis
        if basis is None or basis.cases not in self._catalogue.records:
            return 0
        channels = [] if self.blocked() else self._appdb.channels.all()
        found, newest = case_messages(
            self._catalogue.records[basis.cases], self._appdb, self._accounts.list(), channels
        )
        with self._appdb.transaction() as connection:
            self._appdb.settings.set(CASES_TOLD, newest, connection)
            return self._appdb.outbox.add(found, clock.now(), connection)

    def note_mentions(self) -> int:
        """Adds messages to whom comments and the like named since the last time; how many. What is typed while it is
        off is told to nobody later.
        """
        people, added = self._accounts.list(), 0
        for record in filter(tells_people, self._catalogue.records.values()):
            channels = [] if self.blocked() else self._appdb.channels.all()
            found, newest = mention_messages(record, self._appdb, people, channels)
            with self._appdb.transaction() as connection:
                self._appdb.settings.set(mentions_told(record), newest, connection)
                added += self._appdb.outbox.add(found, clock.now(), connection)
        return added

    def note_reports(self, files: Sequence[Path]) -> int:
        """Adds messages of reports that were written; how many."""
        if self.blocked():
            return 0
        by_report: dict[tuple[str, str], dict[str, str]] = {}
        for file in files:
            name, period, _ = told_by(file.name)
            by_report.setdefault((name, period), {})[file.name] = str(file)
        channels, found = self._appdb.channels.all(), list[NewMessage]()
        for person in self._accounts.list():
            if wants(self._appdb, person.name, "reports"):
                for channel in channels_of(person, channels, self._appdb):
                    for (name, period), paths in by_report.items():
                        subject = {"report": name, "period": period, "files": paths}
                        found.append(new_message(MessageKind.REPORT, person.name, channel, subject, *sorted(paths)))
        return self._appdb.outbox.add(found, clock.now())

    def note_daily(self) -> int:
        """Adds the digests and reminders of today; how many."""
        record = self._catalogue.records.get("decision")
        if self.blocked() or record is None or not self._appdb.current_version():
            return 0
        people, channels = self._accounts.list(), self._appdb.channels.all()
        return self._appdb.outbox.add(
            list(daily_messages(record, self._appdb, people, channels, clock.today())), clock.now()
        )

    def send_test(self, name: str, viewer: Viewer) -> Posted:
        """Sends a message to a channel now, and tells what came of it. Raises NotAllowedError, UsageError."""
        channel = self.channel(name, viewer)
        if (why := self.blocked()) is not None:
            raise UsageError(why)
        receiver = channel.receiver or viewer.name
        if channel.kind == ChannelKind.EMAIL and not mail_address(self._appdb, receiver):
            raise UsageError(Text("messages.no_mail", {"name": receiver}))
        now = clock.now()
        message = new_message(MessageKind.TEST, receiver, channel.name, {}, now.isoformat())
        self._appdb.outbox.add([message], now)
        for one in self._appdb.outbox.waiting(now):
            if one.key == message.key:
                with Post(self._reroute) as post:
                    return self._try(one, post, viewer.name, pauses=())
        raise ConflictError(Text("messages.taken"))

    # sending

    def outbox(self, viewer: Viewer, limit: int = _MOST_SHOWN) -> list[OutboxMessage]:
        """The newest messages first. Raises NotAllowedError."""
        demand(viewer, Right.MANAGE_USERS)
        return self._appdb.outbox.messages(limit)

    def retry(self, message: int, viewer: Viewer) -> None:
        """Has a failed message tried again. Raises NotAllowedError, UsageError when it did not fail."""
        demand(viewer, Right.MANAGE_USERS)
        if not self._appdb.outbox.retry(message, clock.now()):
            raise UsageError(Text("messages.not_failed", {"id": message}))

    def due(self) -> datetime | None:
        """The newest moment at which something became due to be sent; None when nothing leaves or is due."""
        return None if self.blocked() else self._appdb.outbox.newest_due(clock.now())

    def send_waiting(self, by: str) -> Mapping[str, int]:
        """Tries what is due, each once; how many were sent, failed for now or for good, and had nothing to tell."""
        counts = dict.fromkeys(("sent", "failed", "nothing"), 0)
        self._appdb.outbox.forget_before(clock.now() - _KEPT)
        if self.blocked():
            return counts
        counts["failed"] += self._appdb.outbox.interrupted(clock.now(), Text("messages.reason.interrupted"))
        with Post(self._reroute) as post:
            for message in self._appdb.outbox.waiting(clock.now()):
                posted = self._try(message, post, by)
                counts["sent" if posted.is_sent else "failed" if posted.reason else "nothing"] += 1
        return counts

    def _try(self, message: OutboxMessage, post: Post, by: str, pauses: Sequence[timedelta] = PAUSES) -> Posted:
        outbox = self._appdb.outbox
        if not outbox.take(message.id, clock.now()):
            return Posted(False)
        try:
            letter, channel = self._letter(message)
        except SalesError as error:
            posted, is_final = Posted(False, error.text), True
        else:
            if letter is None:
                with self._appdb.transaction() as connection:
                    outbox.end(message.id, MessageState.NOTHING, clock.now(), None, connection)
                return Posted(False)
            posted = self._posted(message, channel, letter, post)
            is_final = not posted.is_known
        if not posted.is_sent and not is_final and message.tries < len(pauses):
            outbox.again(message.id, clock.now() + pauses[message.tries], posted.reason)
            return posted
        state, event = (MessageState.SENT, events.MESSAGE_SENT) if posted.is_sent else _GIVEN_UP
        facts = {"message": message.kind, "receiver": message.receiver, "channel": message.channel}
        with self._appdb.transaction() as connection:
            outbox.end(message.id, state, clock.now(), posted.reason, connection)
            details = {**facts, "subject": {k: v for k, v in message.subject.items() if k != "files"}}
            self._appdb.audit.write(by, event, details, connection)
        return posted

    def _letter(self, message: OutboxMessage) -> tuple[Letter | None, MessageChannel]:
        """What is to be sent where. Raises SalesError when it may not be, or not any more."""
        # What boards need is imported when something is sent.
        from sales_core.sending.content import Writing, write_letter

        channel = next((one for one in self._appdb.channels.all() if one.name == message.channel), None)
        if channel is None:
            raise UsageError(Text("messages.no_channel", {"name": message.channel}))
        kind = ChannelKind(channel.kind)
        check_channel(kind, channel.url, self._hosts())
        viewer = self._accounts.viewer(message.receiver)
        shown = self._accounts.through_lens(viewer) if channel.is_outside else viewer
        company = self._appdb.company
        public = company.value(MESSAGES_PUBLIC_ADDRESS).rstrip("/") + company_prefix(current_company())
        locale = company.own_value(MESSAGES_LANGUAGE, viewer.name)
        writing = Writing(message, self._company, viewer, shown, locale, public, kind.takes_files)
        return write_letter(writing), channel

    def _posted(self, message: OutboxMessage, channel: MessageChannel, letter: Letter, post: Post) -> Posted:
        if channel.kind == ChannelKind.FOLDER:
            return _put(message, channel, letter)
        to = mail_address(self._appdb, message.receiver)
        if channel.kind == ChannelKind.EMAIL and not to:
            return Posted(False, Text("messages.no_mail", {"name": message.receiver}), is_known=False)
        return post.hand_over(channel.kind, channel.url, to, letter.title, letter.body, letter.files)

    def _hosts(self) -> frozenset[str]:
        return allowed_hosts(self._appdb.company.value(MESSAGES_HOSTS))


_GIVEN_UP = (MessageState.FAILED, events.MESSAGE_FAILED)


def _put(message: OutboxMessage, channel: MessageChannel, letter: Letter) -> Posted:
    """Writes a letter into the receiver's folder, whole or not at all."""
    folder = Path(channel.url) / quote(message.receiver, safe=" ")
    name = f"{message.created:%Y%m%d-%H%M%S}-{message.id}-{message.kind}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, path in letter.files.items():
            (folder / f"{name}-{file}").write_bytes(Path(path).read_bytes())
        draft = folder / f".{name}.draft"
        draft.write_text(f"{letter.title}\n\n{letter.body}\n", encoding="utf-8")
        draft.replace(folder / f"{name}.txt")
    except OSError as error:
        return Posted(False, Text("messages.reason.folder", {"error": error.strerror or type(error).__name__}))
    return Posted(is_sent=True)
