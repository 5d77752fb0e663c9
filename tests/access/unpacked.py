"""What a file holds, packed or not: where a canary would stand in a workbook, in slides and in the workbooks of their charts."""

from __future__ import annotations

import io
import zipfile


def unpacked(made: bytes) -> bytes:
    """The bytes of a file; of an office file those of all its parts, also of the files inside it."""
    if not made.startswith(b"PK"):
        return made
    parts = zipfile.ZipFile(io.BytesIO(made))
    return b"\n".join(unpacked(parts.read(name)) for name in parts.namelist())
