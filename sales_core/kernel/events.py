"""What the audit trail can say: one declaration an event. Its sentence is `event.<id>`, filled with its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sales_core.i18n import has
from sales_core.kernel.terms import Text


@dataclass(frozen=True, slots=True)
class Event:
    """One kind of act. `id` is what stands on disk and never changes; `fields` are the details it always carries."""

    id: str
    fields: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    """Details that only some acts carry; the sentence does not name them."""

    def check(self, details: Mapping[str, Any]) -> None:
        """Raises ValueError when `details` lacks a field or has one that is not declared."""
        missing, strange = set(self.fields) - set(details), set(details) - {*self.fields, *self.optional}
        if missing or strange:
            raise ValueError(f"event {self.id}: missing {sorted(missing)}, not declared {sorted(strange)}")


LOAD = Event("load", ("version", "label"), ("plan", "uploads", "subject"))
MASTER = Event("master", ("version", "label"), ("plan", "uploads", "subject"))
UNDO = Event("undo", ("version", "label"), ("plan", "uploads", "subject"))
REDO = Event("redo", ("version", "label"), ("plan", "uploads", "subject"))
RESTORE = Event("restore", ("version", "label"), ("plan", "uploads", "subject"))
REBUILD = Event("rebuild", ("version", "file"))
RECOVER = Event("recover", ("moment",), ("versions",))
CLOSE_MONTH = Event("close_month", ("month",), ("reason", "before", "after"))
REOPEN_MONTH = Event("reopen_month", ("month",), ("reason", "before", "after"))
MONTH_ASSIGNED = Event("month_assigned", ("month", "dataset", "before", "after"))
FORGET_MAPPING = Event("forget_mapping", ("signature",))
CORRECT_MAPPING = Event("correct_mapping", ("signature",), ("mapping",))
ACCOUNT_ADDED = Event("account_added", ("name", "role"), ("scope",))
ACCOUNT_CHANGED = Event("account_changed", ("name", "before", "after"))
ACCOUNT_PASSWORD = Event("account_password", ("name",))
ACCOUNT_DISABLED = Event("account_disabled", ("name",), ("disabled",))
ACCOUNT_ENABLED = Event("account_enabled", ("name",), ("disabled",))
SIGNED_IN = Event("signed_in", ("how",), ("address",))
SIGNED_OUT = Event("signed_out", (), ("address",))
SIGN_IN_REFUSED = Event("sign_in_refused", (), ("address",))
SIGN_IN_LINK_REFUSED = Event("sign_in_link_refused", (), ("address",))
#: The company's service, or the proxy before this server, vouched for nobody who may come in.
SIGN_IN_BY_SERVICE_REFUSED = Event("sign_in_by_service_refused", ("reason",), ("address",))
ACCOUNT_BOUND = Event("account_bound", ("name",))
PERSON_EXPORTED = Event("person_exported", ("name",))
#: `token` is its public id.
TOKEN_MADE = Event("token_made", ("token", "name"), ("rights", "expires"))
TOKEN_ENDED = Event("token_ended", ("token", "name"))
TOKEN_USED = Event("token_used", ("token",), ("address",))
TOKEN_REFUSED = Event("token_refused", (), ("token", "address"))
SIGN_IN_LINK_MADE = Event("sign_in_link_made", ("name",))
SESSIONS_ENDED = Event("sessions_ended", ("name",))
#: `where`: the page, command or question of a script, for want of a right.
REFUSED = Event("refused", ("where", "right"), ("address",))
EXPORT_FETCHED = Event("export_fetched", ("file",), ("address",))
SETTING_CHANGED = Event("setting_changed", ("setting", "before", "after"))
BACKUP_MADE = Event("backup_made", ("folder",))
REPORT_WRITTEN = Event("report_written", ("file",))
#: `message`: its kind; `subject`: what it is about, by ids. Its text is kept nowhere.
MESSAGE_SENT = Event("message_sent", ("message", "receiver", "channel"), ("subject",))
MESSAGE_FAILED = Event("message_failed", ("message", "receiver", "channel"), ("subject",))
CHANNEL_ADDED = Event("channel_added", ("channel", "kind"), ("receiver", "outside"))
CHANNEL_REMOVED = Event("channel_removed", ("channel",))
JOB_FAILED = Event("job_failed", ("job", "incident"))
PERSON_ERASED = Event("person_erased", ("person",), ("lines",))
#: Written by 0.1; now `account_changed`, and the events of the record `promise_to_pay`.
ACCOUNT_ROLE = Event("account_role", ("name", "role"), ("scope",))
PROMISE = Event("promise", ("customer", "document", "day", "amount"))

EVENTS: Mapping[str, Event] = {
    one.id: one
    for one in (
        LOAD, MASTER, UNDO, REDO, RESTORE, REBUILD, RECOVER, CLOSE_MONTH, REOPEN_MONTH, MONTH_ASSIGNED,
        FORGET_MAPPING, CORRECT_MAPPING,
        ACCOUNT_ADDED, ACCOUNT_CHANGED, ACCOUNT_ROLE, ACCOUNT_PASSWORD, ACCOUNT_DISABLED, ACCOUNT_ENABLED,
        SIGNED_IN, SIGNED_OUT, SIGN_IN_REFUSED, SIGN_IN_LINK_REFUSED, SIGN_IN_BY_SERVICE_REFUSED,
        ACCOUNT_BOUND, SIGN_IN_LINK_MADE,
        PERSON_EXPORTED, TOKEN_MADE, TOKEN_ENDED, TOKEN_USED, TOKEN_REFUSED,
        SESSIONS_ENDED, REFUSED, EXPORT_FETCHED, SETTING_CHANGED,
        BACKUP_MADE, REPORT_WRITTEN, JOB_FAILED, MESSAGE_SENT, MESSAGE_FAILED, CHANNEL_ADDED, CHANNEL_REMOVED,
        PERSON_ERASED, PROMISE,
    )
}  # fmt: skip


def sentence(what: str, details: Mapping[str, Any]) -> Text:
    """An audit line as a sentence, an act on a record in its record's words. Unknown events keep their name on disk."""
    record, _, act = what.partition(".")
    if has(f"record.{record}.event.{act}"):
        return Text(f"record.{record}.event.{act}")
    event = EVENTS.get(what)
    if event is None or any(name not in details for name in event.fields):
        return Text("event.unknown", {"what": what})
    return Text(f"event.{what}", {name: str(details[name]) for name in event.fields})
