"""Every kind of file of a company cut, changed in one byte, removed or put back older: found or harmless, never silent."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from sales_core.kernel.errors import SalesError
from tests.endure.findings_table import part
from tests.support.company import Company

SUM = "SELECT sum(amount) FROM sales"
#: What the company holds after each of its loads.
SUMS = {1: Decimal(100), 2: Decimal(300), 3: Decimal(700)}
Damage = Callable[[Path, Path, random.Random], bool]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A company of three loads, and what it was after the second."""
    root = tmp_path_factory.mktemp("damage")
    company = Company(root / "now")
    for number in (1, 2, 3):
        company.load(
            f"sales-{number}.csv", [{"date": f"2026-0{number}-05", "branch": "SH", "amount": 100 * 2 ** (number - 1)}]
        )
        if number == 2:
            shutil.copytree(root / "now" / "home", root / "then" / "home")  # with its write-ahead log, while it is open
    shutil.copytree(root / "now" / "home", root / "open" / "home")  # as a crash leaves it: nobody closed it
    return root / "open", root / "then"


def files(home: Path) -> list[str]:
    """One file of each kind, the newest: version, manifest, database, its log, journal, copies, typed rows, original."""
    found = [path for path in home.rglob("*") if path.is_file() and path.suffix not in {".lock", ".log"}]
    kinds: dict[tuple[str, str], Path] = {}
    for path in sorted(found, key=lambda one: (one.stat().st_mtime_ns, one.name)):
        if not path.name.startswith("empty-") and "log" not in path.parts and not path.name.endswith("-shm"):
            kinds[path.parent.name, path.name.partition(".")[2] or "hash"] = path
    return sorted(str(path.relative_to(home)) for path in kinds.values())


def cut(path: Path, _older: Path, at: random.Random) -> bool:
    size = path.stat().st_size
    with path.open("rb+") as out:
        out.truncate(at.randrange(size) if size else 0)
    return size > 0


def flipped(path: Path, _older: Path, at: random.Random) -> bool:
    content = bytearray(path.read_bytes())
    if not content:
        return False
    place = at.randrange(len(content))
    content[place] ^= 1 << at.randrange(8)
    path.write_bytes(content)
    return True


def removed(path: Path, _older: Path, _at: random.Random) -> bool:
    path.unlink()
    return True


def put_back(path: Path, older: Path, _at: random.Random) -> bool:
    if not older.is_file() or older.read_bytes() == path.read_bytes():
        return False
    shutil.copyfile(older, path)
    return True


DAMAGES: tuple[Damage, ...] = (cut, flipped, removed, put_back)


def outcome(root: Path) -> str:
    """`told` when opening or `check` says what is wrong; `whole` when nothing is lost; else what is silently wrong."""
    try:
        company = Company(root)
        findings = [one for one in company.uploads.maintenance.check() if not one.harmless]
        version = company.appdb.current_version()
        total = None if findings else company.one(SUM)
        uploads = len(company.appdb.history.uploads())
    except SalesError:
        return "told"
    if findings:
        return "told"
    return (
        "whole"
        if (version, uploads, total) == (3, 3, SUMS[3])
        else f"version {version}, {uploads} uploads, {total:.0f}"
    )


def sweep(places: tuple[Path, Path], work: Path, turns: int) -> Iterator[tuple[str, str]]:
    """Each file × damage and what came of it, `turns` times where chance has a part."""
    base, then = places
    at = random.Random(7)
    for name in files(base / "home"):
        for damage in DAMAGES:
            for _ in range(turns if damage in {cut, flipped} else 1):
                shutil.copytree(base, work)
                if damage(work / "home" / name, then / "home" / name, at):
                    yield f"{damage.__name__} {name}", outcome(work)
                shutil.rmtree(work)


@pytest.mark.parametrize("turns", [pytest.param(1, marks=pytest.mark.slow), pytest.param(12, marks=pytest.mark.endure)])
def test_damage_is_told_or_harmless(places: tuple[Path, Path], tmp_path: Path, turns: int) -> None:
    with part(f"damage, {turns} a file") as told:
        found = list(sweep(places, tmp_path / "work", turns))
        told.rounds = len(found)
        bad = [one for one in found if one[1] not in {"told", "whole"}]
        told.silent = len(bad)
        told.note = f"{sum(1 for _, said in found if said == 'whole')} harmless"
        assert not bad
        assert len(found) >= 20
        assert sum(1 for _, said in found if said == "told") > len(found) / 2


def test_a_look_that_is_blind_is_found_out(places: tuple[Path, Path], tmp_path: Path) -> None:
    """The control: a company of two loads, all its files older, is told from one of three."""
    shutil.copytree(places[1], tmp_path / "work")
    assert outcome(tmp_path / "work") == f"version 2, 2 uploads, {SUMS[2]}"
