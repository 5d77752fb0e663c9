"""Loads at every level of free room, and after each a look: done or refused with its sentence, never half."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sales_core.appdb import standby
from sales_core.kernel.errors import StorageError
from tests.endure.findings_table import part
from tests.loading.test_full_disk import SUM, mounted
from tests.support.company import Company

MEGABYTE = 1024 * 1024
#: Room that is left on the disk, in kilobytes.
LEVELS = (0, 64, 256, 1024, 2048, 2304, 3072, 4096, 6144, 8192, 10240, 12288, 16384, 24576)


@pytest.mark.parametrize(
    "levels", [pytest.param((0, 3072, 24576), marks=pytest.mark.slow), pytest.param(LEVELS, marks=pytest.mark.endure)]
)
def test_loads_at_every_level_of_free_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, levels: tuple[int, ...]
) -> None:
    monkeypatch.setattr(standby, "_LOOK_SECONDS", 0.0)
    first = Company(tmp_path / "base")
    first.load("sales-1.csv", [{"date": "2026-05-01", "branch": "SH", "amount": 100}])
    first.appdb.close()
    place, refused = tmp_path / "place", 0
    place.mkdir()
    with part(f"loads with little room, {len(levels)} levels") as told:
        for level in levels:
            with mounted(place, "64m"):
                shutil.copytree(tmp_path / "base" / "home", place / "home")
                company = Company(place)
                filler = place / "filler"
                filler.write_bytes(bytes(max(0, shutil.disk_usage(place).free - level * 1024)))
                try:
                    company.load("sales-2.csv", [{"date": "2026-06-01", "branch": "SH", "amount": 7}])
                    expected = 107
                except (StorageError, OSError):
                    refused, expected = refused + 1, 100
                assert company.one(SUM) == expected, level
                filler.unlink()
                assert [one for one in company.uploads.maintenance.check() if not one.harmless] == [], level
                company.appdb.close()
                again = Company(place)
                assert again.one(SUM) == expected, level
                again.load("sales-3.csv", [{"date": "2026-07-01", "branch": "SH", "amount": 1}])
                assert again.one(SUM) == expected + 1, level
                again.appdb.close()
                told.rounds += 1
        told.note = f"{refused} refused"
        assert 0 < refused < len(levels), "the control: some came through, some did not"
