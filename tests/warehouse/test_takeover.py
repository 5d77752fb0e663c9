"""A company that version 0.1 kept opens with equal figures; one that a newer release kept is refused, to the byte.

`data/company_0_1.tar.xz` is a state directory that 0.1's own code wrote: the company of `tests/golden/tiny.py` with a
posting of reps, a rate and a sale named instead of coded, then a load that replaces a month, and its undo.
"""

from __future__ import annotations

import hashlib
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from sales_core.api.workspace import Workspace
from sales_core.kernel.errors import NewerReleaseError, UnhealthyError
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.warehouse.layout import LAYOUT
from sales_core.warehouse.snapshot import Snapshot
from tests.support.company import Company

pytestmark = pytest.mark.slow

OLD = Path(__file__).parent / "data" / "company_0_1.tar.xz"
#: What 0.1 called otherwise, and what a release writes about itself.
RENAMED = {"claims", "meta"}
Rows = list[tuple[tuple[str, object], ...]]


def old_home(folder: Path) -> Settings:
    with tarfile.open(OLD) as archive:
        archive.extractall(folder, filter="data")
    return Settings(Home(folder / "home"))


def tables_of(snapshot: Snapshot) -> dict[str, Rows]:
    """Every table and view, the rows of each in an order of their own."""
    found = {}
    for table in snapshot.rows("SELECT table_name AS name FROM information_schema.tables"):
        name = table["name"]
        rows = [tuple(sorted(row.items())) for row in snapshot.rows(f"SELECT * FROM {name}")]
        renamed = {"slice", "partition"}
        found[name] = sorted([tuple(cell for cell in row if cell[0] not in renamed) for row in rows], key=repr)
    return {name: rows for name, rows in found.items() if not name.endswith("_stored")}


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_every_table_of_0_1_is_derived_with_equal_rows(tmp_path: Path) -> None:
    settings = old_home(tmp_path)
    (file,) = (settings.home.root / "versions").glob("000003-*.duckdb")
    before, written = tables_of(Snapshot(file, 3)), file.read_bytes()
    opened = Workspace(settings)
    after = tables_of(opened.store.current())
    assert sum(len(rows) for rows in before.values()) > 100
    for name in before.keys() - RENAMED:
        columns = {column for row in before[name] for column, _ in row}
        assert [tuple(pair for pair in row if pair[0] in columns) for row in after[name]] == before[name], name
        new = {pair for row in after[name] for pair in row if pair[0] not in columns}
        assert all(value is None for _, value in new), "a column that 0.1 did not have holds nothing of its rows"
    assert opened.uploads.maintenance.check() == []
    assert file.read_bytes() == written


def test_a_load_of_0_1_is_undone(tmp_path: Path) -> None:
    opened = Workspace(old_home(tmp_path))
    sales = next(one for one in opened.appdb.history.uploads(active_only=True) if one.dataset == "sales")
    opened.uploads.undo(sales.id, LOCAL_ADMIN)
    assert opened.store.current().rows("SELECT count(*) AS n FROM sales") == [{"n": 0}]
    assert opened.store.current().rows("SELECT count(*) AS n FROM receivables") == [{"n": 4}]


@pytest.mark.parametrize("revision", ["9999", "a1b2c3"])
@pytest.mark.parametrize("has_journal", [False, True])
def test_an_application_database_of_a_newer_release_is_refused(
    tmp_path: Path, revision: str, has_journal: bool
) -> None:
    company = Company(tmp_path)
    company.load("sales.csv", [{"date": "2026-05-04", "branch": "SH", "amount": 10}])
    company.appdb.close()
    with closing(sqlite3.connect(company.settings.home.appdb)) as database:
        database.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        database.execute("CREATE TABLE of_a_newer_release (a)")
        database.commit()
        if has_journal:
            journal = company.settings.home.appdb.with_name("ledger.sqlite-wal")
            content, log = company.settings.home.appdb.read_bytes(), journal.read_bytes()
    if has_journal:  # as a crash leaves it: the content stands in the journal
        company.settings.home.appdb.write_bytes(content)
        journal.write_bytes(log)
    before = hashes(tmp_path)
    with pytest.raises(NewerReleaseError, match=revision):
        Workspace(company.settings)
    after = hashes(tmp_path)
    after.pop("home/ledger.sqlite-shm", None)  # the index of the journal, which holds nothing of its own
    assert after == before


#: What a newer release may have done to the file of a version.
NEWER = {
    "layout": f"UPDATE meta SET value = '{LAYOUT + 1}' WHERE key = 'layout'",
    "raw_of_a_newer_release": "CREATE TABLE raw_of_a_newer_release_stored (customer VARCHAR, upload_id INTEGER)",
    "raw_sales_stored.weather": "ALTER TABLE raw_sales_stored ADD COLUMN weather VARCHAR",
}


@pytest.mark.parametrize("found", NEWER)
def test_a_version_of_a_newer_release_is_refused(tmp_path: Path, found: str) -> None:
    company = Company(tmp_path)
    company.load("sales.csv", [{"date": "2026-05-04", "branch": "SH", "amount": 10}])
    home = company.settings.home
    (file,) = (home.root / "versions").glob("000001-*.duckdb")
    with closing(duckdb.connect(str(file))) as con:
        con.execute(f"{NEWER[found]}; UPDATE meta SET value = 'of a newer release' WHERE key = 'format'")
    (home.root / "versions" / "000001-0123456789abcdef.derived.duckdb").write_bytes(b"what only a newer release knows")
    company.appdb.close()
    before = hashes(tmp_path)
    with pytest.raises(NewerReleaseError, match=found):
        Workspace(company.settings)
    # To who made the file, its bytes are not those that he wrote; either way it stays as it is.
    with pytest.raises(UnhealthyError):
        company.uploads.undo(1, LOCAL_ADMIN)
    company.appdb.close()
    after = hashes(tmp_path)
    assert {name: after[name] for name in before} == before
    assert not [name for name in after.keys() - before.keys() if "versions" in name]


def test_a_damaged_version_opens_and_is_told(tmp_path: Path) -> None:
    company = Company(tmp_path)
    company.load("sales.csv", [{"date": "2026-05-04", "branch": "SH", "amount": 10}])
    (file,) = (company.settings.home.root / "versions").glob("000001-*.duckdb")
    file.write_bytes(b"x" * 8192)
    opened = Workspace(company.settings)
    assert "version_file" in {one.code for one in opened.uploads.maintenance.check()}
    with pytest.raises(UnhealthyError):
        opened.store.current()
