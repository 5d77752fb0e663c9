"""Which of many alike cases `make test` takes; `make sweep` takes the rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def sampled(cases: Iterable[Any], every: int, first: int = 0, *, slow: bool = False) -> list[Any]:
    """Each case as a parameter; all but every so manieth, beginning with the case at `first`, are marked `endure`.

    The cases have to be alike: what only one of them tries belongs into the sample. `slow`: the sample is marked so.
    """
    usual = [pytest.mark.slow] if slow else []
    return [
        pytest.param(case, marks=usual if at % every == first else [*usual, pytest.mark.endure])
        for at, case in enumerate(cases)
    ]
