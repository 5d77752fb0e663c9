"""Files by area and name: whole or not there, never outside their area; 0.1's folders are the areas."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from sales_core.kernel.blob_store import LASTING, Area, BlobStore
from sales_core.kernel.settings import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").make()


@pytest.fixture
def blobs(home: Home) -> BlobStore:
    return home.blobs


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source.bin"
    path.write_bytes(b"rows")
    return path


@pytest.mark.parametrize("link", [False, True])
def test_what_is_put_is_read_back(blobs: BlobStore, source: Path, *, link: bool) -> None:
    path = blobs.put(Area.UPLOADS, "000001.arrow", source, link=link)
    assert path == blobs.path_for(Area.UPLOADS, "000001.arrow")
    with blobs.open(Area.UPLOADS, "000001.arrow") as body:
        assert body.read() == b"rows"
    assert blobs.exists(Area.UPLOADS, "000001.arrow")
    assert blobs.names(Area.UPLOADS) == ["000001.arrow"]
    assert source.read_bytes() == b"rows"
    assert path.samefile(source) is link


def test_a_file_without_a_name_gets_its_hash(blobs: BlobStore, source: Path) -> None:
    name = hashlib.sha256(b"rows").hexdigest()
    assert blobs.put_hashed(Area.ORIGINALS, source) == (name, 4)
    assert blobs.put_hashed(Area.ORIGINALS, source) == (name, 4)
    assert blobs.names(Area.ORIGINALS) == [name]


def test_what_cannot_be_put_leaves_nothing(blobs: BlobStore, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        blobs.put(Area.VERSIONS, "000001.duckdb", tmp_path / "absent")
    with pytest.raises(FileNotFoundError):
        blobs.put_hashed(Area.ORIGINALS, tmp_path / "absent")
    assert blobs.names(Area.VERSIONS) == []
    assert blobs.names(Area.ORIGINALS) == []


def test_files_and_folders_are_removed_and_missing_ones_are_no_error(blobs: BlobStore, source: Path) -> None:
    blobs.put(Area.STAGING, "file", source)
    (blobs.path_for(Area.STAGING, "plan") / "rows").mkdir(parents=True)
    for name in ("file", "plan", "absent"):
        blobs.remove(Area.STAGING, name)
    assert blobs.names(Area.STAGING) == []
    assert not blobs.exists(Area.STAGING, "file")


@pytest.mark.parametrize("name", ["", ".", "..", "../ledger.sqlite", "a/b", "/etc/passwd", "a\\b"])
def test_a_name_never_leads_out_of_its_area(blobs: BlobStore, name: str) -> None:
    with pytest.raises(ValueError, match="not the name"):
        blobs.path_for(Area.ORIGINALS, name)
    with pytest.raises(ValueError, match="not the name"):
        blobs.remove(Area.ORIGINALS, name)


def test_the_areas_are_the_folders_of_0_1_templates_and_lost_found(home: Home) -> None:
    folders = {path.name for path in home.root.iterdir()}
    assert folders == {"versions", "originals", "uploads", "templates", "staging", "inbox", "lost+found"}
    assert [home.blobs.path_for(area, "x").parent.name for area in LASTING] == [
        "versions", "originals", "uploads", "templates",
    ]  # fmt: skip
