"""The catalogue of hostile files: what each must end as, and how a plan is judged against it."""

from __future__ import annotations

import csv
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from sales_core.api.workspace import Workspace
from sales_core.loading.plan import Plan
from tests.support.present import present

HOSTILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "hostile"
ACCEPT, WARN, REJECT = "accept", "accept-with-warnings", "reject"


@dataclass(frozen=True)
class Verdict:
    """One file: what was expected and what the product said."""

    file: str
    expected: str
    got: str
    code: str
    codes: tuple[str, ...]
    place: str
    place_ok: bool
    intact: bool

    @property
    def right(self) -> bool:
        return (
            self.got == self.expected
            and (self.code == "OK" or self.code in self.codes)
            and self.place_ok
            and self.intact
        )

    def __str__(self) -> str:
        mark = "ok " if self.right else "BAD"
        codes = " ".join(self.codes) or "-"
        return f"{mark} {self.file:38} {self.expected:21} {self.got:21} {self.code:20} {codes:48} {self.place}"


def cases() -> list[dict[str, str]]:
    """The rows of expected.csv; none when ../shared is absent."""
    path = HOSTILE / "expected.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def class_of(plan: Plan) -> str:
    """reject: something stops it; accept: it can be committed without saying yes to anything."""
    if plan.errors or plan.unanswered or not plan.ready:
        return REJECT
    return WARN if plan.needs_confirmation else ACCEPT


def state(workspace: Workspace) -> str:
    """The content of the current version and of the ledger's list of uploads, as one hash."""
    digest = hashlib.sha256()
    version = workspace.appdb.current_version()
    if version:
        digest.update(
            (workspace.settings.home.root / "versions" / present(workspace.appdb.version_file(version))).read_bytes()
        )
    kept = sorted(path.name for path in (workspace.settings.home.root / "uploads").iterdir())
    uploads = [(u.id, u.sha256, u.rows) for u in workspace.appdb.history.uploads()]
    digest.update(repr((version, kept, uploads)).encode())
    return digest.hexdigest()


def names_place(shown: str, wanted: str) -> bool:
    """Whether every cell, row or column that the catalogue names stands in the shown places."""
    if wanted in ("", "file"):
        return True
    words = re.findall(r"[\w#]+(?:[:-][\w#]+)?", wanted)
    return all(word in shown for word in words)
