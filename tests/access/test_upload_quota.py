"""Whose tab a file goes to, whether anybody asked for it, and how much may wait in memory."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from sales_core.access.upload_quota import LONGEST_REQUEST, HeldUploads, UploadsUnderWay, upload_refusal
from sales_core.kernel.memory import memory_limits

MB = 1024 * 1024


@dataclass
class Memory:
    """Tab `t1` is of `ann`, `t2` of `bob`; each was given the file id `f`."""

    person: int = 0
    everybody: int = 0
    tabs: dict[str, str] = field(default_factory=lambda: {"t1": "ann", "t2": "bob"})

    def identity_of(self, session: str) -> str | None:
        return self.tabs.get(session)

    def is_expected(self, session: str, file: str) -> bool:
        return session in self.tabs and file == "f"

    def held(self, identity: str) -> HeldUploads:
        return HeldUploads(self.person, self.everybody)


def status(memory: Memory, path: str, size: int = 1, method: str = "PUT") -> int | None:
    answer = upload_refusal(memory, "ann", path, method, size)
    return None if answer is None else answer[0]


def test_ones_own_tab_takes_the_file_it_asked_for() -> None:
    assert status(Memory(), "t1/f") is None
    assert status(Memory(), "t1/f", method="DELETE") is None


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("path", ["t2/f", "t3/f", "", "/", "t1x/f", "../t1/f"])
def test_another_tab_is_as_good_as_none(path: str, method: str) -> None:
    assert status(Memory(), path, method=method) == 404


@pytest.mark.parametrize("path", ["t1/g", "t1/f/", "t1/f/x", "t1"])
def test_files_nobody_asked_for_are_refused(path: str) -> None:
    assert status(Memory(), path) == 409


def test_what_waits_is_bounded_for_one_person_and_for_all() -> None:
    assert status(Memory(), "t1/f", 256 * MB) is None, "one file may be as long as any"
    assert status(Memory(), "t1/f", LONGEST_REQUEST + 1) == 413
    assert status(Memory(person=memory_limits().person_uploads - 10), "t1/f", 10) is None
    assert status(Memory(person=memory_limits().person_uploads - 10), "t1/f", 11) == 429
    assert status(Memory(everybody=memory_limits().uploads - 10), "t1/f", 11) == 429


def test_twenty_files_of_fifty_megabytes_stay_under_a_hundred_and_fifty() -> None:
    memory = Memory()
    for _ in range(20):
        if status(memory, "t1/f", 50 * MB) is None:
            memory.person += 50 * MB
            memory.everybody += 50 * MB
    assert 50 * MB <= memory.person < 150 * MB


def test_files_on_their_way_count_too() -> None:
    """Twenty at once would else each find all the room."""
    uploads = UploadsUnderWay(Memory())
    most = memory_limits().person_uploads
    with uploads.receiving("me", most - 10), uploads.receiving("other", 0):
        assert uploads.held("me") == HeldUploads(most - 10, most - 10)
        assert uploads.held("you") == HeldUploads(0, most - 10)
    assert uploads.held("me") == HeldUploads(0, 0)
