"""Generated tables of the kinds A to D: read right, or asked, or refused for a true reason; never another sum silently.

Each kind prints its table: tables, right, asked, refused, silent. `make sweep` reads thousands, `make test` a sample.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.recognition.generated import (
    bare_months,
    beside_sales,
    columns,
    files,
    invoice_sums,
    like_columns,
    open_items,
    rows,
    rows_around,
    targets_beside,
    values,
    written_values,
)
from tests.recognition.generated.case import Maker
from tests.recognition.generated.verdict import tallies_table, tally

pytestmark = pytest.mark.slow

KINDS: dict[str, tuple[Maker, ...]] = {
    "A": (*files.MAKERS, *beside_sales.MAKERS),
    "B": (*columns.MAKERS, *like_columns.MAKERS, *open_items.MAKERS, *targets_beside.MAKERS, *invoice_sums.MAKERS),
    "C": (*rows.MAKERS, *rows_around.MAKERS),
    "D": (*values.MAKERS, *written_values.MAKERS, *bare_months.MAKERS),
}
#: Tables of each maker in the sample, and tables of each kind that endure reads.
SAMPLE, MANY = 2, 2000


def _run(kind: str, count: int, folder: Path, seed: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = [tally(maker, count, folder, seed) for maker in KINDS[kind]]
    with capsys.disabled():
        print("\n" + tallies_table(kind, found))
    wrong = [text for one in found for text in one.wrong]
    assert not wrong, f"{len(wrong)} wrong\n" + "\n".join(wrong[:20])


@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_of_tables_is_right_asked_or_refused(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(kind, SAMPLE, tmp_path, "2026", capsys)


@pytest.mark.endure
@pytest.mark.parametrize("kind", KINDS)
def test_two_thousand_tables(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _run(kind, -(-MANY // len(KINDS[kind])), tmp_path, "endure", capsys)
