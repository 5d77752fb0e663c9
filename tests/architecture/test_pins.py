"""What is installed is pinned with the hash of every file, and what is pinned is used."""

import re
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
DECLARED = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RESOLVED = ("requirements.txt", "tests/requirements.txt")
MODULES = {
    "python-pptx": "pptx",
    "python-docx": "docx",
    "python-calamine": "python_calamine",
    "argon2-cffi": "argon2",
    "Babel": "babel",
    "SQLAlchemy": "sqlalchemy",
    "Authlib": "authlib",
}
#: Needed and never imported by us.
BESIDE = {
    "plotly": "Streamlit draws with it",
    "defusedxml": "openpyxl parses with it where it is there",
    "psycopg": "SQLAlchemy loads it for PostgreSQL",
    "psycopg-binary": "the library of psycopg",
}


def pins(text: str) -> dict[str, tuple[str, int]]:
    """Package → version and number of hashes."""
    found = {}
    for entry in re.split(r"\n(?=\w)", re.sub(r"(?m)^#.*\n", "", text)):
        if match := re.match(r"([\w.-]+)==([\w.]+)", entry.strip()):
            found[match[1].lower()] = (match[2], entry.count("--hash=sha256:"))
    return found


@pytest.mark.parametrize("name", RESOLVED)
def test_every_package_has_a_version_and_hashes(name: str) -> None:
    text = (PROJECT / name).read_text(encoding="utf-8")
    entries = [line for line in text.splitlines() if line and line[0] not in "# "]
    assert len(pins(text)) == len(entries) > 40
    assert [package for package, (_, hashes) in pins(text).items() if not hashes] == []


def test_the_resolved_lists_hold_what_is_declared() -> None:
    product, tests = (pins((PROJECT / name).read_text(encoding="utf-8")) for name in RESOLVED)
    for declared, resolved in ((DECLARED["dependencies"], product), (DECLARED["optional-dependencies"]["test"], tests)):
        for package, version in (one.split("==") for one in declared):
            assert resolved.get(package.lower(), ("",))[0] == version, f"{package}: run make pins"
    assert product.items() <= tests.items(), "both lists are resolved together: run make pins"


def test_every_package_of_the_product_is_used() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("sales_core", "pages", "scripts", "data/demo")
        for path in (PROJECT / folder).rglob("*.py")
    )
    names = [one.split("==")[0] for one in DECLARED["dependencies"]]
    unused = [
        name
        for name in names
        if name not in BESIDE and not re.search(rf"(?m)^\s*(?:from|import) {MODULES.get(name, name)}\b", code)
    ]
    assert unused == []
    assert BESIDE.keys() <= set(names)
