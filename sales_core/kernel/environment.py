"""The only place that reads environment variables. Front ends refuse unknown SALES_… variables."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

_PREFIX = "SALES_"

#: Every variable that the product reads, with what it holds.
VARIABLES: Mapping[str, str] = {
    "SALES_HOME": "the state directory; data/home by default",
    "SALES_DATABASE": "the URL of a PostgreSQL application database; the SQLite file of the state directory by default",
    "SALES_BACKUPS": "the folder of the nightly backups; the setting backup.folder by default",
    "SALES_GROUP_READS": "1 = the group of the state directory may read it; nobody but its owner by default",
    "SALES_TODAY": "a fixed date instead of today's (YYYY-MM-DD)",
    "SALES_LANG": "the language of the terminal",
    "SALES_MEMORY_VERSIONS": "megabytes that versions held open may keep; a quarter of the machine by default",
    "SALES_MEMORY_FIGURES": "megabytes of figures kept for the next reader; a 32nd of the machine by default",
    "SALES_MEMORY_UPLOADS": "megabytes of files that wait to be read; an eighth of the machine by default",
    "SALES_HOSTS": "host names that the server answers to, comma-separated",
    "SALES_TOKEN": "an API token: commands run with its rights and rows",
    "SALES_OIDC_SECRET": "the secret that the company's sign-in service gave this program",
    "SALES_OIDC_SECRET_FILE": "a file of its owner alone (0600) that holds that secret",
}
#: What may hold a password, and where one lies.
SECRET_VARIABLES = frozenset({"SALES_OIDC_SECRET", "SALES_OIDC_SECRET_FILE", "SALES_TOKEN", "SALES_DATABASE"})
#: What a process needs of the system to run Python and its libraries.
_OF_SYSTEM = frozenset({"PATH", "HOME", "TZ", "TMPDIR", "LANG", "LANGUAGE"})
_BEGINNINGS_OF_SYSTEM = ("LC_", "PYTHON", "LD_", "DYLD_", "COV_", "COVERAGE_")


@dataclass(frozen=True, slots=True)
class Environment:
    """The environment of this process as typed values; empty where nothing is set."""

    home: str
    database: str
    backups: str
    group_reads: bool
    today: str
    language: str
    system_language: str
    hosts: tuple[str, ...]
    token: str = field(repr=False)
    oidc_secret: str = field(repr=False)
    oidc_secret_file: str
    forwarded_allow_ips: str
    """Whose X-Forwarded-For the web server believes."""
    memory_versions: str = ""
    memory_figures: str = ""
    memory_uploads: str = ""


def environment() -> Environment:
    """The variables as they are now."""
    get = os.environ.get
    return Environment(
        home=get("SALES_HOME", ""),
        database=get("SALES_DATABASE", ""),
        backups=get("SALES_BACKUPS", ""),
        group_reads=get("SALES_GROUP_READS", "") == "1",
        today=fixed_day(),
        language=get("SALES_LANG", ""),
        system_language=get("LC_ALL") or get("LANG") or "",
        memory_versions=get("SALES_MEMORY_VERSIONS", ""),
        memory_figures=get("SALES_MEMORY_FIGURES", ""),
        memory_uploads=get("SALES_MEMORY_UPLOADS", ""),
        hosts=tuple(name.strip() for name in get("SALES_HOSTS", "").split(",") if name.strip()),
        token=get("SALES_TOKEN", ""),
        oidc_secret=get("SALES_OIDC_SECRET", ""),
        oidc_secret_file=get("SALES_OIDC_SECRET_FILE", ""),
        forwarded_allow_ips=get("FORWARDED_ALLOW_IPS", "127.0.0.1"),
    )


def fixed_day() -> str:
    """SALES_TODAY as it is now: asked many times a page."""
    return os.environ.get("SALES_TODAY", "")


def reader_variables() -> dict[str, str]:
    """What a process that reads files is given: what the system needs, and ours that hold no password."""
    given = (VARIABLES.keys() - SECRET_VARIABLES) | _OF_SYSTEM
    return {
        name: value for name, value in os.environ.items() if name in given or name.startswith(_BEGINNINGS_OF_SYSTEM)
    }


def unknown_variables() -> dict[str, list[str]]:
    """Variables that begin with SALES_ and are none of ours, each with the nearest known names."""
    strange = [name for name in os.environ if name.startswith(_PREFIX) and name not in VARIABLES]
    return {name: difflib.get_close_matches(name, VARIABLES, n=1) for name in strange}
