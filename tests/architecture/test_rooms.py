"""Tests of a package stand in the folder of its name; what asks several packages at once stands in a folder of its kind."""

from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
PACKAGES = {path.name for path in (TESTS.parent / "sales_core").iterdir() if (path / "__init__.py").exists()}
#: Folders of tests that are of no single package, and what they hold.
KINDS = {
    "acceptance": "files of companies, from the drop to the figure",
    "agreement": "one number in every front end",
    "architecture": "what may know what",
    "bench": "speed",
    "contracts": "what every declaration has",
    "demo": "the invented company",
    "e2e": "a real browser",
    "endure": "what survives damage, crashes and long days",
    "golden": "figures worked out by hand",
    "oracle": "what version 0.1 computed",
    "pages": "the other front end",
    "scripts": "what is run beside the product",
    "support": "what tests share",
}
#: Packages without a folder: declarations and what pages say are tested where they are used.
ELSEWHERE = {"api": "contracts", "boards": "pages", "catalogue": "contracts"}


def rooms() -> set[str]:
    return {path.name for path in TESTS.iterdir() if any(path.glob("*.py"))}


def test_every_folder_is_a_package_or_a_kind() -> None:
    assert rooms() - PACKAGES == set(KINDS)
    assert not KINDS.keys() & PACKAGES


def test_every_package_has_tests() -> None:
    assert PACKAGES - rooms() == set(ELSEWHERE)
    assert set(ELSEWHERE.values()) <= rooms()


def test_every_folder_of_tests_is_a_package() -> None:
    assert not [str(path) for path in TESTS.rglob("test_*.py") if not (path.parent / "__init__.py").exists()]
