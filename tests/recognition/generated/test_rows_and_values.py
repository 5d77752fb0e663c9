"""Made layouts, each read right, or asked, or refused: never another sum without a tick of its own."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.kernel.settings import Limits
from sales_core.recognition.read import read_file
from sales_core.recognition.reading import Answers, TableReading
from tests.recognition.conftest import NOTHING_KNOWN
from tests.recognition.generated.layouts import KINDS, Layout

#: At least this share of a kind is read right without a question; the rest is asked or refused.
LOADED = {"mixed": 0.0, "thousands_only": 0.0, "stray_quotes": 0.7}


def ended(layout: Layout, folder: Path) -> str:
    """`right`, `open` (asked or refused), or what was silently loaded instead."""
    path = folder / "upload"
    path.write_bytes(layout.content)
    reading = read_file(
        path,
        name=layout.name,
        catalogue=product(),
        reference=NOTHING_KNOWN,
        answers=Answers(),
        limits=Limits(),
        out=folder,
        progress=lambda stage, share: None,
    )
    (table,) = reading.tables or (TableReading("", "", "", None),)
    if table.rows_file is None or table.dataset != "sales":
        return "open"
    loaded = table.sums.get("amount", Decimal(0))
    return "right" if layout.total is not None and loaded == layout.total else f"{loaded} not {layout.total}"


def check(numbers: range, folder: Path) -> None:
    """Reads that many layouts of every kind. Asserts that none is silently wrong and that enough are right."""
    wrong, counts = [], Counter[tuple[str, str]]()
    for number in numbers:
        for make in KINDS:
            layout = make(Random(f"{make.__name__}-{number}"))
            found = ended(layout, folder)
            counts[layout.kind, found if found in ("right", "open") else "wrong"] += 1
            if found not in ("right", "open"):
                wrong.append(f"{layout.kind} {number}: {found}\n{layout.content.decode(errors='replace')}")
    assert not wrong, f"{len(wrong)} silently wrong\n" + "\n".join(wrong[:3])
    shares = {make.__name__: counts[make.__name__, "right"] / len(numbers) for make in KINDS}
    assert not {kind: share for kind, share in shares.items() if share < LOADED.get(kind, 0.85)}


def test_no_made_layout_is_silently_wrong(tmp_path: Path) -> None:
    check(range(20), tmp_path)


@pytest.mark.endure
@pytest.mark.slow
def test_two_thousand_made_layouts(tmp_path: Path) -> None:
    check(range(20, 190), tmp_path)
