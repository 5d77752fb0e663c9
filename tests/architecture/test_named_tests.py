"""Tests that the documents and the Makefile name are there: what they are said to hold is held by something."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
#: `tests/access/test_hosts.py`, `test_matrix.py`, and with `::` one test of it.
_NAMED = re.compile(r"`(?:tests/)?((?:[\w]+/)*test_\w+\.py)(?:::(\w+))?`")
_FINDING = re.compile(r"^\| (F\d+) \|.*\| (.*) \|$", re.MULTILINE)
FINDINGS = {f"F{number}" for number in range(1, 23)}


def named(text: str) -> list[tuple[str, str]]:
    """The tests that a text names: file below `tests`, and a test of it or ''."""
    return _NAMED.findall(text)


def missing(file: str, test: str) -> bool:
    """Whether no such file, or no such test in it, is there."""
    found = [path for path in (ROOT / "tests").rglob(Path(file).name) if path.as_posix().endswith(f"/{file}")]
    return not any(not test or test in written_in(path) for path in found)


def written_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {one.name for one in tree.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
def test_documents_name_tests_that_are_there(document: Path) -> None:
    gone = [f"{file}::{test}" for file, test in named(document.read_text(encoding="utf-8")) if missing(file, test)]
    assert not gone, gone


def test_every_finding_of_0_1_has_its_tests() -> None:
    table = dict(_FINDING.findall((ROOT / "docs" / "security.md").read_text(encoding="utf-8")))
    assert table.keys() == FINDINGS
    assert not [name for name, tests in table.items() if not any(test for _, test in named(tests))], "a file is no test"


def test_a_test_that_is_not_there_is_found_out() -> None:
    """The control."""
    assert named("`tests/access/test_hosts.py::test_origins`, `test_matrix.py`") == [
        ("access/test_hosts.py", "test_origins"),
        ("test_matrix.py", ""),
    ]
    assert not missing("access/test_hosts.py", "test_origins")
    assert missing("access/test_hosts.py", "test_of_tomorrow")
    assert missing("loading/test_hosts.py", "")


def test_what_make_endure_runs_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (several,), (alone,) = (re.findall(rf"^{name} +:= (.*)$", makefile, re.MULTILINE) for name in ("ENDURE", "ALONE"))
    for name in (*several.split(), *alone.split()):
        path = ROOT / name
        files = [path] if path.is_file() else sorted(path.glob("test_*.py"))
        assert any("mark.endure" in file.read_text(encoding="utf-8") for file in files), f"{name}: nothing to run"
