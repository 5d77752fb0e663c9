"""Settings of messages: the switch, which hosts they may go to, when, and what each person wants to be sent."""

from __future__ import annotations

from sales_core.catalogue.setting import AnySetting, Setting
from sales_core.i18n import DEFAULT_LOCALE, locales

_HOST = r"[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?"
#: Which kinds of messages a person chooses among; the digest has a rhythm of its own.
MESSAGE_CHOICES = ("alerts", "decisions", "mentions", "reports")
DIGEST_RHYTHMS = ("off", "daily", "weekly")

#: Nothing leaves while it is off.
MESSAGES_ENABLED = Setting("messages.enabled", False)
#: The hosts that messages may be handed to; empty = none.
MESSAGES_HOSTS = Setting("messages.hosts", "", pattern=rf"|{_HOST}([,;\s]+{_HOST}){{0,50}}")
#: Where people open this server, for the links of messages.
MESSAGES_PUBLIC_ADDRESS = Setting("messages.public_address", "", pattern=r"|https://[^\s?#/]{1,253}(/[^\s?#]{0,200})?")
MESSAGES_TIME = Setting("messages.time", "08:00", pattern=r"([01]\d|2[0-3]):[0-5]\d")
#: The day of the weekly digest, Monday = 1.
MESSAGES_WEEKDAY = Setting("messages.weekday", 1, least=1, most=7)
#: So many days before a decision is due its owner is reminded.
MESSAGES_REMIND_DAYS = Setting("messages.remind_days", 2, most=30)

MESSAGES_KINDS = Setting("messages.kinds", "alerts,decisions,mentions", options=MESSAGE_CHOICES, is_personal=True)
MESSAGES_DIGEST = Setting("messages.digest", DIGEST_RHYTHMS[0], pattern="|".join(DIGEST_RHYTHMS), is_personal=True)
MESSAGES_LANGUAGE = Setting("messages.language", DEFAULT_LOCALE, pattern="|".join(locales()), is_personal=True)
#: A person's own; the company's is nobody's.
MESSAGES_EMAIL = Setting(
    "messages.email", "", pattern=r"|[^\s@<>\",;:]{1,64}@[A-Za-z0-9.-]{1,190}", is_personal=True, is_private=True
)

MESSAGE_SETTINGS: tuple[AnySetting, ...] = (
    MESSAGES_ENABLED,
    MESSAGES_HOSTS,
    MESSAGES_PUBLIC_ADDRESS,
    MESSAGES_TIME,
    MESSAGES_WEEKDAY,
    MESSAGES_REMIND_DAYS,
    MESSAGES_KINDS,
    MESSAGES_DIGEST,
    MESSAGES_LANGUAGE,
    MESSAGES_EMAIL,
)


def allowed_hosts(text: str) -> frozenset[str]:
    """The hosts of the allow-list, in lower case."""
    return frozenset(text.lower().replace(",", " ").replace(";", " ").split())
