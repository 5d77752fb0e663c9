"""A damaged or missing version file: told by name, never shown, and made again from its uploads with equal figures."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sales_core.kernel.errors import DamagedVersionError, UnhealthyError
from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.loading.version_manifest import manifest_from, manifests
from tests.support.company import Company
from tests.support.sampled import sampled

Damage = Callable[[Path], None]
SUM = "SELECT sum(amount) FROM sales"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three loads, the second of which replaces the first, one undo; to be copied."""
    root = tmp_path_factory.mktemp("made")
    company = Company(root)
    company.load("sales-may.csv", [{"date": "2026-05-01", "branch": "SH", "amount": 100, "product": "P"}])
    company.load("sales-again.csv", [{"date": "2026-05-02", "branch": "SH", "amount": 300, "product": "P"}])
    company.load(
        "sales-june.csv", [{"date": f"2026-06-{day:02d}", "branch": "SH", "amount": day} for day in range(1, 29)]
    )
    company.load("reps.csv", [{"rep": "E1", "rep_name": "王芳", "branch": "SH"}])
    company.uploads.undo(2, LOCAL_ADMIN)
    company.appdb.close()
    return root


@pytest.fixture
def company(made: Path, tmp_path: Path) -> Company:
    """The company in the folder of the test; nobody has its files open."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return Company(tmp_path)


def cut_in_half(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def flipped_early(path: Path) -> None:
    flip(path, 100)


def flipped_in_the_middle(path: Path) -> None:
    flip(path, path.stat().st_size // 2)


def deleted(path: Path) -> None:
    path.unlink()


def flip(path: Path, offset: int) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        byte = file.read(1)
        file.seek(offset)
        file.write(bytes([byte[0] ^ 0xFF]))


def version_file(company: Company, version: int) -> Path:
    return company.settings.home.root / "versions" / str(company.appdb.version_file(version))


@pytest.mark.parametrize("damage", sampled([flipped_in_the_middle, cut_in_half, emptied, flipped_early, deleted], 4))
def test_it_is_told_and_made_again(company: Company, tmp_path: Path, damage: Damage) -> None:
    held = company.store.content_hash(5)
    company.store.current().close()
    company.appdb.close()
    path = version_file(company, 5)
    damage(path)

    again = Company(tmp_path)
    (finding,) = again.uploads.maintenance.check()
    assert finding.code == "version_file"
    for locale in ("zh", "en"):
        assert path.name in finding.text.in_(locale)
        assert "rebuild 5" in finding.text.in_(locale)
    shown, error = again.store.readable()
    assert shown.version == 4
    assert isinstance(error, DamagedVersionError)
    with pytest.raises(DamagedVersionError):
        again.load("sales-july.csv", [{"date": "2026-07-01", "amount": 1}])
    assert again.appdb.current_version() == 5

    made = again.uploads.rebuild(5, LOCAL_ADMIN)
    assert made.file != path.name
    assert again.store.content_hash(5) == held
    assert again.appdb.audit.events()[0].what == "rebuild"
    assert {one.code for one in again.uploads.maintenance.check()} <= {"lost_found"}
    assert again.load("sales-july.csv", [{"date": "2026-07-01", "amount": 1}]).version == 6


@pytest.mark.parametrize("version", sampled([5, 1, 2, 3, 4], 3))  # after the undo, and after the second load
def test_every_version_is_made_again_to_the_same_content(company: Company, tmp_path: Path, version: int) -> None:
    held = company.store.content_hash(version)
    company.uploads.rebuild(version, LOCAL_ADMIN)
    reopened = Company(tmp_path)
    assert reopened.store.content_hash(version) == held


def test_going_back_and_undoing_do_not_read_the_damaged_file(company: Company, tmp_path: Path) -> None:
    held = {number: company.store.content_hash(number) for number in (3, 5)}
    for number in (3, 5):
        version_file(company, number).write_bytes(b"")
    again = Company(tmp_path)
    done = again.uploads.restore(3, LOCAL_ADMIN)
    assert again.store.content_hash(done.version) == held[3]
    version_file(again, done.version).write_bytes(b"")
    once_more = Company(tmp_path)
    done = once_more.uploads.undo(2, LOCAL_ADMIN)
    assert once_more.one(SUM) == 100 + sum(range(1, 29))


def test_damage_is_not_copied_into_the_next_version(company: Company) -> None:
    path = version_file(company, 5)
    flip(path, path.stat().st_size // 2)
    with pytest.raises(DamagedVersionError):
        company.load("sales-july.csv", [{"date": "2026-07-01", "amount": 1}])
    assert company.appdb.current_version() == 5


def test_rows_that_are_damaged_too_are_named(company: Company) -> None:
    upload = company.appdb.history.upload(1)
    flip(company.settings.home.root / "uploads" / upload.rows_file, 20)
    before = version_file(company, 5).read_bytes()
    with pytest.raises(UnhealthyError, match=upload.rows_file):
        company.uploads.rebuild(5, LOCAL_ADMIN)
    assert version_file(company, 5).read_bytes() == before
    (finding,) = company.uploads.maintenance.check()
    assert (finding.code, upload.rows_file in finding.text.in_("zh")) == ("rows_file", True)


@pytest.mark.parametrize("area", ["originals", "uploads"])
def test_every_byte_of_what_was_uploaded_is_checked(company: Company, area: str) -> None:
    path = min((company.settings.home.root / area).iterdir())
    flip(path, path.stat().st_size - 1)
    (finding,) = company.uploads.maintenance.check()
    assert path.name in finding.text.in_("en")


def test_a_manifest_says_what_the_database_says_and_a_flipped_byte_is_found(company: Company) -> None:
    found = manifests(company.settings.home.blobs)
    assert [one.version for one in found.values() if one] == list(reversed(company.appdb.history.versions()))
    uploads = [upload for one in found.values() if one for upload in one.uploads]
    status = {upload.id: upload.status for upload in company.appdb.history.uploads()}
    assert {upload.id for upload in uploads} == set(status)
    path = company.settings.home.root / "versions" / list(found)[2]
    content = path.read_bytes()
    for offset in range(0, len(content) - 1, 7):
        damaged = bytearray(content)
        damaged[offset] ^= 0x20
        assert manifest_from(bytes(damaged)) is None, offset
    flip(path, 200)
    (finding,) = company.uploads.maintenance.check()
    assert (finding.code, path.name in finding.text.in_("zh")) == ("manifest", True)


def test_files_that_0_2_wrote_are_hashed_at_the_first_start(company: Company, tmp_path: Path) -> None:
    held = company.store.content_hash(5)
    for name in manifests(company.settings.home.blobs):
        (company.settings.home.root / "versions" / name).unlink()
    with company.appdb.transaction() as connection:
        connection.exec_driver_sql("UPDATE versions SET sha256 = '', size = 0, meta = '{}'")
        connection.exec_driver_sql("UPDATE uploads SET rows_sha256 = '', precedence = 0, extra_partitions = '[]'")
    again = Company(tmp_path)
    assert all(one.sha256 and one.meta for one in again.appdb.history.versions())
    assert again.uploads.maintenance.check() == []
    again.uploads.rebuild(5, LOCAL_ADMIN)
    assert again.store.content_hash(5) == held


def test_retention_keeps_the_manifest_and_the_version_can_be_made_again(company: Company, tmp_path: Path) -> None:
    held = company.store.content_hash(2)
    company.appdb.history.forget_file(2)
    company.settings.home.blobs.remove("versions", version_file_of(tmp_path, 2))  # type: ignore[arg-type]
    again = Company(tmp_path)
    assert again.uploads.maintenance.check() == []
    again.uploads.rebuild(2, LOCAL_ADMIN)
    assert again.store.content_hash(2) == held


def version_file_of(root: Path, number: int) -> str:
    return next(path.name for path in (root / "home" / "versions").glob(f"{number:06d}-*.duckdb"))
