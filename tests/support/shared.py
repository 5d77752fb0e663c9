"""What is costly to build, built once a run: the workers of pytest-xdist wait for the first and use its work."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def built_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], object]) -> Path:
    """The folder `name` of this run, filled by `build(folder)` in the worker that comes first.

    Every worker gets the same folder, so nobody changes it: who opens a state directory copies it before.
    """
    run = run_folder(factory)
    folder = run / f"shared-{name}"
    with FileLock(run / f"shared-{name}.lock"):
        if not folder.exists():
            draft = factory.mktemp(f"draft-{name}")
            build(draft)
            draft.rename(folder)
    return folder


def run_folder(factory: pytest.TempPathFactory) -> Path:
    """The temporary folder that all workers of a run have in common."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
