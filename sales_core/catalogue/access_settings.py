"""The settings of who comes in, how, and for how long."""

from __future__ import annotations

from sales_core.catalogue.group_map import is_group_map
from sales_core.catalogue.setting import Setting

#: Without a click for so long a sign-in ends.
SESSION_IDLE_HOURS = Setting("session.idle_hours", 168, least=1, most=2_160)
#: After so long it ends in any case.
SESSION_LONGEST_HOURS = Setting("session.longest_hours", 720, least=1, most=2_160)
#: Empty = nobody signs in by another service.
OIDC_ISSUER = Setting(
    "oidc.issuer", "", pattern=r"|https://[^\s?#]{1,300}|http://(127\.0\.0\.1|localhost)(:\d+)?(/[^\s?#]{0,300})?"
)
OIDC_CLIENT_ID = Setting("oidc.client_id", "", pattern=r"\S{0,300}")
OIDC_SCOPES = Setting("oidc.scopes", "openid profile email", pattern=r"openid( \S{1,100}){0,20}")
#: The claim that names the account; a dot goes into an object.
OIDC_NAME_CLAIM = Setting("oidc.name_claim", "preferred_username", pattern=r"[\w.:/-]{1,100}")
OIDC_GROUPS_CLAIM = Setting("oidc.groups_claim", "groups", pattern=r"[\w.:/-]{1,100}")
#: Role and rows of each group; of several the one that stands first holds.
OIDC_GROUP_MAP = Setting("oidc.group_map", "", pattern=r".{0,20000}", is_form=is_group_map)
#: Whoever has the name of an account at the service takes it over; else the service makes its own accounts only.
OIDC_TAKES_ACCOUNTS = Setting("oidc.takes_accounts", False)

ACCESS_SETTINGS: tuple[Setting[str] | Setting[int] | Setting[bool], ...] = (
    SESSION_IDLE_HOURS,
    SESSION_LONGEST_HOURS,
    OIDC_ISSUER,
    OIDC_CLIENT_ID,
    OIDC_SCOPES,
    OIDC_NAME_CLAIM,
    OIDC_GROUPS_CLAIM,
    OIDC_GROUP_MAP,
    OIDC_TAKES_ACCOUNTS,
)
