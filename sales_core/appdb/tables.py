"""The tables of the application database. Migrations in `appdb/migrations` build the same; a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData()
#: Marks tables of work under way: the journal leaves them out, and nothing is lost without them.
TRANSIENT = {"transient": True, "journaled": False}
#: Marks tables that grow with every look at a figure: backups keep them, the journal leaves them out.
UNJOURNALED = {"journaled": False}


class Moment(sa.types.TypeDecorator[datetime]):
    """A UTC moment kept as ISO text, so that SQLite keeps the zone and the order."""

    impl = sa.String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002
        """ISO text in UTC with microseconds."""
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """The moment, in UTC."""
        return None if value is None else datetime.fromisoformat(value)


versions = sa.Table(
    "versions", metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("created", Moment, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("base", sa.Integer, nullable=False),
    sa.Column("kind", sa.String, nullable=False),  # load, undo, restore, settings
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("file", sa.String, nullable=False),  # among the versions; empty once retention removed the file
    sa.Column("as_of", sa.String, nullable=False),
    sa.Column("rows", sa.JSON, nullable=False),  # dataset -> live rows
    sa.Column("sums", sa.JSON, nullable=False),  # dataset.measure -> decimal text
    sa.Column("periods", sa.JSON, nullable=False),  # dataset -> YYYY-MM -> [rows, main measure's sum as text]
    sa.Column("uploads", sa.JSON, nullable=False),  # ids of the active uploads
    sa.Column("sha256", sa.String(64), nullable=False, server_default=""),  # of the file; empty = written by 0.2
    sa.Column("size", sa.BigInteger, nullable=False, server_default="0"),  # of the file, in bytes
    sa.Column("meta", sa.JSON, nullable=False, server_default="{}"),  # reporting currency and tax basis
)  # fmt: skip

uploads = sa.Table(
    "uploads", metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, nullable=False),  # the version that it made
    sa.Column("created", Moment, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("file", sa.String, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False, index=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("dataset", sa.String, nullable=False),
    sa.Column("sheet", sa.String, nullable=False),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("sums", sa.JSON, nullable=False),
    sa.Column("first_month", sa.String(7), nullable=False),
    sa.Column("last_month", sa.String(7), nullable=False),
    sa.Column("slices", sa.Integer, nullable=False),
    sa.Column("rows_file", sa.String, nullable=False),  # among the uploads
    sa.Column("status", sa.String, nullable=False),  # active, undone
    sa.Column("rows_sha256", sa.String(64), nullable=False, server_default=""),  # of rows_file
    sa.Column("precedence", sa.Integer, nullable=False, server_default="0"),  # among owners of a partition
    sa.Column("extra_partitions", sa.JSON, nullable=False, server_default="[]"),  # replaced beyond those of its rows
    sa.Column("shared_partitions", sa.JSON, nullable=False, server_default="[]"),  # to which its rows were added
)  # fmt: skip

plans = sa.Table(
    "plans", metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("created", Moment, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("base", sa.Integer, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("label", sa.String, nullable=False),
    sa.Column("status", sa.String, nullable=False),  # open, committed, discarded
    info=TRANSIENT,
)  # fmt: skip

month_closes = sa.Table(
    "month_closes", metadata,
    sa.Column("month", sa.String(7), primary_key=True),
    sa.Column("closed", Moment, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("reason", sa.String, nullable=False, server_default=""),
)  # fmt: skip

#: Who sees to it that a dataset of a month, or the month itself, can be closed, and until which day.
month_owners = sa.Table(
    "month_owners", metadata,
    sa.Column("month", sa.String(7), primary_key=True),  # from this one on, until a later one names somebody else
    sa.Column("dataset", sa.String, primary_key=True),  # empty = the month itself
    sa.Column("owner", sa.String, nullable=False),  # empty = nobody
    sa.Column("due", sa.String(10), nullable=False),  # a day; empty = none
    sa.Column("assigned", Moment, nullable=False),
    sa.Column("by", sa.String, nullable=False),
)  # fmt: skip

mappings = sa.Table(
    "mappings", metadata,
    sa.Column("signature", sa.String, primary_key=True),
    sa.Column("label", sa.String, nullable=False),
    sa.Column("dataset", sa.String, nullable=False),
    sa.Column("mapping", sa.JSON, nullable=False),  # header -> field id, empty text = ignored
    sa.Column("answers", sa.JSON, nullable=False),  # question id -> answer
    sa.Column("updated", Moment, nullable=False),
    sa.Column("by", sa.String, nullable=False),
)  # fmt: skip

accounts = sa.Table(
    "accounts", metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("password_hash", sa.String, nullable=False),  # empty = signs in by link only
    sa.Column("role", sa.String, nullable=False),
    sa.Column("scope", sa.JSON, nullable=False),  # dimension -> [values]
    sa.Column("disabled", sa.Boolean, nullable=False),
    sa.Column("created", Moment, nullable=False),
)  # fmt: skip

sessions = sa.Table(
    "sessions", metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    sa.Column("account", sa.String, sa.ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("created", Moment, nullable=False),
    sa.Column("last_seen", Moment, nullable=False),
    sa.Column("revoked", sa.Boolean, nullable=False),
    sa.Column("how", sa.String(20), nullable=False, server_default=""),  # password, link, oidc, proxy
    sa.Column("address", sa.String(64), nullable=False, server_default=""),  # where it began
    sa.Column("browser", sa.String(200), nullable=False, server_default=""),  # as it names itself
    sa.Column("id_token", sa.Text, nullable=False, server_default=""),  # to sign out at the service
    info=TRANSIENT,
)  # fmt: skip

#: Whom another service signs in as which account.
account_identities = sa.Table(
    "account_identities", metadata,
    sa.Column("issuer", sa.String(400), primary_key=True),
    sa.Column("subject", sa.String(255), primary_key=True),
    sa.Column("account", sa.String, sa.ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("created", Moment, nullable=False),
)  # fmt: skip

#: With which scripts sign in; like sessions they end with a restored or recovered database.
api_tokens = sa.Table(
    "api_tokens", metadata,
    sa.Column("id", sa.String(12), primary_key=True),
    sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("account", sa.String, sa.ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("label", sa.String(100), nullable=False),
    sa.Column("rights", sa.JSON, nullable=False),  # at most these, of those that the account has when it is used
    sa.Column("scope", sa.JSON, nullable=False),  # dimension -> [values], within the account's
    sa.Column("created", Moment, nullable=False),
    sa.Column("expires", Moment, nullable=False),
    sa.Column("last_used", Moment, nullable=True),
    sa.Column("last_address", sa.String(64), nullable=False),
    info=TRANSIENT,
)  # fmt: skip

login_links = sa.Table(
    "login_links", metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    sa.Column("account", sa.String, sa.ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False),
    sa.Column("created", Moment, nullable=False),
    sa.Column("expires", Moment, nullable=False),
    sa.Column("used", Moment, nullable=True),
    info=TRANSIENT,
)  # fmt: skip

sign_in_tries = sa.Table(
    "sign_in_tries", metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("key_hash", sa.String(64), nullable=False, index=True),  # of what was tried: name, address, or both
    sa.Column("at", Moment, nullable=False, index=True),
    info=TRANSIENT,
)  # fmt: skip

exports = sa.Table(
    "exports", metadata,
    sa.Column("ticket", sa.String(64), primary_key=True),
    sa.Column("session", sa.String(64), nullable=False, index=True),  # that may fetch it
    sa.Column("viewer", sa.JSON, nullable=False),  # as whom it is computed: name, role, scope
    sa.Column("name", sa.String, nullable=False),
    sa.Column("mime", sa.String, nullable=False),
    sa.Column("recipe", sa.Text, nullable=False),  # JSON of what to make
    sa.Column("expires", Moment, nullable=False, index=True),
    info=TRANSIENT,
)  # fmt: skip

jobs = sa.Table(
    "jobs", metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("owner", sa.String, nullable=False, index=True),
    sa.Column("files", sa.JSON, nullable=False),  # labels
    sa.Column("stage", sa.String, nullable=False),
    sa.Column("fraction", sa.Float, nullable=False),
    sa.Column("plan", sa.String(32), nullable=False),  # empty until it is made
    sa.Column("error", sa.JSON, nullable=True),  # a text: key and values
    sa.Column("status", sa.String, nullable=False),  # running, done, failed, cancelled
    sa.Column("created", Moment, nullable=False),
    sa.Column("heartbeat", Moment, nullable=False),  # when its process last said that it lives
    info=TRANSIENT,
)  # fmt: skip

audit = sa.Table(
    "audit", metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("who", sa.String, nullable=False),
    sa.Column("what", sa.String, nullable=False),
    sa.Column("details", sa.JSON, nullable=False),
    sa.Column("person", sa.String(32), nullable=False, server_default=""),  # of `who`, among audit_people
    sa.Column("salt", sa.String(32), nullable=False, server_default=""),  # empty once the details were erased
    sa.Column("details_sha256", sa.String(64), nullable=False, server_default=""),  # of salt and details
    sa.Column("sha256", sa.String(64), nullable=False, server_default=""),  # of the line before and this one
)  # fmt: skip

#: Who acted. `id` is made of salt and name, so that another name does not fit it; both are empty once erased.
audit_people = sa.Table(
    "audit_people", metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("name", sa.String, nullable=False, index=True),
    sa.Column("salt", sa.String(32), nullable=False),
)  # fmt: skip

look_questions = sa.Table(
    "look_questions", metadata,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("question", sa.JSON, nullable=False),  # what was asked, within which scope
    info=UNJOURNALED,
)  # fmt: skip

#: Who saw the answer to which question, a row a day.
looks = sa.Table(
    "looks", metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("day", sa.String(10), nullable=False),  # of UTC
    sa.Column("who", sa.String, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("question", sa.String(64), nullable=False),
    sa.Column("first", Moment, nullable=False),
    sa.Column("last", Moment, nullable=False),
    sa.Column("times", sa.Integer, nullable=False),
    sa.Index("ix_looks_once", "day", "who", "version", "question", unique=True),
    info=UNJOURNALED,
)  # fmt: skip

settings = sa.Table(
    "settings", metadata,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("value", sa.JSON, nullable=False),
)  # fmt: skip

number_codes = sa.Table(
    "number_codes", metadata,
    sa.Column("code", sa.String, primary_key=True),
    sa.Column("payload", sa.JSON, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created", Moment, nullable=False),
)  # fmt: skip

restatements = sa.Table(
    "restatements", metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("who", sa.String, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("upload", sa.Integer, nullable=True),
    sa.Column("dataset", sa.String, nullable=False),
    sa.Column("measure", sa.String, nullable=False),
    sa.Column("month", sa.String(7), nullable=False, index=True),
    sa.Column("before", sa.String, nullable=False),  # decimal text
    sa.Column("after", sa.String, nullable=False),
)  # fmt: skip

schedule_jobs = sa.Table(
    "schedule_jobs", metadata,
    sa.Column("job", sa.String(40), primary_key=True),
    sa.Column("seen", Moment, nullable=False),  # due from then on
    sa.Column("holder", sa.String(32), nullable=False),  # the process that runs it; empty = none
    sa.Column("lease_until", Moment, nullable=False),
    info=TRANSIENT,
)  # fmt: skip

schedule_runs = sa.Table(
    "schedule_runs", metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("job", sa.String(40), nullable=False, index=True),
    sa.Column("due", Moment, nullable=False),
    sa.Column("started", Moment, nullable=False),
    sa.Column("finished", Moment, nullable=True),
    sa.Column("outcome", sa.String(16), nullable=False),  # running, done, failed, lost
    sa.Column("details", sa.JSON, nullable=False),
    sa.Column("incident", sa.String(16), nullable=False),
    info=TRANSIENT,
)  # fmt: skip

#: Where messages go. Addresses are secrets: neither journal nor backup has them, and they are named anew after either.
message_channels = sa.Table(
    "message_channels", metadata,
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("receiver", sa.String, nullable=False),  # whose messages; empty = everybody's own
    sa.Column("is_outside", sa.Boolean, nullable=False),
    sa.Column("created", Moment, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    info=TRANSIENT,
)  # fmt: skip

#: Messages without their texts. A backup brings none back, so that nothing is sent twice.
outbox = sa.Table(
    "outbox", metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("key", sa.String(300), nullable=False, unique=True),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("subject", sa.JSON, nullable=False),  # what it is about, by ids
    sa.Column("receiver", sa.String, nullable=False),
    sa.Column("channel", sa.String(40), nullable=False),
    sa.Column("created", Moment, nullable=False),
    sa.Column("state", sa.String(16), nullable=False, index=True),  # waiting, sending, sent, failed, nothing
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("due", Moment, nullable=False),  # of the next try
    sa.Column("sent", Moment, nullable=True),
    sa.Column("reason", sa.JSON, nullable=True),  # a text: key and values
    info=TRANSIENT,
)  # fmt: skip

#: The newest lines of the journal, kept until they stand in its files; the last one is always here.
journal_lines = sa.Table(
    "journal_lines", metadata,
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("line", sa.Text, nullable=False),
    info=TRANSIENT,
)  # fmt: skip

#: Who may come in: in a backup when it is asked for.
ACCOUNT_TABLES = (account_identities.name, accounts.name)
