"""The page of problem codes is what its texts say, and the only place in the documentation that lists them."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"\b[EWI]_[A-Z][A-Z_]+\b")
RAISED = re.compile(r"[\"']([EWI]_[A-Z][A-Z_]+)[\"']")


def test_the_page_is_up_to_date() -> None:
    made = runpy.run_path(str(PROJECT / "scripts" / "problem_page.py"))
    page = (PROJECT / "docs" / "problems.md").read_text(encoding="utf-8")
    assert page == made["problem_page"](), "run scripts/problem_page.py"


def test_every_code_that_the_program_raises_is_on_the_page() -> None:
    page = set(CODE.findall((PROJECT / "docs" / "problems.md").read_text(encoding="utf-8")))
    raised = {
        code
        for path in (PROJECT / "sales_core").rglob("*.py")
        if "i18n" not in path.parts
        for code in RAISED.findall(path.read_text(encoding="utf-8"))
    }
    assert page == raised


def test_no_other_page_lists_codes() -> None:
    others = [path for path in (PROJECT / "docs").glob("*.md") if path.name != "problems.md"]
    listed = {path.name: CODE.findall(path.read_text(encoding="utf-8")) for path in (*others, PROJECT / "README.md")}
    assert {name: codes for name, codes in listed.items() if len(set(codes)) > 3} == {}
