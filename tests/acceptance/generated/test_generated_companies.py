"""Generated companies of the kinds E, F and G, through the upload path: each figure is true, asked about or refused.

Each kind prints its table: companies, right, asked, refused, silent. `make sweep` loads hundreds, `make test` a sample.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from tests.acceptance.generated.companies import KINDS
from tests.acceptance.generated.drops import ASKED, REFUSED, RIGHT, SILENT, CompanyMaker, judge_company
from tests.support.inline_reader import read_inline
from tests.support.sampled import sampled

#: Companies of each maker in endure; the sample has one of the first maker of each kind.
MANY = 30


def _run(makers: Iterable[CompanyMaker], count: int, folder: Path, seed: str) -> tuple[list[str], list[str]]:
    """Lines of the table and what is wrong."""
    lines, wrong = ["maker                    | companies | right | asked | refused | silent"], []
    for maker in makers:
        rng, counts = Random(f"{seed} {maker.__name__}"), Counter[str]()
        for number in range(count):
            company = maker(rng)
            root = folder / f"{maker.__name__}{number}"
            root.mkdir()
            with pytest.MonkeyPatch.context() as patch:
                read_inline(patch)
                patch.setenv("SALES_TODAY", company.today.isoformat())
                ended, why = judge_company(company, root)
            counts[ended] += 1
            if why:
                wrong.append(f"{maker.__name__} {number} {company.notes}: {ended} {why}")
        ends = " | ".join(f"{counts[end]:5}" for end in (RIGHT, ASKED, REFUSED, SILENT))
        lines.append(f"{maker.__name__:24} | {counts.total():9} | {ends}")
    return lines, wrong


@pytest.mark.parametrize("kind", sampled(KINDS, 2))
def test_a_sample_of_companies(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _assert_right(KINDS[kind][:1], 1, tmp_path, "2026", capsys)


@pytest.mark.endure
@pytest.mark.parametrize("kind", KINDS)
def test_many_companies(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _assert_right(KINDS[kind], MANY, tmp_path, "endure", capsys)


def _assert_right(
    makers: Iterable[CompanyMaker], count: int, folder: Path, seed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines, wrong = _run(makers, count, folder, seed)
    with capsys.disabled():
        print("\n" + "\n".join(lines))
    assert not wrong, f"{len(wrong)} wrong\n" + "\n".join(wrong[:20])
