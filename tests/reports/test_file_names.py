"""What a report's file name begins with says the same when it is read again, for periods of every kind."""

from __future__ import annotations

import pytest

from sales_core.boards.report.file_names import begins_with, told_by


@pytest.mark.parametrize("period", ["2026-05-04", "2026-05-04..2026-05-10", "2026-05"])
def test_a_name_tells_what_it_was_made_of(period: str) -> None:
    assert told_by(begins_with("weekly", period, is_final=True) + "_asof_v3.pptx") == ("weekly", period, "final")
    assert told_by(begins_with("weekly", period, is_final=False) + "_asof_v3.pptx") == ("weekly", period, "open")


def test_a_file_of_somebody_else_tells_nothing() -> None:
    assert told_by("notes.pdf") == ("notes", "", "")
