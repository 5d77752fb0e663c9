"""What the order of a parallel run names is there."""

from __future__ import annotations

from tests.conftest import LONGEST, TESTS


def test_the_files_that_begin_are_there() -> None:
    assert [name for name in LONGEST if not (TESTS / name).is_file()] == []
    assert len({*LONGEST}) == len(LONGEST)
