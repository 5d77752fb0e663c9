"""Freed blocks go back to the system once the C library is told so; a control shows that they do not by themselves."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sales_core.kernel.memory import hand_freed_memory_back

#: Frees a large block, takes a smaller one, and prints how many bytes are mapped for it alone (mallinfo2, hblkhd).
_SCRIPT = """
import ctypes
from sales_core.kernel.memory import hand_freed_memory_back
if {told}:
    assert hand_freed_memory_back()
class Info(ctypes.Structure):
    names = "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keep".split()
    _fields_ = [(name, ctypes.c_size_t) for name in names]
mallinfo = ctypes.CDLL(None).mallinfo2
mallinfo.restype = Info
large = bytearray(16_000_000)
del large
before = mallinfo().hblkhd
smaller = bytearray(8_000_000)
print(mallinfo().hblkhd - before)
"""


def test_freed_blocks_go_back() -> None:
    if not sys.platform.startswith("linux") or not hand_freed_memory_back():
        pytest.skip("the C library has no mallopt")

    def mapped(told: bool) -> int:
        script = [sys.executable, "-c", _SCRIPT.format(told=told)]
        return int(subprocess.run(script, capture_output=True, text=True, check=True).stdout)

    assert mapped(told=True) >= 8_000_000
    assert mapped(told=False) < 8_000_000
