"""The settings of who comes in, how, and for how long."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_network

from sales_core.catalogue.group_map import is_group_map
from sales_core.catalogue.setting import Setting

Networks = tuple[IPv4Network | IPv6Network, ...]


def networks(text: str) -> Networks:
    """Addresses and networks, comma-separated. Raises ValueError for what is neither."""
    return tuple(ip_network(one.strip()) for one in text.split(",") if one.strip())


def _are_networks(text: str) -> bool:
    try:
        networks(text)
    except ValueError:
        return False
    return True


#: Without a click for so long a sign-in ends.
SESSION_IDLE_HOURS = Setting("session.idle_hours", 168, least=1, most=2_160)
#: After so long it ends in any case.
SESSION_LONGEST_HOURS = Setting("session.longest_hours", 720, least=1, most=2_160)
#: So many days an API token lasts at most; 0 = none can be made.
TOKEN_LONGEST_DAYS = Setting("token.longest_days", 365, most=3_650)
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
#: The header by which the reverse proxy names who it has signed in; empty = none is believed.
PROXY_USER_HEADER = Setting(
    "proxy.user_header",
    "",
    pattern=r"|(?i:(?!cookie$|host$|origin$|authorization$|x-auth-|x-forwarded-for$)[a-z][a-z0-9-]{1,60})",
)
#: Whose header that is.
PROXY_ADDRESSES = Setting("proxy.addresses", "127.0.0.1", is_form=_are_networks)
#: Where signing out leads whom the proxy signed in.
PROXY_SIGN_OUT = Setting("proxy.sign_out", "", pattern=r"|(https://|/)[^\s\\]{0,500}")

ACCESS_SETTINGS: tuple[Setting[str] | Setting[int] | Setting[bool], ...] = (
    SESSION_IDLE_HOURS,
    SESSION_LONGEST_HOURS,
    TOKEN_LONGEST_DAYS,
    OIDC_ISSUER,
    OIDC_CLIENT_ID,
    OIDC_SCOPES,
    OIDC_NAME_CLAIM,
    OIDC_GROUPS_CLAIM,
    OIDC_GROUP_MAP,
    OIDC_TAKES_ACCOUNTS,
    PROXY_USER_HEADER,
    PROXY_ADDRESSES,
    PROXY_SIGN_OUT,
)
