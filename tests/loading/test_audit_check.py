"""`check` names a line of the audit trail that was changed, removed or put in, on SQLite and on PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest

from sales_core.kernel import events
from tests.support.command import run_command
from tests.support.company import Company

_COLUMNS = "at, who, what, details, person, salt, details_sha256, sha256"


@pytest.fixture
def company(tmp_path: Path, address: Path | str) -> Company:
    made = Company(tmp_path, database="" if isinstance(address, Path) else address)
    for month in range(1, 6):
        made.appdb.audit.write("王芳", events.CLOSE_MONTH, {"month": f"2026-0{month}"})
    return made


def tampered(company: Company, change: str) -> list[str]:
    """What `check` says after a change by hand, in one text a finding."""
    assert company.uploads.maintenance.check() == []
    with company.appdb.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.exec_driver_sql(change)
    found = company.uploads.maintenance.check()
    assert not [one for one in found if one.harmless]
    return [f"{one.code}: {one.text.in_('en')}" for one in found]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE audit SET who = '李' WHERE id = 2", "1 line of the audit trail is not as it was written: 2."),
        ("DELETE FROM audit WHERE id = 3", "Lines of the audit trail are gone: 3."),
        (
            f"INSERT INTO audit (id, {_COLUMNS}) SELECT 6, {_COLUMNS} FROM audit WHERE id = 1",
            "1 line of the audit trail is not as it was written: 6.",
        ),
        (
            "DELETE FROM audit WHERE id = 5",
            "database: 1 row of the application database is other than the journal says: audit [5]",
        ),
    ],
)
def test_check_names_the_line(company: Company, change: str, said: str) -> None:
    assert [text for text in tampered(company, change) if said in text]


def test_the_command_says_so_and_ends_with_its_code(tmp_path: Path) -> None:
    company = Company(tmp_path)
    company.appdb.audit.write("王芳", events.CLOSE_MONTH, {"month": "2026-05"})
    tampered(company, "UPDATE audit SET details = '{}'")
    company.appdb.close()
    done = run_command(company.settings.home.root, "check")
    assert done.returncode == 5
    assert "audit trail is not as it was written: 1." in done.stdout + done.stderr
