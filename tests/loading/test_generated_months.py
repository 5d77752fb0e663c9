"""Generated histories of companies (kind G): every month as its file says, the second of a layout without a question."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from tests.loading.generated_months import play

#: Histories in the sample, and those that endure plays: of four files each.
SAMPLE, MANY = 2, 500


def _run(folder: Path, count: int, seed: str, capsys: pytest.CaptureFixture[str]) -> None:
    counts: Counter[str] = Counter()
    wrong = []
    for number in range(count):
        history = play(folder / str(number), Random(f"{seed} {number}"))
        counts += history.counts
        wrong += [f"{seed} {number}: {text}" for text in history.wrong]
    with capsys.disabled():
        print(f"\nkind G: {counts.total()} files of {count} histories: {dict(counts)}")
    assert not wrong, f"{len(wrong)} wrong\n" + "\n".join(wrong[:20])
    assert counts["silent"] == 0
    assert counts["right"] > count


def test_a_sample_of_histories_is_as_their_files_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _run(tmp_path, SAMPLE, "2026", capsys)


@pytest.mark.endure
def test_two_thousand_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _run(tmp_path, MANY, "endure", capsys)
