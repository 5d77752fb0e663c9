"""Exports of public repositories: the table, and its totals."""

from __future__ import annotations

import pytest

from tests.acceptance.public_exports import FOLDER, REFUSED, RIGHT, export_cases, judge_all, report

pytestmark = [
    pytest.mark.shared,
    pytest.mark.endure,
    pytest.mark.skipif(not FOLDER.exists(), reason="../public_exports is not on this machine"),
]


def test_public_exports_load_right_with_their_questions(capsys: pytest.CaptureFixture[str]) -> None:
    verdicts = judge_all(export_cases())
    with capsys.disabled():
        print("\n" + report(verdicts))
    assert not [str(one) for one in verdicts if one.found not in (RIGHT, REFUSED)]
    assert not [str(one) for one in verdicts if one.questions > 3 * len(one.case.paths)]
    assert sum(len(one.case.paths) for one in verdicts if one.found == RIGHT) >= 50
